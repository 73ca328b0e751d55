//! The rules of `contract.yaml` as data, and tests that they are consistent.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use crate::condition::{Clause, Condition, Test};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub safety: Vec<String>,
    pub fit: Vec<String>,
    pub sections: Vec<Section>,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    #[serde(rename = "section")]
    pub id: String,
    pub when: Option<Condition>,
    pub questions: Vec<Question>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    #[serde(rename = "ask")]
    pub link: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default)]
    pub exclusive: Vec<String>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub below: Option<String>,
    pub max_length: Option<usize>,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub transient: bool,
    /// The codes after which help is shown; `skip` stands for a skipped question.
    #[serde(default)]
    pub help: BTreeMap<Help, Vec<String>>,
    pub when: Option<Condition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Choice,
    Choices,
    Integer,
    Text,
}

/// Kinds of help, the most urgent one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    Emergency,
    Crisis,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    #[serde(rename = "find")]
    pub id: String,
    pub safety: Option<String>,
    pub fit: Option<String>,
    pub help: Option<Help>,
    pub when: Option<Condition>,
    pub computed: Option<Computed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Computed {
    Unanswered,
}

impl Contract {
    pub fn read() -> Self {
        serde_saphyr::from_str(include_str!("contract.yaml")).expect("contract.yaml is well formed")
    }

    pub fn questions(&self) -> impl Iterator<Item = (&Section, &Question)> {
        self.sections
            .iter()
            .flat_map(|section| section.questions.iter().map(move |question| (section, question)))
    }

    pub fn question(&self, link: &str) -> (&Section, &Question) {
        self.questions()
            .find(|(_, question)| question.link == link)
            .unwrap_or_else(|| panic!("contract.yaml has no question `{link}`"))
    }
}

impl Question {
    /// The smallest and the largest integer the question takes.
    pub fn range(&self) -> (i64, i64) {
        let bound = |bound: Option<i64>| bound.unwrap_or_else(|| panic!("`{}` has no bound", self.link));
        (bound(self.min), bound(self.max))
    }

    fn takes(&self, test: &Test) -> bool {
        match test {
            Test::OneOf(codes) => codes.iter().all(|code| self.options.contains(code)),
            Test::Not(code) => self.options.contains(code),
            Test::Above(_) | Test::AtLeast(_) | Test::Below(_) => {
                let takes = |n: i64| (self.range().0..=self.range().1).contains(&n);
                self.kind == Kind::Integer && test.sides().is_some_and(|sides| sides.into_iter().all(takes))
            }
        }
    }
}

#[test]
fn questions_of_the_contract_are_consistent() {
    let contract = Contract::read();
    let mut earlier: Vec<&Question> = Vec::new();
    for (section, question) in contract.questions() {
        let link = &question.link;
        assert!(earlier.iter().all(|other| other.link != *link), "`{link}` is asked twice");
        let clauses = section.when.iter().chain(&question.when).flat_map(Condition::clauses);
        for Clause { link: other, test } in clauses {
            // One pass over the questions is enough only if conditions refer to earlier questions.
            let asked = earlier.iter().find(|question| question.link == *other);
            assert!(asked.is_some_and(|asked| asked.takes(test)), "`{link}` depends on `{other}`, {test:?}");
        }
        let codes: HashSet<_> = question.options.iter().collect();
        assert_eq!(codes.len(), question.options.len(), "`{link}` has an option twice");
        assert!(
            question.exclusive.iter().all(|code| codes.contains(code)),
            "an exclusive code of `{link}` is not among its options"
        );

        let coded = matches!(question.kind, Kind::Choice | Kind::Choices);
        assert_eq!(coded, codes.len() > 1, "`{link}` has options exactly if it is a choice");
        assert!(
            question.exclusive.is_empty() || question.kind == Kind::Choices,
            "`{link}` takes one code, so none needs to be exclusive"
        );
        let bounded = question.min.is_some() && question.max.is_some();
        assert_eq!(
            question.kind == Kind::Integer,
            bounded,
            "`{link}` has a range exactly if it is an integer"
        );
        assert_eq!(
            question.kind == Kind::Text,
            question.max_length.is_some(),
            "`{link}` has a length if it is text"
        );
        if let Some(upper) = &question.below {
            let is_number = |other: &&Question| other.link == *upper && other.kind == Kind::Integer;
            assert!(bounded && earlier.iter().any(is_number), "`{link}` belongs below `{upper}`");
        }
        for code in question.help.values().flatten() {
            assert!(code == "skip" || codes.contains(code), "`{link}` shows help after `{code}`");
        }
        earlier.push(question);
    }
    assert_eq!(earlier.len(), 46);
    let named = |is_so: fn(&Question) -> bool| -> Vec<&str> {
        earlier.iter().filter(|question| is_so(question)).map(|question| question.link.as_str()).collect()
    };
    assert_eq!(named(|question| question.transient), ["safety", "attempt"]);
    assert_eq!(named(|question| question.below.is_some()), ["bp-diastolic"]);
    assert_eq!(named(|question| !question.help.is_empty()), ["safety", "attempt", "bp-symptoms"]);
}

#[test]
fn skipping_a_question_with_help_shows_the_help() {
    let contract = Contract::read();
    for (_, question) in contract.questions().filter(|(_, question)| !question.help.is_empty()) {
        let skip = question.help.values().flatten().any(|code| code == "skip");
        assert!(skip && !question.optional, "`{}`", question.link);
    }
}

#[test]
fn every_section_but_the_first_requires_an_adult() {
    let contract = Contract::read();
    let (about, later) = contract.sections.split_first().expect("there are sections");
    assert!(about.when.is_none());
    for section in later {
        let clauses: Vec<_> = section.when.iter().flat_map(Condition::clauses).collect();
        let adult = |clause: &Clause| {
            clause.link == "age" && matches!(&clause.test, Test::Not(code) if code == "under-18")
        };
        assert!(clauses.len() == 1 && adult(clauses[0]), "section `{}`", section.id);
    }
}

#[test]
fn findings_of_the_contract_are_consistent() {
    let contract = Contract::read();
    let mut ids = HashSet::new();
    for Finding { id, safety, fit, help, when, computed } in &contract.findings {
        assert!(ids.insert(id), "`{id}` is found twice");
        assert_eq!(when.is_some(), computed.is_none(), "`{id}` has a condition or is computed");
        let given = match (safety, fit) {
            (Some(level), None) => contract.safety.contains(level),
            (None, Some(level)) => contract.fit.contains(level),
            _ => false,
        };
        assert!(given, "`{id}` gives one known level on one axis");
        assert!(help.is_some() || safety.as_deref() != Some("urgent"), "`{id}` is urgent and names no help");
        for Clause { link, test } in when.iter().flat_map(Condition::clauses) {
            assert!(contract.question(link).1.takes(test), "`{id}` depends on `{link}`, {test:?}");
        }
    }
    assert_eq!(ids.len(), 101);
    let computed = contract.findings.iter().filter(|finding| finding.computed.is_some());
    assert_eq!(computed.map(|finding| &finding.id).collect::<Vec<_>>(), ["unanswered"]);
}
