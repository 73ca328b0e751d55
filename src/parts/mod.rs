//! Small pieces that screens share. They get their content as arguments, and use [`Ui`] for texts and events only.

mod figure;
mod heading;
mod help_lines;
mod sources;
mod timeline;

pub use figure::figure;
pub use heading::{heading, main_heading};
pub use help_lines::{all_lines, help_buttons, other_lines};
pub use sources::{folded_sources, sources};
pub use timeline::{Step, timeline};

use el::{El, el};
use engine::session::Event;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::Ui;

/// The emphasis of a button.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The main action, at most one on a screen.
    Primary,
    /// All other actions.
    Secondary,
    /// An action that few visitors need. It looks like a link.
    Quiet,
}

impl Weight {
    /// The class of a button or link with this emphasis.
    pub fn class(self) -> &'static str {
        match self {
            Weight::Primary => "cc-button cc-button--primary",
            Weight::Secondary => "cc-button",
            Weight::Quiet => "cc-button cc-button--quiet",
        }
    }

    /// The CSS part of a button or link of this weight.
    pub fn part(self) -> &'static str {
        match self {
            Weight::Primary => "primary",
            Weight::Secondary | Weight::Quiet => "secondary",
        }
    }
}

/// A button that sends an event. `action` is its stable name for tests and styling.
pub fn button(ui: Ui, action: &'static str, label: String, weight: Weight, event: Event) -> El {
    action_button(action, label, weight).on("click", move |click| {
        if !is_repeated(&click) {
            ui.send(event.clone());
        }
    })
}

/// Whether a click is the second of a double click. It was meant for the previous screen, and must not dismiss help or skip
/// a question unread.
pub fn is_repeated(click: &web_sys::Event) -> bool {
    click.dyn_ref::<web_sys::UiEvent>().is_some_and(|click| click.detail() > 1)
}

/// A button without an event. The caller adds a listener.
pub fn action_button(action: &'static str, label: String, weight: Weight) -> El {
    el("button")
        .attr("type", "button")
        .class(weight.class())
        .attr("part", weight.part())
        .attr("data-action", action)
        .text(label)
}

/// The first matching element on the screen from which an event comes.
pub fn find_on_screen(event: &web_sys::Event, selector: &str) -> Option<Element> {
    let pressed = event.target()?.dyn_into::<Element>().ok()?;
    pressed.closest("[data-screen]").ok()??.query_selector(selector).ok()?
}

/// A paragraph from a text with links, written as `[label](address)`.
pub fn linked(tag: &str, text: &str) -> El {
    let mut parts = text.split('[');
    let first = el(tag).text(parts.next().unwrap_or_default().into());
    parts.fold(first, |paragraph, part| {
        let found = part.split_once("](").and_then(|(label, rest)| Some((label, rest.split_once(')')?)));
        match found {
            Some((label, (href, rest))) => paragraph.child(link(href, label.into(), "")).text(rest.into()),
            None => paragraph.text(part.into()),
        }
    })
}

/// A link. A web page opens in a new tab, and the request contains nothing about this page.
pub fn link(href: &str, label: String, class: &'static str) -> El {
    let link = el("a").class(class).attr("href", href).attr("rel", "noopener noreferrer").text(label);
    if href.starts_with("http") { link.attr("target", "_blank") } else { link }
}

/// The buttons back and on. They stay at the bottom of the window while the screen reaches below it.
pub fn way_on(back: El, on: El) -> El {
    el("div").class("cc-way").child(back).child(on)
}

/// A row of buttons.
pub fn buttons(buttons: impl IntoIterator<Item = El>) -> El {
    el("div").class("cc-buttons").children(buttons)
}

/// A bulleted list.
pub fn points(points: impl IntoIterator<Item = String>) -> El {
    el("ul").class("cc-points").children(points.into_iter().map(|point| el("li").text(point)))
}
