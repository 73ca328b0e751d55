//! Makes the files of `isolation="frame"` from `src/iframe/`: `frame.js`, which the loader imports, the page that it puts
//! into a frame, and the script of that page. That script contains the loader itself, so that page and loader in the
//! frame are always of one release.

use std::path::Path;

use serde_json::{Map, Value};

use super::esbuild::{Esbuild, minified};
use super::loader::{self, Parts, fill_file};
use super::{files, write_hashed};
use crate::error::Error;
use crate::repo::Repo;

/// Writes the three files and returns the name of the first. `words` are `title` and `clear` in each language.
pub fn write(
    repo: &Repo,
    stage: &Path,
    parts: &Parts,
    words: &Map<String, Value>,
    minifier: Option<&Esbuild>,
) -> Result<String, Error> {
    let source = |name: &str| repo.root.join("src/iframe").join(name);
    let bridge =
        minified(stage, &files::read_text(&source("inside.js"))?, minifier, |it, path| it.script(path))?;
    // Each script is in a block, so neither sees the names of the other.
    let script = format!("{{{bridge}}}\n{{{}}}", loader::script(repo, stage, parts, minifier)?);
    let script = write_hashed(stage, "framed", ".js", &script)?;

    let title = words[parts.languages[0].tag]["title"].as_str().unwrap_or_default();
    let page = fill_file(source("inside.html"), &[("__SCRIPT__", &script), ("__TITLE__", title)])?;
    let page = write_hashed(stage, "frame", ".html", &page)?;

    let words = Value::Object(words.clone()).to_string();
    let frame =
        fill_file(source("host.js"), &[("__PAGE__", &Value::from(page).to_string()), ("__WORDS__", &words)])?;
    write_hashed(stage, "frame", ".js", &minified(stage, &frame, minifier, |it, path| it.module(path))?)
}
