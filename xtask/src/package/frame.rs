//! Makes the files of `isolation="frame"` from `src/iframe/`: `frame.js`, which the loader imports, the page that it puts
//! into a frame, and the script of that page. That script holds the loader itself, so that page and loader in the frame
//! are always of one release.

use std::path::Path;

use serde_json::{Map, Value};

use super::esbuild::{Esbuild, minified};
use super::loader::{self, Parts, put_in};
use super::{files, write_hashed};
use crate::error::Error;
use crate::repo::Repo;

/// Writes the three files; the name of the first. `words` are `title` and `clear` in each language.
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
    // A script of its own each: closed in a block, neither sees the other's names.
    let script = format!("{{{bridge}}}\n{{{}}}", loader::script(repo, stage, parts, minifier)?);
    let script = write_hashed(stage, "framed", ".js", &script)?;

    let title = words[parts.languages[0].tag]["title"].as_str().unwrap_or_default();
    let page = put_in(source("inside.html"), &[("__SCRIPT__", &script), ("__TITLE__", title)])?;
    let page = write_hashed(stage, "frame", ".html", &page)?;

    let words = Value::Object(words.clone()).to_string();
    let frame =
        put_in(source("host.js"), &[("__PAGE__", &Value::from(page).to_string()), ("__WORDS__", &words)])?;
    write_hashed(stage, "frame", ".js", &minified(stage, &frame, minifier, |it, path| it.module(path))?)
}
