//! One file per way of answering: choosing among options, typing.

mod choice;
mod typed;

pub use choice::ChoiceQuestion;
pub use typed::TypedQuestion;

use leptos::prelude::*;

use super::Ui;
use super::screens::{ERROR, HINT, problem_text};
use crate::questionnaire::ItemIdx;

/// The hint below the heading.
fn hint(ui: Ui, item: ItemIdx) -> AnyView {
    let check = ui.check();
    let hint = check.form.questionnaire.question(item).and_then(|question| question.hint.clone());
    hint.map(|hint| view! { <p class="cc-hint" id=HINT>{hint}</p> }).into_any()
}

/// What is the matter, beside the field.
fn error(ui: Ui) -> AnyView {
    (move || {
        let session = ui.session();
        session
            .problem()
            .map(|problem| view! { <p class="cc-error" id=ERROR>{problem_text(ui, problem)}</p> })
    })
    .into_any()
}

/// Whether there is something the matter.
fn invalid(ui: Ui) -> Option<&'static str> {
    ui.session().problem().is_some().then_some("true")
}
