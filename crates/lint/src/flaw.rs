//! The problems that `lint` finds. Each has a place, an error and a way to fix it.
//! These messages are for authors of questionnaires; visitors never read them.

use std::fmt;

use engine::caution::CautionKind;
use engine::fhir::{Fault, Severity};
use engine::model::LinkId;

/// One error or probable mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// The item it is about; `None` for the questionnaire as a whole.
    pub link_id: Option<LinkId>,
    /// The kind of problem.
    pub kind: FlawKind,
}

/// The kinds of flaw. Texts in quotes are as written in the file.
#[allow(missing_docs)] // The sentence of each variant explains its fields.
#[derive(Clone, Debug, PartialEq)]
pub enum FlawKind {
    /// A fault that the loader reports.
    Fault(Fault),
    /// Something that the author should think about.
    Caution(CautionKind),
    /// No answers lead to an item, because some or all of its conditions are never true.
    NeverEnabled { item: &'static str, because: Vec<String> },
    /// Each condition can be true, but not all of them together.
    Contradiction { item: &'static str, conditions: Vec<String> },
    /// A finding that is enabled for all answers.
    AlwaysEnabled,
    /// A condition that no answers meet.
    ConditionNeverTrue { condition: String },
    /// A condition that all answers meet.
    ConditionAlwaysTrue { condition: String },
    /// A condition that changes nothing beside the others.
    ConditionChangesNothing { condition: String },
    /// `!=` that is met because its question is not asked.
    DiffersUnasked { condition: String, question: String },
    /// `!=` that enables a finding for visitors who skipped the question.
    DiffersUnanswered { condition: String, question: String },
    /// An item other than a finding that could reveal a transient answer.
    OnTransient { question: String },
    /// A condition and an option that agree in the code alone.
    SystemMissing { condition: String, question: String },
    /// No condition uses the answer.
    UnusedQuestion,
    /// Two options with the same text.
    SameDisplay { display: String },
    /// An option such as “none of these” that can be combined with others.
    NotExclusive { option: String },
    /// A limit that answers can't be compared with.
    LimitOfOtherType { limit: &'static str, value: String },
    /// The questionnaire has no question.
    NoQuestions,
    /// A finding without a source.
    NoSource,
    /// A question without an explanation.
    NoExplanation,
    /// A source that is never cited.
    UnusedSource { source: String },
    /// A text that one of the languages lacks.
    MissingTranslation { text: String, language: String },
    /// A text that is too long for a phone.
    TooLong { text: String, length: usize, most: usize },
    /// A text with an address that is not safe to follow.
    UnsafeText { text: String, found: &'static str },
    /// Conditions that form a cycle can't be searched.
    NotSearched,
    /// Conditions on moments with an offset can't be searched.
    OffsetNotSearched { condition: String },
}

impl Flaw {
    /// Whether it must be fixed: a visitor would see wrong content, or would never see existing content.
    #[must_use]
    pub fn is_error(&self) -> bool {
        use FlawKind as K;
        match &self.kind {
            K::Fault(fault) => fault.severity() != Severity::Warning,
            K::NeverEnabled { .. }
            | K::Contradiction { .. }
            | K::LimitOfOtherType { .. }
            | K::NoQuestions
            | K::SameDisplay { .. }
            | K::MissingTranslation { .. }
            | K::UnsafeText { .. } => true,
            _ => false,
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.link_id.as_ref().map_or("questionnaire", LinkId::as_str);
        let severity = if self.is_error() { "" } else { "warning: " };
        write!(f, "{place}: {severity}{}", self.kind)
    }
}

impl fmt::Display for FlawKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FlawKind as K;
        match self {
            K::Fault(fault) => fault.kind.fmt(f),
            K::Caution(caution) => caution.fmt(f),
            K::NeverEnabled { item, because } if because.is_empty() => {
                write!(f, "no answers lead to this {item}; make a question required, or remove the {item}")
            }
            K::NeverEnabled { item, because } => write!(
                f,
                "no answers lead to this {item}, because {} can never be true; correct enableWhen or remove the {item}",
                quoted(because, "and")
            ),
            K::Contradiction { item, conditions } => write!(
                f,
                "no answers lead to this {item}, because {} can't be true together; \
                 correct one of them, or set enableBehavior to any",
                quoted(conditions, "and")
            ),
            K::AlwaysEnabled => f.write_str(
                "this finding is enabled for all answers; add or correct enableWhen, or make it part of the learn cards",
            ),
            K::ConditionNeverTrue { condition } => {
                write!(f, "enableWhen \"{condition}\" can never be true; correct or remove it")
            }
            K::ConditionAlwaysTrue { condition } => {
                write!(f, "enableWhen \"{condition}\" is always true and decides nothing; correct or remove it")
            }
            K::ConditionChangesNothing { condition } => write!(
                f,
                "enableWhen \"{condition}\" changes nothing beside the other conditions; correct or remove it"
            ),
            K::DiffersUnasked { condition, question } => write!(
                f,
                "enableWhen \"{condition}\" is also true when \"{question}\" is not asked; \
                 name the intended answers with =, or add \"{question} exists true\" and enableBehavior: all"
            ),
            K::DiffersUnanswered { condition, question } => write!(
                f,
                "enableWhen \"{condition}\" also enables this finding when \"{question}\" has no answer; \
                 name the intended answers with =, or add \"{question} exists true\" and enableBehavior: all"
            ),
            K::OnTransient { question } => write!(
                f,
                "enableWhen asks about \"{question}\", whose answer must leave no trace, and this item could show it; \
                 let only findings depend on it"
            ),
            K::SystemMissing { condition, question } => write!(
                f,
                "enableWhen \"{condition}\" and the option of \"{question}\" agree in the code, and one has no system; \
                 give both the same system, or none"
            ),
            K::UnusedQuestion => f.write_str(
                "no condition uses the answer; add a finding that does, remove the question, \
                 or mark it with the extension for-summary",
            ),
            K::SameDisplay { display } => {
                write!(f, "two options have the text \"{display}\"; give each its own text")
            }
            K::NotExclusive { option } => write!(
                f,
                "option \"{option}\" can be chosen together with others; \
                 add the extension questionnaire-optionExclusive with valueBoolean: true"
            ),
            K::LimitOfOtherType { limit, value } => write!(
                f,
                "{limit} {value} has a different type from the answers and has no effect; use the type of the question"
            ),
            K::NoQuestions => f.write_str("there is nothing to answer; add a question"),
            K::NoSource => f.write_str("the finding names no source; add the extension source"),
            K::NoExplanation => {
                f.write_str("the question does not say why it is asked; add the extension explanation")
            }
            K::UnusedSource { source } => {
                write!(f, "source \"{source}\" is never cited; cite or remove it")
            }
            K::MissingTranslation { text, language } => {
                write!(f, "{text} has no translation into \"{language}\"; add it, or remove the language everywhere")
            }
            K::TooLong { text, length, most } => {
                write!(f, "{text} has {length} characters; use at most {most}, so that it fits on a phone")
            }
            K::UnsafeText { text, found } => {
                write!(f, "{text} contains \"{found}\"; use an https address or none")
            }
            K::NotSearched => f.write_str(
                "the conditions form a cycle, so lint did not search for items that are never or always enabled; \
                 remove the cycle and run again",
            ),
            K::OffsetNotSearched { condition } => write!(
                f,
                "enableWhen \"{condition}\" is on moments with an offset from UTC, \
                 so the items that depend on it were not searched; \
                 leave out the offset"
            ),
        }
    }
}

/// Such as `"a", "b" and "c"`.
fn quoted(texts: &[String], last: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    match texts.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => texts.concat(),
    }
}
