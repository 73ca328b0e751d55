//! The element's settings, as the loader has validated them, and what the runner adds.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Where answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageArea {
    /// On the device, until they expire.
    Local,
    /// Until the tab is closed.
    Session,
    /// In memory only.
    Memory,
}

/// What the clinic has set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the clinic.
    pub clinic: Option<String>,
    /// Telephone number as written.
    pub phone: Option<String>,
    /// Address for booking: `https:`, `http:`, `mailto:` or `tel:`.
    pub booking: Option<String>,
    /// Where the clinic is, in its own words.
    pub address: Option<String>,
    /// The clinic's own words on cost.
    pub cost_note: Option<String>,
    /// Level of the widget's main heading, 1 to 5.
    pub heading_level: u8,
    /// Where answers are kept.
    pub place: StorageArea,
    /// Key of the record.
    pub key: String,
    /// Days a record is kept.
    pub keep_days: u16,
    /// Whether to go on from saved answers.
    pub resume: bool,
    /// The styles of the printed summary.
    pub print_style: String,
}

impl Settings {
    /// Takes what the runner hands over; what is missing has its default.
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
            place: match text("storage").as_deref() {
                Some("session") => StorageArea::Session,
                Some("none") => StorageArea::Memory,
                _ => StorageArea::Local,
            },
            key: text("key").unwrap_or_default(),
            keep_days: get("keep-days").as_f64().map_or(7, |days| days as u16),
            resume: get("resume").is_truthy(),
            print_style: text("print").unwrap_or_default(),
        }
    }
}
