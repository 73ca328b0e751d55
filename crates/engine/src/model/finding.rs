//! Findings: which axis they speak to, how strongly, what they rest on, and what they have to do with each other.

use super::{Cite, Help, ItemIdx, LinkId, Questionnaire};

/// Something to raise with a clinician.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which axis it speaks to, and how strongly.
    pub axis: Axis,
    /// What makes it hold beside `enableWhen`.
    pub computed: Option<Computed>,
    /// It says that the check is for adults: where it holds, the result is kind words, help lines and this.
    pub adults_only: bool,
    /// The help that the result shows first where it holds.
    pub help: Option<Help>,
    /// Milder findings that say the same less strongly: where it holds, the result does not show them beside it.
    pub stands_for: Vec<LinkId>,
    /// What its level rests on, the strongest first. For clinicians.
    pub basis: Vec<Basis>,
    /// Why it matters.
    pub explanation: String,
    /// What to ask or do.
    pub ask: Option<String>,
    /// Where it comes from.
    pub sources: Vec<Cite>,
}

/// What the level of a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A drug label of the United States.
    Label,
    /// A drug label of another country.
    ForeignLabel,
    /// A guideline.
    Guideline,
    /// Whom trials left out.
    TrialExclusion,
    /// What clinics do, and judgment.
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
    /// What to check first.
    Safety(Level),
    /// Whether it could fit.
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
    /// The findings that a finding stands for, and those that they stand for in turn.
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

    /// Whether a finding is on the safety axis as another one is, and at least as grave.
    #[must_use]
    pub fn is_as_grave(&self, idx: ItemIdx, other: ItemIdx) -> bool {
        match (self.finding(idx).map(|it| &it.axis), self.finding(other).map(|it| &it.axis)) {
            (Some(Axis::Safety(level)), Some(Axis::Safety(other))) => level <= other,
            _ => false,
        }
    }

    /// The day by which the content was to be reviewed, if it is past on a day. Both as 2027-05-31, so their order as text is
    /// that of the days.
    #[must_use]
    pub fn due(&self, today: &str) -> Option<&str> {
        self.review_by.as_deref().filter(|day| *day < today)
    }
}
