//! Errors of the storage. They are never fatal: the check continues in memory and informs the visitor.

use std::fmt;

/// An error of the storage. It never contains stored data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser refuses storage: private mode, a policy, a third-party frame.
    Refused,
    /// The storage is full.
    Full,
    /// The stored text is not a record of this questionnaire.
    Unreadable,
    /// The stored record has the format of a newer or older release.
    OtherFormat,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StorageError::Refused => {
                "this browser refuses storage here; answers stay in memory until the page is closed"
            }
            StorageError::Full => {
                "this site's storage is full; answers stay in memory until the page is closed, or make room"
            }
            StorageError::Unreadable => {
                "saved answers could not be read and were set aside under candidate-check:set-aside; \
                 clear them with the widget or in the browser's settings"
            }
            StorageError::OtherFormat => {
                "saved answers are in the format of another release and were set aside under \
                 candidate-check:set-aside; serve one release on all pages of the site"
            }
        })
    }
}

impl std::error::Error for StorageError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_names_the_cause_and_the_fix() {
        let check = |error: StorageError, message| assert_eq!(error.to_string(), message);
        check(
            StorageError::Refused,
            "this browser refuses storage here; answers stay in memory until the page is closed",
        );
        check(
            StorageError::Full,
            "this site's storage is full; answers stay in memory until the page is closed, or make room",
        );
        check(
            StorageError::Unreadable,
            "saved answers could not be read and were set aside under candidate-check:set-aside; \
             clear them with the widget or in the browser's settings",
        );
        check(
            StorageError::OtherFormat,
            "saved answers are in the format of another release and were set aside under \
             candidate-check:set-aside; serve one release on all pages of the site",
        );
    }
}
