//! Choosing: one of several options, some of several, yes or no, with another answer to type where that is allowed.

use leptos::prelude::*;

use super::{error, hint, invalid};
use crate::questionnaire::{AnswerType, ItemIdx, Value};
use crate::session::Event;
use crate::ui::parts::heading;
use crate::ui::screens::{ERROR, FIELD, HINT};
use crate::ui::{Ui, ui};
use crate::words::Word;

/// A question with options.
#[component]
pub fn ChoiceQuestion(
    /// Which one.
    item: ItemIdx,
) -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    let text = check.form.questionnaire.item(item).text.clone();
    let (options, many, open) = options(ui, item);
    let rows: Vec<AnyView> =
        options.into_iter().enumerate().map(|(n, option)| row(ui, item, n, many, option)).collect();
    let instruction = ui.word(if many { Word::QuestionMany } else { Word::QuestionOne });
    view! {
        <fieldset class="cc-question" aria-describedby=format!("{HINT} {ERROR}") aria-invalid=move || invalid(ui)>
            <legend>{heading(ui.level(0), true, text)}</legend>
            {hint(ui, item)}
            <p class="cc-instruction">{instruction}</p>
            {error(ui)}
            <div class="cc-options">{rows}</div>
            {open.then(|| other(ui, item))}
        </fieldset>
    }
}

/// An option as it is shown.
struct Shown {
    value: Value,
    display: String,
    gloss: Option<String>,
}

/// The options, whether several may be chosen, and whether another answer may be typed.
fn options(ui: Ui, item: ItemIdx) -> (Vec<Shown>, bool, bool) {
    let check = ui.check();
    match check.form.questionnaire.question(item).map(|question| &question.answer) {
        Some(AnswerType::Choice(choice)) => {
            let shown = choice.options.iter().map(|option| Shown {
                value: option.value.clone(),
                display: option.display.clone(),
                gloss: option.gloss.clone(),
            });
            (shown.collect(), choice.repeats, choice.open)
        }
        _ => {
            let shown =
                |value, word| Shown { value: Value::Boolean(value), display: ui.word(word), gloss: None };
            (vec![shown(true, Word::QuestionYes), shown(false, Word::QuestionNo)], false, false)
        }
    }
}

fn row(ui: Ui, item: ItemIdx, n: usize, many: bool, option: Shown) -> AnyView {
    let id = if n == 0 { FIELD.to_owned() } else { format!("{FIELD}-{n}") };
    let kind = if many { "checkbox" } else { "radio" };
    let literal = option.value.literal();
    // Chosen by the answers, never by the control: an exclusive option unchecks the others.
    let chosen = move || ui.session().answers_of(item).iter().any(|answer| answer.same(&option.value));
    let on_change = move |event| ui.send(Event::Choose(n, event_target_checked(&event)));
    view! {
        <label class="cc-option" part="option">
            <input type=kind id=id name="cc-answer" value=literal prop:checked=chosen on:change=on_change/>
            <span class="cc-option__text">
                <span>{option.display}</span>
                {option.gloss.map(|gloss| view! { <span class="cc-option__gloss">{gloss}</span> })}
            </span>
        </label>
    }
    .into_any()
}

/// Another answer than the options.
fn other(ui: Ui, item: ItemIdx) -> AnyView {
    let typed = move || {
        let session = ui.session();
        let text = session.answers_of(item).iter().find_map(|answer| match answer {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        });
        text.unwrap_or_default()
    };
    view! {
        <label class="cc-field">
            <span>{ui.word(Word::QuestionOther)}</span>
            <input type="text" class="cc-input" prop:value=typed
                on:input=move |event| ui.send(Event::Type(event_target_value(&event)))/>
        </label>
    }
    .into_any()
}
