//! The written cases as data, and their parser. Knows the format of the files, but no question.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The file of harmless answers that a case can start from; every other YAML file here contains cases.
const QUIET: &str = "quiet.yaml";

/// Answers by linkId.
pub type Given = BTreeMap<String, Answer>;

/// One written case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name, a short sentence.
    pub case: String,
    /// The person.
    pub person: String,
    /// The base of the answers; without it, every question that is not answered here is left open.
    pub base: Option<Base>,
    /// The answers.
    pub answers: Given,
    /// Answers of the base that this person leaves out.
    #[serde(default)]
    pub skipped: Vec<String>,
    /// The expected result.
    pub expect: Expect,
    /// The reason, for a clinician to check.
    pub why: String,
}

/// The base of a case's answers.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The harmless answers.
    Quiet,
}

/// One answer as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A yes or no without quotation marks, which YAML parses as true or false.
    Plain(bool),
    /// A number.
    Number(i64),
    /// The code of an option, or a text.
    One(String),
    /// The codes of several options.
    Several(Vec<String>),
}

/// The expected result of a case.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Code of the safety axis.
    pub safety: String,
    /// Code of the fit axis.
    pub fit: String,
    /// The kinds of help that the result shows first, in order.
    #[serde(default)]
    pub help: Vec<String>,
    /// Every finding, in any order.
    pub findings: Vec<String>,
}

/// All cases, each with its file name.
pub fn all() -> Vec<(String, Case)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder of the cases is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .filter(|path| !path.ends_with(QUIET))
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let file = path.file_name().and_then(|name| name.to_str()).expect("the name is UTF-8").to_owned();
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
        let cases = parse(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        cases.into_iter().map(move |case| (file.clone(), case))
    };
    files.iter().flat_map(read).collect()
}

/// The cases of one file.
pub fn parse(text: &str) -> Result<Vec<Case>, String> {
    serde_saphyr::from_str(text).map_err(|error| error.to_string())
}

/// The harmless answers.
pub fn quiet() -> Given {
    let text = fs::read_to_string(folder().join(QUIET)).expect("the harmless answers are there");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{QUIET}: {error}"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vignettes")
}
