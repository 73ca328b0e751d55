//! The built-in check: its questionnaire and texts, how answers read, and the summary that a visitor takes along.
#![warn(missing_docs)]

pub mod content;
pub mod format;
pub mod summary;
pub mod words;
