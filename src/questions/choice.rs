//! Questions with options: one option, several options, yes or no. Some also accept an answer that is typed.

use std::sync::atomic::{AtomicU32, Ordering};

use check::words::Word;
use el::{El, el, text};
use engine::model::{AnswerType, ItemIdx, Question, Value};
use engine::session::Event;
use leptos::prelude::{GetValue, SetValue, StoredValue, WithValue, event_target_checked, untrack};

use super::{FIELD, described_by, error, hints, invalid, typing_field, value};
use crate::parts::main_heading;
use crate::ui::Ui;

/// A question with options.
pub fn choice_question(ui: Ui, item: ItemIdx, question: &Question) -> El {
    let heading = ui.check().form.questionnaire.item(item).text.clone();
    let (options, many, open) = options(ui, question);
    let (hints, ids) =
        hints(question, Some(ui.word(if many { Word::QuestionMany } else { Word::QuestionOne })));
    el("fieldset")
        .class("cc-question")
        .attr_with("aria-describedby", move || described_by(ui, ids))
        .attr_with("aria-invalid", move || invalid(ui))
        .child(el("legend").child(main_heading(ui.level(0), heading)))
        .children(hints)
        .child_with(move || error(ui))
        .child(list(ui, item, many, options))
        .children(open.then(|| other(ui, item)))
}

/// The number of the next group of radio buttons.
static GROUP: AtomicU32 = AtomicU32::new(0);

/// An option as shown.
struct Shown {
    value: Value,
    display: String,
    gloss: Option<String>,
    heading: Option<String>,
    exclusive: bool,
}

/// The options, whether several may be chosen, and whether an answer may be typed.
fn options(ui: Ui, question: &Question) -> (Vec<Shown>, bool, bool) {
    match &question.answer {
        AnswerType::Choice(choice) => {
            let shown = choice.options.iter().map(|option| Shown {
                value: option.value.clone(),
                display: option.display.clone(),
                gloss: option.gloss.clone(),
                heading: option.heading.clone(),
                exclusive: option.exclusive,
            });
            (shown.collect(), choice.repeats, choice.open)
        }
        _ => {
            let shown = |value, word| Shown {
                value: Value::Boolean(value),
                display: ui.word(word),
                gloss: None,
                heading: None,
                exclusive: false,
            };
            (vec![shown(true, Word::QuestionYes), shown(false, Word::QuestionNo)], false, false)
        }
    }
}

/// The list of options. Those under a heading are a group.
fn list(ui: Ui, item: ItemIdx, many: bool, options: Vec<Shown>) -> El {
    let mut list = el("div").class("cc-options");
    // Chromium remembers the focused control of a group by its name, also after that control was removed. No Tab reaches the
    // next group of the same name.
    let name = (!many).then(|| format!("cc-answer-{}", GROUP.fetch_add(1, Ordering::Relaxed)));
    let mut group: Option<El> = None;
    for (n, mut option) in options.into_iter().enumerate() {
        let heading = option.heading.take();
        if heading.is_some() || option.exclusive {
            list = list.children(group.take());
        }
        if let Some(heading) = heading {
            group = Some(el("fieldset").class("cc-options").child(text(
                "legend",
                "cc-options__heading",
                heading,
            )));
        }
        let row = row(ui, item, n, name.as_deref(), option);
        match group.take() {
            Some(open) => group = Some(open.child(row)),
            None => list = list.child(row),
        }
    }
    list.children(group)
}

/// An option. `name` is that of the group in which only one can be chosen.
fn row(ui: Ui, item: ItemIdx, n: usize, name: Option<&str>, option: Shown) -> El {
    let id = if n == 0 { FIELD.to_owned() } else { format!("{FIELD}-{n}") };
    let literal = option.value.literal();
    let chosen =
        move || ui.session().answers_of(item).iter().any(|answer| answer.is_equivalent(&option.value));
    let input = el("input")
        .attr("type", if name.is_some() { "radio" } else { "checkbox" })
        .attr("id", &id)
        .attr("value", &literal)
        // The answers decide whether it is checked, because an exclusive option unchecks the others.
        .prop_with("checked", move || chosen().into())
        .on("change", move |event| ui.send(Event::Choose(n, event_target_checked(&event))));
    // Without a name the arrow keys would not move between options. The control belongs to no form, even inside one, so it is
    // never sent.
    let input = match name {
        Some(name) => input.attr("name", name).attr("form", ""),
        None => input,
    };
    let words = el("span")
        .class("cc-option__text")
        .child(el("span").text(option.display))
        .children(option.gloss.map(|gloss| text("span", "cc-option__gloss", gloss)));
    el("label").class("cc-option").attr("part", "option").child(input).child(words)
}

/// The field for an answer that is not among the options. Its text stays until an option replaces it.
fn other(ui: Ui, item: ItemIdx) -> El {
    let answer = move || ui.session().other_of(&ui.check().form, item).map(Value::literal);
    let typed = StoredValue::new(untrack(answer).unwrap_or_default());
    let input = typing_field("input")
        .attr("type", "text")
        .class("cc-input")
        .prop_with("value", move || {
            if answer().is_none() && !typed.with_value(|typed| typed.trim().is_empty()) {
                typed.set_value(String::new());
            }
            typed.get_value().into()
        })
        .on("input", move |event| {
            typed.set_value(value(&event));
            ui.send(Event::Type(value(&event)));
        });
    el("label").class("cc-field").child(el("span").text(ui.word(Word::QuestionOther))).child(input)
}
