//! The assessment of the answers: two axes, the enabled findings, and the reasons of each.
//! It is never a score and never a verdict. It contains no texts and uses no browser.

use crate::effective::EffectiveAnswers;
use crate::form::Form;
use crate::logic::passes;
use crate::model::{
    AnswerType, Axis, Cite, Computed, Finding, Fit, Help, ItemIdx, Level, Questionnaire, Test, Value,
};

/// The assessment of the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The safety axis: the most serious finding decides. `None` is clear.
    pub safety: Option<Level>,
    /// The fit axis: the best-studied reason decides. `None` is unclear.
    pub fit: Option<Fit>,
    /// The enabled findings, in the order of the questionnaire.
    pub findings: Vec<ActiveFinding>,
    /// The kinds of help that the result shows first, the most urgent one first.
    pub help: Vec<Help>,
    /// The check is not for this visitor: the result assesses nothing and offers no booking.
    pub minor: bool,
    /// The form has findings. Without any, an empty list of findings says nothing about the visitor.
    pub has_findings: bool,
}

/// An enabled finding.
#[derive(Clone, Debug, PartialEq)]
pub struct ActiveFinding {
    /// The finding.
    pub finding: ItemIdx,
    /// The answers that enable it, in the order of the conditions.
    pub reasons: Vec<Reason>,
}

/// One reason why a finding is enabled.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The question.
    pub question: ItemIdx,
    /// The relevant answers to it; empty if the missing answer is the reason.
    pub answers: Vec<Value>,
}

/// A finding as the result shows it, with the answers and sources of the milder findings that it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The finding, with all its reasons.
    pub active: ActiveFinding,
    /// All sources.
    pub sources: Vec<Cite>,
}

/// A group of findings on the result: serious findings first, then the reason, then things to plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// On the safety axis.
    Safety(Level),
    /// On the fit axis.
    Reason,
}

impl Group {
    /// All groups in the order in which they are shown.
    pub const ALL: [Group; 6] = [
        Group::Safety(Level::Urgent),
        Group::Safety(Level::Label),
        Group::Safety(Level::NotNow),
        Group::Safety(Level::Review),
        Group::Reason,
        Group::Safety(Level::Plan),
    ];

    /// All groups in the order of a result. If something must be settled first, the plan comes before the reason.
    #[must_use]
    pub fn in_order(safety: Option<Level>) -> [Group; 6] {
        let [urgent, label, not_now, review, reason, plan] = Group::ALL;
        match safety {
            Some(Level::Urgent | Level::Label | Level::NotNow) => {
                [urgent, label, not_now, review, plan, reason]
            }
            Some(Level::Review | Level::Plan) | None => Group::ALL,
        }
    }

    /// The group of a finding.
    #[must_use]
    pub fn of(finding: &Finding) -> Group {
        match finding.axis {
            Axis::Safety(level) => Group::Safety(level),
            Axis::Fit(..) => Group::Reason,
        }
    }
}

/// An action that the result offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Call the clinic.
    Call,
    /// Print or save the summary.
    Keep,
    /// Book a visit.
    Book,
}

/// The actions that the result offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actions {
    /// The actions at the top, in order.
    pub first: Vec<Action>,
    /// Whether the first of them is filled to draw attention. It is not if help comes first.
    pub filled: bool,
    /// Whether the clinic's booking link is below the findings.
    pub booking_below: bool,
}

impl Assessment {
    /// All values of the safety axis, most serious first.
    pub const SAFETY: [Option<Level>; 6] = [
        Some(Level::Urgent),
        Some(Level::Label),
        Some(Level::NotNow),
        Some(Level::Review),
        Some(Level::Plan),
        None,
    ];

    /// All values of the fit axis, best studied first.
    pub const FIT: [Option<Fit>; 4] =
        [Some(Fit::BetterStudied), Some(Fit::EarlyResearch), Some(Fit::OtherFirst), None];

