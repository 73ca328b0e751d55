//! Small pieces that screens are made of. They take what they show as props; of the context they use words and events only.

mod heading;
mod help_lines;
mod scale;
mod sources;
mod timeline;

pub use heading::heading;
pub use help_lines::HelpLines;
pub use scale::Scale;
pub use sources::sources;
pub use timeline::{Step, Timeline};

use leptos::prelude::*;

use crate::session::Event;
use crate::ui::ui;

/// A button that sends an event; `action` is its stable name for tests and styling.
pub fn button(action: &'static str, label: String, primary: bool, event: Event) -> AnyView {
    let ui = ui();
    press(action, label, primary, Callback::new(move |()| ui.send(event.clone())))
}

/// A button that does something else than send an event.
pub fn press(action: &'static str, label: String, primary: bool, on_press: Callback<()>) -> AnyView {
    let (class, part) =
        if primary { ("cc-button cc-button--primary", "primary") } else { ("cc-button", "secondary") };
    view! {
        <button type="button" class=class part=part data-action=action on:click=move |_| on_press.run(())>
            {label}
        </button>
    }
    .into_any()
}

/// A link to follow on purpose: in a new tab for web pages, with nothing about this page in the request.
pub fn link(href: String, label: String, class: &'static str) -> AnyView {
    let web = href.starts_with("http");
    view! {
        <a class=class href=href target=web.then_some("_blank") rel="noopener noreferrer">{label}</a>
    }
    .into_any()
}
