//! nginx, on which the tests try the example of a server. It is never left out silently.

use std::path::PathBuf;

use super::apt;
use crate::error::Error;
use crate::process::Kit;
use crate::repo::Repo;

const VARIABLE: &str = "NGINX";

/// Finds it, or installs it where that needs no question.
pub fn ensure(repo: &Repo) -> Result<PathBuf, Error> {
    match std::env::var_os(VARIABLE).map(PathBuf::from) {
        Some(named) if named.is_file() => return Ok(named),
        Some(path) => return Err(Error::NotAProgram { variable: VARIABLE, path }),
        None => {}
    }
    let kit = Kit::new(repo);
    if let Some(found) = look(kit.path()) {
        return Ok(found);
    }
    apt::install(&kit, &["nginx-light"], "4 MB on disk, a few seconds")?;
    look(kit.path()).ok_or_else(|| Error::Missing {
        what: "nginx".to_owned(),
        mend: format!("install it (Debian: apt-get install nginx-light), or name the program in {VARIABLE}"),
    })
}

/// Debian keeps it off the path of most people.
fn look(path: Vec<PathBuf>) -> Option<PathBuf> {
    path.into_iter().chain(["/usr/sbin".into()]).map(|dir| dir.join("nginx")).find(|it| it.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_looked_for_on_the_path_first() {
        let dir = std::env::temp_dir().join(format!("candidate-check-nginx-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("the temporary folder is writable");
        std::fs::write(dir.join("nginx"), "").expect("the temporary folder is writable");
        assert_eq!(look(vec!["/no/such".into(), dir.clone()]), Some(dir.join("nginx")));
        std::fs::remove_dir_all(&dir).expect("the temporary folder is writable");
    }
}
