//! What the answers mean: two axes, the findings that hold, and why each of them does.
//! Never a score and never a verdict. Knows neither words nor a browser.

use crate::effective::EffectiveAnswers;
use crate::form::Form;
use crate::logic::passes;
use crate::questionnaire::{Axis, Computed, Finding, Fit, ItemIdx, Level, Test, Value};

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

/// Where a finding stands when findings are shown: what is serious first, then the reason, then what to plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// On the safety axis.
    Safety(Level),
    /// On the fit axis.
    Reason,
}

impl Group {
    /// All groups in the order in which they are shown.
    pub const ALL: [Group; 5] = [
        Group::Safety(Level::Urgent),
        Group::Safety(Level::NotNow),
        Group::Safety(Level::Review),
        Group::Reason,
        Group::Safety(Level::Plan),
    ];

    /// The group of a finding.
    #[must_use]
    pub fn of(finding: &Finding) -> Group {
        match finding.axis {
            Axis::Safety(level) => Group::Safety(level),
            Axis::Fit(..) => Group::Reason,
        }
    }
}

impl Assessment {
    /// All that the safety axis can say, in the order in which it is drawn.
    pub const SAFETY: [Option<Level>; 5] =
        [Some(Level::Urgent), Some(Level::NotNow), Some(Level::Review), Some(Level::Plan), None];

    /// All that the fit axis can say, in the order in which it is drawn.
    pub const FIT: [Option<Fit>; 4] =
        [Some(Fit::BetterStudied), Some(Fit::EarlyResearch), Some(Fit::OtherFirst), None];

    /// The findings of a group that hold, in the order of the questionnaire.
    pub fn group<'a>(
        &'a self,
        form: &'a Form,
        group: Group,
    ) -> impl Iterator<Item = (&'a Holding, &'a Finding)> + 'a {
        self.findings
            .iter()
            .filter_map(|holding| Some((holding, form.questionnaire.finding(holding.finding)?)))
            .filter(move |(_, finding)| Group::of(finding) == group)
    }

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

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::testing::{answers, at, choice, extended, form, group, item, name, with};

    /// A finding on an axis.
    fn finding(link_id: &str, axis: &str, code: &str, when: &[&str]) -> Json {
        let finding = extended(item(link_id, "display", when), axis, "valueCode", code);
        extended(finding, "explanation", "valueString", "It matters.")
    }

    fn required(item: Json) -> Json {
        with(item, "required", true.into())
    }

    /// `q` brings up findings of every level; two more questions can be left open.
    fn sample() -> Form {
        let q = choice("q", "urgent not-now review plan studied early first", &[]);
        let unanswered =
            extended(finding("unanswered", "level", "review", &[]), "computed", "valueCode", "unanswered");
        let both =
            with(finding("both", "level", "plan", &["n > 1", "n < 9"]), "enableBehavior", "all".into());
        let findings = [
            finding("plan", "level", "plan", &["q = #plan"]),
            finding("urgent", "level", "urgent", &["q = #urgent"]),
            finding("review", "level", "review", &["q = #review"]),
            finding("not-now", "level", "not-now", &["q = #not-now"]),
            finding("first", "fit", "other-first", &["q = #first"]),
            finding("studied", "fit", "better-studied", &["q = #studied"]),
            finding("early", "fit", "early-research", &["q = #early"]),
            unanswered,
            both,
            finding("several", "level", "plan", &["q = #plan", "n >= 5", "q = #review"]),
        ];
        form(&[
            with(q, "repeats", true.into()),
            required(item("n", "integer", &["q = #plan"])),
            item("m", "integer", &["q = #plan"]),
            extended(group("results", &[], &findings), "part", "valueCode", "results"),
        ])
    }

    fn weigh(form: &Form, given: &[&str]) -> Assessment {
        let answers = answers(form, given);
        let enabled = form.evaluate(&answers);
        assess(form, EffectiveAnswers::new(&form.questionnaire, &answers, &enabled))
    }

    #[test]
    fn the_most_serious_level_and_the_best_studied_reason_decide() {
        let form = sample();
        let check = |given: &str, safety, fit| {
            // `n` is answered, so that nothing is open.
            let found = weigh(&form, &[&format!("q {given}"), "n 0"]);
            assert_eq!((found.safety_code(), found.fit_code()), (safety, fit), "{given}");
        };
        check("#urgent #not-now #review #plan", "urgent", "unclear");
        check("#plan #review #not-now", "not-now", "unclear");
        check("#plan #review", "review", "unclear");
        check("#studied #early #first", "clear", "better-studied");
        check("#first #early", "clear", "early-research");
        check("#first", "clear", "other-first");
    }

    #[test]
    fn where_nothing_holds_it_is_clear_and_unclear() {
        let form = form(&[item("q", "boolean", &[])]);
        let found = weigh(&form, &[]);
        assert_eq!((found.safety_code(), found.fit_code(), found.findings.len()), ("clear", "unclear", 0));
    }

    #[test]
    fn findings_stand_in_the_order_of_the_questionnaire_each_with_the_answers_behind_it() {
        let form = sample();
        let check = |given: &[&str], expected: &[(&str, &str)]| {
            let found: Vec<(String, String)> = weigh(&form, given)
                .findings
                .iter()
                .map(|holding| {
                    let reasons = holding.because.iter().map(|reason| {
                        let values: Vec<String> = reason.answers.iter().map(Value::literal).collect();
                        format!("{}: {}", name(&form, reason.question), values.join(" "))
                            .trim_end()
                            .to_owned()
                    });
                    (name(&form, holding.finding), reasons.collect::<Vec<_>>().join(", "))
                })
                .collect();
            let expected: Vec<(String, String)> =
                expected.iter().map(|(name, why)| ((*name).into(), (*why).into())).collect();
            assert_eq!(found, expected, "{given:?}");
        };
        check(
            &["q #review #plan #early", "n 7", "m 1"],
            &[
                ("plan", "q: plan"),
                ("review", "q: review"),
                ("early", "q: early"),
                ("both", "n: 7"),
                ("several", "q: plan review, n: 7"),
            ],
        );
        // What is not asked was not left open.
        check(&["q #review"], &[("review", "q: review"), ("several", "q: review")]);
        check(&["q #plan"], &[("plan", "q: plan"), ("unanswered", "n:"), ("several", "q: plan")]);
    }

    #[test]
    fn a_finding_on_the_lack_of_an_answer_names_the_question_if_it_is_asked() {
        let findings = [finding("silent", "level", "plan", &["b exists false"])];
        let form = form(&[
            item("a", "boolean", &[]),
            item("b", "boolean", &["a = true"]),
            extended(group("results", &[], &findings), "part", "valueCode", "results"),
        ]);
        let because = |given: &[&str]| weigh(&form, given).findings.into_iter().map(|it| it.because).next();
        let named = Reason { question: at(&form, "b"), answers: Vec::new() };
        assert_eq!(because(&["a true"]), Some(vec![named]));
        assert_eq!(because(&[]), Some(Vec::new()));
        assert_eq!(because(&["a true", "b true"]), None);
    }

    #[test]
    fn only_a_question_that_is_asked_and_matters_can_be_unanswered() {
        let form = sample();
        let unanswered = |given: &[&str]| {
            weigh(&form, given).findings.iter().any(|holding| holding.finding == at(&form, "unanswered"))
        };
        assert!(!unanswered(&[]), "n is not asked, q does not matter");
        assert!(unanswered(&["q #plan"]));
        assert!(unanswered(&["q #plan", "m 1"]));
        assert!(!unanswered(&["q #plan", "n 1"]));
    }
}
