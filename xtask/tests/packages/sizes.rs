//! The sizes in the README are those of the release, within one percent.

use std::fs;

use devkit::project::upload_folder;
use devkit::root;

/// Bytes after brotli of the files whose names begin like this; the ZIP file contains them compressed.
fn sizes(start: &str) -> Vec<u64> {
    let files = fs::read_dir(upload_folder()).expect("the release is built").flatten();
    files
        .map(|it| (it.file_name().to_string_lossy().into_owned(), it.metadata().map_or(0, |it| it.len())))
        .filter(|(name, _)| name.ends_with(".br") && name.starts_with(start))
        .map(|(_, size)| size)
        .collect()
}

/// The bytes of files, one for each of these beginnings.
fn size(starts: &[&str]) -> u64 {
    let one = |start: &&str| match sizes(start)[..] {
        [size] => size,
        ref found => panic!("{} files begin with {start}", found.len()),
    };
    starts.iter().map(one).sum()
}

/// The bytes of a program: a module and its WASM.
fn program(start: &str) -> u64 {
    let found = sizes(start);
    assert_eq!(found.len(), 2, "{start}");
    found.iter().sum()
}

#[test]
fn sizes_in_the_readme_are_those_of_the_release() {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let figures = |start: &str| -> Vec<u64> {
        let line = readme.lines().find(|it| it.starts_with(&format!("| {start}")));
        let cell = line.and_then(|it| it.trim_end_matches(" |").rsplit("| ").next());
        let cell = cell.unwrap_or_else(|| panic!("README.md has no line for {start}"));
        let words = cell.split(' ').map(|word| word.replace(',', ""));
        words.filter_map(|word| word.parse().ok()).collect()
    };
    let check = |start: &str, expected: &[u64]| {
        let found = figures(start);
        let is_close = |(found, expected): (&u64, &u64)| found.abs_diff(*expected) <= expected / 100;
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(is_close),
            "README.md says {found:?} for “{start}”; the release has {expected:?}"
        );
    };
    let loader = size(&["candidate-check.js"]);
    let first_visit = size(&["candidate-check.js", "runner-", "widget-", "check.en-"]);
    let spanish = size(&["check.es-", "shell.es-"]) - size(&["check.en-"]);
    check("on every page", &[loader]);
    check("everything to finish", &[first_visit]);
    check("the learn cards", &[size(&["learn.en-"])]);
    check("the brief", &[program("brief-") + program("pdf-") + size(&["brief.en-", "brief.es-"])]);
    check("Spanish in place", &[spanish, size(&["learn.es-"]) - size(&["learn.en-"])]);
    check("a questionnaire of your own", &[size(&["compile-", "compiler-"])]);
}
