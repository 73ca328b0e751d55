//! Turns `content/` into what the crate embeds: the check of each language as compact JSON, and the list of words.
//! A fault in the content stops the build with file, linkId, what is wrong and how to mend it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use serde_json::{Value as Json, json};

// The loader that runs in the browser also judges the content when it is built.
#[allow(dead_code)]
#[path = "src/answers.rs"]
mod answers;
#[allow(dead_code)]
#[path = "src/form.rs"]
mod form;
#[allow(dead_code)]
#[path = "src/logic.rs"]
mod logic;
#[allow(dead_code)]
#[path = "src/questionnaire/mod.rs"]
mod questionnaire;

/// The language that every other one is compared with.
const FIRST: &str = "en";
/// Further languages: those with a `words.LANG.yaml`.
const LANGUAGES: &[&str] = &[FIRST];

type Words = BTreeMap<String, BTreeMap<String, String>>;

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/questionnaire");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut faults = Vec::new();

    let questionnaire: Json = read("content/questionnaire.yaml", &mut faults);
    if faults.is_empty() {
        judge(&questionnaire, &mut faults);
    }
    let first: Words = read(&words_file(FIRST), &mut faults);
    write(&out, "words.rs", &word_list(&first));

    let mut list = String::from("&[\n");
    for language in LANGUAGES {
        let words: Words = read(&words_file(language), &mut faults);
        compare(language, &first, &words, &mut faults);
        let shell = words.get("shell").cloned().unwrap_or_default();
        let rest: Vec<&String> = app_words(&words).map(|(_, _, text)| text).collect();
        let check = json!({ "words": rest, "questionnaire": without_order(&questionnaire) });
        write(&out, &format!("check.{language}.json"), &check.to_string());
        write(&out, &format!("questionnaire.{language}.json"), &questionnaire.to_string());
        write(&out, &format!("shell.{language}.json"), &json!(shell).to_string());
        let _ = writeln!(
            list,
            "    Built {{ language: \"{language}\", check: include_str!(concat!(env!(\"OUT_DIR\"), \"/check.{language}.json\")), \
             shell: include_str!(concat!(env!(\"OUT_DIR\"), \"/shell.{language}.json\")), \
             questionnaire: include_str!(concat!(env!(\"OUT_DIR\"), \"/questionnaire.{language}.json\")) }},"
        );
    }
    list.push(']');
    write(&out, "built.rs", &list);

    if !faults.is_empty() {
        for fault in &faults {
            println!("cargo::error={fault}");
        }
        process::exit(1);
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

/// The questionnaire without the order of its answers: only tests ask for that, so no visitor downloads it.
fn without_order(json: &Json) -> Json {
    const ORDER: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    match json {
        Json::Object(fields) => {
            let kept = fields.iter().filter_map(|(field, value)| {
                let mut value = without_order(value);
                if let (true, Some(extensions)) = (field == "extension", value.as_array_mut()) {
                    extensions.retain(|extension| extension["url"] != ORDER);
                    // FHIR knows no empty list.
                    if extensions.is_empty() {
                        return None;
                    }
                }
                Some((field.clone(), value))
            });
            Json::Object(kept.collect())
        }
        Json::Array(list) => list.iter().map(without_order).collect(),
        other => other.clone(),
    }
}

fn words_file(language: &str) -> String {
    format!("content/words.{language}.yaml")
}

/// The words of the widget proper: all but those of the shell, which the loader carries.
fn app_words(words: &Words) -> impl Iterator<Item = (&String, &String, &String)> {
    let sections = words.iter().filter(|(section, _)| *section != "shell");
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
    let file = words_file(language);
    for (id, text) in &first {
        match words.get(id) {
            None => faults.push(format!("{file}: {id}: missing; translate it from {}", words_file(FIRST))),
            Some(translated) if placeholders(translated) != placeholders(text) => faults.push(format!(
                "{file}: {id}: other placeholders than in {}; use {}",
                words_file(FIRST),
                placeholders(text).join(" ")
            )),
            Some(_) => {}
        }
    }
    for id in words.keys().filter(|id| !first.contains_key(*id)) {
        faults.push(format!("{file}: {id}: not used; remove it or add it to {}", words_file(FIRST)));
    }
}

/// The `{name}`s of a text, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    found.sort_unstable();
    found
}

/// The enum of word ids, in the order in which the check of a language lists their texts.
fn word_list(words: &Words) -> String {
    let mut code = String::from(
        "/// The id of a text of the interface.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Word {\n",
    );
    for (section, id, text) in app_words(words) {
        let _ = writeln!(code, "    /// {}\n    {},", text.replace('\n', " "), variant(section, id));
    }
    let _ = writeln!(
        code,
        "}}\n\nimpl Word {{\n    /// How many there are.\n    pub const COUNT: usize = {};\n}}",
        app_words(words).count()
    );
    code
}

/// `question` and `read-more` make `QuestionReadMore`.
fn variant(section: &str, id: &str) -> String {
    let parts = [section, id].into_iter().flat_map(|text| text.split('-'));
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
