//! Why a clinic's own questionnaire can't be used; for the page's owner, on the console.

use std::fmt;

use engine::fhir::Faults;

/// Why a questionnaire was refused.
#[derive(Debug)]
pub enum CompileError {
    /// The file is not JSON.
    NotJson,
    /// It can't be run; contains all its faults.
    Questionnaire(Faults),
}

/// The faults of a file, with its address at the start of each line.
#[must_use]
pub fn in_file(faults: &impl fmt::Display, file: &str) -> String {
    let lines: Vec<String> = faults.to_string().lines().map(|line| format!("{file}: {line}")).collect();
    lines.join("\n")
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompileError::NotJson => f.write_str(
                "not JSON, or nested more than 60 items deep; give a FHIR R4 Questionnaire as JSON",
            ),
            CompileError::Questionnaire(faults) => faults.fmt(f),
        }
    }
}

impl std::error::Error for CompileError {}
