//! The release files, read into memory once, so that a build during the tests does not change them.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use devkit::inputs;
use hyper::body::Bytes;

const BUILD: &str = "build the release: cargo xtask build";

/// The files of `dist/` by name.
#[derive(Clone, Debug)]
pub struct Release {
    pub files: BTreeMap<String, Bytes>,
    /// Files that only the demo page uses, by path.
    pub demo: BTreeMap<String, Bytes>,
}

impl Release {
    /// The release as it was built, or the one in the folder that `RELEASE` names.
    pub fn get() -> Release {
        static RELEASE: OnceLock<Release> = OnceLock::new();
        RELEASE.get_or_init(Release::read).clone()
    }

    fn read() -> Release {
        let named = env::var_os("RELEASE").map(PathBuf::from);
        assert!(
            named.is_some() || inputs::is_current(&devkit::root()),
            "dist/ was not built from the sources as they are now; {BUILD}"
        );
        let dir = named.unwrap_or_else(|| devkit::root().join("dist"));
        let files = files_in(&dir, "");
        let demo = files_in(&dir.join("demo"), "demo/");
        let release = Release { files, demo };
        release.name("candidate-check.js");
        release.name("_bg.wasm");
        release
    }

    /// The name of the file whose name contains `part`.
    pub fn name(&self, part: &str) -> &str {
        let name = self.files.keys().find(|name| name.contains(part));
        name.unwrap_or_else(|| panic!("dist/ has no file {part}; {BUILD}"))
    }

    /// Removes the hash of a file from the runner, which would refuse the changed file.
    pub fn accept_changes_of(&mut self, name: &str) {
        let runner = self.name("runner-").to_owned();
        let text = self.text(&runner);
        let start = text.find(&format!("\"{name}\":")).map(|start| start + name.len() + 3);
        if let Some(start) = start {
            let end = start + 1 + text[start + 1..].find('"').expect("a hash ends") + 1;
            self.files.insert(runner, format!("{}\"\"{}", &text[..start], &text[end..]).into());
        }
    }

    /// The text of the file whose name contains `part`.
    pub fn text(&self, part: &str) -> String {
        String::from_utf8_lossy(&self.files[self.name(part)]).into_owned()
    }
}

/// The files of a folder, with a prefix before each name.
fn files_in(dir: &Path, prefix: &str) -> BTreeMap<String, Bytes> {
    let listed = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}; {BUILD}", dir.display()));
    let mut files = BTreeMap::new();
    for entry in listed {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}; {BUILD}", dir.display())).path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str())
            && path.is_file()
        {
            let body = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; {BUILD}", path.display()));
            files.insert(format!("{prefix}{name}"), body.into());
        }
    }
    files
}
