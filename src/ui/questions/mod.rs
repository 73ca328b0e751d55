//! One file per way of answering: choosing among options, typing.

mod choice;
mod typed;

pub use choice::choice_question;
pub use typed::typed_question;

use super::Ui;
use super::el::{El, text};
use super::screens::{ERROR, HINT, problem_text};
use crate::questionnaire::Question;

/// The hint below the heading.
fn hint(question: &Question) -> Option<El> {
    question.hint.clone().map(|hint| text("p", "cc-hint", hint).attr("id", HINT))
}

/// What is the matter, beside the field.
fn error(ui: Ui) -> Option<El> {
    let session = ui.session();
    session.problem().map(|problem| text("p", "cc-error", problem_text(ui, problem)).attr("id", ERROR))
}

/// `true` while something is the matter.
fn invalid(ui: Ui) -> Option<String> {
    ui.session().problem().map(|_| "true".into())
}

/// The value of the field that an event comes from.
fn value(event: &web_sys::Event) -> String {
    leptos::prelude::event_target_value(event)
}
