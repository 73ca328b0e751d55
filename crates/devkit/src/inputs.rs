//! Whether the release in `dist/` was built from the sources as they are now.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::root;

/// Files and folders that a release is made of.
const INPUTS: [&str; 14] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "content",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "stubs",
    "style",
    "xtask/package-lock.json",
    "xtask/src/budget.rs",
    "xtask/src/handout",
    "xtask/src/package",
];

/// Where the build writes down what it was made of.
pub fn note() -> PathBuf {
    root().join("target/release-inputs.txt")
}

/// A hash of all inputs, for comparison on this machine alone.
///
/// # Errors
///
/// A file can't be read.
pub fn hash() -> io::Result<String> {
    hash_of(&root())
}

/// Whether the build noted this very hash. A release without a note is of unknown age.
pub fn is_current() -> bool {
    let noted = fs::read_to_string(note()).ok();
    noted.is_some_and(|noted| hash().is_ok_and(|hash| hash == noted.trim()))
}

fn hash_of(root: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        add(&root.join(input), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    // Tests are no part of a release.
    let is_test = |path: &Path| path.file_stem().is_some_and(|it| it == "tests" || it == "testing");
    if path.is_dir() {
        let mut within =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
        within.sort();
        within.iter().filter(|it| !is_test(it)).try_for_each(|it| add(it, hasher))
    } else if path.exists() {
        path.file_name().hash(hasher);
        fs::read(path)?.hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scratch;

    #[test]
    fn a_source_that_changes_changes_the_hash_and_a_test_does_not() {
        let scratch = Scratch::make(&std::env::temp_dir(), "inputs").expect("a folder can be made");
        let root = scratch.path();
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("it can be written");
        let hash = || hash_of(root).expect("it can be read");
        fs::create_dir_all(root.join("src/session/tests")).expect("a folder can be made");
        write("src/session/mod.rs", "one");
        let first = hash();
        write("src/session/tests/mod.rs", "a test");
        write("README.md", "a document");
        assert_eq!(hash(), first);
        write("src/session/mod.rs", "two");
        let second = hash();
        assert_ne!(second, first);
        write("src/session/more.rs", "two");
        assert_ne!(hash(), second);
    }

    #[test]
    fn all_inputs_are_there() {
        for input in INPUTS {
            assert!(root().join(input).exists(), "{input} is no longer an input");
        }
    }
}
