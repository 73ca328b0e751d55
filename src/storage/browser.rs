//! Keeps the record in the browser's storage, through `gloo-storage`.
//! Storage that is refused or full is never an error for the visitor: the check goes on in memory and says so.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use serde_json::{Value as Json, json};

use super::{StorageError, read, record};
use crate::embed::{Place, Settings};
use crate::form::Form;
use crate::session::{Event, Session};

/// Where a copy of what can't be read is put; the visitor's “Clear” removes it too.
const SET_ASIDE: &str = "candidate-check:set-aside";

/// The storage of one widget.
#[derive(Clone, Debug)]
pub struct Store {
    place: Place,
    key: String,
    /// What the visitor should know about the storage when the check starts.
    pub trouble: Option<StorageError>,
}

impl Store {
    /// Opens the storage and begins or goes on with the check.
    #[must_use]
    pub fn open(form: &Form, settings: &Settings) -> (Store, Session) {
        let mut store = Store { place: settings.place, key: settings.key.clone(), trouble: None };
        if !store.is_there() {
            store.place = Place::Memory;
            store.trouble = Some(StorageError::Refused);
        }
        let session = if settings.resume { store.resume(form) } else { None };
        let session = session.unwrap_or_else(|| {
            let mut session = Session::new(form);
            session.step(form, Event::Begin);
            session
        });
        (store, session)
    }

    fn resume(&mut self, form: &Form) -> Option<Session> {
        let saved = match self.get() {
            None => return None,
            Some(Ok(record)) => read(form, &record),
            Some(Err(error)) => Err(error),
        };
        match saved {
            Ok(saved) => Some(Session::resume(form, saved)),
            Err(error) => {
                self.set_aside();
                self.trouble = Some(error);
                None
            }
        }
    }

    /// Keeps the answers. Writes nothing before there is one.
    ///
    /// # Errors
    /// If the browser refuses or has no room.
    pub fn save(&self, form: &Form, session: &Session) -> Result<(), StorageError> {
        let written = String::from(js_sys::Date::new_0().to_iso_string());
        let record = record(form, session, &written);
        if record["item"].as_array().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        self.set(&self.key, &record)
    }

    /// Whether the browser lets us near its storage. Asked without `gloo-storage`, which would panic.
    fn is_there(&self) -> bool {
        let window = leptos::prelude::window();
        let storage = match self.place {
            Place::Local => window.local_storage(),
            Place::Session => window.session_storage(),
            Place::Memory => return true,
        };
        matches!(storage, Ok(Some(_)))
    }

    fn get(&self) -> Option<Result<Json, StorageError>> {
        let found = match self.place {
            Place::Local => LocalStorage::get(&self.key),
            Place::Session => SessionStorage::get(&self.key),
            Place::Memory => return None,
        };
        match found {
            Err(gloo_storage::errors::StorageError::KeyNotFound(_)) => None,
            found => Some(found.map_err(|_| StorageError::Unreadable)),
        }
    }

    fn set(&self, key: &str, json: &Json) -> Result<(), StorageError> {
        let result = match self.place {
            Place::Local => LocalStorage::set(key, json),
            Place::Session => SessionStorage::set(key, json),
            Place::Memory => Ok(()),
        };
        result.map_err(|_| StorageError::Full)
    }

    /// Moves what can't be read out of the way, dated so that it expires like a record.
    fn set_aside(&self) {
        let raw = match self.place {
            Place::Local => LocalStorage::raw(),
            Place::Session => SessionStorage::raw(),
            Place::Memory => return,
        };
        let data = raw.get_item(&self.key).ok().flatten();
        let written = String::from(js_sys::Date::new_0().to_iso_string());
        // If there is no room for the copy, what can't be read stays where it is until the next answer is saved.
        let _ = self.set(SET_ASIDE, &json!({ "written": written, "data": data }));
        let _ = raw.remove_item(&self.key);
    }
}
