//! The invariants of the architecture, as far as they can be read from the source.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders that contain no source of this project.
const SKIPPED: [&str; 5] = [".git", "target", "dist", "node_modules", "pkg"];

/// The most lines in a file.
const MAX_LINES: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the project, as its path from the root with `/` as separator.
fn files() -> Vec<String> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("the folder can be listed").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !SKIPPED.contains(&name) {
                collect(&path, files);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(root(), &mut files);
    let from_root = |path: &PathBuf| {
        let path = path.strip_prefix(root()).expect("it is below the root");
        path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let mut files: Vec<String> = files.iter().map(from_root).collect();
    files.sort();
    files
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn rust_files() -> Vec<String> {
    files().into_iter().filter(|file| file.ends_with(".rs")).collect()
}

/// The lines of a file that are not tests, with their numbers.
fn code(file: &str) -> Vec<(usize, String)> {
    if file.starts_with("tests/")
        || file.contains("/tests/")
        || file.ends_with("/tests.rs")
        || file.ends_with("/random.rs")
    {
        return Vec::new();
    }
    let text = text(file);
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    lines.enumerate().map(|(n, line)| (n + 1, line.to_owned())).collect()
}

/// Fails with all errors at once.
#[track_caller]
fn assert_none(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}

/// Crates that depend on a browser.
const BROWSER_CRATES: [&str; 5] = ["gloo", "js-sys", "leptos", "wasm-bindgen", "web-sys"];

#[test]
fn native_crates_do_not_depend_on_browser_crates() {
    const EVERYWHERE: &[&str] = &["--target", "all"];
    // The library `pdf` is also a program in the browser, and only there needs its crates.
    const HERE: &[&str] = &[];
    let packages =
        [("engine", EVERYWHERE), ("check", EVERYWHERE), ("lint", EVERYWHERE), ("rulebook", EVERYWHERE)];
    for (package, target) in packages.into_iter().chain([("cli", HERE)]) {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--edges", "normal", "--prefix", "none", "--package", package])
            .args(target)
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8_lossy(&tree.stdout);
        assert!(tree.contains("serde_json"), "{package}: {tree}");
        let found: Vec<&str> =
            tree.lines().filter(|line| BROWSER_CRATES.iter().any(|name| line.starts_with(name))).collect();
        assert!(found.is_empty(), "{package} depends on {found:?}");
    }
}

/// Files that list the modules of a crate in reading order. A module may use only those before it.
const ORDERED_CRATES: [&str; 2] = ["src/lib.rs", "crates/engine/src/lib.rs"];

#[test]
fn modules_use_only_earlier_modules() {
    let mut wrong = Vec::new();
    for lib in ORDERED_CRATES {
        let folder = lib.trim_end_matches("lib.rs");
        let lines = text(lib);
        let name = |line: &str| {
            let name = line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')?;
            (name != "testing").then(|| name.to_owned())
        };
        let modules: Vec<String> = lines.lines().filter_map(name).collect();
        assert!(modules.len() > 8, "{lib}: {modules:?}");
        for (place, module) in modules.iter().enumerate() {
            let is_its = |file: &String| {
                file.strip_prefix(folder)
                    .and_then(|file| file.strip_prefix(module.as_str()))
                    .is_some_and(|rest| rest.starts_with(['.', '/']))
            };
            for file in rust_files().into_iter().filter(is_its) {
                for (n, line) in code(&file) {
                    for later in &modules[place + 1..] {
                        if line.contains(&format!("crate::{later}::"))
                            || line.contains(&format!("crate::{later};"))
                        {
                            wrong.push(format!("{file}:{n} uses {later}, which comes later in {lib}"));
                        }
                    }
                }
            }
        }
    }
    assert_none(&wrong, "move the code down, or the module up");
}

#[test]
fn every_rust_file_begins_with_a_doc_comment() {
    let silent: Vec<String> =
        rust_files().into_iter().filter(|file| !text(file).starts_with("//! ")).collect();
    assert_none(
        &silent,
        "begin with `//!`: the responsibility of the file, and the things that it must not know",
    );
}

#[test]
fn no_file_is_too_long() {
    let lines = |file: &String| text(file).lines().count();
    let long: Vec<String> = rust_files().into_iter().filter(|file| lines(file) > MAX_LINES).collect();
    assert_none(&long, &format!("more than {MAX_LINES} lines; split it into a folder"));
}

#[test]
fn no_unfinished_marks_are_left() {
    // Concatenated, so that this test does not find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("todo", "!("),
        concat!("dbg", "!("),
    ];
    let mut wrong = Vec::new();
    for file in rust_files() {
        for (n, line) in text(&file).lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| line.contains(**mark)) {
                wrong.push(format!("{file}:{} has {mark}", n + 1));
            }
        }
        for (n, line) in code(&file) {
            if line.contains(".unwrap()") {
                wrong.push(format!("{file}:{n} unwraps; use `expect` with the reason why it can't fail"));
            }
        }
    }
    assert_none(&wrong, "finish it, or remove it");
}

