//! `package`: turns the files that Trunk staged into the release. Trunk calls it after each build.
//!
//! File names contain the hash of the content, so browsers may cache the files for ever. Only the loader's name is
//! fixed, and the loader contains the names of the others.

mod advice;
mod attributes;
mod esbuild;
pub mod files;
mod frame;
mod install;
mod landing;
mod loader;
mod module;
mod page;
mod style;
mod trim;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use check::content;
use serde_json::{Map, Value, json};

use crate::digest;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;
use crate::setup;
use esbuild::Esbuild;
use landing::{LANDING_IMPORT, landing};
use loader::Language;

/// The variable with a folder for a copy of the staged files, from which `serve` repeats this step alone.
pub const KEEP_STAGED: &str = "CANDIDATE_CHECK_KEEP_STAGED";

/// Makes the loader, the checks and `integrity.json`, minifies in release builds, and gives files their final names.
pub fn package(repo: &Repo) -> Result<(), Error> {
    let stage = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(Error::NotInTrunk)?;
    if let Some(copy) = std::env::var_os(KEEP_STAGED) {
        files::copy_all(&stage, Path::new(&copy))?;
    }
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let command_env = CommandEnv::new(repo).with_programs_of(setup::node_programs(repo));
    let minifier = is_release.then_some(Esbuild { command_env: &command_env });

    let (words, languages) = write_languages(&stage)?;
    finish_programs(&stage, minifier.as_ref())?;
    for program in SOME_VISITORS {
        write_program(repo, &stage, &program, minifier.as_ref())?;
    }
    let runner = write_runner(repo, &stage, &languages, minifier.as_ref())?;
    let advice = advice::write(repo, &stage, minifier.as_ref())?;
    let wasm = files::one(&stage, files::is_wasm, "widget-*_bg.wasm")?;
    let wasm_integrity = digest::short_integrity(&files::read(&stage.join(&wasm))?);
    let mut parts = loader::Parts { runner, wasm, wasm_integrity, frame: None, advice, words, languages };
    parts.frame = Some(frame::write(repo, &stage, &parts, &frame_titles(), minifier.as_ref())?);
    loader::write(repo, &stage, &parts, minifier.as_ref())?;
    module::write(repo, &stage, &parts, minifier.as_ref())?;
    attributes::write_for_panel(repo, &stage, minifier.as_ref())?;
    page::write(repo, &stage)?;
    write_integrity(&stage)
}

/// Updates the demo page's own style sheets among the files that Trunk staged before. Their names keep the old hash,
/// because the page refers to them by it.
pub fn update_sheets(repo: &Repo, stage: &Path) -> Result<(), Error> {
    for staged in files::all_in(stage)? {
        let Some((sheet, _)) = staged.strip_prefix(files::DEMO).and_then(|name| name.rsplit_once('-')) else {
            continue;
        };
        let source = repo.root.join("style").join(format!("{sheet}.css"));
        if staged.ends_with(".css") && source.is_file() {
            files::write(&stage.join(&staged), &files::read_text(&source)?)?;
        }
    }
    Ok(())
}

/// The used exports of the glue of each WASM program.
const EXPORTS: [(&str, &[&str]); 4] = [
    (WIDGET, &["default", "learn", "lines", "mount"]),
    ("compiler", &["default", "compile", "labels"]),
    ("brief", &["default", "show", "paper"]),
    ("pdf", &["default", "make"]),
];
const WIDGET: &str = "widget";

/// A program that only some visitors need.
struct Program {
    name: &'static str,
    /// The module that starts it.
    module: &'static str,
    /// The style sheets in that module, by the name of the export.
    styles: &'static [(&'static str, &'static [&'static str])],
}

const SOME_VISITORS: [Program; 3] = [
    Program { name: "compiler", module: "compile", styles: &[] },
    Program { name: "brief", module: "brief", styles: &[("SHEET", style::SHEET), ("PRINT", style::PRINT)] },
    Program { name: "pdf", module: "pdf", styles: &[] },
];

