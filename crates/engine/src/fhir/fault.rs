//! The faults of a questionnaire: where they are, and how to fix them.
//! For authors of questionnaires and developers; visitors never read these.

use std::fmt;

use crate::model::LinkId;

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The item it is about; `None` for the questionnaire as a whole.
    pub link_id: Option<LinkId>,
    /// The kind of fault.
    pub kind: FaultKind,
}

/// The severity of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Legal, but probably not intended.
    Warning,
    /// An error in the file with one safe interpretation; a custom questionnaire still runs.
    Tolerated,
    /// The questionnaire can't be run.
    Error,
}

/// The kinds of fault. Texts in quotes are as written in the file.
#[allow(missing_docs)] // The comment of each variant explains its fields.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// The file is not a FHIR Questionnaire.
    NotAQuestionnaire { found: String },
    /// A field is missing or empty.
    Missing { field: &'static str },
    /// A field has another type than FHIR gives it.
    WrongType { field: String, expected: &'static str },
    /// An item has no linkId; `position` is its path from the top, counted from 1.
    NoLinkId { position: String },
    /// Two items share a linkId.
    DuplicateLinkId,
    /// FHIR R4 has no such item type.
    UnknownType { found: String },
    /// The type exists, but this check does not support it.
    UnsupportedType { found: &'static str },
    /// A code outside the list.
    UnknownCode { field: &'static str, found: String, allowed: &'static str },
    /// A field that FHIR R4 does not define. It is not read.
    UnknownField { field: String },
    /// A field or a type of another version of FHIR, and what R4 has in its place.
    OtherVersion { found: String, version: &'static str, instead: &'static str },
    /// A part of R4 that has no effect here.
    Unheeded { part: String },
    /// A field that FHIR forbids ignoring.
    MustUnderstand { field: String },
    /// An extension with an expression, which is not evaluated.
    Expression { name: String },
    /// A choice of units.
    UnitChoice,
    /// A question without a text.
    NoText,
    /// Visitors are never asked.
    NeverAsked { why: &'static str },
    /// A choice without options.
    NoOptions,
    /// The options are in a value set, which is not fetched.
    ValueSet,
    /// Two options are the same answer.
    DuplicateOption { option: String },
    /// The smallest answer is above the largest.
    EmptyRange,
    /// A condition names no item of the questionnaire.
    UnknownQuestion { question: String },
    /// A condition names an item that is not a question.
    NotAQuestion { question: String },
    /// A condition has no value to compare with.
    NoAnswer { question: String },
    /// `exists` needs a boolean answer (FHIR que-7).
    ExistsNeedsBoolean { question: String },
    /// The operator needs an order, and these values have none.
    NoOrder { question: String, operator: String },
    /// No answer to the question can be compared with the value.
    NeverMatches { question: String, value: String },
    /// A moment with an offset from UTC, which a browser's date control does not return.
    HasOffset { question: String, value: String },
    /// The value is not one of the question's options.
    UnknownOption { question: String, option: String },
    /// Several conditions without enableBehavior (FHIR que-12).
    NoBehavior,
    /// Items that depend on each other, or one on itself.
    Cycle { members: Vec<String> },
    /// A condition on a question further down.
    ComesLater { question: String },
    /// A source that the questionnaire does not list.
    UnknownSource { source: String },
    /// Two sources with one label.
    DuplicateSource { source: String },
    /// A link that is not `https`.
    UnsafeLink { url: String },
    /// A finding on both axes, or on none.
    OneAxis,
    /// A finding outside the results part, or something else inside it.
    Misplaced { expected: &'static str },
    /// A text in a place where only questions or findings are shown.
    NeverShown,
    /// A computed finding with conditions of its own.
    ComputedWithConditions,
    /// `below` does not name a number that could be the larger one.
    NotBelow { question: String },
    /// A finding stands for one that it can't stand for.
    StandsFor { finding: String, why: &'static str },
    /// A figure whose axis has no ends, no length or no labels.
    NoAxis,
    /// A row of a figure without a span on its axis.
    OffAxis { from: i32, to: i32 },
}

impl Fault {
    /// Its severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        use FaultKind as K;
        match &self.kind {
            K::ComesLater { .. }
            | K::HasOffset { .. }
            | K::NeverShown
            | K::Unheeded { .. }
            | K::NoText
            | K::NeverAsked { .. } => Severity::Warning,
            K::NoBehavior
            | K::UnknownField { .. }
            | K::Cycle { .. }
            | K::NotAQuestion { .. }
            | K::NeverMatches { .. }
            | K::UnknownOption { .. }
            | K::NoOrder { .. }
            | K::NotBelow { .. }
            | K::StandsFor { .. }
            | K::NoAxis
            | K::OffAxis { .. } => Severity::Tolerated,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.link_id {
            Some(link_id) => write!(f, "{link_id}: {}", self.kind),
            None => write!(f, "questionnaire: {}", self.kind),
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FaultKind as K;
        match self {
            K::NotAQuestionnaire { found } => write!(
                f,
                "resourceType is {found}; give a FHIR R4 Questionnaire, with resourceType \"Questionnaire\""
            ),
            K::Missing { field } => write!(f, "{field} is missing or empty; write one"),
            K::WrongType { field, expected } => write!(f, "{field} is not {expected}; write {expected}"),
            K::NoLinkId { position } => {
                write!(f, "item {position} has no linkId; give it one that no other item has")
            }
            K::DuplicateLinkId => f.write_str("another item has this linkId too; rename one of them"),
            K::UnknownType { found } => write!(
                f,
                "type \"{found}\" is not a FHIR R4 item type; use group, display, choice, open-choice, boolean, \
                 integer, decimal, quantity, date, dateTime, time, string, text or url"
            ),
            K::UnsupportedType { found } => write!(
                f,
                "items of type {found} are not supported here; use another type or leave the item out"
            ),
            K::UnknownCode { field, found, allowed } => {
                write!(f, "{field} \"{found}\" is not known; use one of {allowed}")
            }
            K::UnknownField { field } => {
                write!(f, "FHIR R4 has no field \"{field}\" here, so it is not read; correct its name or remove it")
            }
            K::OtherVersion { found, version, instead } => {
                write!(f, "{found} belongs to FHIR {version}; write the form in R4, with {instead}")
            }
            K::Unheeded { part } => write!(
                f,
                "{part} has no effect here; check that the form is right without it, and remove it"
            ),
            K::MustUnderstand { field } => write!(
                f,
                "{field} is not known here, and FHIR forbids ignoring it; remove it if the form means the same without it"
            ),
            K::Expression { name } => write!(
                f,
                "the expression in {name} is not evaluated here, so the form would mean something else; \
                 use enableWhen, or remove it"
            ),
            K::UnitChoice => f.write_str(
                "a choice of units is not supported, and a number without its unit could mean something else; \
                 give one unit as questionnaire-unit",
            ),
            K::NoText => f.write_str(
                "text is missing, so visitors see the display of its code, or its linkId; write the question",
            ),
            K::NeverAsked { why } => {
                write!(f, "the item is {why}, so visitors are never asked; remove that if they should be")
            }
            K::NoOptions => f.write_str("the choice has no options; list them as answerOption"),
            K::ValueSet => f.write_str(
                "the options are in a value set, which would have to be fetched; list them as answerOption",
            ),
            K::DuplicateOption { option } => {
                write!(f, "option \"{option}\" occurs twice; remove or rename one")
            }
            K::EmptyRange => f.write_str("minValue is above maxValue; swap or correct them"),
            K::UnknownQuestion { question } => write!(
                f,
                "enableWhen asks about \"{question}\", and no item has that linkId; correct the linkId or add the item"
            ),
            K::NotAQuestion { question } => write!(
                f,
                "enableWhen asks about \"{question}\", which can't be answered; name a question instead"
            ),
            K::NoAnswer { question } => write!(
                f,
                "enableWhen on \"{question}\" has no answer to compare with; add answerCoding, answerInteger or the like"
            ),
            K::ExistsNeedsBoolean { question } => write!(
                f,
                "enableWhen on \"{question}\" uses exists without answerBoolean; add answerBoolean: true or false"
            ),
            K::NoOrder { question, operator } => write!(
                f,
                "enableWhen on \"{question}\" uses {operator} on a value without order, so it is never true; use = or !="
            ),
            K::NeverMatches { question, value } => write!(
                f,
                "enableWhen compares \"{question}\" with {value}, which no answer to it can be compared with; \
                 use the answer type of the question, and its unit"
            ),
            K::HasOffset { question, value } => write!(
                f,
                "enableWhen compares \"{question}\" with {value}, but browsers give a time without an offset from UTC, \
                 so it is never true there; leave out the offset"
            ),
            K::UnknownOption { question, option } => write!(
                f,
                "enableWhen compares \"{question}\" with \"{option}\", which is not one of its options; \
                 correct the code or add the option"
            ),
            K::NoBehavior => f.write_str(
                "several enableWhen and no enableBehavior, so any of them is enough; add enableBehavior: any or all",
            ),
            K::Cycle { members } => write!(
                f,
                "enableWhen forms a cycle ({}), so the result depends on the order of evaluation; \
                 remove one of these conditions",
                members.join(" → ")
            ),
            K::ComesLater { question } => write!(
                f,
                "enableWhen asks about \"{question}\", which comes later; move the question before this item"
            ),
            K::UnknownSource { source } => write!(
                f,
                "source \"{source}\" is not listed; add it to the questionnaire's citations or correct the label"
            ),
            K::DuplicateSource { source } => {
                write!(f, "source \"{source}\" is listed twice; remove or rename one")
            }
            K::UnsafeLink { url } => write!(f, "link \"{url}\" is not https; use an https address or none"),
            K::OneAxis => f.write_str("a finding has either a level or a fit; give exactly one"),
            K::Misplaced { expected } => write!(f, "{expected}; move the item or change its type"),
            K::NeverShown => f.write_str(
                "this display item is never shown; as a finding it needs a level or a fit and a place in a group with \
                 part results, otherwise leave it out",
            ),
            K::ComputedWithConditions => {
                f.write_str("a computed finding takes no enableWhen; remove one of the two")
            }
            K::NotBelow { question } => write!(
                f,
                "below names \"{question}\", which is not a question before this one with a number of the same kind and unit; \
                 name one, or remove below"
            ),
            K::StandsFor { finding, why } => write!(
                f,
                "stands-for names \"{finding}\", but {why}; name a milder finding, or remove stands-for"
            ),
            K::NoAxis => {
                f.write_str("the figure has no axis; give it whole numbers from and to, in order, and labels")
            }
            K::OffAxis { from, to } => write!(
                f,
                "the span is not on the axis from {from} to {to}; give whole numbers from, to and until, in order"
            ),
        }
    }
}

/// All faults of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// The highest severity among them.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.0.iter().map(Fault::severity).max()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
