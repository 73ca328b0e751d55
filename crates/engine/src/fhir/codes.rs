//! The codes of this project's extensions, with their meanings.

use crate::labels::BriefPart;
use crate::model::*;

/// A list of codes with their meanings, and the codes as text for a message.
pub(super) type Codes<T> = (&'static [(&'static str, T)], &'static str);

pub(super) const PARTS: Codes<Part> =
    (&[("learn", Part::Learn), ("results", Part::Results)], "learn, results");
pub(super) const LEVELS: Codes<Level> = (
    &[
        ("urgent", Level::Urgent),
        ("label", Level::Label),
        ("not-now", Level::NotNow),
        ("review", Level::Review),
        ("plan", Level::Plan),
    ],
    "urgent, label, not-now, review, plan",
);
pub(super) const FITS: Codes<Fit> = (
    &[
        ("better-studied", Fit::BetterStudied),
        ("early-research", Fit::EarlyResearch),
        ("other-first", Fit::OtherFirst),
    ],
    "better-studied, early-research, other-first",
);
pub(super) const APPROVALS: Codes<Approval> = (
    &[
        ("fda-approved", Approval::FdaApproved),
        ("off-label-studied", Approval::OffLabelStudied),
        ("off-label-early", Approval::OffLabelEarly),
    ],
    "fda-approved, off-label-studied, off-label-early",
);
pub(super) const HELPS: Codes<Help> =
    (&[("crisis", Help::Crisis), ("emergency", Help::Emergency)], "crisis, emergency");
pub(super) const BASES: Codes<Basis> = (
    &[
        ("label", Basis::Label),
        ("foreign-label", Basis::ForeignLabel),
        ("guideline", Basis::Guideline),
        ("trial-exclusion", Basis::TrialExclusion),
        ("practice", Basis::Practice),
    ],
    "label, foreign-label, guideline, trial-exclusion, practice",
);
pub(super) const COMPUTED: Codes<Computed> = (&[("unanswered", Computed::Unanswered)], "unanswered");
pub(super) const BRIEF_PARTS: Codes<BriefPart> = (
    &[
        ("head", BriefPart::Head),
        ("reasons", BriefPart::Reasons),
        ("tried", BriefPart::Tried),
        ("medicines", BriefPart::Medicines),
        ("readings", BriefPart::Readings),
        ("systems", BriefPart::Systems),
        ("substances", BriefPart::Substances),
        ("plans", BriefPart::Plans),
        ("questions", BriefPart::Questions),
    ],
    "head, reasons, tried, medicines, readings, systems, substances, plans, questions",
);
