//! The browsers and their drivers, for tests in real engines. A missing browser is always an error.

use std::path::PathBuf;

use super::{apt, cargo_tools};
use crate::engine::Engine;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

/// A program that tests start; they read its path from the variable.
struct Program {
    variable: &'static str,
    names: &'static [&'static str],
}

/// The programs for tests in an engine, and their Debian packages.
struct Requirements {
    programs: &'static [Program],
    packages: &'static [&'static str],
    how_long: &'static str,
}

const CHROMIUM: Requirements = Requirements {
    programs: &[
        Program {
            variable: "CHROMIUM",
            names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        },
        Program { variable: "CHROMEDRIVER", names: &["chromedriver"] },
    ],
    packages: &["chromium", "chromium-driver"],
    how_long: "440 MB on disk, about a minute",
};

/// Debian has no package of geckodriver; `cargo_tools` installs it.
const FIREFOX: Requirements = Requirements {
    programs: &[Program { variable: "FIREFOX", names: &["firefox-esr", "firefox"] }],
    packages: &["firefox-esr"],
    how_long: "310 MB on disk, half a minute",
};

const WEBKIT: Requirements = Requirements {
    programs: &[
        Program { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"] },
        Program { variable: "MINIBROWSER", names: &["MiniBrowser"] },
        Program { variable: "XVFB", names: &["Xvfb"] },
    ],
    packages: &["webkit2gtk-driver", "xvfb"],
    how_long: "200 MB on disk, half a minute",
};

/// A variable of the tests, and the path of the program in it.
pub type ProgramVariable = (&'static str, PathBuf);

/// Finds the programs for tests in an engine, or installs them if no password is necessary.
pub fn ensure(repo: &Repo, engine: Engine) -> Result<Vec<ProgramVariable>, Error> {
    let command_env = CommandEnv::new(repo);
    let required = match engine {
        Engine::Chromium => CHROMIUM,
        Engine::Firefox => FIREFOX,
        Engine::WebKit => WEBKIT,
    };
    let mut found = match find_all(&command_env, &required)? {
        Some(found) => found,
        None => {
            apt::install(&command_env, required.packages, required.how_long)?;
            find_all(&command_env, &required)?.ok_or_else(|| missing(engine, &required))?
        }
    };
    if engine == Engine::Firefox {
        let named = find("GECKODRIVER", std::env::var_os("GECKODRIVER").map(PathBuf::from), &[], &[])?;
        let driver = named.map_or_else(|| cargo_tools::ensure(repo, &cargo_tools::GECKODRIVER), Ok)?;
        found.push(("GECKODRIVER", driver));
    }
    Ok(found)
}

/// The paths of all programs; `None` if one is missing.
fn find_all(
    command_env: &CommandEnv,
    required: &Requirements,
) -> Result<Option<Vec<ProgramVariable>>, Error> {
    let mut places = command_env.path();
    places.extend(library_folders());
    let mut found = Vec::new();
    for Program { variable, names } in required.programs {
        let named = std::env::var_os(variable).map(PathBuf::from);
        match find(variable, named, names, &places)? {
            Some(program) => found.push((*variable, program)),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// The folders in which WebKitGTK may have its small browser, which is not on the PATH.
fn library_folders() -> Vec<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|it| it.path());
    folders.chain(["/usr/libexec".into()]).map(|it| it.join("webkit2gtk-4.1")).collect()
}

/// The program that the environment names, else the first of these names on the path.
pub fn find(
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

fn missing(engine: Engine, required: &Requirements) -> Error {
    let variables: Vec<&str> = required.programs.iter().map(|it| it.variable).collect();
    Error::Missing {
        what: format!("software for tests in {engine:?}"),
        fix: format!(
            "install it (Debian: apt-get install {}), or name the programs in {}; \
             `cargo xtask test --engine NAME` tests only in another engine",
            required.packages.join(" "),
            variables.join(" and ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_in_the_environment_wins_and_must_exist() {
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
    fn searches_all_folders_for_the_first_name_first() {
        let path = ["/no/such".into(), "/bin".into()];
        assert_eq!(find("CHROMIUM", None, &["nothing", "sh"], &path).ok().flatten(), Some("/bin/sh".into()));
        assert_eq!(find("CHROMIUM", None, &["nothing"], &path).ok().flatten(), None);
    }

    #[test]
    fn a_missing_engine_is_reported_with_its_packages() {
        assert_eq!(
            missing(Engine::WebKit, &WEBKIT).to_string(),
            "software for tests in WebKit is missing and could not be installed here; \
             install it (Debian: apt-get install webkit2gtk-driver xvfb), \
             or name the programs in WEBKIT_DRIVER and MINIBROWSER and XVFB; \
             `cargo xtask test --engine NAME` tests only in another engine"
        );
    }
}
