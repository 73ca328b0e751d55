//! The panel of the demo page: a clinic's web person tries the settings and gets the snippet to paste.
//! A program of its own beside the widget, which knows nothing of it; no clinic's visitor downloads it.
//!
//! `surface`, `judge` and `snippet` are pure and tested natively; `panel` and `page` are its edge.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "natively only tests use it"))]

mod judge;
mod snippet;
mod surface;
#[cfg(test)]
mod tests;

// The widget's kind of view, by its path: linking the library would bring the whole widget along.
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "../ui/el.rs"]
mod el;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod panel;

fn main() {
    #[cfg(target_arch = "wasm32")]
    panel::show();
}
