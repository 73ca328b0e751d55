//! Counts what a run of responses reaches. Without enough coverage, an agreement would prove nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::condition::{Answer, Clause, Condition};
use crate::contract::{Contract, Help, Question};
use crate::evaluate::{Answers, Care, Outcome, Stop};

/// Minimum count of responses for each finding enabled, each level shown, each conditional question enabled and
/// disabled, each option chosen in an enabled question, and each side of a limit reached.
const MIN_COUNT: usize = 20;

/// The limits of numbers in the contract, by question.
const LIMITS: [(&str, &[i64]); 2] =
    [("bp-systolic", &[90, 140, 160, 180]), ("bp-diastolic", &[60, 90, 100, 120])];

#[derive(Debug, Default)]
pub struct Coverage {
    responses: usize,
    found: HashMap<String, usize>,
    enabled: HashMap<String, usize>,
    safety: HashMap<String, usize>,
    fit: HashMap<String, usize>,
    /// Answers that counted, by question: a code, a number, or `skip` for none.
    given: HashMap<(String, String), usize>,
    /// Kinds of help on a result, and stops between questions.
    cared: BTreeMap<String, usize>,
}

impl Coverage {
    pub fn add(&mut self, answers: &Answers, outcome: &Outcome) {
        self.responses += 1;
        for (counts, keys) in [(&mut self.found, &outcome.findings), (&mut self.enabled, &outcome.enabled)] {
            keys.iter().for_each(|key| *counts.entry(key.clone()).or_default() += 1);
        }
        *self.safety.entry(outcome.safety.clone()).or_default() += 1;
        *self.fit.entry(outcome.fit.clone()).or_default() += 1;
        for link in &outcome.enabled {
            let given = match answers.get(link) {
                Some(Answer::Codes(codes)) => codes.clone(),
                Some(Answer::Integer(n)) => vec![n.to_string()],
                Some(Answer::Text(_)) => vec![],
                None => vec!["skip".to_owned()],
            };
            for given in given {
                *self.given.entry((link.clone(), given)).or_default() += 1;
            }
        }
    }

    pub fn add_care(&mut self, care: &Care) {
        let stops = care.stops.iter().map(|(link, stop)| format!("{link}: {stop:?}"));
        for what in stops.chain([format!("result: {:?}", care.help)]) {
            *self.cared.entry(what).or_default() += 1;
        }
    }

    pub fn assert_enough(&self, contract: &Contract, responses: usize) {
        assert!(self.responses >= responses, "only {} responses", self.responses);
        let count = |counts: &HashMap<String, usize>, key: &str| counts.get(key).copied().unwrap_or(0);
        for finding in &contract.findings {
            let times = count(&self.found, &finding.id);
            assert!(times >= MIN_COUNT, "`{}` was enabled only {times} times", finding.id);
        }
        for (levels, counts) in [(&contract.safety, &self.safety), (&contract.fit, &self.fit)] {
            for level in levels {
                let times = count(counts, level);
                assert!(times >= MIN_COUNT, "`{level}` came out only {times} times");
            }
        }
        for (section, question) in contract.questions() {
            let times = count(&self.enabled, &question.link);
            let conditional = section.when.is_some() || question.when.is_some();
            assert!(times >= MIN_COUNT, "`{}` was enabled only {times} times", question.link);
            assert!(
                !conditional || self.responses - times >= MIN_COUNT,
                "`{}` was left disabled only {} times",
                question.link,
                self.responses - times
            );
            for answer in question.options.iter().map(String::as_str).chain(["skip"]) {
                self.assert_given(question, answer);
            }
        }
        self.assert_limits(contract);
    }

    /// Asserts that both sides of each limit are reached, and that the limits match the contract.
    fn assert_limits(&self, contract: &Contract) {
        for (link, limits) in LIMITS {
            let (_, question) = contract.question(link);
            let conditions = contract.questions().filter_map(|(_, question)| question.when.as_ref());
            let conditions =
                conditions.chain(contract.findings.iter().filter_map(|finding| finding.when.as_ref()));
            let clauses = conditions.flat_map(Condition::clauses).filter(|clause| clause.link == link);
            let mut sides = BTreeSet::new();
            let mut met = BTreeSet::new();
            for Clause { test, .. } in clauses {
                let both = test.sides().expect("a number is compared");
                met.extend(limits.iter().filter(|limit| both.contains(limit)));
                sides.extend(both);
            }
            assert_eq!(met, limits.iter().collect(), "the limits of `{link}`");
            sides.into_iter().for_each(|side| self.assert_given(question, &side.to_string()));
        }
    }

    fn assert_given(&self, question: &Question, answer: &str) {
        let times = self.given.get(&(question.link.clone(), answer.to_owned())).copied().unwrap_or(0);
        assert!(times >= MIN_COUNT, "`{}` was answered with {answer} only {times} times", question.link);
    }

    /// Asserts enough of each kind of help on the result, alone and together, and of each stop between questions.
    pub fn assert_enough_care(&self, contract: &Contract) {
        let both = [Help::Emergency, Help::Crisis];
        let on_the_result = [&both[..0], &both[..1], &both[1..], &both];
        let mut wanted: Vec<String> = on_the_result.iter().map(|help| format!("result: {help:?}")).collect();
        for (_, question) in contract.questions() {
            let link = &question.link;
            wanted.extend(question.help.keys().map(|help| format!("{link}: {:?}", Stop::Help(*help))));
            wanted.extend(question.below.iter().map(|_| format!("{link}: {:?}", Stop::Numbers)));
        }
        for what in wanted {
            let times = self.cared.get(&what).copied().unwrap_or(0);
            assert!(times >= MIN_COUNT, "{what} only {times} times");
        }
    }
}
