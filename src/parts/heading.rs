//! Headings at the level that the host page needs.

use el::{El, el};

/// A heading inside a screen.
pub fn heading(level: u8, text: String) -> El {
    el(tag(level)).class("cc-subheading").text(text)
}

/// The heading of a screen. It gets the focus when the screen appears.
pub fn main_heading(level: u8, text: String) -> El {
    el(tag(level)).class("cc-heading").attr("part", "heading").attr("tabindex", "-1").text(text)
}

fn tag(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
