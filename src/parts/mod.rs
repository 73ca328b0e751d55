//! Small pieces that screens are made of. They take what they show as arguments; of the context they use words and
//! events only.

mod figure;
mod heading;
mod help_lines;
mod sources;
mod timeline;

pub use figure::figure;
pub use heading::{heading, main_heading};
pub use help_lines::help_lines;
pub use sources::sources;
pub use timeline::{Step, timeline};

use el::{El, el};
use engine::session::Event;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::Ui;

/// How much a button asks for attention.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The way on; one on a screen at most.
    Primary,
    /// Everything else.
    Secondary,
}

impl Weight {
    /// The class of a button or link that weighs so.
    pub fn class(self) -> &'static str {
        match self {
            Weight::Primary => "cc-button cc-button--primary",
            Weight::Secondary => "cc-button",
        }
    }

    /// Its CSS part.
    pub fn part(self) -> &'static str {
        match self {
            Weight::Primary => "primary",
            Weight::Secondary => "secondary",
        }
    }
}

/// A button that sends an event; `action` is its stable name for tests and styling.
pub fn button(ui: Ui, action: &'static str, label: String, weight: Weight, event: Event) -> El {
    press(action, label, weight).on("click", move |click| {
        if !is_repeated(&click) {
            ui.send(event.clone());
        }
    })
}

/// Whether a click is the second of a double click: it was meant for what stood there before the first, and must not
/// dismiss help or skip a question unread.
pub fn is_repeated(click: &web_sys::Event) -> bool {
    click.dyn_ref::<web_sys::UiEvent>().is_some_and(|click| click.detail() > 1)
}

/// A button that does something else; give it a listener.
pub fn press(action: &'static str, label: String, weight: Weight) -> El {
    el("button")
        .attr("type", "button")
        .class(weight.class())
        .attr("part", weight.part())
        .attr("data-action", action)
        .text(label)
}

/// The first element that fits on the screen from which an event comes.
pub fn find_on_screen(event: &web_sys::Event, selector: &str) -> Option<Element> {
    let pressed = event.target()?.dyn_into::<Element>().ok()?;
    pressed.closest("[data-screen]").ok()??.query_selector(selector).ok()?
}

/// A link to follow on purpose: in a new tab for web pages, with nothing about this page in the request.
pub fn link(href: &str, label: String, class: &'static str) -> El {
    let link = el("a").class(class).attr("href", href).attr("rel", "noopener noreferrer").text(label);
    if href.starts_with("http") { link.attr("target", "_blank") } else { link }
}

/// A row of buttons.
pub fn buttons(buttons: impl IntoIterator<Item = El>) -> El {
    el("div").class("cc-buttons").children(buttons)
}

/// A bulleted list.
pub fn points(points: impl IntoIterator<Item = String>) -> El {
    el("ul").class("cc-points").children(points.into_iter().map(|point| el("li").text(point)))
}
