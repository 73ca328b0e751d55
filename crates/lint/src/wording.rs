//! Checks the texts: too long for a phone, missing in one of the languages, or with an unsafe address.
//! It knows texts by name only (`engine::fhir::translation`) and ignores the behavior of items.

use std::collections::BTreeMap;

use engine::fhir::translation;
use engine::model::LinkId;
use serde_json::Value as Json;

use super::flaw::{Flaw, FlawKind};

/// The most characters of each kind of text. A phone of 360 px shows about 40 characters a line in body type, 28 in a
/// heading; a question with its first options should be seen without scrolling.
const MAX_LENGTHS: [(&str, usize); 10] = [
    // Five lines of a heading.
    ("question", 140),
    // Beside the box: two lines, and two more of small type for the gloss.
    (".options.", 80),
    (".glosses.", 100),
    // One line above a group of options.
    (".headings.", 40),
    // Six lines above the options.
    (".hint", 240),
    // The longest text of a result, behind a control that opens it.
    (".explanation", 900),
    (".ask", 300),
    // A finding's headline: three lines.
    ("headline", 90),
    // A paragraph of a learn card.
    ("paragraph", 400),
    // A unit stands in one line with the number.
    (".unit", 20),
];

/// How much longer a translation may be, in percent: most languages take more letters than English.
const TRANSLATED: usize = 125;

/// Addresses that no text should contain.
const UNSAFE: [&str; 4] = ["http://", "javascript:", "vbscript:", "data:text/"];

/// Reports problems of the texts, in the language of the file and in those it is translated into.
pub(super) fn wording(json: &Json, flaws: &mut Vec<Flaw>) {
    let kinds = kinds(json);
    let texts = translation::texts(json);
    let first = json["language"].as_str().unwrap_or("en");
    for (name, text) in &texts {
        one(&kinds, name, text, 100, None, flaws);
    }
    for language in translation::languages(json).into_iter().filter(|language| *language != first) {
        let translated = translation::translations(json, &language);
        for (name, _) in &texts {
            match translated.get(name) {
                Some(text) if !text.trim().is_empty() => {
                    one(&kinds, name, text, TRANSLATED, Some(&language), flaws);
                }
                _ => {
                    let (link_id, text) = place(&kinds, name);
                    let kind = FlawKind::MissingTranslation { text, language: language.clone() };
                    flaws.push(Flaw { link_id, kind });
                }
            }
        }
    }
}

/// Reports problems of one text in one language.
fn one(kinds: &Kinds, name: &str, text: &str, percent: usize, language: Option<&str>, flaws: &mut Vec<Flaw>) {
    let (link_id, place) = place(kinds, name);
    let place = language.map_or(place.clone(), |language| format!("{place} in \"{language}\""));
    let mut flaw = |kind| flaws.push(Flaw { link_id: link_id.clone(), kind });
    let length = text.chars().count();
    if let Some(most) = most(kinds, name).map(|most| most * percent / 100).filter(|most| length > *most) {
        flaw(FlawKind::TooLong { text: place.clone(), length, most });
    }
    let lower = text.to_lowercase();
    if let Some(found) = UNSAFE.iter().find(|found| lower.contains(**found)) {
        flaw(FlawKind::UnsafeText { text: place, found });
    }
}

/// The kind of each item's text, by linkId: a key of [`MAX_LENGTHS`], or a kind without a limit.
type Kinds = BTreeMap<String, &'static str>;

fn kinds(json: &Json) -> Kinds {
    let mut kinds = Kinds::new();
    for item in json["item"].as_array().into_iter().flatten() {
        item_kinds(item, &mut kinds);
    }
    kinds
}

fn item_kinds(item: &Json, kinds: &mut Kinds) {
    let is_finding = item["extension"].as_array().into_iter().flatten().any(|extension| {
        extension["url"].as_str().is_some_and(|url| url.ends_with("/level") || url.ends_with("/fit"))
    });
    let kind = match item["type"].as_str() {
        Some("display") if is_finding => "headline",
        Some("display" | "group") => "paragraph",
        _ => "question",
    };
    kinds.insert(item["linkId"].as_str().unwrap_or_default().to_owned(), kind);
    for item in item["item"].as_array().into_iter().flatten() {
        item_kinds(item, kinds);
    }
}

/// The item that a text belongs to, and the rest of its name, such as `options.under-18`.
fn place(kinds: &Kinds, name: &str) -> (Option<LinkId>, String) {
    match owner(kinds, name) {
        Some((link_id, rest)) => (Some(LinkId::new(link_id)), rest.into()),
        None => (None, name.strip_prefix("questionnaire.").unwrap_or(name).into()),
    }
}

/// The linkId that a name begins with, the longest one of several, and the rest of the name.
fn owner<'a>(kinds: &Kinds, name: &'a str) -> Option<(&'a str, &'a str)> {
    let mut ends = name.rmatch_indices('.').map(|(at, _)| name.split_at(at));
    let found = ends.find(|(link_id, _)| kinds.contains_key(*link_id));
    found.map(|(link_id, rest)| (link_id, &rest[1..]))
}

fn most(kinds: &Kinds, name: &str) -> Option<usize> {
    let (link_id, rest) = owner(kinds, name)?;
    let kind = match rest {
        "text" => kinds.get(link_id)?,
        _ => rest,
    };
    let dotted = format!(".{kind}");
    MAX_LENGTHS.iter().find(|(key, _)| *key == kind || dotted.starts_with(key)).map(|(_, most)| *most)
}
