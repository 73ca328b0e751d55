//! The answers of an adult who has nothing to report: one table for written cases, stories and visits.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::root;

/// Where clinicians read and change the table.
const TABLE: &str = "tests/vignettes/quiet.yaml";

/// An answer in the table.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    One(String),
    Several(Vec<String>),
}

/// Harmless answers by linkId; several codes are separated by spaces.
///
/// # Panics
///
/// The table is missing or malformed.
pub fn quiet() -> &'static BTreeMap<String, String> {
    static ANSWERS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    ANSWERS.get_or_init(|| {
        let text = fs::read_to_string(root().join(TABLE)).unwrap_or_else(|error| panic!("{TABLE}: {error}"));
        let table: BTreeMap<String, Answer> =
            serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{TABLE}: {error}"));
        let written = |answer| match answer {
            Answer::One(code) => code,
            Answer::Several(codes) => codes.join(" "),
        };
        table.into_iter().map(|(link_id, answer)| (link_id, written(answer))).collect()
    })
}
