//! Turns `content/` into what the crate embeds: the check and the learn cards of each language as images, and the list of words.
//! A fault in the content stops the build with file, linkId, what is wrong and how to mend it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use questionnaire::Part;
use serde_json::{Value as Json, json};

// The loader that runs in the browser also judges the content when it is built.
#[allow(dead_code)]
#[path = "src/answers.rs"]
mod answers;
#[allow(dead_code)]
#[path = "src/form.rs"]
mod form;
#[allow(dead_code)]
#[path = "src/image.rs"]
mod image;
#[allow(dead_code)]
#[path = "src/logic.rs"]
mod logic;
#[allow(dead_code)]
#[path = "src/parsed.rs"]
mod parsed;
#[allow(dead_code)]
#[path = "src/questionnaire/mod.rs"]
mod questionnaire;

#[allow(dead_code)]
#[path = "src/texts.rs"]
mod texts;

/// The language that every other one is compared with, and that the questionnaire is written in.
const FIRST: &str = "en";
/// Words that only the command line needs; no browser downloads them.
const RULEBOOK: &str = "rulebook";
/// Words that are painted before the widget is there.
const SHELL: &str = "shell";
/// What a language says of itself.
const LANGUAGE: &str = "language";
/// What translates the questionnaire, in the file of a further language.
const TRANSLATIONS: [&str; 3] = ["questionnaire", "sources", "items"];

type Words = BTreeMap<String, BTreeMap<String, String>>;

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/questionnaire");
    println!("cargo::rerun-if-changed=src/texts.rs");
    println!("cargo::rerun-if-changed=src/image.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut faults = Vec::new();

    let mut questionnaire: Json = read("content/questionnaire.yaml", &mut faults);
    if faults.is_empty() {
        judge(&questionnaire, &mut faults);
    }
    let languages = languages();
    let (first, _) = read_language(FIRST, &mut faults);
    let mut words = vec![first];
    for language in &languages[1..] {
        let known = faults.len();
        let (translated, texts) = read_language(language, &mut faults);
        if faults.len() > known {
            // What can't be read at all need not be compared.
            words.push(translated);
            continue;
        }
        compare(language, &words[0], &translated, &mut faults);
        let mismatch = texts::translate(&mut questionnaire, language, &texts);
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
    write(&out, "words.rs", &word_list("Word", "a text of the interface", &app));
    let rulebook = words[0].get(RULEBOOK).into_iter().flatten();
    let rulebook: Vec<_> = rulebook.map(|(id, text)| (variant(&[id]), text)).collect();
    write(&out, "phrases.rs", &word_list("Phrase", "a text of the rulebook", &rulebook));
    write(&out, "questionnaire.json", &questionnaire.to_string());
    let mut list = String::from("&[\n");
    for (language, words) in languages.iter().zip(&words) {
        let texts: Vec<String> = app_words(words).map(|(_, _, text)| text.clone()).collect();
        let mut spoken = questionnaire.clone();
        texts::speak(&mut spoken, language);
        texts::forget_translations(&mut spoken);
        // If it can't be loaded, that is a fault by now.
        let whole = form::Form::load(&spoken).map(|(form, _)| form.questionnaire).unwrap_or_default();
        let files = [
            ("check", image::write(&(texts, whole.part(|part| part != Part::Learn)))),
            ("learn", image::write(&whole.part(|part| part == Part::Learn))),
            ("interface", json!(words).to_string()),
        ];
        let _ = write!(list, "    Built {{ tag: \"{language}\"");
        for (name, text) in files {
            let file = format!("{name}.{language}");
            write(&out, &file, &text);
            let _ = write!(list, ", {name}: include_str!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))");
        }
        list.push_str(" },\n");
    }
    list.push(']');
    write(&out, "built.rs", &list);
    write(&out, "playground.rs", &playground(&mut faults));

    if !faults.is_empty() {
        for fault in &faults {
            println!("cargo::error={fault}");
        }
        process::exit(1);
    }
}

/// What the demo page's panel is made of: its texts by id, and what can be set, as JSON.
fn playground(faults: &mut Vec<String>) -> String {
    let element: Json = read("content/element.yaml", faults);
    let words: Json = read("content/playground.yaml", faults);
    let texts: BTreeMap<String, String> = serde_json::from_value(words["texts"].clone()).unwrap_or_default();
    let list: Vec<_> = texts.iter().map(|(id, text)| (variant(&[id]), text)).collect();
    let json = json!({ "element": element, "words": words }).to_string();
    let mut code = word_list("Text", "a text of the panel", &list);
    let _ = write!(
        code,
        "\nimpl Text {{\n    /// The text.\n    pub fn text(self) -> &'static str {{\n        const TEXTS: [&str; Text::COUNT] = {:?};\n        \
         TEXTS[self as usize]\n    }}\n}}\n\nconst PLAYGROUND: &str = {json:?};\n",
        texts.values().collect::<Vec<_>>(),
    );
    code
}

/// The languages: each has a file that is named by its tag. The first comes first.
fn languages() -> Vec<String> {
    let files = fs::read_dir("content").into_iter().flatten().flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    let tags = names.filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned));
    // Two or three letters first, as BCP 47 has it; the other files in the folder have longer names.
    let is_tag = |name: &String| name.split('-').next().is_some_and(|first| (2..=3).contains(&first.len()));
    let mut languages: Vec<String> = tags.filter(is_tag).filter(|tag| tag != FIRST).collect();
    languages.sort_unstable();
    languages.insert(0, FIRST.into());
    languages
}

