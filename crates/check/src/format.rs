//! Formats answers: replaces stored codes with the texts of options and units.

use engine::model::{AnswerType, ItemIdx, Questionnaire, Value};

use crate::brief::joined;
use crate::words::{Word, Words};

/// The answers of a question as text for people, separated by commas.
#[must_use]
pub fn answers(questionnaire: &Questionnaire, words: &Words, item: ItemIdx, values: &[Value]) -> String {
    let Some(question) = questionnaire.question(item) else { return String::new() };
    let yes_no = [words.get(Word::QuestionYes), words.get(Word::QuestionNo)];
    let each = values.iter().map(|value| {
        let option = |place: usize| match &question.answer {
            AnswerType::Choice(choice) => Some(choice.options[place].display.clone()),
            _ => None,
        };
        answer(&question.answer, value, yes_no, option)
    });
    joined(each, ", ")
}

/// An answer as text. `option` gives the text of an option by position.
pub(crate) fn answer(
    kind: &AnswerType,
    value: &Value,
    [yes, no]: [&str; 2],
    option: impl Fn(usize) -> Option<String>,
) -> String {
    match (kind, value) {
        (AnswerType::Choice(choice), value) => {
            let place = choice.options.iter().position(|option| option.value.is_equivalent(value));
            place.and_then(option).unwrap_or_else(|| value.literal())
        }
        (_, Value::Boolean(true)) => yes.into(),
        (_, Value::Boolean(false)) => no.into(),
        (AnswerType::Number(number), value) => match &number.unit {
            Some(unit) => format!("{} {}", value.literal(), unit.display),
            None => value.literal(),
        },
        (_, value) => value.literal(),
    }
}

#[cfg(test)]
mod tests {
    use engine::testing::{at, choice, form, item, values, with};
    use serde_json::json;

    use super::*;
    use crate::content;

    #[test]
    fn answers_use_the_texts_of_options_and_units() {
        let words = content::words("en").expect("English is built in");
        let option =
            |code: &str, display: &str| json!({ "valueCoding": { "code": code, "display": display } });
        let options = json!([option("a", "An apple"), option("b", "A pear")]);
        let choice =
            with(with(choice("fruit", "a b", &[]), "answerOption", options), "type", "open-choice".into());
        let unit = json!([{
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
            "valueCoding": { "code": "kg", "display": "kilograms" },
        }]);
        let form = form(&[
            choice,
            item("ripe", "boolean", &[]),
            item("count", "integer", &[]),
            with(item("weight", "quantity", &[]), "extension", unit),
            item("since", "date", &[]),
            item("note", "text", &[]),
        ]);
        let check = |question: &str, given: &str, expected: &str| {
            let found = answers(&form.questionnaire, &words, at(&form, question), &values(given));
            assert_eq!(found, expected, "{question} {given}");
        };
        check("fruit", "", "");
        check("fruit", "#b #a", "A pear, An apple");
        check("fruit", "#a 'plum'", "An apple, plum");
        check("ripe", "true", words.get(Word::QuestionYes));
        check("ripe", "false", words.get(Word::QuestionNo));
        check("count", "7", "7");
        check("weight", "7.5_kg", "7.5 kilograms");
        check("since", "@2024-05", "2024-05");
        check("note", "'soft'", "soft");
    }
}
