//! What is kept on the device: one versioned record, and how it is read back.
//! Pure; `browser.rs` does the storing. No clock: the caller says what time it is.

mod error;

pub use error::StorageError;

use crate::form::Form;
use crate::json;
use crate::json_ref::JsonRef;
use crate::response;
use crate::session::{Saved, Session};

/// Version of the record's format. A record of another version is set aside, never guessed at.
pub const FORMAT: u32 = 1;

/// How a record ends in which nothing is kept.
pub const NOTHING: &str = "\"item\":[]}";

/// The record of a session, as JSON.
///
/// Takes the persistable answers only, so a transient answer, or that the question was seen, can't get in.
#[must_use]
pub fn record(form: &Form, session: &Session, written: &str) -> String {
    let mut to = format!("{{\"format\":{FORMAT}");
    json::member(&mut to, "questionnaire", &form.questionnaire.url);
    json::member(&mut to, "version", &form.questionnaire.version);
    json::member(&mut to, "written", written);
    json::name(&mut to, "item");
    to.push_str(&response::items(session.persistable().effective(form), session.seen()));
    to.push('}');
    to
}

/// A record that can’t be read, dated so that it expires like one that can.
#[must_use]
pub fn set_aside(data: &str, written: &str) -> String {
    let mut to = String::from("{");
    json::member(&mut to, "written", written);
    json::member(&mut to, "data", data);
    to.push('}');
    to
}

/// Reads a record, as far as it fits the questionnaire.
///
/// # Errors
/// If it is no record of this questionnaire, or one in another format.
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
