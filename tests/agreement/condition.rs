//! Conditions as `contract.yaml` writes them: how they are read and when they hold.

use std::collections::HashMap;

use serde::Deserialize;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Codes(Vec<String>),
    Integer(i64),
    Text(String),
}

/// The answers that count, by linkId: those to enabled questions.
pub type Counted<'a> = HashMap<&'a str, &'a Answer>;

/// Alternatives of which one has to hold; in an alternative, every clause.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Condition {
    pub alternatives: Vec<Vec<Clause>>,
}

/// What a condition says about one question.
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

impl Condition {
    pub fn holds(&self, answers: &Counted) -> bool {
        self.alternatives.iter().any(|clauses| clauses.iter().all(|clause| clause.holds(answers)))
    }

    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.alternatives.iter().flatten()
    }
}

impl Clause {
    pub fn holds(&self, answers: &Counted) -> bool {
        let answer = answers.get(self.link.as_str()).copied();
        let has = |code: &String| matches!(answer, Some(Answer::Codes(codes)) if codes.contains(code));
        match &self.test {
            Test::OneOf(codes) => codes.iter().any(has),
            Test::Not(code) => !has(code),
            Test::Above(bound) => matches!(answer, Some(Answer::Integer(n)) if n > bound),
            Test::AtLeast(bound) => matches!(answer, Some(Answer::Integer(n)) if n >= bound),
            Test::Below(bound) => matches!(answer, Some(Answer::Integer(n)) if n < bound),
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

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let alternatives = text
            .split(" or ")
            .map(|alternative| alternative.split(" and ").map(Clause::read).collect())
            .collect::<Result<_, _>>()?;
        Ok(Self { alternatives })
    }
}

#[test]
fn and_binds_closer_than_or() {
    let condition =
        Condition::try_from("a=x and b>3 or c!=y".to_owned()).expect("the condition is well formed");
    let x = Answer::Codes(vec!["x".to_owned()]);
    let y = Answer::Codes(vec!["y".to_owned()]);
    let holds = |answers: &[(&'static str, &Answer)]| condition.holds(&answers.iter().copied().collect());

    assert!(holds(&[]), "`!=` holds where there is no answer");
    assert!(!holds(&[("a", &x), ("c", &y)]));
    assert!(!holds(&[("a", &x), ("b", &Answer::Integer(3)), ("c", &y)]));
    assert!(holds(&[("a", &x), ("b", &Answer::Integer(4)), ("c", &y)]));
    assert!(holds(&[("c", &x)]));
}
