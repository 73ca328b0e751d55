//! The browsers and their drivers, for tests in real engines. None is ever left out silently.

use std::path::PathBuf;

use super::{apt, cargo_tools};
use crate::engine::Engine;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

/// A program that tests start; they look for its path in the variable.
struct Program {
    variable: &'static str,
    names: &'static [&'static str],
}

/// What an engine is tested with, and what Debian calls it.
struct Needs {
    programs: &'static [Program],
    packages: &'static [&'static str],
    how_long: &'static str,
}

const CHROMIUM: Needs = Needs {
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

/// geckodriver is no package of Debian's; `cargo_tools` has it.
const FIREFOX: Needs = Needs {
    programs: &[Program { variable: "FIREFOX", names: &["firefox-esr", "firefox"] }],
    packages: &["firefox-esr"],
    how_long: "310 MB on disk, half a minute",
};

const WEBKIT: Needs = Needs {
    programs: &[
        Program { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"] },
        Program { variable: "MINIBROWSER", names: &["MiniBrowser"] },
        Program { variable: "XVFB", names: &["Xvfb"] },
    ],
    packages: &["webkit2gtk-driver", "xvfb"],
    how_long: "200 MB on disk, half a minute",
};

/// A variable of the tests, and the program in it.
pub type Named = (&'static str, PathBuf);

/// Finds what an engine is tested with, or installs it where that needs no question.
pub fn ensure(repo: &Repo, engine: Engine) -> Result<Vec<Named>, Error> {
    let kit = CommandEnv::new(repo);
    let needs = match engine {
        Engine::Chromium => CHROMIUM,
        Engine::Firefox => FIREFOX,
        Engine::WebKit => WEBKIT,
    };
    let mut found = match look(&kit, &needs)? {
        Some(found) => found,
        None => {
            apt::install(&kit, needs.packages, needs.how_long)?;
            look(&kit, &needs)?.ok_or_else(|| missing(engine, &needs))?
        }
    };
    if engine == Engine::Firefox {
        let named = find("GECKODRIVER", std::env::var_os("GECKODRIVER").map(PathBuf::from), &[], &[])?;
        let driver = named.map_or_else(|| cargo_tools::ensure(repo, &cargo_tools::GECKODRIVER), Ok)?;
        found.push(("GECKODRIVER", driver));
    }
    Ok(found)
}

/// All programs, or nothing.
fn look(kit: &CommandEnv, needs: &Needs) -> Result<Option<Vec<Named>>, Error> {
    let mut places = kit.path();
    places.extend(library_folders());
    let mut found = Vec::new();
    for Program { variable, names } in needs.programs {
        let named = std::env::var_os(variable).map(PathBuf::from);
        match find(variable, named, names, &places)? {
            Some(program) => found.push((*variable, program)),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// Where WebKitGTK keeps its small browser, which is on no path.
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

fn missing(engine: Engine, needs: &Needs) -> Error {
    let variables: Vec<&str> = needs.programs.iter().map(|it| it.variable).collect();
    Error::Missing {
        what: format!("what tests in {engine:?} need"),
        fix: format!(
            "install it (Debian: apt-get install {}), or name the programs in {}; \
             `cargo xtask test --engine NAME` tests in other engines alone",
            needs.packages.join(" "),
            variables.join(" and ")
        ),
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

    #[test]
    fn an_engine_that_is_missing_is_named_with_what_to_install() {
        assert_eq!(
            missing(Engine::WebKit, &WEBKIT).to_string(),
            "what tests in WebKit need is missing and could not be installed here; \
             install it (Debian: apt-get install webkit2gtk-driver xvfb), \
             or name the programs in WEBKIT_DRIVER and MINIBROWSER and XVFB; \
             `cargo xtask test --engine NAME` tests in other engines alone"
        );
    }
}
