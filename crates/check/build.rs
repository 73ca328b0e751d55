//! Turns `content/` into the embedded files: the packed check and learn cards of each language, and the list of words.
//! A fault in the content stops the build. The message has the file, the linkId, the error and how to fix it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use content_build::{FIRST, Faults, enum_of, languages, read, variant, write};
use engine::fhir::translation;
use engine::form::Form;
use engine::model::Part;
use engine::packed;
use serde_json::{Value as Json, json};

/// Words that only the command line needs; no browser downloads them.
const RULEBOOK: &str = "rulebook";
/// Words that the loader shows before the widget has started.
const SHELL: &str = "shell";
/// Words of the brief, which a visitor needs only at the end.
const BRIEF: &str = "brief";
/// Name and direction of a language.
const LANGUAGE: &str = "language";
/// The sections that translate the questionnaire, in the files of the other languages.
const TRANSLATIONS: [&str; 3] = ["questionnaire", "sources", "items"];

type Words = BTreeMap<String, BTreeMap<String, String>>;

fn main() {
    let mut faults = Faults::default();

    let mut questionnaire: Json = read("content/questionnaire.yaml", &mut faults);
    if faults.count() == 0 {
        validate(&questionnaire, &mut faults);
    }
    let languages = languages();
    let (first, _) = read_language(FIRST, &mut faults);
    let mut words = vec![first];
    for language in &languages[1..] {
        let known = faults.count();
        let (translated, texts) = read_language(language, &mut faults);
        if faults.count() > known {
            // An unreadable file is not compared.
            words.push(translated);
            continue;
        }
        compare(language, &words[0], &translated, &mut faults);
        let mismatch = translation::translate(&mut questionnaire, language, &texts);
        let file = language_file(language);
        faults.extend(
            mismatch
                .missing
                .iter()
                .map(|name| format!("{file}: {name}: missing; translate it from content/questionnaire.yaml")),
        );
        faults.extend(mismatch.unused.iter().map(|name| {
            format!("{file}: {name}: belongs to no text of content/questionnaire.yaml; correct the name or remove it")
        }));
        words.push(translated);
    }

    let app: Vec<_> =
        app_words(&words[0]).map(|(section, id, text)| (variant(&[section, id]), text)).collect();
    let brief: Vec<_> = brief_words(&words[0]).map(|(id, text)| (variant(&[id]), text)).collect();
    let enums = enum_of("Word", "a text of the interface", &app)
        + &enum_of("BriefWord", "a text of the brief", &brief);
    write("words.rs", &enums);
    write("questionnaire.json", &questionnaire.to_string());
    let mut list = String::from("&[\n");
    for (language, words) in languages.iter().zip(&words) {
        let texts: Vec<String> = app_words(words).map(|(_, _, text)| text.clone()).collect();
        let mut spoken = questionnaire.clone();
        translation::apply(&mut spoken, language);
        translation::remove_translations(&mut spoken);
        // A questionnaire that can't be loaded is already a fault.
        let whole = Form::load(&spoken).map(|(form, _)| form.questionnaire).unwrap_or_default();
        let rest = whole.part(|part| part != Part::Learn);
        let brief: Vec<String> = brief_words(words).map(|(_, text)| text.clone()).collect();
        let files = [
            ("brief", packed::write(&(brief, Form::labels(&spoken)))),
            ("learn", packed::write(&whole.cards_beside(&rest))),
            ("check", packed::write(&(texts, rest))),
            ("interface", json!(words).to_string()),
        ];
        let _ = write!(list, "    Built {{ tag: \"{language}\"");
        for (name, text) in files {
            let file = format!("{name}.{language}");
            write(&file, &text);
            let _ = write!(list, ", {name}: include_str!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))");
        }
        list.push_str(" },\n");
    }
    list.push(']');
    write("built.rs", &list);
    faults.stop_build();
}

/// The words of the interface in a language, and its translation of the questionnaire by name.
fn read_language(language: &str, faults: &mut Faults) -> (Words, BTreeMap<String, String>) {
    let file = language_file(language);
    let mut sections: BTreeMap<String, Json> = read(&file, faults);
    let mut texts = BTreeMap::new();
    for name in TRANSLATIONS {
        if let Some(section) = sections.remove(name) {
            // An item's texts are named by its linkId alone.
            flatten(if name == "items" { "" } else { name }, &section, &mut texts);
        }
    }
    let words = serde_json::from_value(json!(sections)).unwrap_or_else(|error| {
        faults.push(format!("{file}: words are texts in sections: {error}; correct that place"));
        Words::new()
    });
    (words, texts)
}

/// Texts in nested sections, named by their path.
fn flatten(name: &str, json: &Json, texts: &mut BTreeMap<String, String>) {
    match json {
        Json::Object(fields) => {
            for (field, json) in fields {
                let dot = if name.is_empty() { "" } else { "." };
                flatten(&format!("{name}{dot}{field}"), json, texts);
            }
        }
        Json::String(text) => drop(texts.insert(name.into(), text.clone())),
        other => drop(texts.insert(name.into(), other.to_string())),
    }
}

/// Adds all faults of the questionnaire, also those that are tolerated in a clinic's own.
fn validate(json: &Json, faults: &mut Faults) {
    let found = match Form::load(json) {
        Ok((_, faults)) | Err(faults) => faults,
    };
    faults.extend(found.0.iter().map(|fault| format!("content/questionnaire.yaml: {fault}")));
}

fn language_file(language: &str) -> String {
    format!("content/{language}.yaml")
}

/// The words of the widget proper.
fn app_words(words: &Words) -> impl Iterator<Item = (&String, &String, &String)> {
    let other = [SHELL, LANGUAGE, RULEBOOK, BRIEF];
    let sections = words.iter().filter(move |(section, _)| !other.contains(&section.as_str()));
    sections.flat_map(|(section, words)| words.iter().map(move |(id, text)| (section, id, text)))
}

/// The words of the brief.
fn brief_words(words: &Words) -> impl Iterator<Item = (&String, &String)> {
    words.get(BRIEF).into_iter().flatten()
}

/// Each language has the words of the first, with the same placeholders, and no others.
fn compare(language: &str, first: &Words, words: &Words, faults: &mut Faults) {
    let flat = |words: &Words| -> BTreeMap<String, String> {
        let each = words.iter().flat_map(|(section, words)| {
            words.iter().map(move |(id, text)| (format!("{section}.{id}"), text.clone()))
        });
        each.collect()
    };
    let (first, words) = (flat(first), flat(words));
    let file = language_file(language);
    for (id, text) in &first {
        match words.get(id) {
            None => faults.push(format!("{file}: {id}: missing; translate it from {}", language_file(FIRST))),
            Some(translated) if placeholders(translated) != placeholders(text) => faults.push(format!(
                "{file}: {id}: other placeholders than in {}; use {}",
                language_file(FIRST),
                placeholders(text).join(" ")
            )),
            Some(_) => {}
        }
    }
    for id in words.keys().filter(|id| !first.contains_key(*id)) {
        faults.push(format!("{file}: {id}: not used; remove it or add it to {}", language_file(FIRST)));
    }
}

/// The `{name}`s of a text, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    found.sort_unstable();
    found
}
