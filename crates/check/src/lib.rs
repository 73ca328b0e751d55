//! The built-in check: its questionnaire and texts, the format of answers, and the summary for the visitor.
#![warn(missing_docs)]

pub mod content;
pub mod format;
pub mod summary;
pub mod words;
