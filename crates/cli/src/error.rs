//! Why a command could not run.

use std::{fmt, io};

use engine::fhir::Faults;

/// Why a command could not run.
#[derive(Debug)]
pub enum CliError {
    /// An unknown command or option, or an option without a value or given twice.
    Usage {
        /// The arguments as given.
        given: String,
    },
    /// The built-in check has no such language.
    UnknownLanguage {
        /// The language asked for.
        found: String,
        /// The available languages.
        known: String,
    },
    /// A file can't be read.
    File {
        /// Its path.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// A file is neither JSON nor YAML.
    Syntax {
        /// Its path.
        file: String,
        /// Where and why.
        detail: String,
    },
    /// A questionnaire can't be run.
    Questionnaire {
        /// Its path.
        file: String,
        /// All its faults.
        faults: Faults,
    },
    /// The response on standard input can't be read.
    Response {
        /// Where and why.
        error: String,
    },
    /// An unknown format of the brief, or none.
    Format {
        /// The format as given.
        given: String,
    },
    /// A date that is no day.
    Date {
        /// The date as given.
        given: String,
    },
    /// Standard input can't be read.
    Input(io::Error),
    /// Standard output can't be written.
    Output(io::Error),
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CliError::Usage { given } => write!(
                f,
                "\"{given}\" can't be used: no such command or option, or a value is missing or given twice; \
                 `candidate-check --help` lists all commands and options"
            ),
            CliError::UnknownLanguage { found, known } => {
                write!(f, "the built-in check has no language \"{found}\"; use one of {known}")
            }
            CliError::File { file, error } => write!(f, "{file}: can't be read ({error}); check the path"),
            CliError::Syntax { file, detail } => {
                write!(f, "{file}: neither JSON nor YAML that can be read: {detail}; correct that place")
            }
            CliError::Questionnaire { file, faults } => {
                for (n, fault) in faults.0.iter().enumerate() {
                    if n > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{file}: {fault}")?;
                }
                Ok(())
            }
            CliError::Response { error } => {
                write!(f, "standard input: {error}; give one FHIR R4 QuestionnaireResponse in JSON")
            }
            CliError::Format { given } => {
                write!(f, "--format \"{given}\" can't be used; use text or pdf")
            }
            CliError::Date { given } => {
                write!(f, "--date \"{given}\" is no day; write it as 2026-11-29")
            }
            CliError::Input(error) => {
                write!(f, "standard input can't be read ({error}); give one JSON object a line, in UTF-8")
            }
            CliError::Output(error) => write!(f, "standard output can't be written ({error})"),
        }
    }
}

impl std::error::Error for CliError {}