/// Words that were this project's own, with the usual word. They do not come back.
const RETIRED_WORDS: [(&str, &str); 8] = [
    (concat!("me", "nd"), "fix"),
    (concat!("me", "nds"), "fixes"),
    (concat!("who", "ever"), "a sentence with a subject"),
    (concat!("the ", "matter"), "the error"),
    (concat!("stran", "gers"), "unknown attributes, third-party hosts"),
    (concat!("fleet", "ing"), "transient"),
    (concat!("mis", "fit"), "error"),
    (concat!("ton", "gue"), "language"),
];

#[test]
fn retired_words_do_not_come_back() {
    let is_written = |file: &&String| {
        // Content is written for visitors, in the words of its readers.
        !file.starts_with("content/")
            && [".rs", ".js", ".md", ".css", ".toml"].iter().any(|ending| file.ends_with(ending))
    };
    let mut wrong = Vec::new();
    for file in files().iter().filter(is_written) {
        for (n, line) in text(file).lines().enumerate() {
            let plain: String =
                line.to_lowercase().chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
            for (word, better) in RETIRED_WORDS {
                if format!(" {plain} ").contains(&format!(" {word} ")) {
                    wrong.push(format!("{file}:{}: “{word}”; write “{better}”", n + 1));
                }
            }
        }
    }
    assert_none(&wrong, "plain words");
}

/// The documents, apart from the changelog, which names files of the past.
fn documents() -> Vec<String> {
    files().into_iter().filter(|file| file.ends_with(".md") && file != "CHANGELOG.md").collect()
}

/// Endings of files that are written by hand. Other files may be build output.
const WRITTEN: [&str; 7] = [".rs", ".yaml", ".toml", ".md", ".css", ".txt", ".lock"];

/// The texts in backticks that are paths of files or folders of the project.
fn paths(document: &str) -> Vec<String> {
    let files = files();
    let is_folder = |name: &str| files.iter().any(|file| file.starts_with(&format!("{name}/")));
    let mut paths = Vec::new();
    let mut in_block = false;
    for line in text(document).lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        }
        if in_block {
            continue;
        }
        for token in line.split('`').skip(1).step_by(2) {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"./_-".contains(&byte);
            let first = token.split('/').next().unwrap_or_default();
            let written = WRITTEN.iter().any(|ending| token.ends_with(ending) && token.len() > ending.len());
            // A file of a release has a hash in its name.
            let made = SKIPPED.contains(&first) || token.starts_with('/') || token.contains("HASH");
            let is_path = written || (token.contains('/') && is_folder(first));
            if is_path && !made && token.bytes().all(plain) {
                paths.push(token.to_owned());
            }
        }
    }
    paths
}

#[test]
fn every_path_in_the_documents_exists() {
    let files = files();
    let mut wrong = Vec::new();
    let mut found = 0;
    for document in documents() {
        for path in paths(&document) {
            found += 1;
            // A document may name the file of any language.
            let path = path.trim_end_matches('/').replace("LANG", "en");
            // A path from the root, or from any folder: `wire.rs`, `session/tests.rs`.
            let is_it = |file: &String| {
                let mut at = Some(file.as_str());
                std::iter::from_fn(|| {
                    let here = at?;
                    at = here.split_once('/').map(|(_, rest)| rest);
                    Some(here)
                })
                .any(|tail| {
                    tail == path || tail.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/'))
                })
            };
            if !files.iter().any(is_it) {
                wrong.push(format!("{document} names {path}"));
            }
        }
    }
    assert!(found > 30, "only {found} paths were found");
    assert_none(&wrong, "no such file; change the document, or add the file");
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut found = 0;
    for document in documents() {
        let folder = Path::new(&document).parent().expect("it is a file");
        for link in text(&document).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            found += 1;
            let (path, id) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { PathBuf::from(&document) } else { folder.join(path) };
            let exists = root().join(&target).exists();
            let has_heading = || {
                let text = fs::read_to_string(root().join(&target)).unwrap_or_default();
                text.lines().any(|line| line.starts_with('#') && anchor(line) == id)
            };
            if !exists || !(id.is_empty() || has_heading()) {
                wrong.push(format!("{document}: {link}"));
            }
        }
    }
    assert!(found > 20, "only {found} links were found");
    assert_none(&wrong, "no such file or heading");
}

