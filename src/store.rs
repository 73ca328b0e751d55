//! Keeps the record in the browser's storage, through `gloo-storage`.
//! Storage that is refused or full is never an error for the visitor: the check goes on in memory and says so.

use engine::form::Form;
use engine::json_ref::JsonRef;
use engine::model::Decimal;
use engine::record::{NOTHING, StorageError, read, record, set_aside};
use engine::session::{Event, Session};
use gloo_storage::{LocalStorage, SessionStorage, Storage};
use js_sys::{Array, JSON, Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::settings::{Settings, StorageArea};

/// How every key begins.
const PREFIX: &str = "candidate-check:";

/// Where a copy of what can't be read is put; the visitor's “Clear” removes it too.
const SET_ASIDE: &str = "candidate-check:set-aside";

/// The storage of one widget.
#[derive(Clone, Debug)]
pub struct Store {
    place: StorageArea,
    key: String,
    /// What the visitor should know about the storage when the check starts.
    pub error: Option<StorageError>,
}

impl Store {
    /// Opens the storage and begins or goes on with the check.
    #[must_use]
    pub fn open(form: &Form, settings: &Settings) -> (Store, Session) {
        let mut store = Store { place: settings.place, key: settings.key.clone(), error: None };
        // A key of another kind would be out of reach of the visitor's “Clear”.
        let clearable = store.key.starts_with(PREFIX);
        if store.place != StorageArea::Memory && (!clearable || store.area().is_err()) {
            store.place = StorageArea::Memory;
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
                // If it can't be moved, the visitor is told of the error all the same.
                let _ = self.set_aside();
                None
            }
        }
    }

    /// Keeps the answers, or nothing at all where there is none: what was erased leaves no trace.
    ///
    /// # Errors
    /// If the browser refuses or has no room.
    pub fn save(&self, form: &Form, session: &Session) -> Result<(), StorageError> {
        if self.place == StorageArea::Memory {
            return Ok(());
        }
        let record = record(form, session, &now());
        let area = self.area()?;
        if record.ends_with(NOTHING) {
            return area.remove_item(&self.key).map_err(|_| StorageError::Refused);
        }
        self.set(&self.key, &record)
    }

    /// The browser's storage. Asked for each time, because a visitor may forbid it in the middle of a visit, and
    /// `gloo-storage` alone would panic.
    fn area(&self) -> Result<web_sys::Storage, StorageError> {
        let window = leptos::prelude::window();
        let (allowed, area): (_, fn() -> web_sys::Storage) = match self.place {
            StorageArea::Local => (window.local_storage(), LocalStorage::raw),
            StorageArea::Session => (window.session_storage(), SessionStorage::raw),
            StorageArea::Memory => return Err(StorageError::Refused),
        };
        if matches!(allowed, Ok(Some(_))) { Ok(area()) } else { Err(StorageError::Refused) }
    }

    /// The record, if there is one.
    fn get(&self) -> Result<Option<Parsed>, StorageError> {
        let stored = self.area()?.get_item(&self.key).map_err(|_| StorageError::Refused)?;
        stored.map(|text| JSON::parse(&text).map(Parsed).map_err(|_| StorageError::Unreadable)).transpose()
    }

    fn set(&self, key: &str, record: &str) -> Result<(), StorageError> {
        self.area()?.set_item(key, record).map_err(|_| StorageError::Full)
    }

    /// Moves what can't be read out of the way, dated so that it expires like a record.
    fn set_aside(&self) -> Result<(), StorageError> {
        let area = self.area()?;
        let refused = |_| StorageError::Refused;
        let data = area.get_item(&self.key).map_err(refused)?.unwrap_or_default();
        // Removed first, because there may be no room for both.
        area.remove_item(&self.key).map_err(refused)?;
        self.set(SET_ASIDE, &set_aside(&data, &now())).or_else(|error| {
            // There is none even so: better where it was than lost.
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
        // Not a property that a page has put on all objects.
        let has = Object::has_own(self.0.dyn_ref::<Object>()?, &name);
        Reflect::get(&self.0, &name).ok().filter(|member| has && !member.is_null()).map(Parsed)
    }

    fn list(&self) -> Option<Vec<Parsed>> {
        self.0.dyn_ref::<Array>().map(|list| list.iter().map(Parsed).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// As the browser writes it, which spares the visitor the tables for that. Longer ones are no longer what was written.
    fn number(&self) -> Option<Decimal> {
        let text = self.0.dyn_ref::<Number>()?.to_string_with_radix(10).ok()?;
        Decimal::parse(&String::from(text)).filter(|number| number.fits_f64())
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }
}
