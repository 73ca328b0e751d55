//! The FHIR Questionnaire: parsing, faults and translations.

mod choice;
mod codes;
pub mod fault;
mod figure;
mod labels;
pub mod questionnaire;
pub mod translation;
mod unheeded;
pub(crate) mod validate;

pub use fault::{Fault, FaultKind, Faults, Severity};
