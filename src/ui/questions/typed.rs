//! Typing: numbers with their unit, dates, times, short and long text, addresses. Native controls throughout.

use leptos::prelude::*;

use super::{error, hint, invalid};
use crate::questionnaire::{AnswerType, ItemIdx, NumberKind, TextForm, TextType};
use crate::session::Event;
use crate::ui::parts::heading;
use crate::ui::screens::{ERROR, FIELD, HINT};
use crate::ui::{Ui, ui};
use crate::words::Word;

/// A question that is answered by typing.
#[component]
pub fn TypedQuestion(
    /// Which one.
    item: ItemIdx,
) -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let text = questionnaire.item(item).text.clone();
    let Some(question) = questionnaire.question(item) else { return ().into_any() };
    let unit = match &question.answer {
        AnswerType::Number(number) => number.unit.as_ref().map(|unit| unit.display.clone()),
        _ => None,
    };
    let optional = (!question.required).then(|| ui.word(Word::QuestionOptional));
    view! {
        <div class="cc-question">
            <label for=FIELD>{heading(ui.level(0), true, text)}</label>
            {hint(ui, item)}
            {optional.map(|optional| view! { <p class="cc-instruction">{optional}</p> })}
            {error(ui)}
            <div class="cc-field">{control(ui, item, &question.answer)}{unit.map(|unit| view! { <span>{unit}</span> })}</div>
            {left(ui, item, &question.answer)}
        </div>
    }
    .into_any()
}

fn control(ui: Ui, item: ItemIdx, answer: &AnswerType) -> AnyView {
    // Set once: while the visitor types, the field belongs to the visitor.
    let typed = {
        let session = ui.session_now();
        let answer = session.answers_of(item).first().map(|value| value.literal());
        session.draft_of(item).map(str::to_owned).or(answer).unwrap_or_default()
    };
    let on_input = move |event| ui.send(Event::Type(event_target_value(&event)));
    let described = format!("{HINT} {ERROR}");
    if matches!(answer, AnswerType::Text(TextType { form: TextForm::Lines, .. })) {
        return view! {
            <textarea class="cc-input" id=FIELD rows="5" aria-describedby=described
                aria-invalid=move || invalid(ui) prop:value=typed on:input=on_input></textarea>
        }
        .into_any();
    }
    let (kind, mode) = match answer {
        // Not type=number: it drops what it can't read, and spins when scrolled over.
        AnswerType::Number(number) if number.kind == NumberKind::Integer => ("text", "numeric"),
        AnswerType::Number(_) => ("text", "decimal"),
        AnswerType::Date(_) => ("date", "text"),
        AnswerType::DateTime(_) => ("datetime-local", "text"),
        AnswerType::Time => ("time", "text"),
        AnswerType::Text(TextType { form: TextForm::Url, .. }) => ("url", "url"),
        _ => ("text", "text"),
    };
    let short = matches!(answer, AnswerType::Number(_));
    let class = if short { "cc-input cc-input--short" } else { "cc-input" };
    view! {
        <input type=kind inputmode=mode class=class id=FIELD autocomplete="off" aria-describedby=described
            aria-invalid=move || invalid(ui) prop:value=typed on:input=on_input/>
    }
    .into_any()
}

/// How much more may be written.
fn left(ui: Ui, item: ItemIdx, answer: &AnswerType) -> AnyView {
    let AnswerType::Text(TextType { max_length: Some(max), .. }) = *answer else { return ().into_any() };
    let left = move || {
        let session = ui.session();
        let answer = session.answers_of(item).first().map(|value| value.literal());
        let typed = session.draft_of(item).map(str::to_owned).or(answer).unwrap_or_default();
        let left = max as isize - typed.chars().count() as isize;
        ui.fill(Word::QuestionLeft, &[("count", &left.to_string())])
    };
    view! { <p class="cc-hint">{left}</p> }.into_any()
}
