//! Makes `candidate-check.js` from `src/embed/loader.js`: tells it what this build is made of, and minifies
//! it.

use std::path::Path;

use serde_json::Value;

use super::esbuild::Esbuild;
use super::files;
use crate::error::Error;
use crate::repo::Repo;

/// Stands in the loader's source where the build's values go.
const TOKEN: &str = "__BUILD__";

/// What the loader is told.
pub struct Parts {
    pub glue: String,
    pub wasm: String,
    /// The first is the one to fall back on.
    pub languages: Vec<Language>,
}

/// The check in one language.
pub struct Language {
    /// As BCP 47 has it.
    pub tag: &'static str,
    pub file: String,
    /// What the loader says itself, before the check is there.
    pub words: Value,
}

impl Parts {
    /// The values as a JavaScript object. Languages keep their order: the loader falls back on the first.
    fn to_object(&self, css: &str) -> String {
        let checks = self.languages.iter().map(|it| (it.tag, Value::from(it.file.as_str())));
        let words = self.languages.iter().map(|it| (it.tag, it.words.clone()));
        format!(
            "{{\"glue\":{},\"wasm\":{},\"checks\":{},\"words\":{},\"css\":{}}}",
            Value::from(self.glue.as_str()),
            Value::from(self.wasm.as_str()),
            ordered(checks),
            ordered(words),
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
    let style = repo.root.join("style/shell.css");
    let css = match minifier {
        Some(esbuild) => esbuild.css(&style)?,
        None => files::read_text(&style)?,
    };
    let source = repo.root.join("src/embed/loader.js");
    let text = fill(&files::read_text(&source)?, &parts.to_object(&css)).map_err(|count| Error::Token {
        path: source,
        token: TOKEN,
        count,
    })?;
    let path = stage.join(files::LOADER);
    files::write(&path, &text)?;
    if let Some(esbuild) = minifier {
        files::write(&path, &esbuild.script(&path)?)?;
    }
    Ok(())
}

/// Puts the values in the token's place, which may be only one; comments may name the token. Else: how many
/// there are.
fn fill(source: &str, build: &str) -> Result<String, usize> {
    let is_comment = |line: &str| ["//", "/*", "*"].iter().any(|mark| line.trim_start().starts_with(mark));
    let mut count = 0;
    let mut text = String::with_capacity(source.len() + build.len());
    for line in source.split_inclusive('\n') {
        if is_comment(line) {
            text.push_str(line);
        } else {
            count += line.matches(TOKEN).count();
            text.push_str(&line.replace(TOKEN, build));
        }
    }
    if count == 1 { Ok(text) } else { Err(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_take_the_tokens_place_and_comments_stay() {
        assert_eq!(
            fill("// __BUILD__ is filled in.\nconst build = __BUILD__;\n", "{\"a\":1}").as_deref(),
            Ok("// __BUILD__ is filled in.\nconst build = {\"a\":1};\n")
        );
    }

    #[test]
    fn languages_keep_their_order() {
        let language =
            |tag, file: &str| Language { tag, file: file.into(), words: serde_json::json!({"go": "’"}) };
        let parts = Parts {
            glue: "g.js".into(),
            wasm: "w.wasm".into(),
            languages: vec![language("en", "e.json"), language("de", "d.json")],
        };
        assert_eq!(
            parts.to_object("a{}"),
            r#"{"glue":"g.js","wasm":"w.wasm","checks":{"en":"e.json","de":"d.json"},"words":{"en":{"go":"’"},"de":{"go":"’"}},"css":"a{}"}"#
        );
    }

    #[test]
    fn a_token_that_is_missing_or_doubled_is_refused() {
        assert_eq!(fill("// __BUILD__\n", "{}"), Err(0));
        assert_eq!(fill("f(__BUILD__, __BUILD__)", "{}"), Err(2));
    }
}
