//! Random whole responses: harmless answers to everything, with some or many answers changed.
//! A response that breaks a property shrinks to the fewest changes that still break it.

use std::fmt;

use devkit::chance;
use engine::answers::Answers;
use engine::model::Value;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::Union;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};

use crate::check::{Asked, Check, Kind, Opt};

/// The seed is fixed, so that a failure can be reproduced. `SEED` sets another, and `EFFORT` tries more responses.
const SEED: u64 = 0x5EED_5AFE;

/// Harmless answers to questions whose options have no order.
const HARMLESS: [(&str, &str); 5] = [
    ("age", "25-64"),
    ("reasons", "depression"),
    ("impact", "some"),
    ("pain-types", "other-pain"),
    ("bp-known", "no"),
];

/// Numbers without a finding. Both ends of the range of a blood pressure have one: too low and too high.
const ORDINARY: [(&str, i64); 2] = [("bp-systolic", 118), ("bp-diastolic", 76)];

/// A response, stored as its changes to the harmless one.
#[derive(Clone)]
pub struct Response {
    changes: Vec<Change>,
}

/// One question with another answer, or skipped.
#[derive(Clone, Debug)]
struct Change {
    link: String,
    values: Vec<Value>,
}

impl Response {
    /// The answers, including those to disabled questions.
    pub fn answers(&self, check: &Check) -> Answers {
        let mut answers = harmless(check);
        for change in &self.changes {
            answers.set(check.question(&change.link).idx, change.values.clone());
        }
        answers
    }
}

/// Lists the changes, one question a line.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("harmless answers to everything")?;
        f.write_str(if self.changes.is_empty() { "" } else { ", but" })?;
        for change in &self.changes {
            let values: Vec<String> = change.values.iter().map(Value::literal).collect();
            let values = if values.is_empty() { "(skipped)".into() } else { values.join(", ") };
            write!(f, "\n    {}: {values}", change.link)?;
        }
        Ok(())
    }
}

/// Tries a property on many responses.
#[track_caller]
pub fn try_responses(check: &Check, property: impl Fn(&Response) -> TestCaseResult) {
    let default = Config::default();
    let cases = u32::try_from(chance::tries(default.cases as usize)).unwrap_or(u32::MAX);
    let rng_seed = RngSeed::Fixed(chance::seed(SEED));
    let mut runner = TestRunner::new(Config { failure_persistence: None, cases, rng_seed, ..default });
    if let Err(error) = runner.run(&responses(check), |response| property(&response)) {
        panic!("{error}");
    }
}

/// Whole responses: half of them with few changes, so that one answer decides, half with many.
pub fn responses(check: &Check) -> impl Strategy<Value = Response> + use<> {
    let changes: Vec<BoxedStrategy<Change>> = check.questions.iter().map(change).collect();
    let one = Union::new(changes);
    let few = vec(one.clone(), 0..=4);
    let many = vec(one, 0..=2 * check.questions.len());
    prop_oneof![few, many].prop_map(|changes| Response { changes })
}

/// Harmless answers to every question.
pub fn harmless(check: &Check) -> Answers {
    let mut answers = Answers::default();
    for asked in &check.questions {
        answers.set(asked.idx, harmless_answer(asked).into_iter().collect());
    }
    answers
}

/// The harmless answer to a question; `None` for a text.
pub fn harmless_answer(asked: &Asked) -> Option<Value> {
    match &asked.kind {
        Kind::Options { options, .. } => {
            let named = HARMLESS.iter().find(|(link, _)| *link == asked.link);
            let option = match named {
                Some((_, code)) => options.iter().find(|option| option.code == *code),
                None => options.iter().min_by_key(|option| option.order),
            };
            option.map(|option| option.value.clone())
        }
        Kind::Number { .. } => Some(Value::Integer(ordinary(asked))),
        Kind::Text => None,
    }
}

/// The number without a finding.
pub fn ordinary(asked: &Asked) -> i64 {
    let named = ORDINARY.iter().find(|(link, _)| *link == asked.link);
    named.map(|(_, number)| *number).expect("each number question has an ordinary number")
}

fn change(asked: &Asked) -> BoxedStrategy<Change> {
    let link = asked.link.clone();
    let values = match &asked.kind {
        Kind::Options { options, repeats: false } => one_of(options.iter()),
        Kind::Options { options, repeats: true } => {
            let (alone, together): (Vec<&Opt>, Vec<&Opt>) =
                options.iter().partition(|option| option.exclusive);
            let several: Vec<Value> = together.into_iter().map(|option| option.value.clone()).collect();
            let most = several.len();
            let some = subsequence(several.clone(), 1..=most.min(4));
            prop_oneof![1 => one_of(alone.into_iter()), 2 => some, 1 => subsequence(several, 1..=most)]
                .boxed()
        }
        Kind::Number { numbers } => {
            let (least, most) = (numbers[0], numbers[numbers.len() - 1]);
            prop_oneof![select(numbers.clone()), least..=most]
                .prop_map(|number| vec![Value::Integer(number)])
                .boxed()
        }
        Kind::Text => "[a-z][a-zé \"\n]{0,20}".prop_map(|text| vec![Value::Text(text)]).boxed(),
    };
    let skipped = Just(Vec::new());
    prop_oneof![1 => skipped, 5 => values]
        .prop_map(move |values| Change { link: link.clone(), values })
        .boxed()
}

fn one_of<'a>(options: impl Iterator<Item = &'a Opt>) -> BoxedStrategy<Vec<Value>> {
    let values: Vec<Value> = options.map(|option| option.value.clone()).collect();
    select(values).prop_map(|value| vec![value]).boxed()
}
