//! The source files of the page, and the build step after a change of each. All other files are ignored, so no test,
//! build or editor causes a build.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use devkit::inputs::{PAGE, is_test, list};

use crate::error::Error;

/// The build step after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Only the package step: neither cargo nor Trunk reads the file.
    Package,
    /// The whole build of Trunk.
    Build,
}

/// The step after a change of this file; `None` if it is no source of the page. Paths are relative to the repository.
pub fn step_for(path: &str) -> Option<Step> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_below = |dir: &str| path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'));
    // Temporary files of editors begin or end in another way.
    let is_hidden = name.starts_with(['.', '#']);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if !PAGE.iter().any(|root| path == *root || is_below(root)) || is_hidden || is_test(path) {
        return None;
    }
    match ending {
        "css" if is_below("style") => Some(Step::Package),
        "js" | "html" if is_below("src/element") || is_below("src/iframe") => Some(Step::Package),
        "md" if path == "docs/install.md" => Some(Step::Package),
        "rs" | "css" | "html" | "toml" | "lock" => Some(Step::Build),
        // The lists of words are for tests.
        "yaml" if !matches!(name, "never.yaml" | "known-words.yaml") => Some(Step::Build),
        _ => None,
    }
}

/// The modification time of each source file of the page, and its length in bytes.
#[derive(Debug, Default, PartialEq)]
pub struct Files(BTreeMap<String, (SystemTime, u64)>);

impl Files {
    /// Reads the metadata of all source files of the page.
    pub fn scan(root: &Path) -> Result<Files, Error> {
        let paths = list(root, &PAGE).map_err(Error::file("list", root))?;
        let looked = paths.into_iter().filter(|path| step_for(path).is_some()).filter_map(|path| {
            // A file that is removed between listing and reading will show as a change.
            let about = std::fs::metadata(root.join(&path)).ok()?;
            Some((path, (about.modified().unwrap_or(SystemTime::UNIX_EPOCH), about.len())))
        });
        Ok(Files(looked.collect()))
    }

    /// The files that were changed, added or removed.
    pub fn changed<'f>(&'f self, now: &'f Files) -> Vec<&'f str> {
        let added = now.0.keys().filter(|path| !self.0.contains_key(*path));
        let others = self.0.iter().filter(|(path, was)| now.0.get(*path) != Some(was)).map(|(path, _)| path);
        others.chain(added).map(String::as_str).collect()
    }

    /// The step for all changes together.
    pub fn step_to(&self, now: &Files) -> Option<Step> {
        self.changed(now).into_iter().filter_map(step_for).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(step: Option<Step>, paths: &[&str]) {
        for path in paths {
            assert_eq!(step_for(path), step, "{path}");
        }
    }

    #[test]
    fn styles_and_scripts_need_only_the_package_step() {
        check(
            Some(Step::Package),
            &[
                "style/question.css",
                "style/demo.css",
                "src/element/loader.js",
                "src/iframe/inside.html",
                "docs/install.md",
            ],
        );
    }

    #[test]
    fn rust_content_and_page_need_a_build() {
        check(
            Some(Step::Build),
            &[
                "src/screens/question.rs",
                "crates/engine/src/logic.rs",
                "crates/check/build.rs",
                "content/en.yaml",
                "content/element.yaml",
                "index.html",
                "Cargo.toml",
                "Cargo.lock",
                "Trunk.toml",
                "stubs/wasm-streams/src/lib.rs",
                "xtask/src/package/loader.rs",
            ],
        );
    }

    #[test]
    fn everything_else_is_ignored() {
        check(
            None,
            &[
                "dist/index.html",
                "dist/demo/demo-1.css",
                "target/serve/edit/index.html",
                "target/debug/build/out/words.rs",
                "tests/tidy.rs",
                "bench/src/main.rs",
                "crates/lint/src/lib.rs",
                "crates/rulebook/src/rulebook.css",
                "xtask/src/bench.rs",
                "xtask/node_modules/esbuild/index.html",
                "docs/npm.md",
                "README.md",
                "content/README.md",
                "content/never.yaml",
                "crates/engine/src/logic/tests.rs",
                "crates/engine/src/testing.rs",
                "crates/engine/src/session/tests/steps.rs",
                ".git/index.lock",
                // Temporary files of editors.
                "src/.app.rs.swp",
                "src/.#app.rs",
                "src/#app.rs#",
                "src/app.rs~",
                "style/4913",
                "src/app.rs.bak",
                // Names that only begin like a root.
                "style.css",
                "srcs/a.rs",
                "index.html.rs",
            ],
        );
    }

    #[test]
    fn the_largest_step_of_all_changes_wins() {
        let files = |list: &[(&str, u64)]| {
            Files(
                list.iter().map(|(path, len)| ((*path).to_owned(), (SystemTime::UNIX_EPOCH, *len))).collect(),
            )
        };
        let before = files(&[("src/main.rs", 1), ("style/question.css", 1)]);
        assert_eq!(before.step_to(&before), None);
        let restyled = files(&[("src/main.rs", 1), ("style/question.css", 2)]);
        assert_eq!(before.step_to(&restyled), Some(Step::Package));
        let both = files(&[("src/main.rs", 2), ("style/question.css", 2)]);
        assert_eq!(before.step_to(&both), Some(Step::Build));
        let moved = files(&[("src/new.rs", 1), ("style/question.css", 1)]);
        assert_eq!(before.changed(&moved), ["src/main.rs", "src/new.rs"]);
        assert_eq!(before.step_to(&moved), Some(Step::Build));
    }
}
