//! The errors that stop the widget on a page. The page's owner reads them on the console.

use std::fmt;

/// An error that stops the widget.
#[derive(Debug)]
pub enum EmbedError {
    /// The check file of the release can't be read.
    Check,
    /// The clinic's questionnaire is not the one that the visitor started with.
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
