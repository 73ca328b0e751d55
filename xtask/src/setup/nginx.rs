//! nginx, on which the tests try the example of a server. It is never left out silently.

use std::path::PathBuf;

use super::apt;
use super::browsers::find;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

const VARIABLE: &str = "NGINX";

/// Finds it, or installs it where that needs no question.
pub fn ensure(repo: &Repo) -> Result<PathBuf, Error> {
    let kit = CommandEnv::new(repo);
    let named = || std::env::var_os(VARIABLE).map(PathBuf::from);
    if let Some(found) = look(named(), kit.path())? {
        return Ok(found);
    }
    apt::install(&kit, &["nginx-light"], "4 MB on disk, a few seconds")?;
    look(named(), kit.path())?.ok_or_else(|| Error::Missing {
        what: "nginx".to_owned(),
        fix: format!("install it (Debian: apt-get install nginx-light), or name the program in {VARIABLE}"),
    })
}

/// Debian keeps it off the path of most people.
fn look(named: Option<PathBuf>, mut path: Vec<PathBuf>) -> Result<Option<PathBuf>, Error> {
    path.push("/usr/sbin".into());
    find(VARIABLE, named, &["nginx"], &path)
}

#[cfg(test)]
mod tests {
    use devkit::Scratch;

    use super::*;

    #[test]
    fn it_is_looked_for_on_the_path_first() {
        let scratch =
            Scratch::make(&std::env::temp_dir(), "nginx").expect("the temporary folder is writable");
        let dir = scratch.path().to_owned();
        std::fs::write(dir.join("nginx"), "").expect("the temporary folder is writable");
        let found = look(None, vec!["/no/such".into(), dir.clone()]);
        assert_eq!(found.ok().flatten(), Some(dir.join("nginx")));
    }
}
