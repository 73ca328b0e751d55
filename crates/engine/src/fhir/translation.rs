//! The texts of a questionnaire in FHIR JSON: each under a name that is the same in every language, and their
//! translations, which FHIR keeps in an extension beside the text. Knows no file and no words of the interface.
//!
//! Spec: <https://hl7.org/fhir/R4/languages.html>, <https://hl7.org/fhir/R4/extension-translation.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

/// The extension that holds a translation.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// Puts a questionnaire into a language (a BCP-47 tag): every text that is translated into it changes places with its
/// translation. A questionnaire that holds no such translation stays as it is.
pub fn speak(json: &mut Json, language: &str) {
    let before = json["language"].as_str().unwrap_or("en").to_owned();
    if !is(&before, language) && swap(json, &before, language) {
        json["language"] = language.into();
    }
}

/// Whether a tag such as es-US names a language such as es.
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
            // What is answered is the same in every language; only how it reads is translated. Extensions say texts alone.
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

/// How a text reads in a language, by what stands beside it; nothing where it is not translated into that.
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
                // An older form of the extension says markdown.
                "content" if part["valueMarkdown"].is_string() => content = part.get_mut("valueMarkdown"),
                "content" => content = part.get_mut("valueString"),
                _ => {}
            }
        }
        tag.filter(|tag| tag.as_str().is_some_and(|tag| is(tag, language))).zip(content)
    })
}

/// Takes all translations away.
pub fn forget_translations(json: &mut Json) {
    match json {
        Json::Array(list) => list.iter_mut().for_each(forget_translations),
        Json::Object(fields) => {
            fields.retain(|name, _| !name.starts_with('_'));
            fields.values_mut().for_each(forget_translations);
        }
        _ => {}
    }
}

/// Every text that a visitor or clinician reads, with its name, in document order.
///
/// Names are made of the linkId (or `questionnaire`, or `sources` and the label) and of what the text is:
/// `age.text`, `age.hint`, `age.options.under-18`, `age.glosses.under-18`, `age.details.spravato-label`,
/// `sources.aha-bp.display`, `questionnaire.title`. Where a name would come twice, the second ends in `.2`.
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

/// The texts that have a translation into a language, by name, with the translation.
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

/// The languages that a questionnaire is translated into, as it names them.
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

/// What does not match between a questionnaire and its translation, by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// Texts without a translation.
    pub missing: Vec<String>,
    /// Translations of no text.
    pub unused: Vec<String>,
}

/// Adds the translation of each text, in FHIR's way.
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

/// Gives each text's name, the object that it stands in, and its field there.
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
            text(extension, "valueString", || format!("{id}.glosses.{code}"), visit);
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
                        "extension": [{ "url": "https://candidate-check.example/fhir/StructureDefinition/gloss", "valueString": "first" }],
                    }],
                }],
            }],
        })
    }

    fn in_spanish(names: &[&str]) -> BTreeMap<String, String> {
        names.iter().map(|name| ((*name).to_owned(), format!("ES {name}"))).collect()
    }

    #[test]
    fn every_text_has_a_name_of_its_own() {
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
            "q.glosses.a",
        ];
        assert_eq!(names, expected);
        assert_eq!(sample[7].1, "page 2");
    }

    #[test]
    fn a_questionnaire_speaks_a_language_that_it_holds_and_gives_the_first_back() {
        let first = sample();
        let names: Vec<String> = texts(&first).into_iter().map(|(name, _)| name).collect();
        let spanish: BTreeMap<String, String> =
            names.iter().map(|name| (name.clone(), format!("ES {name}"))).collect();
        let mut json = first.clone();
        assert_eq!(translate(&mut json, "es", &spanish), Mismatch::default());
        assert_eq!(texts(&json), texts(&first), "the first language stays in its place");
        assert_eq!(translations(&json, "es"), spanish);
        assert_eq!(languages(&json), ["es"]);
        let both = json.clone();

        speak(&mut json, "es");
        assert_eq!(json["language"], "es");
        assert!(texts(&json).iter().all(|(name, text)| *text == format!("ES {name}")), "{:?}", texts(&json));
        speak(&mut json, "en");
        assert_eq!(json, both);
        forget_translations(&mut json);
        assert_eq!(json, first);
    }

    #[test]
    fn a_tag_with_a_region_is_its_language() {
        let mut json = sample();
        translate(&mut json, "es-US", &in_spanish(&["questionnaire.title"]));
        speak(&mut json, "es");
        assert_eq!(json["title"], "ES questionnaire.title");
    }

    #[test]
    fn a_language_that_is_not_there_changes_nothing() {
        let mut json = sample();
        speak(&mut json, "fr");
        assert_eq!(json, sample());
    }

    #[test]
    fn what_is_missing_and_what_belongs_nowhere_is_named() {
        let mut json = sample();
        let known: Vec<String> = texts(&json).into_iter().map(|(name, _)| name).collect();
        let mut given: BTreeMap<String, String> = known.into_iter().map(|name| (name, "ES".into())).collect();
        given.remove("q.hint");
        given.insert("q.ask".into(), "ES".into());
        let expected = Mismatch { missing: vec!["q.hint".into()], unused: vec!["q.ask".into()] };
        assert_eq!(translate(&mut json, "es", &given), expected);
    }
}
