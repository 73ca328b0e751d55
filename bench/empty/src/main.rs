//! A Leptos app with one paragraph: the cost of any Leptos app before it does anything. Natively it is an empty program,
//! so that the workspace compiles everywhere.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    mount_to_body(|| view! { <p id="empty">"There is nothing to answer here."</p> });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
