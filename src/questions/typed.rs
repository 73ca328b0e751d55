//! Questions that are answered by typing: numbers with their unit, dates, times, short and long text, addresses. All controls
//! are native.

use check::words::Word;
use el::{El, el};
use engine::model::{AnswerType, ItemIdx, NumberKind, Question, TextForm, TextType, Value};
use engine::session::{Event, Session};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::{FIELD, described_by, error, hints, invalid, typing_field, value};
use crate::parts::main_heading;
use crate::ui::Ui;

/// A question that is answered by typing.
pub fn typed_question(ui: Ui, item: ItemIdx, question: &Question) -> El {
    let heading = ui.check().form.questionnaire.item(item).text.clone();
    let unit = match &question.answer {
        AnswerType::Number(number) => number.unit.as_ref(),
        _ => None,
    };
    let (hints, ids) = hints(question, (!question.required).then(|| ui.word(Word::QuestionOptional)));
    let field = el("div")
        .class("cc-field")
        .child(control(ui, item, &question.answer, ids))
        .children(unit.map(|unit| el("span").text(unit.display.clone())));
    el("div")
        .class("cc-question")
        .child(el("label").attr("for", FIELD).child(main_heading(ui.level(0), heading)))
        .children(hints)
        .child_with(move || error(ui))
        .child(field)
        .children(remaining(ui, item, &question.answer))
}

fn control(ui: Ui, item: ItemIdx, answer: &AnswerType, ids: &'static str) -> El {
    let (tag, kind, mode) = match answer {
        // Not type=number, which drops unreadable input and changes its value when it is scrolled.
        // The keypads for numbers have no minus on some phones.
        AnswerType::Number(number) if !number.range.excludes(&Value::Integer(-1)) => {
            ("input", "text", "text")
        }
        AnswerType::Number(number) if number.kind == NumberKind::Integer => ("input", "text", "numeric"),
        AnswerType::Number(_) => ("input", "text", "decimal"),
        AnswerType::Date(_) => ("input", "date", "text"),
        AnswerType::DateTime(_) => ("input", "datetime-local", "text"),
        AnswerType::Time => ("input", "time", "text"),
        AnswerType::Text(TextType { form: TextForm::Url, .. }) => ("input", "url", "url"),
        AnswerType::Text(TextType { form: TextForm::Lines, .. }) => ("textarea", "", "text"),
        _ => ("input", "text", "text"),
    };
    let control = typing_field(tag);
    let control = if tag == "input" { control.attr("type", kind) } else { control.attr("rows", "5") };
    let short = matches!(answer, AnswerType::Number(_));
    control
        .class(if short { "cc-input cc-input--short" } else { "cc-input" })
        .attr("id", FIELD)
        .attr("inputmode", mode)
        .attr_with("aria-describedby", move || described_by(ui, ids))
        .attr_with("aria-invalid", move || invalid(ui))
        // Untracked, so it is set once and does not disturb typing.
        .prop_with("value", move || typed(&ui.session_now(), item).into())
        .on("input", move |event| ui.send(Event::Type(value(&event))))
        // An incomplete date changes no value, so the browser fires no input event.
        .on("keyup", move |event| {
            let unreadable = is_unreadable(&event);
            let known = ui.session_now().draft_of(item) == Some(UNREADABLE);
            if unreadable != known {
                ui.send(Event::Type(if unreadable { UNREADABLE.into() } else { value(&event) }));
            }
        })
}

/// Stands for input that a browser can't read and does not reveal, such as half a date. It never becomes an answer.
const UNREADABLE: &str = "\u{FFFD}";

fn is_unreadable(event: &web_sys::Event) -> bool {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let validity = event.target().and_then(|field| get(&field, "validity"));
    validity.and_then(|it| get(&it, "badInput")).is_some_and(|it| it.is_truthy())
}

/// The content of the field: the draft, or the answer.
fn typed(session: &Session, item: ItemIdx) -> String {
    let answer = || session.answers_of(item).first().map(|value| value.literal());
    session.draft_of(item).map(str::to_owned).or_else(answer).unwrap_or_default()
}

/// The number of characters that are remaining.
fn remaining(ui: Ui, item: ItemIdx, answer: &AnswerType) -> Option<El> {
    let AnswerType::Text(TextType { max_length: Some(max), .. }) = *answer else { return None };
    let remaining = move || {
        let length = typed(&ui.session(), item).chars().count();
        let word = if length > max { Word::QuestionOver } else { Word::QuestionLeft };
        ui.fill(word, &[("count", &max.abs_diff(length).to_string())])
    };
    Some(el("p").class("cc-hint").text_with(remaining))
}
