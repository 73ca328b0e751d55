//! The element's settings, as the loader hands them over after validation.

use serde_json::Value as Json;

/// Where answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
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
    /// The clinic's own words on cost.
    pub cost_note: Option<String>,
    /// Address of the clinic's own questionnaire.
    pub questionnaire: Option<String>,
    /// Level of the widget's main heading, 1 to 5.
    pub heading_level: u8,
    /// Where answers are kept.
    pub place: Place,
    /// Key of the record.
    pub key: String,
    /// Days a record is kept.
    pub keep_days: u16,
    /// Whether to go on from saved answers.
    pub resume: bool,
}

impl Settings {
    /// Reads what the loader wrote; what is missing has its default.
    #[must_use]
    pub fn from_json(text: &str) -> Settings {
        let json: Json = serde_json::from_str(text).unwrap_or_default();
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        Settings {
            clinic: text("clinic"),
            phone: text("phone"),
            booking: text("booking"),
            cost_note: text("cost-note"),
            questionnaire: text("questionnaire"),
            heading_level: json["heading-level"].as_u64().map_or(2, |level| level as u8),
            place: match json["storage"].as_str() {
                Some("session") => Place::Session,
                Some("none") => Place::Memory,
                _ => Place::Local,
            },
            key: text("key").unwrap_or_default(),
            keep_days: json["keep-days"].as_u64().map_or(7, |days| days as u16),
            resume: json["resume"] == true,
        }
    }
}
