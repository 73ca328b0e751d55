//! All texts that a visitor reads in a language, by screen. Knows no measure and rates nothing.

use std::collections::BTreeMap;
use std::fs;

use check::content;
use engine::fhir::translation;
use serde_json::Value as Json;

/// Screens of fewer words are too short to measure alone; they are measured together with the headings.
const MIN_WORDS: usize = 10;
/// The title, the headings of the parts, and the texts of short screens.
const HEADINGS: &str = "headings";
/// Sections of a language’s file that are not interface texts for visitors: the description of the language, the texts
/// for clinicians, and the translation of the questionnaire, which is read from the questionnaire.
const NOT_INTERFACE: [&str; 5] = ["language", "rulebook", "questionnaire", "sources", "items"];

/// A text that a visitor reads.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its place: `age.hint`, `result.lead`.
    pub name: String,
    /// The text itself.
    pub text: String,
}

/// Texts that are read together.
#[derive(Clone, Debug)]
pub struct Screen {
    /// A linkId, or the section of the interface.
    pub name: String,
    /// Its texts, in order.
    pub texts: Vec<Text>,
}

/// All texts of a language.
#[derive(Debug, Default)]
pub struct Reading {
    /// The screens that are measured.
    pub screens: Vec<Screen>,
    /// Texts that are not measured, because their words are fixed: the full citations of sources, and units.
    pub fixed: Vec<Text>,
}

impl Reading {
    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.screens.iter().flat_map(|screen| &screen.texts).chain(&self.fixed)
    }

    fn add(&mut self, screen: &str, text: Text) {
        match self.screens.iter_mut().find(|other| other.name == screen) {
            Some(screen) => screen.texts.push(text),
            None => self.screens.push(Screen { name: screen.to_owned(), texts: vec![text] }),
        }
    }
}

/// Reads all texts for visitors in a language.
pub fn read(language: &str) -> Reading {
    let json = content::questionnaire(language).expect("the check is built in");
    let mut reading = questionnaire(&json);
    let file = format!("{}/content/{language}.yaml", env!("CARGO_MANIFEST_DIR"));
    let file = fs::read_to_string(file).expect("each language has its file");
    let sections: BTreeMap<String, Json> = serde_saphyr::from_str(&file).expect("the build has read it");
    for (section, words) in &sections {
        if NOT_INTERFACE.contains(&section.as_str()) {
            continue;
        }
        for (id, text) in words.as_object().expect("a section contains texts") {
            let text = as_shown(text.as_str().expect("a word is a text"));
            reading.add(section, Text { name: format!("{section}.{id}"), text });
        }
    }
    join_short(&mut reading);
    reading
}

/// A text of the interface without its marks: the address of a link, written `[label](address)`, and the bars around a part that
/// a narrow screen hides.
fn as_shown(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    let shown = parts.fold(first, |shown, part| shown + part.split_once(')').map_or(part, |(_, rest)| rest));
    shown.replace(['[', '|'], "")
}

/// The texts of a questionnaire by screen: each question, finding and learn card with all its parts.
fn questionnaire(json: &Json) -> Reading {
    let mut screens = BTreeMap::new();
    for part in json["item"].as_array().into_iter().flatten() {
        for item in part["item"].as_array().into_iter().flatten() {
            name_screen(item, item["linkId"].as_str().expect("items have a linkId"), &mut screens);
        }
    }
    let mut reading = Reading::default();
    for (name, text) in translation::texts(json) {
        let (owner, what) = name.split_once('.').expect("a name has an owner and a kind");
        let screen = match (owner, what.split('.').next().unwrap_or_default()) {
            ("sources", _) if what.contains(".citation") => None,
            // Clinicians read these.
            (_, "unit" | "brief" | "briefs") => None,
            ("sources", _) | (_, "details") => Some("sources"),
            _ => Some(screens.get(owner).map_or(HEADINGS, String::as_str)),
        };
        let text = Text { name: name.clone(), text };
        match screen {
            Some(screen) => reading.add(screen, text),
            None => reading.fixed.push(text),
        }
    }
    reading
}

fn name_screen(item: &Json, screen: &str, screens: &mut BTreeMap<String, String>) {
    screens.insert(item["linkId"].as_str().unwrap_or_default().to_owned(), screen.to_owned());
    for child in item["item"].as_array().into_iter().flatten() {
        name_screen(child, screen, screens);
    }
}

/// Adds the short screens to the headings, so that every text is measured.
fn join_short(reading: &mut Reading) {
    let words = |screen: &Screen| -> usize {
        screen.texts.iter().map(|text| crate::text::words(&text.text).count()).sum()
    };
    let (short, long): (Vec<Screen>, Vec<Screen>) =
        std::mem::take(&mut reading.screens).into_iter().partition(|screen| words(screen) < MIN_WORDS);
    reading.screens = long;
    for text in short.into_iter().flat_map(|screen| screen.texts) {
        reading.add(HEADINGS, text);
    }
}
