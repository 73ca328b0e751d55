//! The versioned record that is stored on the device: writing and reading it.
//! Pure: `src/store.rs` accesses the storage, and the caller passes the time.

mod error;

pub use error::StorageError;

use crate::form::Form;
use crate::json;
use crate::json_ref::JsonRef;
use crate::response;
use crate::session::{Saved, Session};

/// Version of the record's format. A record in another format is quarantined and never interpreted.
pub const FORMAT: u32 = 1;

/// The end of a record without answers.
pub const EMPTY_RECORD_END: &str = "\"item\":[]}";

/// The record of a session, as JSON.
///
/// Contains persistable answers only: neither a transient answer nor the fact that its question was seen. Nothing else in it
/// depends on one either.
#[must_use]
pub fn record(form: &Form, session: &Session, written: &str) -> String {
    let mut to = format!("{{\"format\":{FORMAT}");
    json::member(&mut to, "questionnaire", &form.questionnaire.url);
    json::member(&mut to, "version", &form.questionnaire.version);
    json::member(&mut to, "written", written);
    // The start screen shows it before the program that could compute it is there.
    if let Some((question, questions)) = session.place_to_resume(form) {
        json::name(&mut to, "place");
        to.push_str(&format!("[{question},{questions}]"));
    }
    json::name(&mut to, "item");
    to.push_str(&response::items(session.persistable().effective(form), session.seen()));
    to.push('}');
    to
}

/// Wraps an unreadable record with a date, so that it expires like any other record.
#[must_use]
pub fn quarantine(data: &str, written: &str) -> String {
    let mut to = String::from("{");
    json::member(&mut to, "written", written);
    json::member(&mut to, "data", data);
    to.push('}');
    to
}

/// Reads the part of a record that fits the questionnaire.
///
/// # Errors
/// If it is not a record of this questionnaire, or if it has another format.
pub fn read(form: &Form, record: impl JsonRef) -> Result<Saved, StorageError> {
    let format =
        record.member("format").and_then(|it| it.number()?.whole()).ok_or(StorageError::Unreadable)?;
    if format != i64::from(FORMAT) {
        return Err(StorageError::OtherFormat);
    }
    let text = |name| record.member(name).and_then(|it| it.text());
    let items = record.member("item").and_then(|it| it.list());
    if text("questionnaire").as_ref() != Some(&form.questionnaire.url) || items.is_none() {
        return Err(StorageError::Unreadable);
    }
    let version = text("version");
    let other_version = version.as_ref() != Some(&form.questionnaire.version);
    let (given, lost) = response::read_lenient(&form.questionnaire, &version.unwrap_or_default(), &record);
    Ok(Saved { given, lost, other_version })
}

#[cfg(test)]
mod tests;
