//! Why the widget can't run on a page; for the page's owner, on the console.

use std::fmt;

use crate::questionnaire::Faults;

/// Why the widget can't run.
#[derive(Debug)]
pub enum EmbedError {
    /// The check that belongs to the release can't be read.
    Check,
    /// The clinic's questionnaire is not JSON.
    NotJson {
        /// Its address.
        file: String,
    },
    /// The clinic's questionnaire can't be run.
    Questionnaire {
        /// Its address.
        file: String,
        /// Everything that is wrong with it.
        faults: Faults,
    },
}

impl fmt::Display for EmbedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EmbedError::Check => f.write_str(
                "the check file does not belong to this release; copy all files of one release to the server",
            ),
            EmbedError::NotJson { file } => {
                write!(
                    f,
                    "{file}: not JSON, or nested more than 60 items deep; give a FHIR R4 Questionnaire as JSON"
                )
            }
            EmbedError::Questionnaire { file, faults } => {
                for (n, fault) in faults.0.iter().enumerate() {
                    if n > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{file}: {fault}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for EmbedError {}
