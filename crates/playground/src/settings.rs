//! The settings: the attributes and properties of `content/element.yaml` and the snippet's own settings, with the
//! names and groups of `content/playground.yaml`.

use std::sync::OnceLock;

use serde_json::Value as Json;

include!(concat!(env!("OUT_DIR"), "/playground.rs"));

/// Stands before the name of each CSS property of the element.
const PREFIX: &str = "--candidate-check-";

/// The target of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An attribute of the element.
    Attribute,
    /// A CSS property of the element.
    Property,
    /// Only the snippet.
    Snippet,
}

/// The values that a setting accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of at most `max` UTF-16 units, as browsers count.
    Text {
        max: usize,
    },
    Telephone,
    Address {
        schemes: Vec<String>,
    },
    Choice {
        values: Vec<String>,
    },
    Whole {
        min: u16,
        max: u16,
    },
    Color,
    Length,
    Font,
}

/// One setting.
#[derive(Clone, Debug)]
pub struct Setting {
    pub place: Place,
    /// Its name on the element, such as `cost-note` or `--candidate-check-accent`.
    pub name: String,
    pub kind: Kind,
    pub default: Option<String>,
    pub label: String,
    pub about: String,
}

/// A part of the panel.
#[derive(Debug)]
pub struct Group {
    pub title: String,
    pub folded: bool,
    /// Indices into [`Settings::all`].
    pub settings: Vec<usize>,
}

/// All settings, and how the panel shows them.
#[derive(Debug)]
pub struct Settings {
    pub all: Vec<Setting>,
    pub groups: Vec<Group>,
    words: Json,
}

/// The single instance.
pub fn settings() -> &'static Settings {
    static SETTINGS: OnceLock<Settings> = OnceLock::new();
    SETTINGS.get_or_init(|| {
        // The build wrote this JSON from files that the tests read.
        let json = serde_json::from_str(PLAYGROUND).unwrap_or_default();
        Settings::from_json(json)
    })
}

impl Settings {
    fn from_json(mut json: Json) -> Settings {
        let words = json["words"].take();
        let element = &json["element"];
        let places = [
            (Place::Attribute, &element["attributes"]),
            (Place::Property, &element["properties"]),
            (Place::Snippet, &words["own"]),
        ];
        let all: Vec<Setting> = places
            .into_iter()
            .flat_map(|(place, list)| list.as_array().into_iter().flatten().map(move |it| (place, it)))
            .map(|(place, it)| Setting::from_json(place, it, &words))
            .collect();
        let find = |id: &Json| all.iter().position(|it| Some(it.id()) == id.as_str());
        let groups = words["groups"].as_array().into_iter().flatten();
        let groups = groups.map(|group| Group {
            title: text(&group["title"]),
            folded: group["folded"] == true,
            settings: group["settings"].as_array().into_iter().flatten().filter_map(find).collect(),
        });
        Settings { groups: groups.collect(), all, words }
    }

    /// The label of a value of a choice; `None` means no value.
    pub fn value_label(&self, setting: &Setting, value: Option<&str>) -> String {
        let id = setting.id();
        let label = match value {
            Some(value) => self.words["values"][id][value].as_str().or(Some(value)),
            None => self.words["unset"][id].as_str(),
        };
        label.unwrap_or_default().to_owned()
    }

    /// The validation error of a value, and how to fix it.
    pub fn problem(&self, setting: &Setting) -> String {
        let (name, values) = match &setting.kind {
            Kind::Text { max } => ("text", vec![("max", max.to_string())]),
            Kind::Telephone => ("telephone", Vec::new()),
            Kind::Address { schemes } => ("address", vec![("allowed", schemes.join(", "))]),
            Kind::Choice { values } => ("choice", vec![("allowed", values.join(", "))]),
            Kind::Whole { min, max } => ("whole", vec![("min", min.to_string()), ("max", max.to_string())]),
            Kind::Color => ("color", Vec::new()),
            Kind::Length => ("length", Vec::new()),
            Kind::Font => ("font", Vec::new()),
        };
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(self.words["problems"][name].as_str().unwrap_or_default(), &values)
    }

    /// A text inside the element, as HTML, in a language or else in English: `help`, the help lines, or `call`, before the phone.
    pub fn text(&self, name: &str, lang: &str) -> &str {
        let text = &self.words[name];
        text[lang].as_str().or(text["en"].as_str()).unwrap_or_default()
    }
}

impl Setting {
    fn from_json(place: Place, json: &Json, words: &Json) -> Setting {
        let list = |name: &str| json[name].as_array().into_iter().flatten().map(text).collect();
        let number = |name: &str| json[name].as_u64().unwrap_or_default() as u16;
        let kind = match json["kind"].as_str().or(json["syntax"].as_str()) {
            Some("telephone") => Kind::Telephone,
            Some("address") => Kind::Address { schemes: list("schemes") },
            Some("choice") => Kind::Choice { values: list("values") },
            Some("whole") => Kind::Whole { min: number("min"), max: number("max") },
            Some("<color>") => Kind::Color,
            Some("<length>") => Kind::Length,
            Some("<font-family>") => Kind::Font,
            _ => Kind::Text { max: number("max").into() },
        };
        let mut setting = Setting {
            place,
            name: text(&json["name"]),
            kind,
            default: json.get("default").map(text),
            label: String::new(),
            about: text(&json["about"]),
        };
        setting.label = text(&words["labels"][setting.id()]);
        if let Some(default) = json["default-about"].as_str() {
            let about = setting.about;
            setting.about = fill(Text::More.text(), &[("about", &about), ("default", default)]);
        }
        setting
    }

    /// Its short name: in the address of a set-up, and in the panel.
    pub fn id(&self) -> &str {
        self.name.strip_prefix(PREFIX).unwrap_or(&self.name)
    }
}

/// A text with its `{placeholders}` filled in.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// Numbers are text too: `default: 7`.
fn text(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}
