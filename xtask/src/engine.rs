//! The browser engines that the tests run in, and what a test can't do in one of them.

use serde::Deserialize;

use crate::error::Error;
use crate::repo::Repo;

/// A browser engine; it is told to the tests by its name, in `BROWSER`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    pub fn named(name: &str) -> Result<Engine, Error> {
        let found = Engine::ALL.into_iter().find(|it| it.name() == name);
        found.ok_or_else(|| Error::UnknownEngine { name: name.to_owned() })
    }
}

/// A test that an engine is not asked to pass.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    pub engine: Engine,
    /// Its name as the test program prints it.
    pub test: String,
    pub why: String,
}

impl Difference {
    /// Those of one engine.
    pub fn of(repo: &Repo, engine: Engine) -> Result<Vec<Difference>, Error> {
        let path = repo.root.join("tests/browser/differences.yaml");
        let text = std::fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        let all: Vec<Difference> = serde_saphyr::from_str(&text).map_err(|err| Error::NotUnderstood {
            what: path.display().to_string(),
            detail: err.to_string(),
            mend: "write engine, test and why for each",
        })?;
        Ok(all.into_iter().filter(|it| it.engine == engine).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_known_by_its_name_and_no_other() {
        for engine in Engine::ALL {
            assert_eq!(Engine::named(engine.name()).ok(), Some(engine));
        }
        let err = Engine::named("safari").expect_err("there is no such engine");
        assert_eq!(
            err.to_string(),
            "there is no engine \"safari\"; the engines are chromium, firefox and webkit"
        );
    }

    #[test]
    fn the_list_of_differences_is_read() {
        for engine in Engine::ALL {
            assert!(Difference::of(&Repo::find(), engine).is_ok());
        }
    }
}
