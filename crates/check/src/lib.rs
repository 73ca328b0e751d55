//! The built-in check: its questionnaire and texts, the format of answers, and the brief for a visit.
#![warn(missing_docs)]

pub mod brief;
pub mod content;
pub mod format;
pub mod packed;
pub mod words;