/// Finishes all WASM programs side by side: `wasm-opt` takes seconds and uses one processor.
fn finish_programs(stage: &Path, minifier: Option<&Esbuild>) -> Result<(), Error> {
    // Before any of them changes the folder.
    let main = main_glue(stage)?;
    std::thread::scope(|scope| {
        EXPORTS
            .map(|(name, exports)| {
                let glue = if name == WIDGET { main.clone() } else { format!("{name}.js") };
                scope.spawn(move || finish(stage, name, &glue, exports, minifier))
            })
            .into_iter()
            .try_for_each(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// The glue of the main program: only its name has Trunk's hash.
fn main_glue(stage: &Path) -> Result<String, Error> {
    files::one(stage, files::is_glue, "widget-*.js")
}

/// Gives a WASM program its final form and name, and its glue that name.
fn finish(
    stage: &Path,
    name: &str,
    glue: &str,
    exports: &[&str],
    minifier: Option<&Esbuild>,
) -> Result<(), Error> {
    let wasm = glue.replace(".js", "_bg.wasm");
    let (glue, staged) = (stage.join(glue), stage.join(&wasm));
    if let Some(esbuild) = minifier {
        trim::trim_if_known(esbuild, &glue, &staged, exports)?;
    }
    // Trunk's hash is of the module before wasm-opt.
    let hash = digest::short_hash(&files::read(&staged)?);
    let named = format!("{name}-{hash}_bg.wasm");
    std::fs::rename(&staged, stage.join(&named)).map_err(Error::file("rename", &staged))?;
    // The glue contains the name of a WASM file to load by default; that must be a real name too.
    let text = files::read_text(&glue)?.replace(&wasm, &named).replace(&format!("{name}_bg.wasm"), &named);
    files::write(&glue, &text)
}

/// Makes the glue of a program the module that starts it.
fn write_program(
    repo: &Repo,
    stage: &Path,
    program: &Program,
    minifier: Option<&Esbuild>,
) -> Result<(), Error> {
    let glue = stage.join(format!("{}.js", program.name));
    let mut text = files::read_text(&glue)?;
    for (export, sheets) in program.styles {
        let css = Value::from(style::sheets(repo, stage, sheets, minifier)?);
        text.push_str(&format!("\nexport const {export} = {css};\n"));
    }
    if let Some(esbuild) = minifier {
        files::write(&glue, &text)?;
        text = esbuild.module(&glue)?;
    }
    files::remove(&glue)?;
    write_hashed(stage, program.module, ".js", &text).map(drop)
}

/// The placeholder in the runner's source for the hashes of the files that it may fetch.
const INTEGRITY_TOKEN: &str = "__INTEGRITY__";
/// The placeholder there for the languages and their names.
const LANGUAGES_TOKEN: &str = "__LANGUAGES__";
/// The placeholder there for the styles of the widget.
const STYLE_TOKEN: &str = "__STYLE__";

/// Writes the runner, which refers to the glue, which refers to the WASM. A release build merges runner and glue into one
/// file.
fn write_runner(
    repo: &Repo,
    stage: &Path,
    languages: &[Language],
    minifier: Option<&Esbuild>,
) -> Result<String, Error> {
    let glue = main_glue(stage)?;
    let runner = repo.root.join("src/element/runner.js");
    let source = loader::fill_file(runner, &[(LANDING_IMPORT, &landing(repo)?)])?;
    let path = stage.join("runner.js");
    let names: Value = languages.iter().map(|it| json!([it.tag, it.about["name"]])).collect();
    let source = source
        .replace("widget.js", &glue)
        .replace(LANGUAGES_TOKEN, &names.to_string())
        .replace(INTEGRITY_TOKEN, &hashes(stage, digest::short_integrity, files::is_for_runner)?.to_string())
        .replace(STYLE_TOKEN, &Value::from(style::sheets(repo, stage, style::WIDGET, minifier)?).to_string());
    files::write(&path, &source)?;
    let text = match minifier {
        Some(esbuild) => {
            let text = esbuild.smallest_module(&path)?;
            files::remove(&stage.join(&glue))?;
            // The snippets are part of the runner now.
            let snippets = stage.join("snippets");
            if snippets.is_dir() {
                std::fs::remove_dir_all(&snippets).map_err(Error::file("tidy up", snippets))?;
            }
            text
        }
        None => files::read_text(&path)?,
    };
    files::remove(&path)?;
    write_hashed(stage, "runner", ".js", &text)
}

/// Writes the check in every language; the library's first language comes first. The loader contains the texts of
/// the first; those of the others are files, for the visitors who need them.
fn write_languages(stage: &Path) -> Result<(BTreeMap<String, String>, Vec<Language>), Error> {
    let mut first = BTreeMap::new();
    let mut languages = Vec::new();
    for tag in content::languages() {
        for (name, text) in
            [("brief", content::brief(tag)), ("check", content::check(tag)), ("learn", content::learn(tag))]
        {
            write_hashed(stage, &format!("{name}.{tag}"), ".txt", text.unwrap_or_default())?;
        }
        let shell = content::section(tag, "shell").unwrap_or_default();
        let mut about = json!({ "name": content::name(tag) });
        if let Some(direction) = content::direction(tag).filter(|it| it != "ltr") {
            about["direction"] = direction.into();
        }
        if languages.is_empty() {
            first = shell;
        } else {
            // A module, so that the protections of the other modules apply to it too.
            let words = format!("export const words={}", translations(&first, &shell)?);
            about["shell"] = write_hashed(stage, &format!("shell.{tag}"), ".js", &words)?.into();
        }
        languages.push(Language { tag, about });
    }
    Ok((first, languages))
}

/// Maps the texts of the first language to those of another; only texts that differ.
fn translations(first: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Result<Value, Error> {
    let mut all = Map::new();
    for (id, text) in first {
        let translation = Value::from(other.get(id).map_or(text.as_str(), String::as_str));
        let before = all.insert(text.clone(), translation.clone());
        if before.is_some_and(|before| before != translation) {
            return Err(Error::NotUnderstood {
                what: format!("the text {id} in content/"),
                detail: format!("“{text}” has two translations"),
                fix: "the loader identifies a text by its wording in the first language: use two different wordings there",
            });
        }
    }
    all.retain(|text, translation| translation != text);
    Ok(all.into())
}

/// The title of a frame in each language.
fn frame_titles() -> Map<String, Value> {
    let title = |tag| content::section(tag, "shell").unwrap_or_default().get("title").cloned().into();
    content::languages().map(|tag| (tag.to_owned(), title(tag))).collect()
}

/// Writes a file whose name contains the hash of its content, and returns the name.
fn write_hashed(stage: &Path, name: &str, ending: &str, text: &str) -> Result<String, Error> {
    let file = format!("{name}-{}{ending}", digest::short_hash(text.as_bytes()));
    files::write(&stage.join(&file), text)?;
    Ok(file)
}

/// Lists the hash of each file as an `integrity` attribute has it, except for the files of the demo page.
fn write_integrity(stage: &Path) -> Result<(), Error> {
    let hashes = hashes(stage, digest::integrity, |name| !files::is_demo(name) && name != files::INTEGRITY)?;
    files::write(&stage.join(files::INTEGRITY), &format!("{hashes:#}\n"))
}

/// The hashes of staged files, by name.
fn hashes(stage: &Path, hash: fn(&[u8]) -> String, of: impl Fn(&str) -> bool) -> Result<Value, Error> {
    let mut hashes = Map::new();
    for name in files::all_in(stage)? {
        if of(&name) {
            let hash = hash(&files::read(&stage.join(&name))?);
            hashes.insert(name, hash.into());
        }
    }
    Ok(Value::Object(hashes))
}

#[cfg(test)]
mod tests {
    use devkit::Scratch;

    use super::*;

    #[test]
    fn updates_the_staged_sheets_of_the_demo_page() {
        let repo = Repo::find();
        let scratch =
            Scratch::make(&std::env::temp_dir(), "sheets").expect("the temporary folder is writable");
        let stage = scratch.path();
        std::fs::create_dir_all(stage.join("demo")).expect("the temporary folder is writable");
        for name in ["demo/demo-0a.css", "demo/playground_bg.wasm", "demo/no-such-0a.css", "widget-0a.js"] {
            files::write(&stage.join(name), "old").expect("the temporary folder is writable");
        }
        update_sheets(&repo, stage).expect("the sheets can be read");
        let staged = |name: &str| files::read_text(&stage.join(name)).expect("the file is there");
        let sheet = files::read_text(&repo.root.join("style/demo.css")).expect("there is a sheet");
        assert_eq!(staged("demo/demo-0a.css"), sheet);
        for name in ["demo/playground_bg.wasm", "demo/no-such-0a.css", "widget-0a.js"] {
            assert_eq!(staged(name), "old", "{name}");
        }
    }

    #[test]
    fn rejects_two_translations_of_the_same_text() {
        let texts = |texts: [&str; 3]| {
            ["a", "b", "c"].map(str::to_owned).into_iter().zip(texts.map(str::to_owned)).collect()
        };
        let first = texts(["Chat", "Start", "Start"]);
        let found = translations(&first, &texts(["Chat", "Empezar", "Empezar"])).ok();
        assert_eq!(found, Some(json!({ "Start": "Empezar" })));
        assert!(translations(&first, &texts(["Chat", "Empezar", "Iniciar"])).is_err());
    }
}