/// The words of the interface in a language, and its translation of the questionnaire by name.
fn read_language(language: &str, faults: &mut Vec<String>) -> (Words, BTreeMap<String, String>) {
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

/// Texts in nested sections, named by the way to them.
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

/// Everything that is wrong with the questionnaire, down to what would only be tolerated in a clinic's own.
fn judge(json: &Json, faults: &mut Vec<String>) {
    let found = match form::Form::load(json) {
        Ok((_, faults)) | Err(faults) => faults,
    };
    let serious = found.at_least(questionnaire::Severity::Warning);
    faults.extend(serious.map(|fault| format!("content/questionnaire.yaml: {fault}")));
}

fn language_file(language: &str) -> String {
    format!("content/{language}.yaml")
}

/// The words of the widget proper.
fn app_words(words: &Words) -> impl Iterator<Item = (&String, &String, &String)> {
    let sections =
        words.iter().filter(|(section, _)| ![SHELL, LANGUAGE, RULEBOOK].contains(&section.as_str()));
    sections.flat_map(|(section, words)| words.iter().map(move |(id, text)| (section, id, text)))
}

/// Each language has the words of the first, with the same placeholders, and no others.
fn compare(language: &str, first: &Words, words: &Words, faults: &mut Vec<String>) {
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

/// The enum of word ids, in the order in which a language lists their texts.
fn word_list(name: &str, what: &str, words: &[(String, &String)]) -> String {
    let mut code =
        format!("/// The id of {what}.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum {name} {{\n");
    for (variant, text) in words {
        let _ = writeln!(code, "    /// {}\n    {variant},", text.replace('\n', " "));
    }
    let count = words.len();
    let _ = writeln!(
        code,
        "}}\n\nimpl {name} {{\n    /// How many there are.\n    pub const COUNT: usize = {count};\n}}"
    );
    code
}

/// `question` and `read-more` make `QuestionReadMore`.
fn variant(names: &[&String]) -> String {
    let parts = names.iter().flat_map(|text| text.split('-'));
    parts.map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

fn read<T: serde::de::DeserializeOwned + Default>(file: &str, faults: &mut Vec<String>) -> T {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            faults.push(format!("{file}: can't be read ({error}); put the file there"));
            return T::default();
        }
    };
    serde_saphyr::from_str(&text).unwrap_or_else(|error| {
        let error = error.to_string().replace('\n', " ");
        faults.push(format!("{file}: not the YAML that is expected: {error}; correct that place"));
        T::default()
    })
}

fn write(out: &Path, name: &str, text: &str) {
    if let Err(error) = fs::write(out.join(name), text) {
        println!("cargo::error={name}: can't be written to {}: {error}", out.display());
        process::exit(1);
    }
}
