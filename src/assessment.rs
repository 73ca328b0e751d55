//! What the answers mean: two axes, the findings that hold, and why each of them does.
//! Never a score and never a verdict. Knows neither words nor a browser.

use crate::effective::EffectiveAnswers;
use crate::form::Form;
use crate::logic::passes;
use crate::questionnaire::{Axis, Computed, Fit, ItemIdx, Level, Test, Value};

/// What the answers mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// What to check first: the most serious finding decides. `None` is clear.
    pub safety: Option<Level>,
    /// Whether it could fit: the best-studied reason decides. `None` is unclear.
    pub fit: Option<Fit>,
    /// The findings that hold, in the order of the questionnaire.
    pub findings: Vec<Holding>,
}

/// A finding that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// The finding.
    pub finding: ItemIdx,
    /// The answers that make it hold, in the order of the conditions.
    pub because: Vec<Reason>,
}

/// Part of why a finding holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The question.
    pub question: ItemIdx,
    /// Those of its answers that matter here; empty where the lack of an answer matters.
    pub answers: Vec<Value>,
}

impl Assessment {
    /// Code of the safety axis.
    #[must_use]
    pub fn safety_code(&self) -> &'static str {
        self.safety.map_or("clear", Level::code)
    }

    /// Code of the fit axis.
    #[must_use]
    pub fn fit_code(&self) -> &'static str {
        self.fit.map_or("unclear", Fit::code)
    }
}

/// Weighs the answers that count.
#[must_use]
pub fn assess(form: &Form, answers: EffectiveAnswers) -> Assessment {
    let questionnaire = &form.questionnaire;
    let unanswered = unanswered(answers);
    let mut assessment = Assessment { safety: None, fit: None, findings: Vec::new() };
    for idx in questionnaire.indices() {
        let Some(finding) = questionnaire.finding(idx).filter(|_| answers.holds(idx)) else { continue };
        let because = match finding.computed {
            Some(Computed::Unanswered) if unanswered.is_empty() => continue,
            Some(Computed::Unanswered) => unanswered.clone(),
            None => reasons(form, answers, idx),
        };
        match finding.axis {
            // `None` is less than any level, so it can't be compared with `min`.
            Axis::Safety(level) => {
                assessment.safety = Some(assessment.safety.map_or(level, |worst| worst.min(level)));
            }
            Axis::Fit(fit, _) => {
                assessment.fit = Some(assessment.fit.map_or(fit, |best| best.min(fit)));
            }
        }
        assessment.findings.push(Holding { finding: idx, because });
    }
    assessment
}

/// The required questions that have no answer.
fn unanswered(answers: EffectiveAnswers) -> Vec<Reason> {
    answers
        .questions()
        .filter(|idx| answers.of(*idx).is_empty())
        .filter(|idx| answers.questionnaire().question(*idx).is_some_and(|question| question.required))
        .map(|question| Reason { question, answers: Vec::new() })
        .collect()
}

/// The answers that make an item's own conditions hold, question by question.
fn reasons(form: &Form, answers: EffectiveAnswers, idx: ItemIdx) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for (n, condition) in form.questionnaire.item(idx).enable.when.iter().enumerate() {
        let Some(question) = answers.source(form, idx, n) else { continue };
        let given = answers.of(question);
        if !passes(&condition.test, given) {
            continue;
        }
        let matter: Vec<Value> = match &condition.test {
            Test::Equals(_) | Test::Ordered(..) => given
                .iter()
                .filter(|value| passes(&condition.test, std::slice::from_ref(value)))
                .cloned()
                .collect(),
            Test::Exists(_) | Test::Differs(_) => given.to_vec(),
        };
        match reasons.iter_mut().find(|reason| reason.question == question) {
            Some(reason) => {
                for value in matter {
                    if !reason.answers.iter().any(|known| known.same(&value)) {
                        reason.answers.push(value);
                    }
                }
            }
            None => reasons.push(Reason { question, answers: matter }),
        }
    }
    reasons
}
