//! The names of release files, and reading and writing them with errors that name the file.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::Error;

/// The only file that a clinic's page refers to.
pub const LOADER: &str = "candidate-check.js";
/// The loader as a module, for pages and bundlers that import it.
pub const MODULE: &str = "module.js";
/// The demo page.
pub const PAGE: &str = "index.html";
/// The folder of files that only the demo page uses.
pub const DEMO: &str = "demo/";
/// The hashes of all files, for clinics that pin a version.
pub const INTEGRITY: &str = "integrity.json";

/// Whether a file belongs only to the demo page; clinics copy all other files.
pub fn is_demo(name: &str) -> bool {
    name == PAGE || name.starts_with(DEMO)
}

/// The JavaScript that wasm-bindgen wrote.
pub fn is_glue(name: &str) -> bool {
    has_hash(name, "widget-", ".js")
}

/// The JavaScript that starts the widget; in a release it contains the glue.
pub fn is_runner(name: &str) -> bool {
    has_hash(name, "runner-", ".js")
}

/// The widget itself.
pub fn is_wasm(name: &str) -> bool {
    has_hash(name, "widget-", "_bg.wasm")
}

/// The check in one language.
pub fn is_check(name: &str, lang: &str) -> bool {
    has_hash(name, &format!("check.{lang}-"), ".txt")
}

/// Whether the runner may fetch a file of the release. The loader fetches the modules and the WASM.
pub fn is_for_runner(name: &str) -> bool {
    ["brief", "check.", "compile-", "compiler-", "learn.", "pdf-"].iter().any(|start| name.starts_with(start))
}

fn has_hash(name: &str, prefix: &str, suffix: &str) -> bool {
    let hash = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix));
    hash.is_some_and(|hash| !hash.is_empty() && hash.chars().all(|it| it.is_ascii_hexdigit()))
}

/// The longest prefix of a text whose characters all pass.
pub fn start_of(text: &str, passes: impl Fn(char) -> bool) -> &str {
    let end = text.find(|it: char| !passes(it));
    &text[..end.unwrap_or(text.len())]
}

/// The one file of a folder whose name passes; the error shows `pattern`.
pub fn one(dir: &Path, passes: impl Fn(&str) -> bool, pattern: &str) -> Result<String, Error> {
    let mut found: Vec<String> = all_in(dir)?.into_iter().filter(|name| passes(name)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(name), true) => Ok(name),
        (last, _) => {
            found.extend(last);
            Err(Error::NotOne { pattern: pattern.to_owned(), dir: dir.to_owned(), found })
        }
    }
}

/// The files in a folder and below it, as paths relative to it, sorted.
pub fn all_in(dir: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    collect(dir, "", &mut names)?;
    names.sort_unstable();
    Ok(names)
}

fn collect(dir: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), Error> {
    for entry in std::fs::read_dir(dir).map_err(Error::file("list", dir))? {
        let path = entry.map_err(Error::file("list", dir))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), names)?;
        } else {
            names.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

/// Makes the folder `to` a copy of `from`: files that are only in `to` are removed.
pub fn copy_all(from: &Path, to: &Path) -> Result<(), Error> {
    if to.is_dir() {
        std::fs::remove_dir_all(to).map_err(Error::file("replace", to))?;
    }
    std::fs::create_dir_all(to).map_err(Error::file("write", to))?;
    for name in all_in(from)? {
        let copy = to.join(&name);
        if let Some(dir) = copy.parent() {
            std::fs::create_dir_all(dir).map_err(Error::file("write", dir))?;
        }
        std::fs::copy(from.join(&name), &copy).map_err(Error::file("write", copy))?;
    }
    Ok(())
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(Error::file("read", path))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(Error::file("read", path))
}

/// The data of a YAML file. `fix` says how to correct a file of another form.
pub fn read_yaml<T: DeserializeOwned>(path: &Path, fix: &'static str) -> Result<T, Error> {
    serde_saphyr::from_str(&read_text(path)?).map_err(|err| Error::NotUnderstood {
        what: path.display().to_string(),
        detail: err.to_string(),
        fix,
    })
}

/// Removes a file.
pub fn remove(path: &Path) -> Result<(), Error> {
    std::fs::remove_file(path).map_err(Error::file("replace", path))
}

/// Writes a file, or overwrites it.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(Error::file("write", path))
}

#[cfg(test)]
mod tests {
    use devkit::Scratch;

    use super::*;

    #[test]
    fn names_of_release_files_are_distinguished() {
        assert!(is_glue("widget-0123456789abcdef.js"));
        assert!(!is_glue("widget-0123456789abcdef_bg.wasm"));
        assert!(!is_glue("widget-.js"));
        assert!(is_runner("runner-0123456789abcdef.js"));
        assert!(is_wasm("widget-0123456789abcdef_bg.wasm"));
        assert!(is_check("check.en-0123456789abcdef.txt", "en"));
        assert!(is_demo("index.html") && is_demo("demo/playground_bg.wasm"));
        assert!(!is_demo("demo.js") && !is_wasm("demo/playground_bg.wasm") && !is_glue("demo/playground.js"));
        assert!(!is_demo("module.js"));
        assert!(!is_check("check.en-GB-0123456789abcdef.txt", "en"));
    }

    #[test]
    fn finds_one_file_and_rejects_none_or_two() {
        let scratch =
            Scratch::make(&std::env::temp_dir(), "files").expect("the temporary folder is writable");
        let dir = scratch.path();
        std::fs::create_dir_all(dir.join("below")).expect("the temporary folder is writable");
        write(&dir.join("widget-0a.js"), "").expect("the temporary folder is writable");
        write(&dir.join("below/b.txt"), "").expect("the temporary folder is writable");
        assert_eq!(all_in(dir).ok(), Some(vec!["below/b.txt".to_owned(), "widget-0a.js".to_owned()]));
        assert_eq!(one(dir, is_glue, "widget-*.js").ok().as_deref(), Some("widget-0a.js"));
        assert!(one(dir, is_wasm, "widget-*_bg.wasm").is_err());
        write(&dir.join("widget-0b.js"), "").expect("the temporary folder is writable");
        let err = one(dir, is_glue, "widget-*.js").expect_err("there are two");
        assert!(err.to_string().contains("found widget-0a.js, widget-0b.js"), "{err}");
    }

    #[test]
    fn a_copy_has_the_same_files_and_no_others() {
        let scratch = Scratch::make(&std::env::temp_dir(), "copy").expect("the temporary folder is writable");
        let dir = scratch.path();
        let (from, to) = (dir.join("from"), dir.join("to"));
        for file in ["from/a.js", "from/demo/b.css", "to/stale.js"].map(|it| dir.join(it)) {
            std::fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it is writable");
            write(&file, "x").expect("the temporary folder is writable");
        }
        copy_all(&from, &to).expect("the temporary folder is writable");
        assert_eq!(all_in(&to).ok(), Some(vec!["a.js".to_owned(), "demo/b.css".to_owned()]));
    }
}
