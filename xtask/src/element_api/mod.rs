//! The element's public API, `content/element.yaml`, as a model, and the documents and editor data that are made from
//! it. Apart from `read`, values in, text out.

mod manifest;
#[cfg(test)]
mod readme;
mod typescript;

use std::path::PathBuf;

use serde::Deserialize;

use crate::error::Error;
use crate::package::files;
use crate::repo::Repo;

/// The whole API.
#[derive(Deserialize)]
pub struct ElementApi {
    pub tag: String,
    pub summary: String,
    pub attributes: Vec<Attribute>,
    pub events: Vec<Event>,
    pub slots: Vec<Named>,
    pub parts: Vec<Named>,
    pub properties: Vec<CssProperty>,
}

/// An attribute of the element; each is also a property.
#[derive(Clone, Deserialize)]
pub struct Attribute {
    pub name: String,
    #[serde(default)]
    property: Option<String>,
    #[serde(flatten)]
    pub kind: Kind,
    pub about: String,
    /// The default in words, if it is no single value.
    #[serde(default, rename = "default-about")]
    default_about: Option<String>,
    #[serde(default)]
    pub example: Option<String>,
}

/// The kind of values that an attribute accepts.
#[derive(Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Kind {
    Text { max: u32 },
    Telephone,
    Address { schemes: Vec<String>, default: Option<String> },
    Choice { values: Vec<String>, default: Option<String> },
    Whole { min: u32, max: u32, default: u32 },
}

/// An event that the element dispatches.
#[derive(Deserialize)]
pub struct Event {
    pub name: String,
    pub about: String,
    /// Whether it is dispatched only with `events="progress"`.
    #[serde(default)]
    progress: bool,
}

/// A slot or a part.
#[derive(Deserialize)]
pub struct Named {
    pub name: String,
    pub about: String,
}

/// A CSS custom property.
#[derive(Deserialize)]
pub struct CssProperty {
    pub name: String,
    pub syntax: String,
    pub about: String,
}

impl ElementApi {
    pub fn read(repo: &Repo) -> Result<ElementApi, Error> {
        files::read_yaml(
            &repo.root.join("content/element.yaml"),
            "correct the file: each attribute has a name, a kind, the fields of that kind, and an about",
        )
    }

    /// The name of the npm package, which is also the name of the element.
    pub fn package(&self) -> &str {
        &self.tag
    }

    /// The files for compilers, and the manifest for editors and design tools, by name.
    pub fn files(&self) -> Vec<(PathBuf, String)> {
        let files = [
            ("candidate-check.d.ts", typescript::types(self)),
            ("react.d.ts", typescript::react(self)),
            ("vue.d.ts", typescript::vue(self)),
            ("custom-elements.json", manifest::manifest(self)),
        ];
        files.map(|(name, text)| (name.into(), text)).into()
    }
}

impl Attribute {
    /// The name of its property in JavaScript.
    pub fn property(&self) -> &str {
        self.property.as_deref().unwrap_or(&self.name)
    }

    /// The default value.
    fn default(&self) -> Option<String> {
        match &self.kind {
            Kind::Address { default, .. } | Kind::Choice { default, .. } => default.clone(),
            Kind::Whole { default, .. } => Some(default.to_string()),
            Kind::Text { .. } | Kind::Telephone => None,
        }
    }

    /// Purpose, default and example, in a line of plain text.
    fn description(&self) -> String {
        let default = self.default_about.clone().or_else(|| self.default());
        let default = default.map(|it| format!(" Default: {it}."));
        let example = self.example.as_ref().map(|it| format!(" For example: {it}"));
        [Some(self.about.clone()), default, example].into_iter().flatten().collect()
    }
}

impl Kind {
    /// The accepted values, in words.
    pub fn allowed(&self) -> String {
        match self {
            Kind::Text { max } => format!("up to {max} characters"),
            Kind::Telephone => "digits, spaces, + - ( ) . # ext".to_owned(),
            Kind::Address { schemes, .. } => format!("an address with {}", schemes.join(" ")),
            Kind::Choice { values, .. } => values.join(", "),
            Kind::Whole { min, max, .. } => format!("a whole number from {min} to {max}"),
        }
    }
}

impl Event {
    /// The meaning and when it is dispatched, in a line of plain text.
    fn description(&self) -> String {
        let when = if self.progress { " Only with events=\"progress\"." } else { "" };
        format!("{}{when}", self.about)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// One of each kind.
    pub fn example() -> ElementApi {
        let yaml = r#"
tag: some-element
summary: A sentence.
attributes:
  - { name: lang, kind: choice, values: [en, es], about: Language., default-about: the page’s }
  - { name: cost-note, property: costNote, kind: text, max: 500, about: Cost., example: Ask us. }
  - { name: phone, kind: telephone, about: Number., example: 555 0142 }
  - { name: exit-url, property: exitUrl, kind: address, schemes: ["https:"], default: "https://example.com/", about: Where to. }
  - { name: storage, kind: choice, values: [local, none], default: local, about: Where kept. }
  - { name: keep-days, property: keepDays, kind: whole, min: 1, max: 365, default: 7, about: Days. }
events:
  - { name: some-element-ready, about: There. }
  - { name: some-element-started, progress: true, about: Begun. }
slots: [{ name: "", about: Before. }]
parts: [{ name: card, about: All. }]
properties: [{ name: --some-element-accent, syntax: <color>, about: Buttons. }]
"#;
        serde_saphyr::from_str(yaml).expect("it is well formed")
    }

    #[test]
    fn element_yaml_is_valid_and_names_are_unique() {
        let api = ElementApi::read(&Repo::find()).expect("content/element.yaml is well formed");
        let mut names: Vec<&str> = api.attributes.iter().map(|it| it.name.as_str()).collect();
        names.extend(api.events.iter().map(|it| it.name.as_str()));
        names.extend(api.properties.iter().map(|it| it.name.as_str()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for it in &api.attributes {
            let mut words = it.name.split('-');
            let mut property = words.next().unwrap_or_default().to_owned();
            for word in words {
                property.push_str(&word[..1].to_uppercase());
                property.push_str(&word[1..]);
            }
            assert_eq!(it.property(), property, "the property of {}", it.name);
        }
    }

    #[test]
    fn descriptions_name_defaults_and_conditions_of_events() {
        let api = example();
        let described: Vec<String> = api.attributes.iter().map(Attribute::description).collect();
        assert_eq!(described[0], "Language. Default: the page’s.");
        assert_eq!(described[1], "Cost. For example: Ask us.");
        assert_eq!(described[5], "Days. Default: 7.");
        assert_eq!(api.events[1].description(), "Begun. Only with events=\"progress\".");
    }
}
