//! One file for each screen. The loader paints start, cleared and the fallback, which need no WASM.

mod brief;
mod changed;
mod help;
mod question;
mod result;
mod review;

pub use brief::brief_screen;
pub use changed::changed_screen;
pub use help::help_screen;
pub use question::question_screen;
pub use result::result_screen;
pub use review::review_screen;

use el::{El, el};

/// An empty screen with its stable name.
fn screen(tag: &str, name: &'static str) -> El {
    el(tag).class("cc-screen").attr("data-screen", name)
}
