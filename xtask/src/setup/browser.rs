//! Chromium and chromedriver, for tests in a real browser. It is never left out silently.

use std::path::PathBuf;

use super::apt;
use crate::error::Error;
use crate::process::Kit;
use crate::repo::Repo;

/// A browser and the program that drives it; both are passed on to tests as `CHROMIUM` and `CHROMEDRIVER`.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: [&str; 1] = ["chromedriver"];

/// Finds both, or installs them where that needs no question.
pub fn ensure(repo: &Repo) -> Result<Browser, Error> {
    let kit = Kit::new(repo);
    if let Some(browser) = look(&kit)? {
        return Ok(browser);
    }
    apt::install(&kit, &["chromium", "chromium-driver"], "440 MB on disk, about a minute")?;
    look(&kit)?.ok_or_else(missing)
}

fn look(kit: &Kit) -> Result<Option<Browser>, Error> {
    let chromium = find("CHROMIUM", std::env::var_os("CHROMIUM").map(PathBuf::from), &CHROMIUM, &kit.path())?;
    let driver =
        find("CHROMEDRIVER", std::env::var_os("CHROMEDRIVER").map(PathBuf::from), &DRIVER, &kit.path())?;
    Ok(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
}

/// The program that the environment names, else the first of these names on the path.
fn find(
    variable: &'static str,
    named: Option<PathBuf>,
    names: &[&str],
    path: &[PathBuf],
) -> Result<Option<PathBuf>, Error> {
    match named {
        Some(program) if program.is_file() => Ok(Some(program)),
        Some(path) => Err(Error::NotAProgram { variable, path }),
        None => Ok(names
            .iter()
            .flat_map(|name| path.iter().map(move |dir| dir.join(name)))
            .find(|it| it.is_file())),
    }
}

fn missing() -> Error {
    Error::Missing {
        what: "Chromium with chromedriver".to_owned(),
        mend: "install both (Debian: apt-get install chromium chromium-driver), \
               or name the programs in CHROMIUM and CHROMEDRIVER"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_program_wins_and_must_exist() {
        let shell = PathBuf::from("/bin/sh");
        assert_eq!(find("CHROMIUM", Some(shell.clone()), &[], &[]).ok().flatten(), Some(shell));
        let err =
            find("CHROMIUM", Some("/no/such".into()), &["sh"], &["/bin".into()]).expect_err("no such file");
        assert_eq!(
            err.to_string(),
            "CHROMIUM names /no/such, where there is no program; correct it or unset it"
        );
    }

    #[test]
    fn the_first_name_is_looked_for_everywhere_before_the_second() {
        let path = ["/no/such".into(), "/bin".into()];
        assert_eq!(find("CHROMIUM", None, &["nothing", "sh"], &path).ok().flatten(), Some("/bin/sh".into()));
        assert_eq!(find("CHROMIUM", None, &["nothing"], &path).ok().flatten(), None);
    }
}
