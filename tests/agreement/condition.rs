//! Conditions as `contract.yaml` writes them: how they are parsed and evaluated.

use std::collections::HashMap;

use serde::Deserialize;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Codes(Vec<String>),
    Integer(i64),
    Text(String),
}

/// The answers that count, by linkId: the answers to enabled questions.
pub type Counted<'a> = HashMap<&'a str, &'a Answer>;

/// Parts that must all be true.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Written")]
pub struct Condition {
    pub parts: Vec<Part>,
}

/// Alternatives. One must be true, with all of its clauses.
pub type Part = Vec<Vec<Clause>>;

/// A test of the answers to one question.
#[derive(Debug)]
pub struct Clause {
    pub link: String,
    pub test: Test,
}

#[derive(Debug)]
pub enum Test {
    OneOf(Vec<String>),
    Not(String),
    Above(i64),
    AtLeast(i64),
    Below(i64),
}

/// A condition as written in the file.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Each(Vec<String>),
}

impl Condition {
    pub fn is_enabled(&self, answers: &Counted) -> bool {
        let part =
            |part: &Part| part.iter().any(|clauses| clauses.iter().all(|clause| clause.is_enabled(answers)));
        self.parts.iter().all(part)
    }

    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.parts.iter().flatten().flatten()
    }
}

impl Clause {
    pub fn is_enabled(&self, answers: &Counted) -> bool {
        let answer = answers.get(self.link.as_str()).copied();
        let has = |code: &String| matches!(answer, Some(Answer::Codes(codes)) if codes.contains(code));
        match &self.test {
            Test::OneOf(codes) => codes.iter().any(has),
            Test::Not(code) => !has(code),
            test => matches!(answer, Some(Answer::Integer(n)) if test.takes(*n)),
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let bound = |n: &str| n.parse().map_err(|_| format!("`{n}` in `{text}` is not an integer"));
        // The longer operators come first: `=` and `>` are also found inside them.
        let (link, test) = if let Some((link, code)) = text.split_once("!=") {
            (link, Test::Not(code.to_owned()))
        } else if let Some((link, n)) = text.split_once(">=") {
            (link, Test::AtLeast(bound(n)?))
        } else if let Some((link, n)) = text.split_once('>') {
            (link, Test::Above(bound(n)?))
        } else if let Some((link, n)) = text.split_once('<') {
            (link, Test::Below(bound(n)?))
        } else if let Some((link, codes)) = text.split_once('=') {
            (link, Test::OneOf(codes.split('|').map(str::to_owned).collect()))
        } else {
            return Err(format!("`{text}` has no operator"));
        };
        Ok(Self { link: link.to_owned(), test })
    }
}

impl Test {
    /// Whether an integer passes. No integer passes a test of codes.
    pub fn takes(&self, n: i64) -> bool {
        match self {
            Test::OneOf(_) | Test::Not(_) => false,
            Test::Above(bound) => n > *bound,
            Test::AtLeast(bound) => n >= *bound,
            Test::Below(bound) => n < *bound,
        }
    }

    /// The two adjacent integers at the limit: one passes, the other does not.
    pub fn sides(&self) -> Option<[i64; 2]> {
        match self {
            Test::OneOf(_) | Test::Not(_) => None,
            Test::Above(bound) => Some([*bound, bound + 1]),
            Test::AtLeast(bound) | Test::Below(bound) => Some([bound - 1, *bound]),
        }
    }
}

impl TryFrom<Written> for Condition {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let texts = match written {
            Written::One(text) => vec![text],
            Written::Each(texts) => texts,
        };
        let part = |text: &String| {
            let alternatives = text.split(" or ");
            alternatives.map(|alternative| alternative.split(" and ").map(Clause::read).collect()).collect()
        };
        Ok(Self { parts: texts.iter().map(part).collect::<Result<_, String>>()? })
    }
}

/// Whether a condition is true for these answers.
fn is_enabled(condition: &Condition, answers: &[(&'static str, &Answer)]) -> bool {
    condition.is_enabled(&answers.iter().copied().collect())
}

#[test]
fn and_binds_closer_than_or() {
    let written = Written::One("a=x and b>3 or c!=y".to_owned());
    let condition = Condition::try_from(written).expect("the condition is well formed");
    let x = Answer::Codes(vec!["x".to_owned()]);
    let y = Answer::Codes(vec!["y".to_owned()]);

    assert!(is_enabled(&condition, &[]), "`!=` is true without an answer");
    assert!(!is_enabled(&condition, &[("a", &x), ("c", &y)]));
    assert!(!is_enabled(&condition, &[("a", &x), ("b", &Answer::Integer(3)), ("c", &y)]));
    assert!(is_enabled(&condition, &[("a", &x), ("b", &Answer::Integer(4)), ("c", &y)]));
    assert!(is_enabled(&condition, &[("c", &x)]));
}

#[test]
fn list_of_conditions_requires_all_of_them() {
    let parts = ["a=x", "b<3 or a=y"].map(str::to_owned);
    let condition = Condition::try_from(Written::Each(parts.into())).expect("the condition is well formed");
    let codes = |codes: &[&str]| Answer::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
    let (x, both) = (codes(&["x"]), codes(&["x", "y"]));

    assert!(!is_enabled(&condition, &[("a", &x)]));
    assert!(!is_enabled(&condition, &[("b", &Answer::Integer(2))]));
    assert!(!is_enabled(&condition, &[("a", &x), ("b", &Answer::Integer(3))]));
    assert!(is_enabled(&condition, &[("a", &x), ("b", &Answer::Integer(2))]));
    assert!(is_enabled(&condition, &[("a", &both)]));
}
