//! Findings: their axis and level, their basis, and the relations between them.

use super::{Cite, Help, ItemIdx, LinkId, Questionnaire};

/// Something to discuss with a clinician.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its axis, and its level on it.
    pub axis: Axis,
    /// The computation that enables it, besides `enableWhen`.
    pub computed: Option<Computed>,
    /// It says that the check is for adults. If it is enabled, the result shows only kind words, help lines and this
    /// finding.
    pub adults_only: bool,
    /// The help that the result shows first if it is enabled.
    pub help: Option<Help>,
    /// Milder findings that say the same less strongly. If this one is enabled, the result does not show them.
    pub stands_for: Vec<LinkId>,
    /// The evidence for its level, the strongest first. For clinicians.
    pub basis: Vec<Basis>,
    /// Why it matters.
    pub explanation: String,
    /// A question to ask, or a step to take.
    pub ask: Option<String>,
    /// The sources of its facts.
    pub sources: Vec<Cite>,
}

/// The evidence for the level of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A drug label of the United States.
    Label,
    /// A drug label of another country.
    ForeignLabel,
    /// A guideline.
    Guideline,
    /// Exclusion criteria of trials.
    TrialExclusion,
    /// Clinical practice and judgment.
    Practice,
}

/// Findings that the engine computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Computed {
    /// A required, enabled question has no answer.
    Unanswered,
}

/// The axis of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    /// A risk to check first.
    Safety(Level),
    /// Whether the treatment could fit.
    Fit(Fit, Vec<Approval>),
}

/// How serious a finding is, most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Needs help at once.
    Urgent,
    /// A drug label says not to use the drug.
    Label,
    /// Usually not right now.
    NotNow,
    /// A clinician must look first.
    Review,
    /// Possible with a plan.
    Plan,
}

/// How well a reason is studied, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Better studied.
    BetterStudied,
    /// Early research.
    EarlyResearch,
    /// Other treatments usually come first.
    OtherFirst,
}

/// Approval status of a use in the United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Approved by the FDA for this use.
    FdaApproved,
    /// Off-label, better studied.
    OffLabelStudied,
    /// Off-label, early research.
    OffLabelEarly,
}

impl Level {
    /// The code of the clinical contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Level::Urgent => "urgent",
            Level::Label => "label",
            Level::NotNow => "not-now",
            Level::Review => "review",
            Level::Plan => "plan",
        }
    }
}

impl Fit {
    /// The code of the clinical contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Fit::BetterStudied => "better-studied",
            Fit::EarlyResearch => "early-research",
            Fit::OtherFirst => "other-first",
        }
    }
}

impl Questionnaire {
    /// All findings that a finding stands for, directly or through others.
    #[must_use]
    pub fn siblings(&self, idx: ItemIdx) -> Vec<ItemIdx> {
        let mut found = Vec::new();
        let mut waiting = vec![idx];
        while let Some(finding) = waiting.pop().and_then(|idx| self.finding(idx)) {
            for name in &finding.stands_for {
                if let Some(sibling) = self.find(name.as_str()).filter(|it| !found.contains(it)) {
                    found.push(sibling);
                    waiting.push(sibling);
                }
            }
        }
        found
    }

    /// Whether both findings are on the safety axis, and the first is at least as severe as the other.
    #[must_use]
    pub fn is_at_least_as_severe(&self, idx: ItemIdx, other: ItemIdx) -> bool {
        match (self.finding(idx).map(|it| &it.axis), self.finding(other).map(|it| &it.axis)) {
            (Some(Axis::Safety(level)), Some(Axis::Safety(other))) => level <= other,
            _ => false,
        }
    }

    /// The day by which the content was due for review, if `today` is later. Both are written as 2027-05-31, so text
    /// order is the order of days.
    #[must_use]
    pub fn due(&self, today: &str) -> Option<&str> {
        self.review_by.as_deref().filter(|day| *day < today)
    }
}
