//! What the contract makes of the answers: the evaluator the program is compared with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Answer, Counted};
use crate::contract::{Computed, Contract, Finding};

/// Everything a response answers, by linkId, whether the question is enabled or not.
pub type Answers = BTreeMap<String, Answer>;

/// An assessment, read from the program or worked out here.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Outcome {
    pub safety: String,
    pub fit: String,
    pub findings: Vec<String>,
    pub enabled: Vec<String>,
}

pub fn evaluate(contract: &Contract, answers: &Answers) -> Outcome {
    let mut counted = Counted::new();
    let mut enabled = Vec::new();
    let mut unanswered = false;
    for (section, question) in contract.questions() {
        // Only answers to enabled questions are counted, so an answer that no longer matters enables nothing.
        if ![&section.when, &question.when].into_iter().flatten().all(|when| when.holds(&counted)) {
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
        None => finding.when.as_ref().is_some_and(|when| when.holds(&counted)),
    };
    let found: Vec<&Finding> = contract.findings.iter().filter(holds).collect();
    let safety = found.iter().filter_map(|finding| finding.safety.as_ref()).collect();
    let fit = found.iter().filter_map(|finding| finding.fit.as_ref()).collect();
    Outcome {
        safety: first_given(&contract.safety, safety),
        fit: first_given(&contract.fit, fit),
        findings: found.iter().map(|finding| finding.id.clone()).collect(),
        enabled,
    }
}

/// The first of an axis's levels among those given, or its last where none is.
fn first_given(levels: &[String], given: Vec<&String>) -> String {
    let level = levels.iter().find(|level| given.contains(level)).or(levels.last());
    level.expect("an axis has levels").clone()
}
