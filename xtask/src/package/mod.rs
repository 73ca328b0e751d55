//! `package`: turns what Trunk staged into the release. Trunk calls it after each build.
//!
//! File names carry the hash of what is in the file, so that a server may let browsers keep them for ever;
//! only the loader's name stays, and the loader knows the others.

mod esbuild;
pub mod files;
mod loader;
mod page;

use std::path::{Path, PathBuf};

use candidate_check::content;
use serde_json::{Map, Value};

use crate::digest;
use crate::error::Error;
use crate::process::Kit;
use crate::repo::Repo;
use crate::setup;
use esbuild::Esbuild;
use loader::Language;

/// Makes the loader, the checks and `integrity.json`, minifies in release builds, and gives files their final
/// names.
pub fn package(repo: &Repo) -> Result<(), Error> {
    let stage = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(Error::NotInTrunk)?;
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let kit = Kit::new(repo).with_programs_of(setup::node_programs(repo));
    let minifier = is_release.then_some(Esbuild { kit: &kit });

    let wasm = rename_wasm(&stage)?;
    let glue = rewrite_glue(&stage, &wasm, minifier.as_ref())?;
    let languages = write_checks(&stage)?;
    let parts = loader::Parts { glue, wasm: wasm.name, languages };
    loader::write(repo, &stage, &parts, minifier.as_ref())?;
    page::tidy(&stage)?;
    write_integrity(&stage)
}

/// The WASM, which changed its name.
struct Renamed {
    staged: String,
    name: String,
}

fn rename_wasm(stage: &Path) -> Result<Renamed, Error> {
    let staged = files::one(stage, files::is_wasm, "widget-*_bg.wasm")?;
    // Trunk's hash is of the module before wasm-opt.
    let hash = digest::short_hash(&files::read(&stage.join(&staged))?);
    let name = format!("widget-{hash}_bg.wasm");
    std::fs::rename(stage.join(&staged), stage.join(&name))
        .map_err(Error::file("rename", stage.join(&staged)))?;
    Ok(Renamed { staged, name })
}

/// Writes the glue under its final name. It names the WASM that it loads when told of none: that must be the
/// true one.
fn rewrite_glue(stage: &Path, wasm: &Renamed, minifier: Option<&Esbuild>) -> Result<String, Error> {
    let staged = files::one(stage, files::is_glue, "widget-*.js")?;
    let path = stage.join(&staged);
    let named =
        files::read_text(&path)?.replace("widget_bg.wasm", &wasm.name).replace(&wasm.staged, &wasm.name);
    files::write(&path, &named)?;
    let text = match minifier {
        Some(esbuild) => {
            let text = esbuild.module(&path)?;
            // The snippets are part of the glue now.
            let snippets = stage.join("snippets");
            if snippets.is_dir() {
                std::fs::remove_dir_all(&snippets).map_err(Error::file("tidy up", snippets))?;
            }
            text
        }
        None => named,
    };
    let name = format!("widget-{}.js", digest::short_hash(text.as_bytes()));
    std::fs::remove_file(&path).map_err(Error::file("replace", path))?;
    files::write(&stage.join(&name), &text)?;
    Ok(name)
}

/// Writes the check in every language; the library's first language comes first.
fn write_checks(stage: &Path) -> Result<Vec<Language>, Error> {
    let mut languages = Vec::new();
    for tag in content::languages() {
        let check = content::check(tag).unwrap_or_default();
        parse(check, tag, "check")?;
        let file = format!("check.{tag}-{}.json", digest::short_hash(check.as_bytes()));
        files::write(&stage.join(&file), check)?;
        let words = parse(content::shell(tag).unwrap_or_default(), tag, "shell")?;
        languages.push(Language { tag, file, words });
    }
    Ok(languages)
}

fn parse(text: &str, tag: &str, function: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|err| Error::NotUnderstood {
        what: format!("what content::{function}(\"{tag}\") gave"),
        detail: err.to_string(),
        mend: "the function must give JSON: see src/content.rs and build.rs",
    })
}

/// Lists the hash of each file in the form of an `integrity` attribute; of all but the page, which only shows
/// the check.
fn write_integrity(stage: &Path) -> Result<(), Error> {
    let mut hashes = Map::new();
    for name in files::all_in(stage)? {
        if name != files::PAGE && name != files::INTEGRITY {
            let hash = digest::integrity(&files::read(&stage.join(&name))?);
            hashes.insert(name, hash.into());
        }
    }
    files::write(&stage.join(files::INTEGRITY), &format!("{:#}\n", Value::Object(hashes)))
}
