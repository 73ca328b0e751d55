//! valgrind, which counts instructions.

use std::path::PathBuf;

use super::apt;
use super::browsers::find;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

const VARIABLE: &str = "VALGRIND";

/// Finds it, or installs it if that needs no password.
pub fn ensure(repo: &Repo) -> Result<PathBuf, Error> {
    let command_env = CommandEnv::new(repo);
    let find_valgrind =
        || find(VARIABLE, std::env::var_os(VARIABLE).map(PathBuf::from), &["valgrind"], &command_env.path());
    if let Some(found) = find_valgrind()? {
        return Ok(found);
    }
    apt::install(&command_env, &["valgrind"], "80 MB on disk, half a minute")?;
    find_valgrind()?.ok_or_else(|| Error::Missing {
        what: "valgrind".to_owned(),
        fix: format!("install it (Debian: apt-get install valgrind), or name the program in {VARIABLE}"),
    })
}
