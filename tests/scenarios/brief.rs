//! The brief for a visit, word for word: other people read it, so each change is reviewed.

use std::path::PathBuf;
use std::{env, fs};

use crate::journey::Journey;

/// Set this variable to refresh the file.
const REFRESH: &str = "REFRESH_SNAPSHOTS";

#[test]
fn brief_matches_its_snapshot() {
    let person = Journey::new()
        .begins()
        .answers("age", "25-64")
        .answers("reasons", "depression")
        // The brief may contain nothing of this.
        .answers("safety", "now")
        .goes_on()
        .answers("attempt", "past-3-months")
        .answers("diagnosis", "yes")
        .answers("impact", "a-lot")
        .answers("antidepressants-tried", "two-or-more")
        .answers_plainly_until("blood-pressure")
        .answers("blood-pressure", "treated-controlled")
        .answers("bp-known", "yes")
        .answers("bp-systolic", "145")
        .skips("bp-diastolic")
        .answers_plainly_until("psychosis")
        .skips("psychosis")
        .answers_plainly_until("medicines")
        .answers("medicines", "benzodiazepines lamotrigine")
        .answers_the_rest_plainly();
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "scenarios", "brief.txt"].iter().collect();
    let found = person.brief();
    if env::var_os(REFRESH).is_some() {
        fs::write(&path, &found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let lines = expected.lines().zip(found.lines());
    let first = lines.enumerate().find(|(_, (expected, found))| expected != found);
    assert!(
        found == expected,
        "the brief has changed, first at {first:#?}\n\
         If it is meant to, run `{REFRESH}=1 cargo test --test scenarios` and look at the difference in {}",
        path.display()
    );
}
