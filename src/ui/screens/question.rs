//! One question: progress, what is the matter if anything, the question itself, why it is asked, and the way on.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::questionnaire::{AnswerType, ItemIdx};
use crate::session::{Event, Problem, progress};
use crate::ui::parts::{button, sources};
use crate::ui::questions::{ChoiceQuestion, TypedQuestion};
use crate::ui::{Ui, ui};
use crate::words::Word;

/// Id of the field that an error points to; unique in the shadow root because one question is shown at a time.
pub(in crate::ui) const FIELD: &str = "cc-field";
/// Id of the hint.
pub(in crate::ui) const HINT: &str = "cc-hint";
/// Id of the error beside the field.
pub(in crate::ui) const ERROR: &str = "cc-error";

/// One question.
#[component]
pub fn QuestionScreen(
    /// Which one.
    item: ItemIdx,
) -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let link_id = questionnaire.item(item).link_id.to_string();
    let Some(question) = questionnaire.question(item) else { return ().into_any() };
    let field = match &question.answer {
        AnswerType::Choice(_) | AnswerType::Boolean => view! { <ChoiceQuestion item/> }.into_any(),
        _ => view! { <TypedQuestion item/> }.into_any(),
    };
    let why = question.explanation.clone().map(|explanation| {
        view! {
            <details class="cc-fold cc-why">
                <summary>{ui.word(Word::QuestionWhy)}</summary>
                <p>{explanation}</p>
                {sources(questionnaire, &question.sources, ui.word(Word::QuestionSources))}
            </details>
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        ui.send(Event::Next);
    };
    view! {
        <form class="cc-screen" data-screen="question" data-question=link_id novalidate on:submit=on_submit>
            {position(ui, item)}
            {move || ui.session().problem().map(|problem| summary(ui, problem))}
            {field}
            {why}
            <div class="cc-buttons">
                <button type="submit" class="cc-button cc-button--primary" part="primary" data-action="next">
                    {ui.word(Word::QuestionNext)}
                </button>
                {button("back", ui.word(Word::QuestionBack), false, Event::Back)}
                {button("skip", ui.word(Word::QuestionSkip), false, Event::Skip)}
            </div>
        </form>
    }
    .into_any()
}

/// Section, bar and count.
fn position(ui: Ui, item: ItemIdx) -> AnyView {
    let check = ui.check();
    // Untracked: an answer may open questions further on, but the line above a question does not jump under the hand.
    let now = progress(ui.session_now().effective(&check.form), item);
    let section = &check.form.questionnaire.item(now.section).text;
    let numbers = [now.part, now.parts, now.question, now.questions].map(|number| number.to_string());
    let [part, parts, question, questions] = numbers.each_ref().map(String::as_str);
    let place = ui.fill(Word::ProgressWhere, &[("part", part), ("parts", parts), ("section", section)]);
    let count = ui.fill(Word::ProgressCount, &[("question", question), ("questions", questions)]);
    view! {
        <div class="cc-progress" part="progress">
            <p><span>{place}</span><span>{count}</span></p>
            <progress max=now.questions value=now.question aria-label=ui.word(Word::ProgressLabel)></progress>
        </div>
    }
    .into_any()
}

/// The summary above the question, which takes the focus and leads to the field.
fn summary(ui: Ui, problem: &Problem) -> AnyView {
    let to_field = move |event: leptos::ev::MouseEvent| {
        // A fragment would end up in the page's address; the focus is moved instead.
        event.prevent_default();
        super::super::app::focus_field(&event);
    };
    view! {
        <div class="cc-problems" tabindex="-1" role="alert">
            <p class="cc-problems__title">{ui.word(Word::ProblemTitle)}</p>
            <a href=format!("#{FIELD}") on:click=to_field>{problem_text(ui, problem)}</a>
        </div>
    }
    .into_any()
}

/// What is the matter, and how to mend it.
pub(in crate::ui) fn problem_text(ui: Ui, problem: &Problem) -> String {
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
        Problem::TooLong(max) => return ui.fill(Word::ProblemTooLong, &[("max", &max.to_string())]),
    };
    ui.word(plain)
}
