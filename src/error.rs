//! Why the widget can't run on a page; for the page's owner, on the console.

use std::fmt;

/// Why the widget can't run.
#[derive(Debug)]
pub enum EmbedError {
    /// The check that belongs to the release can't be read.
    Check,
    /// The clinic's own questionnaire is another one than the visitor has begun with.
    Changed,
}

impl fmt::Display for EmbedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EmbedError::Check => f.write_str(
                "the check file does not belong to this release; copy all files of one release to the server",
            ),
            EmbedError::Changed => {
                f.write_str("the questionnaire has changed; reload the page to use the new version")
            }
        }
    }
}

impl std::error::Error for EmbedError {}
