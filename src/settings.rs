//! The settings of the element, which the loader has validated, and the values that the runner adds.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The place where answers are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageArea {
    /// `localStorage`, until they expire.
    Local,
    /// `sessionStorage`, until the tab is closed.
    Session,
    /// In memory only.
    Memory,
}

/// The settings of the clinic.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the clinic.
    pub clinic: Option<String>,
    /// Telephone number as written.
    pub phone: Option<String>,
    /// Address for booking: `https:`, `http:`, `mailto:` or `tel:`.
    pub booking: Option<String>,
    /// The postal address of the clinic, as written.
    pub address: Option<String>,
    /// A note on cost, as written.
    pub cost_note: Option<String>,
    /// Level of the widget's main heading, 1 to 5.
    pub heading_level: u8,
    /// The place where answers are stored.
    pub storage_area: StorageArea,
    /// Key of the record.
    pub key: String,
    /// The number of days after which a record expires.
    pub keep_days: u16,
    /// Whether to resume from saved answers.
    pub resume: bool,
}

impl Settings {
    /// Reads the settings from the object of the runner. A missing setting has its default.
    #[must_use]
    pub fn new(set: &JsValue) -> Settings {
        let get = |name: &str| Reflect::get(set, &name.into()).unwrap_or_default();
        let text = |name: &str| get(name).as_string();
        Settings {
            clinic: text("clinic"),
            phone: text("phone"),
            booking: text("booking"),
            address: text("address"),
            cost_note: text("cost-note"),
            heading_level: get("heading-level").as_f64().map_or(2, |level| level as u8),
            storage_area: match text("storage").as_deref() {
                Some("session") => StorageArea::Session,
                Some("none") => StorageArea::Memory,
                _ => StorageArea::Local,
            },
            key: text("key").unwrap_or_default(),
            keep_days: get("keep-days").as_f64().map_or(7, |days| days as u16),
            resume: get("resume").is_truthy(),
        }
    }
}
