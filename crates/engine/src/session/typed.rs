//! Parses text that a visitor types, and returns a validation error if that fails.
//! An error contains no sentence; texts are content.

use super::number::plain;
use crate::model::moment::{Date, DateTime, Time};
use crate::model::{AnswerType, Decimal, NumberKind, NumberType, Quantity, Range, TextForm, TextType, Value};

/// A validation error that keeps a visitor on the question.
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
    /// Outside the range, with its smallest and largest value as people write them; an open end is `None`.
    OutOfRange(Option<String>, Option<String>),
    /// Longer than this many characters.
    TooLong(usize),
    /// Not below the number of the other question in a pair.
    NotBelow(NotBelow),
}

/// Two numbers that seem to be the wrong way round, as people write them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotBelow {
    /// The answer that should be larger.
    pub upper: String,
    /// The answer that should be smaller.
    pub lower: String,
    /// Whether each number is in the range of the other question.
    pub can_swap: bool,
}

impl Problem {
    /// The error for a required question without an answer.
    pub(super) fn missing(answer: &AnswerType) -> Problem {
        match answer {
            AnswerType::Choice(_) | AnswerType::Boolean => Problem::NothingChosen,
            _ => Problem::NothingTyped,
        }
    }
}

/// Parses typed text as an answer; blank text is no answer.
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
                TextForm::Url if is_address(text) => Value::Uri(text.into()),
                TextForm::Url => return Err(Problem::NotAnAddress),
            }
        }
        AnswerType::Choice(_) => Value::Text(text.into()),
        // Neither is ever typed.
        AnswerType::Boolean | AnswerType::Reference => return Ok(None),
    };
    Ok(Some(value))
}

/// Whether it has a scheme, and something after it.
fn is_address(text: &str) -> bool {
    let parts = text.split_once(':').and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)));
    parts.is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
}

