//! What is kept on the device: one versioned record, and how it is read back.
//! Pure; `browser.rs` does the storing. No clock: the caller says what time it is.

#[cfg(target_arch = "wasm32")]
pub mod browser;
mod error;

use serde_json::Value as Json;

pub use error::StorageError;

use crate::form::Form;
use crate::parsed::Parsed;
use crate::response::{self, object};
use crate::session::{Saved, Session};

/// Version of the record's format. A record of another version is set aside, never guessed at.
pub const FORMAT: i64 = 1;

/// The record of a session.
///
/// Takes the lasting answers only, so a transient answer, or that the question was seen, can't get in.
#[must_use]
pub fn record(form: &Form, session: &Session, written: &str) -> Json {
    let lasting = session.lasting(form);
    object([
        ("format", FORMAT.into()),
        ("questionnaire", form.questionnaire.url.as_str().into()),
        ("version", form.questionnaire.version.as_str().into()),
        ("written", written.into()),
        ("item", response::items(lasting.effective(form), |item| session.was_seen(item))),
    ])
}

/// Reads a record, as far as it fits the questionnaire.
///
/// # Errors
/// If it is no record of this questionnaire, or one in another format.
pub fn read(form: &Form, record: impl Parsed) -> Result<Saved, StorageError> {
    let format =
        record.member("format").and_then(|it| it.number()?.whole()).ok_or(StorageError::Unreadable)?;
    if format != FORMAT {
        return Err(StorageError::OtherFormat);
    }
    let says = |name, text: &str| record.member(name).and_then(|it| it.text()).as_deref() == Some(text);
    let items = record.member("item").and_then(|it| it.list());
    if !says("questionnaire", &form.questionnaire.url) || items.is_none() {
        return Err(StorageError::Unreadable);
    }
    let (given, lost) = response::what_fits(&form.questionnaire, &record);
    let other_version = !says("version", &form.questionnaire.version);
    Ok(Saved { given, lost, other_version })
}

/// A record as text. A page may have changed how the browser itself writes JSON, so that is not asked.
#[must_use]
pub fn text(json: &Json) -> String {
    let mut text = String::new();
    write(json, &mut text);
    text
}

fn write(json: &Json, to: &mut String) {
    match json {
        Json::Null => to.push_str("null"),
        Json::Bool(true) => to.push_str("true"),
        Json::Bool(false) => to.push_str("false"),
        Json::Number(number) => to.push_str(number.as_str()),
        Json::String(text) => write_text(text, to),
        Json::Array(list) => {
            to.push('[');
            for (n, json) in list.iter().enumerate() {
                if n > 0 {
                    to.push(',');
                }
                write(json, to);
            }
            to.push(']');
        }
        Json::Object(fields) => {
            to.push('{');
            for (n, (name, json)) in fields.iter().enumerate() {
                if n > 0 {
                    to.push(',');
                }
                write_text(name, to);
                to.push(':');
                write(json, to);
            }
            to.push('}');
        }
    }
}

fn write_text(text: &str, to: &mut String) {
    to.push('"');
    for it in text.chars() {
        match it {
            '"' | '\\' => to.extend(['\\', it]),
            // Written as four hexadecimal digits, which is how all of them can be.
            '\0'..' ' => {
                to.push_str("\\u00");
                to.extend(
                    [u32::from(it) / 16, u32::from(it) % 16]
                        .iter()
                        .filter_map(|it| char::from_digit(*it, 16)),
                );
            }
            _ => to.push(it),
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests;
