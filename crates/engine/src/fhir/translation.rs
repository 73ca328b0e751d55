//! The texts of a questionnaire in FHIR JSON, each under a name that is the same in every language, and their
//! translations, which FHIR stores in an extension beside the text. The texts of the interface are not part of it.
//!
//! Spec: <https://hl7.org/fhir/R4/languages.html>, <https://hl7.org/fhir/R4/extension-translation.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

/// The extension that contains a translation.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// Sets the language of a questionnaire (a BCP-47 tag): swaps every text that is translated into it with its
/// translation. A questionnaire without such a translation stays unchanged.
pub fn apply(json: &mut Json, language: &str) {
    let before = json["language"].as_str().unwrap_or("en").to_owned();
    if !is(&before, language) && swap(json, &before, language) {
        json["language"] = language.into();
    }
}

/// Whether a tag such as es-US belongs to a language such as es.
#[must_use]
pub fn is(tag: &str, language: &str) -> bool {
    tag.strip_prefix(language).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn swap(json: &mut Json, from: &str, to: &str) -> bool {
    let mut found = false;
    match json {
        Json::Array(list) => list.iter_mut().for_each(|it| found |= swap(it, from, to)),
        Json::Object(fields) => {
            let (beside, own): (Vec<_>, Vec<_>) =
                std::mem::take(fields).into_iter().partition(|(name, _)| name.starts_with('_'));
            fields.extend(own);
            fields.values_mut().for_each(|it| found |= swap(it, from, to));
            // An answer has the same value in every language; only its text is translated. Values of extensions are
            // always text.
            let is_extension = fields.contains_key("url");
            for (name, mut extended) in beside {
                let is_answer = !is_extension && name.starts_with("_value");
                if let (Some(text), Some((tag, content))) =
                    (fields.get_mut(&name[1..]), translation(&mut extended, to))
                {
                    if !is_answer {
                        std::mem::swap(text, content);
                        *tag = from.into();
                    }
                    found = true;
                }
                fields.insert(name, extended);
            }
        }
        _ => {}
    }
    found
}

/// The translation of a text, from the element beside it; `None` if there is no translation into the language.
#[must_use]
pub fn in_language(extended: &Json, language: &str) -> Option<String> {
    translation(&mut extended.clone(), language).and_then(|(_, content)| Some(content.as_str()?.to_owned()))
}

/// The tag and the content of a text's translation.
fn translation<'a>(extended: &'a mut Json, language: &str) -> Option<(&'a mut Json, &'a mut Json)> {
    let mut each = extended.get_mut("extension")?.as_array_mut()?.iter_mut();
    each.find_map(|translation| {
        let (mut tag, mut content) = (None, None);
        for part in translation.get_mut("extension")?.as_array_mut()? {
            match part["url"].as_str()? {
                "lang" => tag = part.get_mut("valueCode"),
                // An older form of the extension uses markdown.
                "content" if part["valueMarkdown"].is_string() => content = part.get_mut("valueMarkdown"),
                "content" => content = part.get_mut("valueString"),
                _ => {}
            }
        }
        tag.filter(|tag| tag.as_str().is_some_and(|tag| is(tag, language))).zip(content)
    })
}

/// Removes all translations.
pub fn remove_translations(json: &mut Json) {
    match json {
        Json::Array(list) => list.iter_mut().for_each(remove_translations),
        Json::Object(fields) => {
            fields.retain(|name, _| !name.starts_with('_'));
            fields.values_mut().for_each(remove_translations);
        }
        _ => {}
    }
}

/// Every text that a visitor or clinician reads, with its name, in document order.
///
/// A name consists of the linkId (or `questionnaire`, or `sources` and the label) and the role of the text:
/// `age.text`, `age.hint`, `age.options.under-18`, `age.glosses.under-18`, `age.headings.under-18`, `age.brief`, `age.briefs.under-18`,
/// `age.details.spravato-label`,
/// `sources.aha-bp.display`, `questionnaire.title`. If a name occurs twice, the second one ends in `.2`.
#[must_use]
pub fn texts(json: &Json) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut json = json.clone();
    visit(&mut json, &mut |name, fields, field| {
        if let Some(text) = fields[field].as_str() {
            texts.push((name, text.to_owned()));
        }
    });
    texts
}

/// The translations of texts into a language, by name.
#[must_use]
pub fn translations(json: &Json, language: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut json = json.clone();
    visit(&mut json, &mut |name, fields, field| {
        let beside = fields.get_mut(&format!("_{field}"));
        let text =
            beside.and_then(|beside| translation(beside, language)).and_then(|(_, text)| text.as_str());
        if let Some(text) = text {
            found.insert(name, text.to_owned());
        }
    });
    found
}

