//! One file for each way to answer: options, and typing.

mod choice;
mod typed;

pub use choice::choice_question;
pub use typed::typed_question;

use check::words::Word;
use el::{El, el, text};
use engine::model::Question;
use engine::session::{NotBelow, Problem};

use crate::ui::Ui;

/// The id of the field that an error points to. It is unique in the shadow root, because one question is shown at a time.
pub(crate) const FIELD: &str = "cc-field";
/// The id of the error beside the field.
pub(crate) const ERROR: &str = "cc-error";

/// The validation error beside the field.
fn error(ui: Ui) -> Option<El> {
    let session = ui.session();
    session.problem().map(|problem| text("p", "cc-error", problem_text(ui, problem)).attr("id", ERROR))
}

/// The hint and the instruction below the heading, and their ids.
fn hints(question: &Question, instruction: Option<String>) -> (Vec<El>, &'static str) {
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

/// The value of `aria-describedby`: these ids, and the id of the error while there is one.
fn described_by(ui: Ui, ids: &str) -> Option<String> {
    let error = ui.session().problem().map_or("", |_| ERROR);
    let ids = format!("{ids}{error}");
    (!ids.is_empty()).then_some(ids)
}

/// The value of `aria-invalid`: `true` while there is an error.
fn invalid(ui: Ui) -> Option<String> {
    ui.session().problem().map(|_| "true".into())
}

/// A field for typing. What is typed is offered to no service for spelling, writing or filling in: some browsers and
/// extensions send it to their makers.
fn typing_field(tag: &'static str) -> El {
    el(tag)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("writingsuggestions", "false")
        .attr("data-gramm", "false")
}

/// The value of the field of an event.
fn value(event: &web_sys::Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// The text of a validation error, which says how to fix it.
pub(crate) fn problem_text(ui: Ui, problem: &Problem) -> String {
    let plain = match problem {
        Problem::NothingChosen => Word::ProblemNothingChosen,
        Problem::NothingTyped => Word::ProblemNothingTyped,
        Problem::NotWhole => Word::ProblemNotWhole,
        Problem::NotANumber => Word::ProblemNotANumber,
        Problem::NotADate => Word::ProblemNotADate,
        Problem::NotATime => Word::ProblemNotATime,
        Problem::NotAnAddress => Word::ProblemNotAnAddress,
        Problem::OutOfRange(min, max) => {
            return match (min, max) {
                (Some(min), Some(max)) => ui.fill(Word::ProblemBetween, &[("min", min), ("max", max)]),
                (Some(min), None) => ui.fill(Word::ProblemAtLeast, &[("min", min)]),
                (None, max) => ui.fill(Word::ProblemAtMost, &[("max", max.as_deref().unwrap_or_default())]),
            };
        }
        Problem::NotBelow(NotBelow { upper, lower, .. }) => {
            return ui.fill(Word::ProblemNotBelow, &[("upper", upper), ("lower", lower)]);
        }
        Problem::TooLong(max) => return ui.fill(Word::ProblemTooLong, &[("max", &max.to_string())]),
    };
    ui.word(plain)
}
