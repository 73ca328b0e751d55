//! nginx, on which the tests run the example of a server. A missing nginx is always an error.

use std::path::PathBuf;

use super::apt;
use super::browsers::find;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

const VARIABLE: &str = "NGINX";

/// Finds it, or installs it if that needs no password.
pub fn ensure(repo: &Repo) -> Result<PathBuf, Error> {
    let command_env = CommandEnv::new(repo);
    let named = || std::env::var_os(VARIABLE).map(PathBuf::from);
    if let Some(found) = find_nginx(named(), command_env.path())? {
        return Ok(found);
    }
    apt::install(&command_env, &["nginx-light"], "4 MB on disk, a few seconds")?;
    find_nginx(named(), command_env.path())?.ok_or_else(|| Error::Missing {
        what: "nginx".to_owned(),
        fix: format!("install it (Debian: apt-get install nginx-light), or name the program in {VARIABLE}"),
    })
}

/// Debian installs it in a folder that is usually not on the PATH.
fn find_nginx(named: Option<PathBuf>, mut path: Vec<PathBuf>) -> Result<Option<PathBuf>, Error> {
    path.push("/usr/sbin".into());
    find(VARIABLE, named, &["nginx"], &path)
}

#[cfg(test)]
mod tests {
    use devkit::Scratch;

    use super::*;

    #[test]
    fn the_path_is_searched_first() {
        let scratch =
            Scratch::make(&std::env::temp_dir(), "nginx").expect("the temporary folder is writable");
        let dir = scratch.path().to_owned();
        std::fs::write(dir.join("nginx"), "").expect("the temporary folder is writable");
        let found = find_nginx(None, vec!["/no/such".into(), dir.clone()]);
        assert_eq!(found.ok().flatten(), Some(dir.join("nginx")));
    }
}