/// The languages of a questionnaire's translations, as tagged there.
#[must_use]
pub fn languages(json: &Json) -> Vec<String> {
    let mut found = Vec::new();
    collect_languages(json, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn collect_languages(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Array(list) => list.iter().for_each(|it| collect_languages(it, found)),
        Json::Object(fields) => {
            if fields.get("url").is_some_and(|url| url == TRANSLATION) {
                let parts = json["extension"].as_array().into_iter().flatten();
                found.extend(parts.filter_map(|part| part["valueCode"].as_str()).map(str::to_owned));
            }
            fields.values().for_each(|it| collect_languages(it, found));
        }
        _ => {}
    }
}

/// The differences between a questionnaire and its translation, by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// Texts without a translation.
    pub missing: Vec<String>,
    /// Translations without a text.
    pub unused: Vec<String>,
}

/// Adds the translation of each text as FHIR's extension.
pub fn translate(json: &mut Json, language: &str, translations: &BTreeMap<String, String>) -> Mismatch {
    let mut missing = Vec::new();
    let mut unused: Vec<&String> = translations.keys().collect();
    visit(json, &mut |name, fields, field| {
        let Some(translated) = translations.get(&name) else { return missing.push(name) };
        unused.retain(|other| **other != name);
        let translation = json!({ "url": TRANSLATION, "extension": [
            { "url": "lang", "valueCode": language },
            { "url": "content", "valueString": translated },
        ] });
        let beside = fields.entry(format!("_{field}")).or_insert_with(|| json!({ "extension": [] }));
        if let Some(list) = beside["extension"].as_array_mut() {
            list.push(translation);
        }
    });
    Mismatch { missing, unused: unused.into_iter().cloned().collect() }
}

/// Receives each text's name, the object that contains it, and its field there.
type Visit<'v> = dyn FnMut(String, &mut Map<String, Json>, &str) + 'v;

fn visit(json: &mut Json, visit: &mut Visit) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut once = |name: String, fields: &mut Map<String, Json>, field: &str| {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        visit(if *count > 1 { format!("{name}.{count}") } else { name }, fields, field);
    };
    for field in ["title", "description"] {
        text(json, field, || format!("questionnaire.{field}"), &mut once);
    }
    for extension in list(json, "extension") {
        let artifact = &mut extension["valueRelatedArtifact"];
        let label = artifact["label"].as_str().unwrap_or_default().to_owned();
        for field in ["display", "citation"] {
            text(artifact, field, || format!("sources.{label}.{field}"), &mut once);
        }
    }
    list(json, "item").iter_mut().for_each(|item| visit_item(item, &mut once));
}

fn visit_item(item: &mut Json, visit: &mut Visit) {
    let id = item["linkId"].as_str().unwrap_or_default().to_owned();
    text(item, "text", || format!("{id}.text"), visit);
    for extension in list(item, "extension") {
        visit_extension(extension, &id, visit);
    }
    for option in list(item, "answerOption") {
        let code = option["valueCoding"]["code"].as_str().unwrap_or_default().to_owned();
        text(&mut option["valueCoding"], "display", || format!("{id}.options.{code}"), visit);
        for extension in list(option, "extension") {
            let url = extension["url"].as_str().unwrap_or_default();
            let role = match url.rsplit('/').next() {
                Some("heading") => "headings",
                Some("brief") => "briefs",
                _ => "glosses",
            };
            text(extension, "valueString", || format!("{id}.{role}.{code}"), visit);
        }
    }
    list(item, "item").iter_mut().for_each(|item| visit_item(item, visit));
}

fn visit_extension(extension: &mut Json, id: &str, visit: &mut Visit) {
    let url = extension["url"].as_str().unwrap_or_default();
    let name = url.rsplit('/').next().unwrap_or_default().to_owned();
    if name == "questionnaire-unit" {
        text(&mut extension["valueCoding"], "display", || format!("{id}.unit"), visit);
    }
    text(extension, "valueString", || format!("{id}.{name}"), visit);
    let parts = list(extension, "extension");
    let label = parts.iter().find_map(|part| part["valueCode"].as_str()).unwrap_or_default().to_owned();
    for part in parts {
        let url = part["url"].as_str().unwrap_or_default().to_owned();
        let named = || match name.as_str() {
            "source" => format!("{id}.details.{label}"),
            _ => format!("{id}.{name}.{url}"),
        };
        text(part, "valueString", named, visit);
    }
}

