//! One file per way of answering: choosing among options, typing.

mod choice;
mod typed;

pub use choice::choice_question;
pub use typed::typed_question;

use super::Ui;
use super::el::{El, text};
use super::screens::{ERROR, problem_text};
use crate::questionnaire::Question;

/// What is the matter, beside the field.
fn error(ui: Ui) -> Option<El> {
    let session = ui.session();
    session.problem().map(|problem| text("p", "cc-error", problem_text(ui, problem)).attr("id", ERROR))
}

/// What a question says about itself below its heading, and ids of all that; nothing where there is nothing.
fn about(question: &Question, instruction: Option<String>) -> (Vec<El>, &'static str) {
    let ids = match (&question.hint, &instruction) {
        (Some(_), Some(_)) => "cc-hint cc-instruction ",
        (Some(_), None) => "cc-hint ",
        (None, Some(_)) => "cc-instruction ",
        (None, None) => "",
    };
    let hint = question.hint.clone().map(|hint| text("p", "cc-hint", hint).attr("id", "cc-hint"));
    let instruction = instruction.map(|it| text("p", "cc-instruction", it).attr("id", "cc-instruction"));
    (hint.into_iter().chain(instruction).collect(), ids)
}

/// What describes the field: these ids, and what is the matter while something is.
fn described(ui: Ui, ids: &str) -> Option<String> {
    let matter = ui.session().problem().map_or("", |_| ERROR);
    let ids = format!("{ids}{matter}");
    (!ids.is_empty()).then_some(ids)
}

/// `true` while something is the matter.
fn invalid(ui: Ui) -> Option<String> {
    ui.session().problem().map(|_| "true".into())
}

/// The value of the field that an event comes from.
fn value(event: &web_sys::Event) -> String {
    leptos::prelude::event_target_value(event)
}
