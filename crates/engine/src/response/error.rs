//! Why a QuestionnaireResponse can't be read.

use std::fmt;

/// Why a response was refused. Answers themselves never appear in a message.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // The fields are named by what the variant's sentence says.
pub enum ResponseError {
    /// The resource is something else.
    NotAResponse,
    /// A field that holds several has something else; `link_id` is `None` for the response as a whole.
    NotAList { link_id: Option<String>, field: &'static str },
    /// An item has no linkId.
    NoLinkId,
    /// An item that the questionnaire does not have.
    UnknownItem { link_id: String },
    /// An answer without a value, or of a type that the question does not take.
    WrongType { link_id: String, expected: &'static str },
    /// A code that is none of the options.
    UnknownOption { link_id: String, options: String },
    /// A number, date or text beyond the limits of the question.
    OutOfRange { link_id: String, limits: String },
    /// Groups that repeat inside groups that repeat, beyond what can be handled.
    TooManyGroups,
    /// Several answers to a question that takes one.
    TooMany { link_id: String },
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ResponseError as E;
        match self {
            E::NotAResponse => f.write_str(
                "resourceType is not \"QuestionnaireResponse\"; give one FHIR R4 QuestionnaireResponse a line",
            ),
            E::NotAList { link_id, field } => {
                let place = link_id.as_ref().map_or(String::new(), |link_id| format!("{link_id}: "));
                write!(f, "{place}{field} is not a list; write it in square brackets")
            }
            E::TooManyGroups => f.write_str(
                "the repeated groups make more than 100,000 items; send fewer repetitions in one response",
            ),
            E::NoLinkId => f.write_str("an item has no linkId; name the question that it answers"),
            E::UnknownItem { link_id } => {
                write!(f, "{link_id}: the questionnaire has no such item; correct the linkId or leave the item out")
            }
            E::WrongType { link_id, expected } => {
                write!(f, "{link_id}: the answer has another type or no value; give {expected}")
            }
            E::UnknownOption { link_id, options } => {
                write!(f, "{link_id}: the answer is none of the options; use one of {options}")
            }
            E::OutOfRange { link_id, limits } => {
                write!(f, "{link_id}: the answer is beyond its limits; give {limits}")
            }
            E::TooMany { link_id } => {
                write!(f, "{link_id}: several answers to a question that takes one; keep one")
            }
        }
    }
}

impl std::error::Error for ResponseError {}
