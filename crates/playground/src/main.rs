//! The panel of the demo page: a clinic’s web person tries the settings and copies the snippet. A program of its own
//! beside the widget; no visitor of a clinic downloads it.

#[cfg(target_arch = "wasm32")]
mod lead;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod validate;

fn main() {
    #[cfg(target_arch = "wasm32")]
    panel::show();
}
