//! What `lint` finds: where, what is wrong, and how to mend it.
//! For authors of questionnaires; visitors never read these.

use std::fmt;

use engine::caution::CautionKind;
use engine::fhir::{Fault, Severity};
use engine::model::LinkId;

/// One thing that is wrong, or probably not meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// The item it is about; `None` for the questionnaire as a whole.
    pub link_id: Option<LinkId>,
    /// What is wrong.
    pub kind: FlawKind,
}

/// The kinds of flaw. Texts in quotes are as written in the file.
#[allow(missing_docs)] // The fields are named by what the variant's sentence says.
#[derive(Clone, Debug, PartialEq)]
pub enum FlawKind {
    /// What the loader says when the questionnaire is opened.
    Fault(Fault),
    /// Something that the author should think about.
    Caution(CautionKind),
    /// No answers lead to an item, because of one of its conditions or of all.
    NeverHolds { item: &'static str, because: Vec<String> },
    /// Conditions of which each can hold, and all of them can't.
    Contradiction { item: &'static str, conditions: Vec<String> },
    /// A finding that everyone gets.
    AlwaysHolds,
    /// A condition that no answers meet.
    ConditionNeverHolds { condition: String },
    /// A condition that all answers meet.
    ConditionAlwaysHolds { condition: String },
    /// A condition that changes nothing beside the others.
    ConditionChangesNothing { condition: String },
    /// `!=` that is met because its question is not asked.
    DiffersUnasked { condition: String, question: String },
    /// `!=` that brings up a finding for those who left the question out.
    DiffersUnanswered { condition: String, question: String },
    /// An item other than a finding that could give a transient answer away.
    OnTransient { question: String },
    /// A condition and an option that agree in the code alone.
    SystemMissing { condition: String, question: String },
    /// The answer leads to nothing.
    UnusedQuestion,
    /// A field that FHIR R4 does not know, and that is therefore not read.
    UnknownField { field: String },
    /// Two options that a visitor can't tell apart.
    SameDisplay { display: String },
    /// An option such as none of these that goes together with others.
    NotExclusive { option: String },
    /// `repeats` where one answer is taken.
    RepeatsIgnored { found: String },
    /// A limit on a type that has none.
    LimitIgnored { limit: &'static str, found: String },
    /// A limit that answers can't be compared with.
    LimitOfOtherType { limit: &'static str, value: String },
    /// There is nothing to answer.
    NoQuestions,
    /// A finding that does not say where it comes from.
    NoSource,
    /// A question that does not say why it is asked.
    NoExplanation,
    /// A source that nothing points to.
    UnusedSource { source: String },
    /// A text that one of the languages lacks.
    MissingTranslation { text: String, language: String },
    /// A text that is too long for a phone.
    TooLong { text: String, length: usize, most: usize },
    /// A text with an address that is not safe to follow.
    UnsafeText { text: String, found: &'static str },
    /// Conditions in a circle can't be searched.
    NotSearched,
    /// Conditions on moments with an offset can't be searched.
    OffsetNotSearched { condition: String },
}

impl Flaw {
    /// Whether it must be mended: a visitor would be shown something wrong, or never something that is there.
    #[must_use]
    pub fn is_error(&self) -> bool {
        use FlawKind as K;
        match &self.kind {
            K::Fault(fault) => fault.severity() != Severity::Warning,
            K::NeverHolds { .. }
            | K::Contradiction { .. }
            | K::LimitOfOtherType { .. }
            | K::NoQuestions
            | K::UnknownField { .. }
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
            K::NeverHolds { item, because } if because.is_empty() => {
                write!(f, "no answers lead to this {item}; make a question required, or remove the {item}")
            }
            K::NeverHolds { item, because } => write!(
                f,
                "no answers lead to this {item}, because {} can never hold; correct enableWhen or remove the {item}",
                quoted(because, "and")
            ),
            K::Contradiction { item, conditions } => write!(
                f,
                "no answers lead to this {item}, because {} can't hold together; \
                 correct one of them, or set enableBehavior to any",
                quoted(conditions, "and")
            ),
            K::AlwaysHolds => f.write_str(
                "this finding holds whatever is answered; add or correct enableWhen, or make it part of the learn cards",
            ),
            K::ConditionNeverHolds { condition } => {
                write!(f, "enableWhen \"{condition}\" can never hold; correct or remove it")
            }
            K::ConditionAlwaysHolds { condition } => {
                write!(f, "enableWhen \"{condition}\" always holds and decides nothing; correct or remove it")
            }
            K::ConditionChangesNothing { condition } => write!(
                f,
                "enableWhen \"{condition}\" changes nothing beside the other conditions; correct or remove it"
            ),
            K::DiffersUnasked { condition, question } => write!(
                f,
                "enableWhen \"{condition}\" holds also where \"{question}\" is not asked; \
                 name the answers that are meant with =, or add \"{question} exists true\" and enableBehavior: all"
            ),
            K::DiffersUnanswered { condition, question } => write!(
                f,
                "enableWhen \"{condition}\" brings up this finding also where \"{question}\" has no answer; \
                 name the answers that are meant with =, or add \"{question} exists true\" and enableBehavior: all"
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
                "no condition looks at the answer; add a finding that does, remove the question, \
                 or mark it with the extension for-summary",
            ),
            K::UnknownField { field } => {
                write!(f, "items in FHIR R4 have no field \"{field}\", so it is not read; correct its name or remove it")
            }
            K::SameDisplay { display } => {
                write!(f, "two options read \"{display}\"; give each words of its own")
            }
            K::NotExclusive { option } => write!(
                f,
                "option \"{option}\" can be chosen together with others; \
                 add the extension questionnaire-optionExclusive with valueBoolean: true"
            ),
            K::RepeatsIgnored { found } => {
                write!(f, "repeats: true has no effect on type {found}; remove it, or use type choice")
            }
            K::LimitIgnored { limit, found } => {
                write!(f, "{limit} has no effect on type {found}; remove it, or use a type that can be limited")
            }
            K::LimitOfOtherType { limit, value } => write!(
                f,
                "{limit} {value} has another type than the answers and limits nothing; use the type of the question"
            ),
            K::NoQuestions => f.write_str("there is nothing to answer; add a question"),
            K::NoSource => f.write_str("the finding names no source; add the extension source"),
            K::NoExplanation => {
                f.write_str("the question does not say why it is asked; add the extension explanation")
            }
            K::UnusedSource { source } => {
                write!(f, "source \"{source}\" is named nowhere; cite or remove it")
            }
            K::MissingTranslation { text, language } => {
                write!(f, "{text} has no translation into \"{language}\"; add it, or remove the language everywhere")
            }
            K::TooLong { text, length, most } => {
                write!(f, "{text} has {length} characters; use at most {most}, so that it fits a phone")
            }
            K::UnsafeText { text, found } => {
                write!(f, "{text} has \"{found}\" in it; use an https address or none")
            }
            K::NotSearched => f.write_str(
                "conditions go in a circle, so it was not searched for items that never or always hold; \
                 mend the circle and run again",
            ),
            K::OffsetNotSearched { condition } => write!(
                f,
                "enableWhen \"{condition}\" is on moments with an offset from UTC, so what depends on it was not searched; \
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
