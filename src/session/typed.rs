//! Reads what a visitor types, and says what is the matter where it can't be read.
//! A problem carries no sentence; the words are content.

use crate::questionnaire::moment::{Date, DateTime, Time};
use crate::questionnaire::{AnswerType, NumberKind, NumberType, Quantity, Range, TextForm, TextType, Value};

/// What keeps a visitor from going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No option is chosen.
    NothingChosen,
    /// Nothing is typed.
    NothingTyped,
    /// Not a whole number.
    NotWhole,
    /// Not a number.
    NotANumber,
    /// Not a day that exists.
    NotADate,
    /// Not a time of day.
    NotATime,
    /// Not a web address.
    NotAnAddress,
    /// Outside the range; ends are as people write them, an open end is `None`.
    OutOfRange(Option<String>, Option<String>),
    /// Longer than this many characters.
    TooLong(usize),
}

impl Problem {
    /// The lack of an answer that matters.
    pub(super) fn missing(answer: &AnswerType) -> Problem {
        match answer {
            AnswerType::Choice(_) | AnswerType::Boolean => Problem::NothingChosen,
            _ => Problem::NothingTyped,
        }
    }
}

/// Reads typed text as an answer; nothing but blanks is no answer.
pub(super) fn read(answer: &AnswerType, text: &str) -> Result<Option<Value>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let value = match answer {
        AnswerType::Number(number) => self::number(number, text)?,
        AnswerType::Date(range) => {
            let date = Value::Date(Date::parse(text).ok_or(Problem::NotADate)?);
            within(range, date)?
        }
        AnswerType::DateTime(range) => {
            let moment = Value::DateTime(DateTime::parse(text).ok_or(Problem::NotADate)?);
            within(range, moment)?
        }
        AnswerType::Time => Value::Time(Time::parse(text).ok_or(Problem::NotATime)?),
        AnswerType::Text(TextType { form, max_length }) => {
            if let Some(max) = max_length.filter(|max| text.chars().count() > *max) {
                return Err(Problem::TooLong(max));
            }
            match form {
                TextForm::Line | TextForm::Lines => Value::Text(text.into()),
                TextForm::Url if text.split_once("://").is_some_and(|(_, rest)| !rest.is_empty()) => {
                    Value::Uri(text.into())
                }
                TextForm::Url => return Err(Problem::NotAnAddress),
            }
        }
        AnswerType::Choice(_) => Value::Text(text.into()),
        AnswerType::Boolean | AnswerType::Reference => return Ok(None),
    };
    Ok(Some(value))
}

fn number(number: &NumberType, text: &str) -> Result<Value, Problem> {
    // People write 1,5 and 120 mm Hg; the unit stands beside the field, so only digits are taken.
    let text = text.replace(',', ".");
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    let decimal =
        || text.parse::<f64>().ok().filter(|number| plain && number.is_finite()).ok_or(Problem::NotANumber);
    let value = match number.kind {
        NumberKind::Integer => Value::Integer(text.parse().map_err(|_| Problem::NotWhole)?),
        NumberKind::Decimal => Value::Decimal(decimal()?),
        NumberKind::Quantity => {
            let unit = number.unit.as_ref().map(|unit| unit.code.clone());
            Value::Quantity(Quantity { value: decimal()?, unit })
        }
    };
    within(&number.range, value)
}

fn within(range: &Range, value: Value) -> Result<Value, Problem> {
    if range.excludes(&value) {
        let end = |end: &Option<Value>| end.as_ref().map(Value::literal);
        return Err(Problem::OutOfRange(end(&range.min), end(&range.max)));
    }
    Ok(value)
}
