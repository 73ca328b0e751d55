//! Evaluates answers by the contract. The program is compared with this evaluator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Answer, Counted};
use crate::contract::{Computed, Contract, Finding, Help, Question};

/// All answers of a response, by linkId, including those to disabled questions.
pub type Answers = BTreeMap<String, Answer>;

/// An assessment, read from the program or computed here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Outcome {
    pub safety: String,
    pub fit: String,
    pub findings: Vec<String>,
    pub enabled: Vec<String>,
}

/// The help and the stops that a visitor is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Care {
    /// The kinds of help on the result, in order.
    pub help: Vec<Help>,
    /// The stops between the questions, in order, each with the question that it follows.
    pub stops: Vec<(String, Stop)>,
}

/// A screen between two questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A screen of help.
    Help(Help),
    /// The question whether two numbers are swapped.
    Numbers,
}

pub fn evaluate(contract: &Contract, answers: &Answers) -> Outcome {
    let (_, outcome) = evaluate_counted(contract, answers);
    outcome
}

/// The help that the contract requires.
pub fn care(contract: &Contract, answers: &Answers) -> Care {
    let (counted, outcome) = evaluate_counted(contract, answers);
    let found = contract.findings.iter().filter(|finding| outcome.findings.contains(&finding.id));
    let mut care = Care { help: found.filter_map(|finding| finding.help).collect(), ..Care::default() };
    care.help.sort_unstable();
    care.help.dedup();
    // Two screens of the same kind in a row are shown once.
    let mut last = None;
    for link in &outcome.enabled {
        let (_, question) = contract.question(link);
        let answer = counted.get(link.as_str()).copied();
        if is_upside_down(question, &counted) {
            care.stops.push((link.clone(), Stop::Numbers));
        }
        let help = question.help.iter().filter(|(_, codes)| codes.iter().any(|code| is_given(code, answer)));
        let help = help.map(|(help, _)| *help).min();
        care.stops.extend(help.filter(|_| help != last).map(|help| (link.clone(), Stop::Help(help))));
        last = help;
    }
    care
}

/// Whether an answer contains this code. `skip` stands for no answer.
fn is_given(code: &str, answer: Option<&Answer>) -> bool {
    match answer {
        None => code == "skip",
        Some(Answer::Codes(codes)) => codes.iter().any(|given| given == code),
        Some(_) => false,
    }
}

/// Whether the number of a question is not below the number that it must be below.
fn is_upside_down(question: &Question, counted: &Counted) -> bool {
    let number = |link: &str| match counted.get(link).copied() {
        Some(Answer::Integer(n)) => Some(*n),
        _ => None,
    };
    let upper = question.below.as_ref().and_then(|upper| number(upper));
    upper.zip(number(&question.link)).is_some_and(|(upper, lower)| lower >= upper)
}

/// The answers that count, and their outcome.
fn evaluate_counted<'a>(contract: &'a Contract, answers: &'a Answers) -> (Counted<'a>, Outcome) {
    let mut counted = Counted::new();
    let mut enabled = Vec::new();
    let mut unanswered = false;
    for (section, question) in contract.questions() {
        // Only answers to enabled questions count, so a leftover answer enables nothing.
        if ![&section.when, &question.when].into_iter().flatten().all(|when| when.is_enabled(&counted)) {
            continue;
        }
        enabled.push(question.link.clone());
        if let Some(answer) = answers.get(&question.link) {
            counted.insert(&question.link, answer);
        } else if !question.optional {
            unanswered = true;
        }
    }

    let is_found = |finding: &&Finding| match finding.computed {
        Some(Computed::Unanswered) => unanswered,
        None => finding.when.as_ref().is_some_and(|when| when.is_enabled(&counted)),
    };
    let found: Vec<&Finding> = contract.findings.iter().filter(is_found).collect();
    let safety = found.iter().filter_map(|finding| finding.safety.as_ref()).collect();
    let fit = found.iter().filter_map(|finding| finding.fit.as_ref()).collect();
    let outcome = Outcome {
        safety: first_given(&contract.safety, safety),
        fit: first_given(&contract.fit, fit),
        findings: found.iter().map(|finding| finding.id.clone()).collect(),
        enabled,
    };
    (counted, outcome)
}

/// The first of the axis's levels that was given, or its last level if none was.
fn first_given(levels: &[String], given: Vec<&String>) -> String {
    let level = levels.iter().find(|level| given.contains(level)).or(levels.last());
    level.expect("an axis has levels").clone()
}
