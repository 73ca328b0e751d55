//! valgrind, which counts instructions.

use std::path::PathBuf;

use super::apt;
use super::browsers::find;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

const VARIABLE: &str = "VALGRIND";

/// Finds it, or installs it where that needs no question.
pub fn ensure(repo: &Repo) -> Result<PathBuf, Error> {
    let kit = CommandEnv::new(repo);
    let look = || find(VARIABLE, std::env::var_os(VARIABLE).map(PathBuf::from), &["valgrind"], &kit.path());
    if let Some(found) = look()? {
        return Ok(found);
    }
    apt::install(&kit, &["valgrind"], "80 MB on disk, half a minute")?;
    look()?.ok_or_else(|| Error::Missing {
        what: "valgrind".to_owned(),
        fix: format!("install it (Debian: apt-get install valgrind), or name the program in {VARIABLE}"),
    })
}
