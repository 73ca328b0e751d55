//! One file per screen. Start, cleared and the fallback are painted by the loader, which needs no WASM for them.

mod changed;
mod help;
mod question;
mod result;
mod review;

pub use changed::changed_screen;
pub use help::help_screen;
pub use question::question_screen;
pub use result::result_screen;
pub use review::review_screen;

use el::{El, el};

/// A screen by its stable name.
fn screen(tag: &str, name: &'static str) -> El {
    el(tag).class("cc-screen").attr("data-screen", name)
}
