//! Stores the record in the browser. If the storage is refused or full, the check continues in memory and tells the visitor.

use engine::form::Form;
use engine::json_ref::JsonRef;
use engine::model::Decimal;
use engine::record::{EMPTY_RECORD_END, StorageError, quarantine, read, record};
use engine::session::{Event, Session};
use js_sys::{Array, JSON, Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use crate::settings::{Settings, StorageArea};

/// The prefix of every key.
const PREFIX: &str = "candidate-check:";

/// The key for a copy of a record that can't be read. The visitor's “Clear” removes it too.
const QUARANTINE_KEY: &str = "candidate-check:set-aside";

/// The storage of one widget.
#[derive(Clone, Debug)]
pub struct Store {
    storage_area: StorageArea,
    key: String,
    /// An error of the storage that the visitor should know about when the check starts.
    pub error: Option<StorageError>,
}

impl Store {
    /// Opens the storage, and starts or resumes the check.
    #[must_use]
    pub fn open(form: &Form, settings: &Settings) -> (Store, Session) {
        let mut store = Store { storage_area: settings.storage_area, key: settings.key.clone(), error: None };
        // “Clear” does not find keys without the prefix.
        let clearable = store.key.starts_with(PREFIX);
        if store.storage_area != StorageArea::Memory && (!clearable || store.area().is_err()) {
            store.storage_area = StorageArea::Memory;
            store.error = Some(StorageError::Refused);
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
            Ok(None) => return None,
            Ok(Some(record)) => read(form, record),
            Err(error) => Err(error),
        };
        match saved {
            Ok(saved) => Some(Session::resume(form, saved)),
            Err(error) => {
                self.error = Some(error);
                // The visitor is told of the error even if the record can't be moved.
                let _ = self.quarantine();
                None
            }
        }
    }

    /// Stores the answers. Without any answer it removes the record, so that erased answers leave no trace.
    ///
    /// # Errors
    /// If the browser refuses, or the storage is full.
    pub fn save(&self, form: &Form, session: &Session) -> Result<(), StorageError> {
        if self.storage_area == StorageArea::Memory {
            return Ok(());
        }
        let record = record(form, session, &now());
        let area = self.area()?;
        if record.ends_with(EMPTY_RECORD_END) {
            return area.remove_item(&self.key).map_err(|_| StorageError::Refused);
        }
        self.set(&self.key, &record)
    }

    /// The browser's storage. It is asked for each time, because a visitor may forbid it during a visit.
    fn area(&self) -> Result<Storage, StorageError> {
        let window = leptos::prelude::window();
        let area = match self.storage_area {
            StorageArea::Local => window.local_storage(),
            StorageArea::Session => window.session_storage(),
            StorageArea::Memory => return Err(StorageError::Refused),
        };
        area.ok().flatten().ok_or(StorageError::Refused)
    }

    /// The record, if there is one.
    fn get(&self) -> Result<Option<Parsed>, StorageError> {
        let stored = self.area()?.get_item(&self.key).map_err(|_| StorageError::Refused)?;
        stored.map(|text| JSON::parse(&text).map(Parsed).map_err(|_| StorageError::Unreadable)).transpose()
    }

    fn set(&self, key: &str, record: &str) -> Result<(), StorageError> {
        self.area()?.set_item(key, record).map_err(|_| StorageError::Full)
    }

    /// Moves a record that can't be read to another key, with a date so that it expires like a record.
    fn quarantine(&self) -> Result<(), StorageError> {
        let area = self.area()?;
        let refused = |_| StorageError::Refused;
        let data = area.get_item(&self.key).map_err(refused)?.unwrap_or_default();
        // Removed before the copy is written, because there may be no room for both.
        area.remove_item(&self.key).map_err(refused)?;
        self.set(QUARANTINE_KEY, &quarantine(&data, &now())).or_else(|error| {
            // If there is still no room, the record goes back to its key, so that it is not lost.
            area.set_item(&self.key, &data).map_err(|_| error)
        })
    }
}

fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// JSON that the browser has parsed.
#[derive(Clone)]
struct Parsed(JsValue);

impl JsonRef for Parsed {
    fn member(&self, name: &str) -> Option<Parsed> {
        let name = name.into();
        // Own properties only, because a page may have added properties to all objects.
        let has = Object::has_own(self.0.dyn_ref::<Object>()?, &name);
        Reflect::get(&self.0, &name).ok().filter(|member| has && !member.is_null()).map(Parsed)
    }

    fn list(&self) -> Option<Vec<Parsed>> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().map(Parsed).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// The number in the browser's notation, so that the WASM needs no tables for it. A number with more digits than `f64` keeps
    /// is refused, because the browser has changed it.
    fn number(&self) -> Option<Decimal> {
        let text = self.0.dyn_ref::<Number>()?.to_string_with_radix(10).ok()?;
        Decimal::parse(&String::from(text)).filter(|number| number.fits_f64())
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }
}
