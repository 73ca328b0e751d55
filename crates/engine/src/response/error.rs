//! Errors of reading a QuestionnaireResponse.

use std::fmt;

/// Why a response was rejected. Messages never contain an answer.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // The comment of each variant explains its fields.
pub enum ResponseError {
    /// The resource is not a QuestionnaireResponse.
    NotAResponse,
    /// A list field contains something else; `link_id` is `None` for the response as a whole.
    NotAList { link_id: Option<String>, field: &'static str },
    /// An item has no linkId.
    NoLinkId,
    /// The questionnaire has no such item.
    UnknownItem { link_id: String },
    /// An answer without a value, or of a type that the question does not accept.
    WrongType { link_id: String, expected: &'static str },
    /// A code that is not one of the options.
    UnknownOption { link_id: String, options: String },
    /// A number, date or text beyond the limits of the question.
    OutOfRange { link_id: String, limits: String },
    /// Repeating groups, possibly nested, make more items than the limit.
    TooManyGroups,
    /// Several answers to a question that accepts one.
    TooMany { link_id: String },
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ResponseError as E;
        match self {
            E::NotAResponse => f.write_str(
                "resourceType is not \"QuestionnaireResponse\"; give one FHIR R4 QuestionnaireResponse per line",
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
                write!(f, "{link_id}: the answer is not one of the options; use one of {options}")
            }
            E::OutOfRange { link_id, limits } => {
                write!(f, "{link_id}: the answer is beyond its limits; give {limits}")
            }
            E::TooMany { link_id } => {
                write!(f, "{link_id}: several answers to a question that accepts one; keep one")
            }
        }
    }
}

impl std::error::Error for ResponseError {}
