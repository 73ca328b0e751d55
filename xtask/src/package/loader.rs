//! Makes `candidate-check.js` from `src/element/loader.js`: inserts the attributes and the values of this build, and
//! minifies it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::esbuild::{self, Esbuild};
use super::{attributes, files, style};
use crate::error::Error;
use crate::repo::Repo;

/// The placeholder in the loader's source for the build's values.
const TOKEN: &str = "__BUILD__";

/// The line of the loader that the readers of the attributes replace: a classic script can't import.
const IMPORT: &str = "import { ATTRIBUTES, read } from \"./attributes.js\";\n";

/// The values of a build that the loader needs.
pub struct Parts {
    pub runner: String,
    /// The widget itself, and its hash: the loader starts its download beside that of the runner.
    pub wasm: String,
    pub wasm_integrity: String,
    /// The file that replaces the runner for `isolation="frame"`; `None` for the loader inside the frame.
    pub frame: Option<String>,
    /// The file that explains invalid attributes.
    pub advice: String,
    /// The texts in the first language, by id.
    pub words: BTreeMap<String, String>,
    /// The first is the fallback.
    pub languages: Vec<Language>,
}

/// The check in one language.
pub struct Language {
    /// A BCP 47 language tag.
    pub tag: &'static str,
    /// For the loader: `name`, `direction` unless it is from left to right, and the file `shell` with its texts, except
    /// for the first language.
    pub about: Value,
}

impl Parts {
    /// The values as a JavaScript object. Languages keep their order: the loader falls back on the first.
    fn to_object(&self, css: &str) -> String {
        // `frame` and `inline` are values of `isolation`. This order compresses best with brotli.
        format!(
            "{{\"languages\":{},\"frame\":{},\"inline\":{},\"wasm\":{},\"advice\":{},\"css\":{}}}",
            ordered(self.languages.iter().map(|it| (it.tag, it.about.clone()))),
            Value::from(self.frame.clone()),
            Value::from(self.runner.as_str()),
            Value::from([self.wasm.as_str(), &self.wasm_integrity].as_slice()),
            Value::from(self.advice.as_str()),
            Value::from(css),
        )
    }
}

/// An object in the given order; serde_json sorts by name.
fn ordered<'t>(members: impl Iterator<Item = (&'t str, Value)>) -> String {
    let members: Vec<String> =
        members.map(|(name, value)| format!("{}:{value}", Value::from(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// Writes the loader into the staging folder.
pub fn write(repo: &Repo, stage: &Path, parts: &Parts, minifier: Option<&Esbuild>) -> Result<(), Error> {
    files::write(&stage.join(files::LOADER), &script(repo, stage, parts, minifier)?)
}

/// The loader as a script.
pub fn script(repo: &Repo, stage: &Path, parts: &Parts, minifier: Option<&Esbuild>) -> Result<String, Error> {
    let text = source(repo, stage, parts, minifier)?;
    esbuild::minified(stage, &text, minifier, |esbuild, path| esbuild.script(path))
}

/// The loader's source with this build's values.
pub fn source(repo: &Repo, stage: &Path, parts: &Parts, minifier: Option<&Esbuild>) -> Result<String, Error> {
    let css = style::sheets(repo, stage, &["shell.css"], minifier)?;
    let source = repo.root.join("src/element/loader.js");
    let text = inline_texts(&files::read_text(&source)?, &parts.words)
        .map_err(|word| Error::UnknownText { path: source.clone(), word })?;
    let attributes = attributes::for_element(repo)?.replace("export ", "");
    let values = [(IMPORT, attributes), (TOKEN, parts.to_object(&css))];
    values.into_iter().try_fold(text, |text, (token, value)| {
        fill(&text, token, &value).map_err(|count| Error::Token { path: source.clone(), token, count })
    })
}

/// Replaces an id, such as `w["help-call"]`, by its text: each visitor of a page downloads the loader, and ids are only
/// for people. The error is an id without a text.
fn inline_texts(source: &str, words: &BTreeMap<String, String>) -> Result<String, String> {
    let mut parts = source.split("w[\"");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("\"]").unwrap_or((part, ""));
        let word = words.get(name).ok_or_else(|| name.to_owned())?;
        text.push_str(&format!("{}{rest}", Value::from(word.as_str())));
    }
    Ok(text)
}

/// Replaces the token by the value. It must occur exactly once; comments, which may name it, are not counted. The error
/// is the number of occurrences.
pub fn fill(source: &str, token: &str, value: &str) -> Result<String, usize> {
    let is_comment = |line: &str| ["//", "/*", "*"].iter().any(|mark| line.trim_start().starts_with(mark));
    let mut count = 0;
    let mut text = String::with_capacity(source.len() + value.len());
    for line in source.split_inclusive('\n') {
        if is_comment(line) {
            text.push_str(line);
        } else {
            count += line.matches(token).count();
            text.push_str(&line.replace(token, value));
        }
    }
    if count == 1 { Ok(text) } else { Err(count) }
}

/// The text of a file with its tokens replaced by values.
pub fn fill_file(path: PathBuf, values: &[(&'static str, &str)]) -> Result<String, Error> {
    let mut text = files::read_text(&path)?;
    for (token, value) in values {
        text =
            fill(&text, token, value).map_err(|count| Error::Token { path: path.clone(), token, count })?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_tokens_except_in_comments() {
        assert_eq!(
            fill("// __BUILD__ is filled in.\nconst build = __BUILD__;\n", TOKEN, "{\"a\":1}").as_deref(),
            Ok("// __BUILD__ is filled in.\nconst build = {\"a\":1};\n")
        );
    }

    #[test]
    fn languages_keep_their_order() {
        let language =
            |tag, name: &str| Language { tag, about: serde_json::json!({"name": name, "shell": "’"}) };
        let parts = Parts {
            runner: "r.js".into(),
            wasm: "w.wasm".into(),
            wasm_integrity: "sha256-a".into(),
            frame: Some("f.js".into()),
            advice: "a.js".into(),
            words: BTreeMap::new(),
            languages: vec![language("en", "English"), language("de", "Deutsch")],
        };
        assert_eq!(
            parts.to_object("a{}"),
            r#"{"languages":{"en":{"name":"English","shell":"’"},"de":{"name":"Deutsch","shell":"’"}},"frame":"f.js","inline":"r.js","wasm":["w.wasm","sha256-a"],"advice":"a.js","css":"a{}"}"#
        );
    }

    #[test]
    fn inserts_texts_and_names_an_unknown_id() {
        let words = [("go", "Go"), ("stop-it", "Don’t \"go\"")];
        let words = words.map(|(id, text)| (id.to_owned(), text.to_owned())).into();
        let text = inline_texts(r#"f(w["stop-it"], w["go"]);"#, &words);
        assert_eq!(text.as_deref(), Ok(r#"f("Don’t \"go\"", "Go");"#));
        assert_eq!(inline_texts(r#"f(w["rest"])"#, &words), Err("rest".to_owned()));
    }

    #[test]
    fn rejects_a_missing_or_duplicate_token() {
        assert_eq!(fill("// __BUILD__\n", TOKEN, "{}"), Err(0));
        assert_eq!(fill("f(__BUILD__, __BUILD__)", TOKEN, "{}"), Err(2));
    }
}
