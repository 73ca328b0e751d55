//! Packages for people who put the check on a website: an npm package, and a ZIP file to unpack and upload.
//! Made from `dist/` into `target/packages/`; `dist/` stays as it is.

mod archive;
mod editors;
mod npm;

use std::path::{Path, PathBuf};

use crate::budget::grouped;
use crate::element_api::ElementApi;
use crate::error::Error;
use crate::package::files;
use crate::process::CommandEnv;
use crate::repo::{Repo, Workspace};

/// The crate whose version both packages carry.
const PACKAGE: &str = "candidate-check";
/// The files that go with every copy.
const LICENSES: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// The input of the packages, and the folder for the output.
struct Source<'r> {
    repo: &'r Repo,
    version: String,
    /// The release files without those of the demo page.
    release: Vec<String>,
    target: PathBuf,
}

/// Makes both again, and prints their sizes.
pub fn write(repo: &Repo, command_env: &CommandEnv) -> Result<(), Error> {
    let source = Source {
        repo,
        version: Workspace::read(command_env)?.version(PACKAGE)?,
        release: files::all_in(&repo.dist())?.into_iter().filter(|name| !files::is_demo(name)).collect(),
        target: repo.root.join("target/packages"),
    };
    if source.target.is_dir() {
        std::fs::remove_dir_all(&source.target).map_err(Error::file("replace", &source.target))?;
    }
    let api = ElementApi::read(repo)?;
    for path in [archive::write(&source)?, npm::write(&source, &api, command_env)?] {
        let size = std::fs::metadata(&path).map_err(Error::file("read", &path))?.len();
        let shown = path.strip_prefix(&repo.root).unwrap_or(&path);
        println!("made {}: {} B", shown.display(), grouped(size));
    }
    Ok(())
}

/// Copies files from one folder into another one, which is created.
fn copy(from: &Path, to: &Path, names: &[impl AsRef<str>]) -> Result<(), Error> {
    std::fs::create_dir_all(to).map_err(Error::file("make", to))?;
    for name in names.iter().map(AsRef::as_ref) {
        std::fs::copy(from.join(name), to.join(name)).map_err(Error::file("copy", from.join(name)))?;
    }
    Ok(())
}
