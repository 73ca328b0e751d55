//! A page of the clinic. It listens for the end of the check; no event contains anything about the answers.
//!
//! The page uses the element, not the widget alone: the element shows the help lines at once, also where WebAssembly can't run.

use leptos::ev::CustomEvent;
use leptos::prelude::*;

#[component]
fn App() -> impl IntoView {
    let (finished, set_finished) = signal(false);
    view! {
        <main>
            <h1>"Is it for me?"</h1>
            <candidate-check
                clinic="Willow Bend Clinic"
                phone="(555) 555-0142"
                heading-level="2"
                events="progress"
                on:candidate-check-finished=move |_: CustomEvent| set_finished.set(true)
            >
                "Need to talk to someone now? Call or text " <a href="tel:988">"988"</a>
                ". In danger, call " <a href="tel:911">"911"</a> "."
            </candidate-check>
            <Show when=move || finished.get()>
                <p id="thanks">"Thank you for taking the time. Call us when you like."</p>
            </Show>
        </main>
    }
}

fn main() {
    leptos::mount::mount_to_body(App);
}
