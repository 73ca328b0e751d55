//! The brief before it leaves. A program of its own (`crates/brief`) shows its pages and the ways to take them along; this
//! is the screen around it.

use check::brief::sentences;
use check::words::Word;
use el::{El, el, text};
use engine::model::Private;
use engine::session::Event;
use leptos::prelude::{LocalStorage, RwSignal, Set, With};
use leptos::task::spawn_local;
use web_sys::Element;

use super::screen;
use crate::parts::{Weight, action_button, button, buttons, heading, main_heading};
use crate::shell::Brief;
use crate::ui::Ui;

/// The state of the brief. It ends with the screen, and the brief on the page with it.
enum State {
    Loading,
    /// Its files could not be fetched.
    Missing,
    Ready(#[expect(dead_code, reason = "dropping it removes the brief")] Brief),
}

/// The screen.
pub fn brief_screen(ui: Ui) -> El {
    let state = RwSignal::new_local(State::Loading);
    let slot = el("div").class("cc-paper");
    let place = slot.element();
    load(ui, place.clone(), state);
    let notice = move || {
        state.with(|now| match now {
            State::Ready(_) => None,
            State::Loading => Some(el("p").attr("role", "status").text(ui.word(Word::TakeLoading))),
            State::Missing => Some(missing(ui, place.clone(), state)),
        })
    };
    screen("div", "take")
        .child(main_heading(ui.level(0), ui.word(Word::TakeTitle)))
        .child(el("p").text(privacy_text(ui)))
        .child_with(notice)
        .child(slot)
        .child(buttons([button(ui, "back", ui.word(Word::TakeBack), Weight::Quiet, Event::Back)]))
}

/// The message that the files could not be fetched.
fn missing(ui: Ui, place: Element, state: RwSignal<State, LocalStorage>) -> El {
    let retry = action_button("retry", ui.word(Word::TakeRetry), Weight::Secondary)
        .on("click", move |_| load(ui, place.clone(), state));
    let message = el("span").text(ui.word(Word::TakeFailed));
    el("div").class("cc-notice").attr("role", "alert").child(message).child(retry)
}

/// Shows the brief in an element, when its files are there.
fn load(ui: Ui, place: Element, state: RwSignal<State, LocalStorage>) {
    state.set(State::Loading);
    let answers = ui.session_now().persistable().pack();
    spawn_local(async move {
        let brief = ui.shell.brief(&place, &answers, &ui.today()).await;
        // If the visitor has left the screen, the brief is dropped at once.
        if state.try_set(brief.map_or(State::Missing, State::Ready)).is_none() {
            // Without the pages, the page may have been too short for the screen to reach its place.
            ui.shell.land();
        }
    });
}

/// The section of the result that leads here.
pub fn take_section(ui: Ui) -> El {
    el("section")
        .class("cc-take")
        .child(heading(ui.level(1), ui.word(Word::TakeTitle)))
        .child(el("p").text(privacy_text(ui)))
        .child(buttons([button(ui, "take", ui.word(Word::TakeOpen), Weight::Secondary, Event::Take)]))
}

/// The text about data that leaves the browser and data that never does. Every sentence is true for this questionnaire.
fn privacy_text(ui: Ui) -> String {
    let check = ui.check();
    let private = match check.form.questionnaire.private {
        Private::Safety => Some(Word::TakePrivate),
        Private::Some => Some(Word::TakeSomePrivate),
        Private::None => None,
    };
    sentences([Some(Word::TakeText), private].into_iter().flatten().map(|word| check.words.get(word)))
}

/// The content for paper if the page itself is printed: the brief in place of the screen, so that paper never contains an
/// answer that is asked in private.
pub fn print_version(ui: Ui) -> El {
    let paper = el("div").class("cc-print").child(text("p", "", ui.word(Word::TakeFailed)));
    let (place, answers) = (paper.element(), ui.session_now().persistable().pack());
    spawn_local(async move { ui.shell.paper(&place, &answers, &ui.today()).await });
    paper
}
