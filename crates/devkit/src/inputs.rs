//! The source files of page and release, and a check that the release in `dist/` is up to date with them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The files and folders that the page is made of. Cargo and Trunk read some of them, the package step reads the others.
pub const PAGE: [&str; 22] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "content",
    "crates/brief",
    "crates/check",
    "crates/compiler",
    "crates/content-build",
    "crates/el",
    "crates/engine",
    "crates/paper",
    "crates/pdf",
    "crates/playground",
    "docs/install.md",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "stubs",
    "style",
    // The package step and its dependencies; the rest of the automation does not make the page.
    "xtask/src/element_api",
    "xtask/src/package",
];

/// Further inputs of the release and its packages.
const RELEASE: [&str; 5] = [
    "docs/npm.md",
    "examples/START-HERE.html",
    "xtask/package-lock.json",
    "xtask/src/budget.rs",
    "xtask/src/handout",
];

/// The file in which the build records the hash of its inputs.
pub fn note(root: &Path) -> PathBuf {
    root.join("target/release-inputs.txt")
}

/// A hash of all inputs of a release, for comparison on this machine alone.
///
/// # Errors
///
/// A file can't be read.
pub fn hash(root: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in list(root, &[&PAGE[..], &RELEASE].concat())?.into_iter().filter(|path| !is_test(path)) {
        path.hash(&mut hasher);
        fs::read(root.join(path))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the build recorded the current hash. A release without a record has an unknown age.
pub fn is_current(root: &Path) -> bool {
    let noted = fs::read_to_string(note(root)).ok();
    noted.is_some_and(|noted| hash(root).is_ok_and(|hash| hash == noted.trim()))
}

/// Whether a file is compiled for tests alone, which are no part of a page. Paths are relative to the repository.
pub fn is_test(path: &str) -> bool {
    let is_name = |part: Component| {
        let stem = Path::new(part.as_os_str()).file_stem();
        stem.is_some_and(|it| it == "tests" || it == "testing")
    };
    Path::new(path).components().any(is_name)
}

/// The files at these paths and below them, in a fixed order. A path that does not exist is skipped.
///
/// # Errors
///
/// A folder can't be listed.
pub fn list(root: &Path, paths: &[&str]) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for path in paths {
        add(root, path, &mut found)?;
    }
    Ok(found)
}

fn add(root: &Path, path: &str, found: &mut Vec<String>) -> io::Result<()> {
    let full = root.join(path);
    if full.is_dir() {
        let entries = fs::read_dir(&full)?.collect::<io::Result<Vec<_>>>()?;
        let names = entries.iter().filter_map(|it| it.file_name().into_string().ok());
        let mut below: Vec<String> = names.map(|name| format!("{path}/{name}")).collect();
        below.sort();
        below.iter().try_for_each(|path| add(root, path, found))?;
    } else if full.exists() {
        found.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scratch;

    #[test]
    fn hash_changes_with_sources_but_not_with_tests() {
        let scratch = Scratch::make(&std::env::temp_dir(), "inputs").expect("a folder can be made");
        let root = scratch.path();
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("it can be written");
        let hash = || hash(root).expect("it can be read");
        fs::create_dir_all(root.join("src/screens/tests")).expect("a folder can be made");
        fs::create_dir_all(root.join("docs")).expect("a folder can be made");
        write("src/screens/mod.rs", "one");
        let first = hash();
        write("src/screens/tests/mod.rs", "a test");
        write("src/testing.rs", "for tests");
        write("README.md", "a document");
        assert_eq!(hash(), first);
        write("src/screens/mod.rs", "two");
        let second = hash();
        assert_ne!(second, first);
        write("src/screens/more.rs", "two");
        let third = hash();
        assert_ne!(third, second);
        write("docs/install.md", "a step of installing, which stands on the page");
        assert_ne!(hash(), third);
    }

    #[test]
    fn all_inputs_exist() {
        for input in PAGE.iter().chain(&RELEASE) {
            assert!(crate::root().join(input).exists(), "{input} is no longer an input");
        }
    }
}
