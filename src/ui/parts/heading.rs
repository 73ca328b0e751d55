//! Headings at the level that the host page needs.

use leptos::html;
use leptos::prelude::*;

/// The main heading of a screen if `main`, which takes the focus when the screen appears; a smaller one otherwise.
pub fn heading(level: u8, main: bool, text: String) -> AnyView {
    let element = html::custom(format!("h{level}")).child(text);
    if main {
        element.attr("class", "cc-heading").attr("part", "heading").attr("tabindex", "-1").into_any()
    } else {
        element.attr("class", "cc-subheading").into_any()
    }
}
