//! The FHIR Questionnaire: how it is read, what is wrong with it, and its translations.

mod codes;
pub mod fault;
pub mod questionnaire;
pub mod translation;
pub(crate) mod validate;

pub use fault::{Fault, FaultKind, Faults, Severity};