fn text(json: &mut Json, field: &str, name: impl Fn() -> String, visit: &mut Visit) {
    if let Some(fields) = json.as_object_mut().filter(|fields| fields.get(field).is_some_and(Json::is_string))
    {
        visit(name(), fields, field);
    }
}

fn list<'a>(json: &'a mut Json, field: &str) -> &'a mut [Json] {
    json.get_mut(field).and_then(Json::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Json {
        json!({
            "resourceType": "Questionnaire",
            "language": "en",
            "title": "A check",
            "extension": [{ "valueRelatedArtifact": { "label": "book", "display": "A book", "citation": "A. Book. 1999." } }],
            "item": [{
                "linkId": "part",
                "text": "Part",
                "item": [{
                    "linkId": "q",
                    "text": "Well?",
                    "extension": [
                        { "url": "https://candidate-check.example/fhir/StructureDefinition/hint", "valueString": "A hint" },
                        { "url": "https://candidate-check.example/fhir/StructureDefinition/source", "extension": [
                            { "url": "label", "valueCode": "book" }, { "url": "detail", "valueString": "page 1" },
                        ] },
                        { "url": "https://candidate-check.example/fhir/StructureDefinition/source", "extension": [
                            { "url": "label", "valueCode": "book" }, { "url": "detail", "valueString": "page 2" },
                        ] },
                    ],
                    "answerOption": [{
                        "valueCoding": { "code": "a", "display": "An A" },
                        "extension": [
                            { "url": "https://candidate-check.example/fhir/StructureDefinition/heading", "valueString": "Letters" },
                            { "url": "https://candidate-check.example/fhir/StructureDefinition/gloss", "valueString": "first" },
                        ],
                    }],
                }],
            }],
        })
    }

    fn in_spanish(names: &[&str]) -> BTreeMap<String, String> {
        names.iter().map(|name| ((*name).to_owned(), format!("ES {name}"))).collect()
    }

    #[test]
    fn every_text_has_a_unique_name() {
        let sample = texts(&sample());
        let names: Vec<&str> = sample.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            "questionnaire.title",
            "sources.book.display",
            "sources.book.citation",
            "part.text",
            "q.text",
            "q.hint",
            "q.details.book",
            "q.details.book.2",
            "q.options.a",
            "q.headings.a",
            "q.glosses.a",
        ];
        assert_eq!(names, expected);
        assert_eq!(sample[7].1, "page 2");
    }

    #[test]
    fn setting_a_language_swaps_texts_and_can_be_undone() {
        let first = sample();
        let names: Vec<String> = texts(&first).into_iter().map(|(name, _)| name).collect();
        let spanish: BTreeMap<String, String> =
            names.iter().map(|name| (name.clone(), format!("ES {name}"))).collect();
        let mut json = first.clone();
        assert_eq!(translate(&mut json, "es", &spanish), Mismatch::default());
        assert_eq!(texts(&json), texts(&first), "the first language stays in the text fields");
        assert_eq!(translations(&json, "es"), spanish);
        assert_eq!(languages(&json), ["es"]);
        let both = json.clone();

        apply(&mut json, "es");
        assert_eq!(json["language"], "es");
        assert!(texts(&json).iter().all(|(name, text)| *text == format!("ES {name}")), "{:?}", texts(&json));
        apply(&mut json, "en");
        assert_eq!(json, both);
        remove_translations(&mut json);
        assert_eq!(json, first);
    }

    #[test]
    fn tag_with_a_region_matches_its_language() {
        let mut json = sample();
        translate(&mut json, "es-US", &in_spanish(&["questionnaire.title"]));
        apply(&mut json, "es");
        assert_eq!(json["title"], "ES questionnaire.title");
    }

    #[test]
    fn setting_an_unknown_language_changes_nothing() {
        let mut json = sample();
        apply(&mut json, "fr");
        assert_eq!(json, sample());
    }

    #[test]
    fn reports_missing_and_unused_translations() {
        let mut json = sample();
        let known: Vec<String> = texts(&json).into_iter().map(|(name, _)| name).collect();
        let mut given: BTreeMap<String, String> = known.into_iter().map(|name| (name, "ES".into())).collect();
        given.remove("q.hint");
        given.insert("q.ask".into(), "ES".into());
        let expected = Mismatch { missing: vec!["q.hint".into()], unused: vec!["q.ask".into()] };
        assert_eq!(translate(&mut json, "es", &given), expected);
    }
}
