//! How answers read: the words of options and units for what is stored as codes.

use crate::questionnaire::{AnswerType, ItemIdx, Questionnaire, Value};
use crate::words::{Word, Words};

/// The answers of a question as a person reads them, separated by commas.
#[must_use]
pub fn answers(questionnaire: &Questionnaire, words: &Words, item: ItemIdx, values: &[Value]) -> String {
    let Some(question) = questionnaire.question(item) else { return String::new() };
    let mut text = String::new();
    for value in values {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&answer(&question.answer, words, value));
    }
    text
}

fn answer(kind: &AnswerType, words: &Words, value: &Value) -> String {
    match (kind, value) {
        (AnswerType::Choice(choice), value) => {
            let option = choice.options.iter().find(|option| option.value.same(value));
            option.map_or_else(|| value.literal(), |option| option.display.clone())
        }
        (_, Value::Boolean(true)) => words.get(Word::QuestionYes).into(),
        (_, Value::Boolean(false)) => words.get(Word::QuestionNo).into(),
        (AnswerType::Number(number), value) => match &number.unit {
            Some(unit) => format!("{} {}", value.literal(), unit.display),
            None => value.literal(),
        },
        (_, value) => value.literal(),
    }
}