    /// The enabled findings of a group, in the order of the questionnaire.
    pub fn group<'a>(
        &'a self,
        form: &'a Form,
        group: Group,
    ) -> impl Iterator<Item = (&'a ActiveFinding, &'a Finding)> + 'a {
        self.findings
            .iter()
            .filter_map(|active| Some((active, form.questionnaire.finding(active.finding)?)))
            .filter(move |(_, finding)| Group::of(finding) == group)
    }

    /// The findings as the result shows them, in the order of the questionnaire. If a more severe finding stands for a
    /// milder one, only the more severe one is shown. In a crisis, findings that put other treatments first are not
    /// shown.
    #[must_use]
    pub fn shown(&self, form: &Form) -> Vec<Shown> {
        let questionnaire = &form.questionnaire;
        // For each enabled finding, the position of the one that stands for it: its own if there is none.
        let mut heads: Vec<usize> = (0..self.findings.len()).collect();
        for (at, active) in self.findings.iter().enumerate() {
            let siblings = questionnaire.siblings(active.finding);
            let head = heads[at];
            for milder in 0..heads.len() {
                let other = self.findings[milder].finding;
                // The first finding that stands for it counts, and a more severe finding is never hidden.
                if heads[milder] == milder
                    && siblings.contains(&other)
                    && questionnaire.is_at_least_as_severe(active.finding, other)
                {
                    heads.iter_mut().filter(|it| **it == milder).for_each(|it| *it = head);
                }
            }
        }
        let show = |at: usize| {
            let mut shown = Shown { active: self.findings[at].clone(), sources: Vec::new() };
            let others = (0..heads.len()).filter(|other| *other != at && heads[*other] == at);
            for part in std::iter::once(at).chain(others).map(|it| &self.findings[it]) {
                part.reasons.iter().for_each(|reason| add(&mut shown.active.reasons, reason));
                for cite in questionnaire.finding(part.finding).into_iter().flat_map(|it| &it.sources) {
                    if !shown.sources.contains(cite) {
                        shown.sources.push(cite.clone());
                    }
                }
            }
            shown
        };
        let is_out_of_place = |at: usize| {
            let finding = questionnaire.finding(self.findings[at].finding);
            self.is_in_crisis() && finding.is_some_and(|it| matches!(it.axis, Axis::Fit(Fit::OtherFirst, _)))
        };
        (0..heads.len()).filter(|at| heads[*at] == *at && !is_out_of_place(*at)).map(show).collect()
    }

    /// Whether help in a crisis comes before everything else.
    #[must_use]
    pub fn is_in_crisis(&self) -> bool {
        self.safety == Some(Level::Urgent) && self.help.contains(&Help::Crisis)
    }

    /// The actions of the result, if the clinic configured a telephone number (`phone`) and a booking link (`booking`).
    ///
    /// Booking is not at the top if help comes first, or if the visitor should talk to the clinic before.
    #[must_use]
    pub fn actions(&self, phone: bool, booking: bool) -> Actions {
        let call = phone.then_some(Action::Call);
        let book = booking.then_some(Action::Book);
        let first = match self.safety {
            _ if self.minor => [None, None],
            Some(Level::Urgent | Level::Label | Level::NotNow) => [call, Some(Action::Keep)],
            Some(Level::Review | Level::Plan) | None => [Some(Action::Keep), book.or(call)],
        };
        Actions {
            first: first.into_iter().flatten().collect(),
            filled: self.help.is_empty(),
            booking_below: booking && !self.minor && self.safety != Some(Level::Urgent),
        }
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

/// Assesses the answers that count.
#[must_use]
pub fn assess(form: &Form, answers: EffectiveAnswers) -> Assessment {
    let questionnaire = &form.questionnaire;
    let unanswered = unanswered(answers);
    let mut found = Assessment {
        safety: None,
        fit: None,
        findings: Vec::new(),
        help: Vec::new(),
        minor: false,
        has_findings: false,
    };
    let mut help = Vec::new();
    for idx in questionnaire.indices() {
        let Some(finding) = questionnaire.finding(idx) else { continue };
        found.has_findings = true;
        if !answers.is_enabled(idx) {
            continue;
        }
        let reasons = match finding.computed {
            Some(Computed::Unanswered) if unanswered.is_empty() => continue,
            Some(Computed::Unanswered) => unanswered.clone(),
            None => reasons(form, answers, idx),
        };
        match finding.axis {
            // `None` is less than any level, so it can't be compared with `min`.
            Axis::Safety(level) => {
                found.safety = Some(found.safety.map_or(level, |worst| worst.min(level)));
            }
            Axis::Fit(fit, _) => {
                found.fit = Some(found.fit.map_or(fit, |best| best.min(fit)));
            }
        }
        found.minor |= finding.adults_only;
        help.extend(self::help(questionnaire, finding, &reasons));
        found.findings.push(ActiveFinding { finding: idx, reasons });
    }
    found.help = [Help::Emergency, Help::Crisis].into_iter().filter(|it| help.contains(it)).collect();
    found
}

/// The help that a finding shows first: its own, or for an urgent finding without help, the help of the options behind
/// it. If these options have no help either, all kinds.
fn help(questionnaire: &Questionnaire, finding: &Finding, reasons: &[Reason]) -> Vec<Help> {
    if finding.help.is_some() || finding.axis != Axis::Safety(Level::Urgent) {
        return finding.help.into_iter().collect();
    }
    let of_reason = |reason: &Reason| -> Vec<Help> {
        let Some(AnswerType::Choice(choice)) = questionnaire.question(reason.question).map(|it| &it.answer)
        else {
            return Vec::new();
        };
        let options = reason.answers.iter().filter_map(|answer| choice.option_of(answer));
        options.filter_map(|option| option.help).collect()
    };
    let of_options: Vec<Help> = reasons.iter().flat_map(of_reason).collect();
    if of_options.is_empty() { vec![Help::Emergency, Help::Crisis] } else { of_options }
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

/// Adds a reason, and merges its answers if the question is already in the list.
fn add(reasons: &mut Vec<Reason>, reason: &Reason) {
    let Some(known) = reasons.iter_mut().find(|known| known.question == reason.question) else {
        return reasons.push(reason.clone());
    };
    for value in &reason.answers {
        if !known.answers.iter().any(|known| known.is_equivalent(value)) {
            known.answers.push(value.clone());
        }
    }
}

/// The answers that satisfy a finding's conditions and the conditions of the groups around it, question by question.
/// For a pair of numbers both are reasons, because neither says much alone.
fn reasons(form: &Form, answers: EffectiveAnswers, idx: ItemIdx) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    let parent = |at: &ItemIdx| form.questionnaire.item(*at).parent;
    let conditions = std::iter::successors(Some(idx), parent).flat_map(|at| {
        let when = form.questionnaire.item(at).enable.when.iter().enumerate();
        // For groups around it, only given answers are reasons, not missing ones.
        when.filter(move |(_, it)| at == idx || matches!(it.test, Test::Equals(_) | Test::Ordered(..)))
            .map(move |(n, condition)| (at, n, condition))
    });
    for (at, n, condition) in conditions {
        let Some(question) = answers.source(form, at, n) else { continue };
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
        let pair = form.pairs.iter().find(|(lower, upper)| question == *lower || question == *upper);
        let pair = pair.filter(|_| matches!(condition.test, Test::Ordered(..)));
        match pair {
            Some(&(lower, upper)) => {
                for number in [upper, lower].into_iter().filter(|it| !answers.of(*it).is_empty()) {
                    add(&mut reasons, &Reason { question: number, answers: answers.of(number).to_vec() });
                }
            }
            None => add(&mut reasons, &Reason { question, answers: matter }),
        }
    }
    reasons
}

#[cfg(test)]
mod tests;
