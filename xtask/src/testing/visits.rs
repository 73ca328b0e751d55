//! The browser tests: lists the tests of the program, runs those of one engine, and runs each failed test again alone.

use super::selection::{Chosen, Selection};
use super::{Extent, Outcome, with_effort};
use crate::engine::Engine;
use crate::error::Error;
use crate::repo::Repo;
use crate::setup;

/// The command of the program; its own arguments follow.
pub const PROGRAM: [&str; 6] = ["test", "--package", "browser-tests", "--test", "browser", "--"];

/// More threads than processors: a test waits for its browser most of the time.
const THREADS: &str = "4";

/// Runs the visits in one engine, without the tests that it skips.
pub fn visit(repo: &Repo, engine: Engine, extent: Extent) -> Result<Outcome, Error> {
    // One of the tests builds an example.
    let tools = setup::for_editing(repo)?;
    let command_env = tools
        .command_env
        .with_variables(&setup::for_browsing(repo, engine)?)
        .with_env("TRUNK", tools.trunk)
        .with_env("BROWSER", engine.name())
        .with_env("NGINX", setup::for_serving(repo)?);
    let command_env = with_effort(command_env, extent);
    let selection = Selection::read(repo)?;
    let listed = command_env.capture("cargo", &[&PROGRAM[..], &["--list", "--format", "terse"]].concat())?;
    let all = names(&listed);
    let Chosen { tests, impossible, elsewhere } = selection.choose(&all, engine, extent)?;
    for (test, why) in &impossible {
        println!("{engine:?} skips {test}: {why}");
    }
    if elsewhere > 0 {
        println!(
            "{elsewhere} tests run in another engine or with --deep only (tests/browser/engines.yaml); --deep runs all tests in all engines"
        );
    }
    let args = [&PROGRAM[..], &["--test-threads", THREADS, "--exact"], &tests].concat();
    let (printed, outcome) = command_env.run_and_read("cargo", &args)?;
    let Err(failure) = outcome else {
        let passed = passed(&printed).ok_or_else(not_understood)?;
        return Ok(Outcome::Counted { passed, left_out: impossible.len() + elsewhere });
    };
    let (mut failed, mut flaky) = (Vec::new(), Vec::new());
    for test in failures(&printed) {
        println!("\n-- {test} failed; it runs again alone, in a fresh browser");
        let args = [&PROGRAM[..], &["--exact", test]].concat();
        let (_, again) = command_env.clone().with_env("FRESH", "1").run_and_read("cargo", &args)?;
        if again.is_ok() { flaky.push(test.to_owned()) } else { failed.push(test.to_owned()) }
    }
    // The program ended before it could name a test.
    if failed.is_empty() && flaky.is_empty() {
        return Err(failure);
    }
    Err(Error::Tests { failed, flaky })
}

/// The tests in a list from the program.
fn names(listed: &str) -> Vec<String> {
    listed.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

/// The failed tests in the output of the program.
fn failures(printed: &str) -> Vec<&str> {
    let (_, last) = printed.rsplit_once("\nfailures:\n").unwrap_or_default();
    last.lines().map_while(|line| line.strip_prefix("    ")).collect()
}

/// How many tests passed, from the output of the program.
fn passed(printed: &str) -> Option<usize> {
    let line = printed.lines().rev().find_map(|line| line.strip_prefix("test result: ok. "))?;
    line.split_once(" passed")?.0.parse().ok()
}

fn not_understood() -> Error {
    Error::NotUnderstood {
        what: "the output of the browser tests".to_owned(),
        detail: "it does not say how many passed".to_owned(),
        fix: "use the toolchain that rust-toolchain.toml names",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_counts_and_failures_of_tests() {
        assert_eq!(names("a::b: test\nc: test\n\n2 tests, 0 benchmarks\n"), ["a::b", "c"]);
        let good = "running 2 tests\n\ntest result: ok. 118 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out\n";
        assert_eq!(passed(good), Some(118));
        assert_eq!(passed("no word of it"), None);
        let bad = "test c ... FAILED\n\nfailures:\n\n---- c stdout ----\n    words\n\nfailures:\n    a::b\n    c\n\n\
                   test result: FAILED. 1 passed; 2 failed\n";
        assert_eq!(failures(bad), ["a::b", "c"]);
        assert_eq!(failures("signal: 9"), Vec::<&str>::new());
    }
}
