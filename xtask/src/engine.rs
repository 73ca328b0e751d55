//! The browser engines that the tests run in.

use serde::Deserialize;

use crate::error::Error;

/// A browser engine; the tests read its name from `BROWSER`.
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
}
