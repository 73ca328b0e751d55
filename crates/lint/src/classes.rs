//! Splits the answers of a question into classes that its conditions can't distinguish further, with one value for
//! each class. `model.rs` combines answers.

use engine::logic::passes;
use engine::model::moment::{Date, DateTime, Time};
use engine::model::{
    AnswerType, Choice, Decimal, NumberKind, NumberType, Quantity, Question, Range, Test, TextForm, TextType,
    Value,
};

/// The source of answers, which decides the possible answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    /// A visitor: an exclusive option excludes others, a number has the unit of its question, and there is one typed text.
    Visitor,
    /// Other software: any response that the engine accepts.
    Response,
}

/// A value for each class of answers. The options of a choice are always classes of their own.
pub(super) fn classes(question: &Question, tests: &[Test], answering: Answering) -> Vec<Value> {
    let points: Vec<&Value> = tests.iter().filter_map(point).collect();
    let candidates: Vec<Value> = match &question.answer {
        AnswerType::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        AnswerType::Number(number) => numbers(number, &points, answering),
        AnswerType::Date(range) => days(&points, range).into_iter().map(Value::Date).collect(),
        AnswerType::DateTime(range) => moments(&points, range)
            .into_iter()
            .filter_map(|text| DateTime::parse(&text))
            .map(Value::DateTime)
            .collect(),
        AnswerType::Time => {
            let points: Vec<_> = points
                .iter()
                .filter_map(|it| if let Value::Time(it) = it { Some(it.clone()) } else { None })
                .collect();
            super::lines::times(&points).into_iter().map(Value::Time).collect()
        }
        AnswerType::Text(kind) => typed_texts(kind, &points, answering),
        AnswerType::Choice(choice) => return options(choice, &points, tests, answering),
        AnswerType::Reference => {
            let other = Value::Reference("other".into());
            points
                .into_iter()
                .filter(|it| matches!(it, Value::Reference(_)))
                .cloned()
                .chain([other])
                .collect()
        }
    };
    let allowed = |value: &Value| !question.answer.excludes(value);
    first_of_each_class(candidates.into_iter().filter(allowed), tests)
}

/// Whether a condition on the question compares moments of which one has an offset from UTC: such moments have no
/// classes here, because their order depends on both time and offset.
pub(super) fn is_beyond_search(question: &Question, tests: &[Test]) -> bool {
    let AnswerType::DateTime(range) = &question.answer else { return false };
    let mut points = tests.iter().filter_map(point).chain(&range.min).chain(&range.max);
    points.any(|it| matches!(it, Value::DateTime(moment) if moment.has_offset()))
}

/// The value that a test compares with.
fn point(test: &Test) -> Option<&Value> {
    match test {
        Test::Exists(_) => None,
        Test::Equals(value) | Test::Differs(value) | Test::Ordered(_, value) => Some(value),
    }
}

/// The first value of each class.
fn first_of_each_class(candidates: impl Iterator<Item = Value>, tests: &[Test]) -> Vec<Value> {
    let mut seen: Vec<Vec<bool>> = Vec::new();
    let mut found = Vec::new();
    for value in candidates {
        let results = tests.iter().map(|test| passes(test, std::slice::from_ref(&value))).collect();
        if !seen.contains(&results) {
            seen.push(results);
            found.push(value);
        }
    }
    found
}

fn options(choice: &Choice, points: &[&Value], tests: &[Test], answering: Answering) -> Vec<Value> {
    let mut found: Vec<Value> = choice.options.iter().map(|option| option.value.clone()).collect();
    if choice.open {
        let kind = TextType { form: TextForm::Lines, max_length: None };
        // A typed text that equals an option is that option.
        let texts = typed_texts(&kind, points, answering).into_iter();
        let new = texts.filter(|text| choice.option_of(text).is_none());
        found.extend(first_of_each_class(new, tests));
    }
    found
}

fn numbers(number: &NumberType, points: &[&Value], answering: Answering) -> Vec<Value> {
    let ends = [&number.range.min, &number.range.max].into_iter().flatten();
    let line: Vec<Decimal> = points.iter().copied().chain(ends).filter_map(size).collect();
    match number.kind {
        NumberKind::Integer => super::lines::integers(&line).into_iter().map(Value::Integer).collect(),
        NumberKind::Decimal => super::lines::decimals(&line).into_iter().map(Value::Decimal).collect(),
        NumberKind::Quantity => {
            let mut units = vec![number.unit.as_ref().map(|unit| unit.code.clone())];
            if answering == Answering::Response {
                let named = points
                    .iter()
                    .filter_map(|it| if let Value::Quantity(it) = it { Some(it.unit.clone()) } else { None });
                units.extend(named);
                units.extend([None, Some("another unit".into())]);
            }
            let sizes = super::lines::decimals(&line);
            let of_unit = |unit: &Option<String>| {
                let unit = unit.clone();
                sizes.iter().map(move |value| Value::Quantity(Quantity { value: *value, unit: unit.clone() }))
            };
            units.iter().flat_map(of_unit).collect()
        }
    }
}

/// The number in a value, with or without a unit.
fn size(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(number) => Some(Decimal::from(*number)),
        Value::Decimal(number) => Some(*number),
        Value::Quantity(quantity) => Some(quantity.value),
        _ => None,
    }
}

