//! What the contract makes of the answers: the evaluator the program is compared with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Answer, Counted};
use crate::contract::{Computed, Contract, Finding, Help, Question};

/// Everything a response answers, by linkId, whether the question is enabled or not.
pub type Answers = BTreeMap<String, Answer>;

/// An assessment, read from the program or worked out here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Outcome {
    pub safety: String,
    pub fit: String,
    pub findings: Vec<String>,
    pub enabled: Vec<String>,
}

/// What is done for a visitor beside the assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Care {
    /// The kinds of help on the result, in order.
    pub help: Vec<Help>,
    /// What stands between the questions on the way, in order, each with the question it belongs to.
    pub on_the_way: Vec<(String, Stop)>,
}

/// What stands between two questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A screen of help.
    Help(Help),
    /// Whether two numbers are the wrong way round.
    Numbers,
}

pub fn evaluate(contract: &Contract, answers: &Answers) -> Outcome {
    let (_, outcome) = weigh(contract, answers);
    outcome
}

/// The help that the contract asks for.
pub fn care(contract: &Contract, answers: &Answers) -> Care {
    let (counted, outcome) = weigh(contract, answers);
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
            care.on_the_way.push((link.clone(), Stop::Numbers));
        }
        let help = question.help.iter().filter(|(_, codes)| codes.iter().any(|code| is_given(code, answer)));
        let help = help.map(|(help, _)| *help).min();
        care.on_the_way.extend(help.filter(|_| help != last).map(|help| (link.clone(), Stop::Help(help))));
        last = help;
    }
    care
}

/// Whether an answer is this code; `skip` is the lack of one.
fn is_given(code: &str, answer: Option<&Answer>) -> bool {
    match answer {
        None => code == "skip",
        Some(Answer::Codes(codes)) => codes.iter().any(|given| given == code),
        Some(_) => false,
    }
}

/// Whether a question has a number that is not below the one it belongs below.
fn is_upside_down(question: &Question, counted: &Counted) -> bool {
    let number = |link: &str| match counted.get(link).copied() {
        Some(Answer::Integer(n)) => Some(*n),
        _ => None,
    };
    let upper = question.below.as_ref().and_then(|upper| number(upper));
    upper.zip(number(&question.link)).is_some_and(|(upper, lower)| lower >= upper)
}

/// The answers that count, and what comes of them.
fn weigh<'a>(contract: &'a Contract, answers: &'a Answers) -> (Counted<'a>, Outcome) {
    let mut counted = Counted::new();
    let mut enabled = Vec::new();
    let mut unanswered = false;
    for (section, question) in contract.questions() {
        // Only answers to enabled questions are counted, so an answer that no longer matters enables nothing.
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

    let holds = |finding: &&Finding| match finding.computed {
        Some(Computed::Unanswered) => unanswered,
        None => finding.when.as_ref().is_some_and(|when| when.is_enabled(&counted)),
    };
    let found: Vec<&Finding> = contract.findings.iter().filter(holds).collect();
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

/// The first of an axis's levels among those given, or its last where none is.
fn first_given(levels: &[String], given: Vec<&String>) -> String {
    let level = levels.iter().find(|level| given.contains(level)).or(levels.last());
    level.expect("an axis has levels").clone()
}
