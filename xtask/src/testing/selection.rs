//! Selects the browser tests for each engine, from `tests/browser/engines.yaml`.

use serde::Deserialize;

use super::Extent;
use crate::engine::Engine;
use crate::error::Error;
use crate::repo::Repo;

const FILE: &str = "tests/browser/engines.yaml";

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Selection {
    impossible: Vec<Impossible>,
    one_engine: Vec<OneEngine>,
    deep: Vec<DeepOnly>,
}

/// A test that an engine can't pass.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Impossible {
    engine: Engine,
    /// Its name as the test program prints it.
    test: String,
    why: String,
}

/// Tests with the same result in every engine, so that a usual run has them in one engine only.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OneEngine {
    engine: Engine,
    /// Names of tests, or of modules with all their tests.
    tests: Vec<String>,
    why: String,
}

/// Tests that take long, so that only a deep run has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeepOnly {
    /// Names of tests, or of modules with all their tests.
    tests: Vec<String>,
    why: String,
}

/// The tests for one engine in a run.
#[derive(Debug, PartialEq)]
pub struct Chosen<'a> {
    pub tests: Vec<&'a str>,
    /// Tests that the engine can't pass, each with the reason.
    pub impossible: Vec<(&'a str, &'a str)>,
    /// How many tests run only in another engine, or in a deep run.
    pub elsewhere: usize,
}

impl Selection {
    pub fn read(repo: &Repo) -> Result<Selection, Error> {
        let path = repo.root.join(FILE);
        let text = std::fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        parse(&text)
    }

    /// Chooses from all tests of the program.
    pub fn choose<'a>(
        &'a self,
        all: &'a [String],
        engine: Engine,
        extent: Extent,
    ) -> Result<Chosen<'a>, Error> {
        self.check(all)?;
        let (mut tests, mut impossible, mut elsewhere) = (Vec::new(), Vec::new(), 0);
        for test in all {
            let why = self.impossible.iter().find(|it| it.engine == engine && it.test == *test);
            let only = self.one_engine.iter().find(|it| it.tests.iter().any(|name| is_in(test, name)));
            let is_elsewhere = only.is_some_and(|it| it.engine != engine);
            let is_long = self.deep.iter().any(|it| it.tests.iter().any(|name| is_in(test, name)));
            match why {
                Some(it) => impossible.push((test.as_str(), it.why.as_str())),
                None if (is_elsewhere || is_long) && extent != Extent::Deep => elsewhere += 1,
                None => tests.push(test.as_str()),
            }
        }
        Ok(Chosen { tests, impossible, elsewhere })
    }

    /// Checks that every name is a test, none is listed twice, and every entry has a reason.
    fn check(&self, all: &[String]) -> Result<(), Error> {
        let mut faults = Vec::new();
        let impossible = self.impossible.iter().map(|it| (&it.test, format!("{:?}", it.engine), &it.why));
        let modules = self.one_engine.iter().flat_map(|it| it.tests.iter().map(move |test| (test, &it.why)));
        let elsewhere = modules.map(|(test, why)| (test, "one engine".to_owned(), why));
        let long = self.deep.iter().flat_map(|it| it.tests.iter().map(move |test| (test, &it.why)));
        let long = long.map(|(test, why)| (test, "deep".to_owned(), why));
        let entries: Vec<_> = impossible.chain(elsewhere).chain(long).collect();
        for (nth, (name, list, why)) in entries.iter().enumerate() {
            if !all.iter().any(|test| is_in(test, name)) {
                faults.push(format!("there is no test {name}"));
            }
            if why.split_whitespace().count() < 5 {
                faults.push(format!("{name} has no reason"));
            }
            if entries[..nth].iter().any(|(other, its, _)| other == name && its == list) {
                faults.push(format!("{name} is listed twice for {list}"));
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(not_understood(faults.join("; "))),
        }
    }
}