fn number(number: &NumberType, text: &str) -> Result<Value, Problem> {
    let text = plain(text, number.unit.as_ref());
    // No more digits than every JSON reader preserves, so that a saved answer is read back unchanged.
    let decimal = || {
        let decimal = text.as_ref().and_then(|text| Decimal::parse(text));
        decimal.filter(|it| it.fits_f64()).ok_or(Problem::NotANumber)
    };
    let value = match number.kind {
        NumberKind::Integer => {
            let whole = text.as_ref().and_then(|text| text.parse().ok()).filter(|_| decimal().is_ok());
            Value::Integer(whole.ok_or(Problem::NotWhole)?)
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NumberKind, Unit};
    use crate::testing::value;

    fn range(min: &str, max: &str) -> Range {
        let end = |literal: &str| (!literal.is_empty()).then(|| value(literal));
        Range { min: end(min), max: end(max) }
    }

    fn number(kind: NumberKind, min: &str, max: &str) -> AnswerType {
        let unit = Some(Unit { code: "kg".into(), display: "kilograms".into() });
        AnswerType::Number(NumberType { kind, range: range(min, max), unit, below: None })
    }

    fn text(form: TextForm, max_length: Option<usize>) -> AnswerType {
        AnswerType::Text(TextType { form, max_length })
    }

    /// Asserts the parsed value of each text; an empty literal stands for no answer.
    #[track_caller]
    fn check(answer: &AnswerType, cases: &[(&str, Result<&str, Problem>)]) {
        for (typed, expected) in cases {
            let expected = expected.clone().map(|literal| (!literal.is_empty()).then(|| value(literal)));
            assert_eq!(read(answer, typed), expected, "{typed:?}");
        }
    }

    fn outside(min: Option<&str>, max: Option<&str>) -> Problem {
        Problem::OutOfRange(min.map(Into::into), max.map(Into::into))
    }

    #[test]
    fn whole_numbers_are_read_with_digits_only() {
        let beyond = || Err(outside(Some("50"), Some("300")));
        check(
            &number(NumberKind::Integer, "50", "300"),
            &[
                ("", Ok("")),
                (" \n", Ok("")),
                ("50", Ok("50")),
                (" 300 ", Ok("300")),
                ("+120", Ok("120")),
                ("120.", Ok("120")),
                ("١٢٠", Ok("120")),
                ("120 kg", Ok("120")),
                ("0120", Ok("120")),
                ("49", beyond()),
                ("301", beyond()),
                ("-120", beyond()),
                ("120.0", Err(Problem::NotWhole)),
                ("120,5", Err(Problem::NotWhole)),
                ("120 mm", Err(Problem::NotWhole)),
                ("120/80", Err(Problem::NotWhole)),
                ("a lot", Err(Problem::NotWhole)),
                ("1e2", Err(Problem::NotWhole)),
                ("99999999999999999999", Err(Problem::NotWhole)),
            ],
        );
        // `long` has one digit more than a saved answer preserves.
        let most = ("-999999999999999", Ok("-999999999999999"));
        let long = ("1000000000000000", Err(Problem::NotWhole));
        check(&number(NumberKind::Integer, "", ""), &[("-7", Ok("-7")), most, long]);
        check(&number(NumberKind::Integer, "1", ""), &[("0", Err(outside(Some("1"), None)))]);
    }

    #[test]
    fn numbers_are_read_with_a_point_or_a_comma() {
        check(
            &number(NumberKind::Decimal, "0.5", "9.5"),
            &[
                ("1.5", Ok("1.5")),
                ("1,5", Ok("1.5")),
                ("1,000", Err(Problem::NotANumber)),
                ("7", Ok("7.0")),
                (".5", Ok("0.5")),
                ("9.6", Err(outside(Some("0.5"), Some("9.5")))),
                ("1.5.2", Err(Problem::NotANumber)),
                ("1e2", Err(Problem::NotANumber)),
                ("inf", Err(Problem::NotANumber)),
                ("NaN", Err(Problem::NotANumber)),
                ("-", Err(Problem::NotANumber)),
            ],
        );
        check(
            &number(NumberKind::Quantity, "20", "400"),
            &[
                ("70,5", Ok("70.5_kg")),
                ("19", Err(outside(Some("20"), Some("400")))),
                ("x", Err(Problem::NotANumber)),
            ],
        );
    }

    #[test]
    fn dates_and_times_are_read_as_browsers_give_them() {
        let days = AnswerType::Date(range("@2024-01-01", "@2024-12-31"));
        check(
            &days,
            &[
                ("2024-05-01", Ok("@2024-05-01")),
                ("2024-05", Ok("@2024-05")),
                ("2023-12-31", Err(outside(Some("2024-01-01"), Some("2024-12-31")))),
                ("2024-02-30", Err(Problem::NotADate)),
                ("May 1", Err(Problem::NotADate)),
            ],
        );
        check(
            &AnswerType::DateTime(Range::default()),
            &[("2024-05-01T10:00", Ok("@2024-05-01T10:00")), ("10:00", Err(Problem::NotADate))],
        );
        check(&AnswerType::Time, &[("22:30", Ok("@T22:30:00")), ("25:00", Err(Problem::NotATime))]);
    }

    #[test]
    fn texts_are_trimmed_and_counted_in_characters() {
        check(
            &text(TextForm::Line, Some(3)),
            &[
                ("äöü", Ok("'äöü'")),
                (" abc ", Ok("'abc'")),
                ("abcd", Err(Problem::TooLong(3))),
                ("  ", Ok("")),
            ],
        );
        check(&text(TextForm::Lines, None), &[("a\nb", Ok("'a\nb'"))]);
        check(
            &text(TextForm::Url, None),
            &[
                ("https://example.org", Ok("<https://example.org>")),
                ("example.org", Err(Problem::NotAnAddress)),
                ("https://", Err(Problem::NotAnAddress)),
            ],
        );
    }

    #[test]
    fn boolean_is_never_typed() {
        check(&AnswerType::Boolean, &[("yes", Ok(""))]);
    }
}