/// The texts in backticks that are types of the project, perhaps with a function of theirs.
fn types(document: &str) -> Vec<String> {
    let is_type = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().any(|c| c.is_ascii_lowercase())
    };
    let is_name = |token: &&str| {
        let name = token.split("::").next().unwrap_or_default();
        is_type(name) && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':')
    };
    let text = text(document);
    text.split('`').skip(1).step_by(2).filter(is_name).map(str::to_owned).collect()
}

#[test]
fn every_type_in_the_documents_for_developers_exists() {
    let code: String = rust_files().iter().map(|file| text(file)).collect();
    let mut wrong = Vec::new();
    let mut found = 0;
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for token in types(document) {
            found += 1;
            let (name, function) = token.split_once("::").unwrap_or((&token, ""));
            let is_defined = ["struct", "enum", "trait", "type"].iter().any(|kind| {
                [" ", "<", "(", ";"].iter().any(|end| code.contains(&format!("{kind} {name}{end}")))
            });
            // Enums of texts are made by build scripts.
            let is_made = code.contains(&format!("enum_of(\n        \"{name}\""))
                || code.contains(&format!("enum_of(\"{name}\""));
            if !(is_defined || is_made) || !code.contains(&format!("fn {function}")) {
                wrong.push(format!("{document} names {token}"));
            }
        }
    }
    assert!(found > 10, "only {found} types were found");
    assert_none(&wrong, "no such type; change the document");
}

/// Every criterion of WCAG 2.2 at level A, and at level AA.
const WCAG: [(&str, &str); 2] = [
    (
        "A",
        "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 \
         2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2",
    ),
    (
        "AA",
        "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 \
         3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
    ),
];

#[test]
fn every_accessibility_criterion_has_existing_tests() {
    let document = text("ACCESSIBILITY.md");
    let rows: Vec<Vec<&str>> = document
        .lines()
        .filter(|line| line.starts_with("| ") && line[2..].starts_with(|it: char| it.is_ascii_digit()))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let tests: Vec<String> =
        rust_files().into_iter().filter(|file| file.starts_with("tests/")).map(|file| text(&file)).collect();
    let mut wrong = Vec::new();
    for (level, criteria) in WCAG {
        for criterion in criteria.split_whitespace() {
            let row = rows.iter().find(|row| row[0].split(' ').next() == Some(criterion) && row[1] == level);
            let Some(row) = row else {
                wrong.push(format!("{criterion} ({level}) has no row"));
                continue;
            };
            let shown = row[3].contains('`') || row[3].contains("eviewed");
            if !shown && !row[2].starts_with("Not applicable: ") {
                wrong.push(format!("{criterion} has no evidence"));
            }
        }
    }
    let all: usize = WCAG.iter().map(|(_, criteria)| criteria.split_whitespace().count()).sum();
    if rows.len() != all {
        wrong.push(format!("{} rows for {all} criteria", rows.len()));
    }
    // The name of a test has several words, separated by `_`.
    let is_test = |name: &&str| {
        name.contains('_')
            && name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
    };
    for name in document.split('`').skip(1).step_by(2).filter(is_test) {
        let head = format!("fn {name}()");
        let is_there = |file: &String| {
            file.lines()
                .zip(file.lines().skip(1))
                .any(|(before, line)| before.contains("test]") && line.contains(&head))
        };
        if !tests.iter().any(is_there) {
            wrong.push(format!("there is no test {name}"));
        }
    }
    assert_none(&wrong, "ACCESSIBILITY.md");
}
