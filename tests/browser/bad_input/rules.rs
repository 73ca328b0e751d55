//! The allowed values of each attribute, read from `content/element.yaml`. This is a second implementation of the
//! rules, independent of the loader.

use serde::Deserialize;
use url::Url;

#[derive(Deserialize)]
struct Element {
    attributes: Vec<Attribute>,
}

/// An attribute of the element.
#[derive(Clone, Debug, Deserialize)]
pub struct Attribute {
    pub name: String,
    property: Option<String>,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Kind {
    Text { max: usize },
    Telephone,
    Address { schemes: Vec<String> },
    Choice { values: Vec<String> },
    Whole { min: u32, max: u32 },
}

impl Attribute {
    /// All of them, in the order of the file.
    pub fn all() -> Vec<Attribute> {
        let element: Element = serde_saphyr::from_str(include_str!("../../../content/element.yaml"))
            .expect("the element's description can be read");
        element.attributes
    }

    /// Its name in JavaScript.
    pub fn property(&self) -> &str {
        self.property.as_deref().unwrap_or(&self.name)
    }

    /// Examples of valid values.
    pub fn examples(&self) -> Vec<String> {
        match &self.kind {
            Kind::Text { .. } => vec!["Willow Bend & Sons".into()],
            Kind::Telephone => vec!["+1 (555) 555-0142 ext 7".into()],
            Kind::Address { schemes } => schemes.iter().map(|it| format!("{it}//example.com")).collect(),
            Kind::Choice { values } => values.clone(),
            Kind::Whole { min, max } => vec![min.to_string(), max.to_string()],
        }
    }

    /// Whether a value can be used on a page at this address. A blank value is allowed, because it counts as no value.
    /// `None` for an address that browsers may fix in different ways.
    pub fn allows(&self, value: &str, page: &Url) -> Option<bool> {
        let value = trimmed(value);
        if value.is_empty() {
            return Some(true);
        }
        Some(match &self.kind {
            Kind::Text { max } => value.encode_utf16().count() <= *max,
            Kind::Telephone => is_telephone(value),
            Kind::Address { schemes } => {
                let is_whole = value.starts_with(['.', '/']) || value.contains(':');
                let url = page.join(value).ok()?;
                // Browsers differ in which other characters a host name may contain.
                let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
                if !url.host_str().unwrap_or_default().chars().all(plain) {
                    return None;
                }
                is_whole && schemes.contains(&format!("{}:", url.scheme()))
            }
            Kind::Choice { values } if self.name == "lang" => {
                let language = value.to_lowercase();
                values.iter().any(|it| language.split(['-', '_']).next() == Some(it))
            }
            Kind::Choice { values } => values.iter().any(|it| it == value),
            Kind::Whole { min, max } => {
                let digits = value.len() <= 3 && value.bytes().all(|it| it.is_ascii_digit());
                digits && value.parse().is_ok_and(|it: u32| (*min..=*max).contains(&it))
            }
        })
    }
}

/// Three digits in a row somewhere, and only characters that telephone numbers contain.
fn is_telephone(value: &str) -> bool {
    let is_blank = |c: char| c.is_whitespace() && c != '\u{85}' || c == '\u{feff}';
    let known = |c: char| c.is_ascii_digit() || "-+().#ext".contains(c) || is_blank(c);
    let digits = value.as_bytes().windows(3).any(|it| it.iter().all(u8::is_ascii_digit));
    digits
        && value.chars().all(known)
        && !value.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or_default().contains('+')
}

/// Trims like JavaScript.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() && c != '\u{85}' || c == '\u{feff}')
}
