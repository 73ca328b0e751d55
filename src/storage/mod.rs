//! What is kept on the device: one versioned record, and how it is read back.
//! Pure; `browser.rs` does the storing. No clock: the caller says what time it is.

#[cfg(target_arch = "wasm32")]
pub mod browser;
mod error;

use serde_json::{Value as Json, json};

pub use error::StorageError;

use crate::form::Form;
use crate::response;
use crate::session::{Saved, Session};

/// Version of the record's format. A record of another version is set aside, never guessed at.
pub const FORMAT: u64 = 1;

/// The record of a session.
///
/// Takes the lasting answers only, so a transient answer, or that the question was seen, can't get in.
#[must_use]
pub fn record(form: &Form, session: &Session, written: &str) -> Json {
    let lasting = session.lasting(form);
    json!({
        "format": FORMAT,
        "questionnaire": form.questionnaire.url,
        "version": form.questionnaire.version,
        "written": written,
        "item": response::items(lasting.effective(form), |item| session.was_seen(item)),
    })
}

/// Reads a record, as far as it fits the questionnaire.
///
/// # Errors
/// If it is no record of this questionnaire, or one in another format.
pub fn read(form: &Form, record: &Json) -> Result<Saved, StorageError> {
    let format = record["format"].as_u64().ok_or(StorageError::Unreadable)?;
    if format != FORMAT {
        return Err(StorageError::OtherFormat);
    }
    if record["questionnaire"] != form.questionnaire.url.as_str() || !record["item"].is_array() {
        return Err(StorageError::Unreadable);
    }
    let (given, lost) = response::what_fits(&form.questionnaire, record);
    let other_version = record["version"] != form.questionnaire.version.as_str();
    Ok(Saved { given, lost, other_version })
}

#[cfg(test)]
mod tests;