/// Whether this is the test of that name, or one of the module of that name.
fn is_in(test: &str, name: &str) -> bool {
    test.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn parse(text: &str) -> Result<Selection, Error> {
    serde_saphyr::from_str(text).map_err(|error| not_understood(error.to_string()))
}

fn not_understood(detail: String) -> Error {
    Error::NotUnderstood {
        what: FILE.into(),
        detail,
        fix: "see the comment at the top of the file for its format",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The browser tests in the sources: lines with `fn` below an attribute.
    fn in_sources() -> Vec<String> {
        let root = Repo::find().root;
        let folder = "tests/browser";
        let mut tests = Vec::new();
        for path in devkit::inputs::list(&root, &[folder]).expect("the folder can be listed") {
            let name = path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".rs"));
            let Some(module) =
                name.map(|it| it.trim_matches('/').trim_end_matches("/mod").replace('/', "::"))
            else {
                continue;
            };
            let text = std::fs::read_to_string(root.join(&path)).expect("the file can be read");
            let marked = text.lines().zip(text.lines().skip(1)).filter(|(mark, _)| mark.starts_with("#["));
            let heads = marked.filter_map(|(_, line)| line.trim_start_matches("async ").strip_prefix("fn "));
            let names = heads.filter_map(|head| head.split_once('(').map(|(name, _)| name));
            tests.extend(names.map(|name| format!("{module}::{name}")));
        }
        tests
    }

    #[test]
    fn every_name_in_the_file_is_a_test() {
        let selection = Selection::read(&Repo::find()).expect("the file is well-formed");
        if let Err(error) = selection.check(&in_sources()) {
            panic!("{error}");
        }
    }

    const TEXT: &str = "
impossible:
  - engine: webkit
    test: frame::visits::focus
    why: its frames take no focus by themselves
one-engine:
  - engine: chromium
    tests: [language, frame::words]
    why: the words are the same everywhere
deep:
  - tests: [languages::two]
    why: it takes a minute in every engine
";

    fn all() -> Vec<String> {
        ["frame::visits::focus", "frame::words", "frames", "language::one", "languages::two"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn selects_the_tests_of_each_engine() {
        let (selection, all) = (parse(TEXT).expect("it is well-formed"), all());
        let chosen = |engine, extent| selection.choose(&all, engine, extent).expect("all names are tests");
        let chromium = chosen(Engine::Chromium, Extent::Usual);
        assert_eq!(
            (chromium.tests.as_slice(), chromium.elsewhere),
            (&["frame::visits::focus", "frame::words", "frames", "language::one"][..], 1)
        );
        let webkit = chosen(Engine::WebKit, Extent::Usual);
        assert_eq!(webkit.tests, ["frames"]);
        assert_eq!(webkit.impossible, [("frame::visits::focus", "its frames take no focus by themselves")]);
        assert_eq!(webkit.elsewhere, 3);
        let deep = chosen(Engine::WebKit, Extent::Deep);
        assert_eq!((deep.tests.len(), deep.impossible.len(), deep.elsewhere), (4, 1, 0));
    }

    #[test]
    fn rejects_unknown_and_repeated_names_and_missing_reasons() {
        let refused = |text: &str| {
            let selection = parse(text).expect("it is well-formed");
            let error = selection
                .choose(&all(), Engine::Firefox, Extent::Usual)
                .expect_err("the selection is invalid");
            error.to_string()
        };
        let error = refused(&TEXT.replace("focus\n", "focuses\n"));
        assert!(error.contains("there is no test frame::visits::focuses"), "{error}");
        let error = refused(&TEXT.replace("frame::words", "language"));
        assert!(error.contains("language is listed twice for one engine"), "{error}");
        let error = refused(&TEXT.replace("the words are the same everywhere", "same"));
        assert!(error.contains("language has no reason"), "{error}");
        assert!(parse("impossible: []\nonce: []").is_err(), "an unknown list");
    }
}