fn days(points: &[&Value], range: &Range) -> Vec<Date> {
    let ends = [&range.min, &range.max].into_iter().flatten();
    let points: Vec<Date> = points
        .iter()
        .copied()
        .chain(ends)
        .filter_map(|value| match value {
            Value::Date(date) => Some(date.clone()),
            // A moment counts as its day here.
            Value::DateTime(moment) => Date::parse(moment.to_string().split('T').next()?),
            _ => None,
        })
        .collect();
    super::lines::dates(&points)
}

/// Days, and local times on days. A moment with an offset never equals one without. It can be ordered only against days.
fn moments(points: &[&Value], range: &Range) -> Vec<String> {
    let days: Vec<String> = days(points, range).iter().map(Date::to_string).collect();
    let full = || days.iter().filter(|day| day.len() == 10);
    let ends = [&range.min, &range.max].into_iter().flatten();
    let clocks: Vec<_> = points
        .iter()
        .copied()
        .chain(ends)
        .filter_map(|value| match value {
            Value::DateTime(moment) => {
                moment.to_string().split_once('T').and_then(|(_, clock)| Time::parse(clock))
            }
            _ => None,
        })
        .collect();
    let mut found = days.clone();
    for clock in super::lines::times(&clocks) {
        found.extend(full().map(|day| format!("{day}T{clock}")));
    }
    found.extend(full().map(|day| format!("{day}T12:00:00Z")));
    found
}

fn typed_texts(kind: &TextType, points: &[&Value], answering: Answering) -> Vec<Value> {
    let most = kind.max_length.unwrap_or(usize::MAX);
    let listed: Vec<String> = points
        .iter()
        .filter_map(|value| match (value, kind.form) {
            (Value::Uri(text), TextForm::Url) => Some(text.clone()),
            (Value::Text(text), TextForm::Line | TextForm::Lines) => Some(text.clone()),
            _ => None,
        })
        .collect();
    if kind.form == TextForm::Url {
        let other = "https://example.org/another".to_owned();
        return listed.into_iter().chain([other]).map(Value::Uri).collect();
    }
    let given = |text: &String| {
        let as_typed = answering == Answering::Response || text.trim() == text;
        as_typed && !text.is_empty() && text.chars().count() <= most
    };
    super::lines::texts(&listed, most).into_iter().filter(given).map(Value::Text).collect()
}

#[cfg(test)]
mod tests {
    use engine::model::Order;

    use super::*;

    fn moment(text: &str) -> Value {
        Value::DateTime(DateTime::parse(text).unwrap())
    }

    fn question(answer: AnswerType) -> Question {
        Question {
            answer,
            required: false,
            transient: false,
            since: None,
            hint: None,
            explanation: None,
            sources: Vec::new(),
        }
    }

    /// The number of classes into which these tests split the answers.
    fn count(answer: AnswerType, tests: &[Test]) -> usize {
        classes(&question(answer), tests, Answering::Visitor).len()
    }

    #[test]
    fn moments_are_distinguished_by_month_day_and_minute() {
        let (less, greater) = (Order::Less, Order::Greater);
        let check = |tests: &[(Order, &str)], classes| {
            let tests: Vec<Test> =
                tests.iter().map(|(order, text)| Test::Ordered(*order, moment(text))).collect();
            assert_eq!(count(AnswerType::DateTime(Range::default()), &tests), classes, "{tests:?}");
        };
        check(&[], 1);
        // Before, after, and dates too imprecise to compare.
        check(&[(less, "2024-05"), (greater, "2024-05")], 3);
        check(&[(greater, "2024-05-01T10:00:00"), (greater, "2024-05-01T11:00:00")], 3);
        // Earlier, that day till ten, that day after ten, later, and later with an offset, which can't be ordered against a local time.
        check(&[(greater, "2024-05-01T10:00:00"), (less, "2024-05-01"), (greater, "2024-05-01")], 5);
    }

    #[test]
    fn only_moments_with_an_offset_are_beyond_the_search() {
        let check = |text: &str, range: Range, beyond| {
            let question = question(AnswerType::DateTime(range));
            assert_eq!(is_beyond_search(&question, &[Test::Equals(moment(text))]), beyond, "{text}");
        };
        check("2024-05-01", Range::default(), false);
        check("2024-05-01T10:00:00", Range::default(), false);
        check("2024-05-01T10:00:00Z", Range::default(), true);
        check("2024-05-01T10:00:00-05:00", Range::default(), true);
        let range = Range { min: Some(moment("2024-05-01T10:00:00Z")), max: None };
        check("2024-05-01", range, true);
    }

    #[test]
    fn answers_outside_the_range_are_ignored() {
        let text = AnswerType::Text(TextType { form: TextForm::Line, max_length: Some(1) });
        let equals = |text: &str| Test::Equals(Value::Text(text.into()));
        assert_eq!(count(text, &[equals("a"), equals("ab")]), 2, "a, and anything else");
        let number = |min, max| {
            let range = Range { min: Some(Value::Integer(min)), max: Some(Value::Integer(max)) };
            AnswerType::Number(NumberType { kind: NumberKind::Integer, range, unit: None, below: None })
        };
        let above = |n| Test::Ordered(Order::Greater, Value::Integer(n));
        assert_eq!(count(number(1, 9), &[above(3), above(9), above(0)]), 2, "up to 3, and above");
    }
}
