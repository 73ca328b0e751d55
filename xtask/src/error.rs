//! The errors of the automation. One type for all commands: the person at the terminal is the only reader.
//!
//! Each message names the error, its place, and how to fix it.

use std::io;
use std::path::PathBuf;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "there is no command \"{word}\"; the commands are serve, test, build, count, probe, bench and help: see cargo xtask help"
    )]
    UnknownCommand { word: String },

    #[error("there is no engine \"{name}\"; the engines are chromium, firefox and webkit")]
    UnknownEngine { name: String },

    #[error("the command line was not understood: {0}; see cargo xtask help")]
    Arguments(#[from] lexopt::Error),

    #[error(
        "could not {doing} {}: {source}; check that the path exists and that you may write there",
        path.display()
    )]
    File { doing: &'static str, path: PathBuf, source: io::Error },

    #[error("could not start {program}: {source}; install it or put it on the PATH")]
    Start { program: String, source: io::Error },

    #[error("`{command}` ended with {outcome}; see its own messages above")]
    Failed { command: String, outcome: String },

    #[error("could not listen for Ctrl-C: {source}; run the command from an ordinary terminal")]
    Signals { source: io::Error },

    #[error("stopped by a signal before the work was done; run the command again to go on")]
    Interrupted,

    #[error("{what} is missing and could not be installed here; {fix}")]
    Missing { what: String, fix: String },

    #[error("{variable} names {}, where there is no program; correct it or unset it", path.display())]
    NotAProgram { variable: &'static str, path: PathBuf },

    #[error("could not read {what}: {detail}; {fix}")]
    NotUnderstood { what: String, detail: String, fix: &'static str },

    #[error(
        "port {port} on 127.0.0.1 is taken: {source}; stop the program that listens there or name another port with --port"
    )]
    PortTaken { port: u16, source: io::Error },

    #[error(
        "TRUNK_STAGING_DIR is not set: `package` is a step of Trunk's build; run cargo xtask build instead"
    )]
    NotInTrunk,

    #[error(
        "expected one {pattern} in {}, found {}; delete the folder and run cargo xtask build again",
        dir.display(), if found.is_empty() { "none".to_owned() } else { found.join(", ") }
    )]
    NotOne { pattern: String, dir: PathBuf, found: Vec<String> },

    #[error(
        "{} contains {token} {count} times outside comments, not once; keep one place for the build's values",
        path.display()
    )]
    Token { path: PathBuf, token: &'static str, count: usize },

    #[error("{}: text \"{word}\" is missing from the section shell; correct its id, or add it to content/en.yaml", path.display())]
    UnknownText { path: PathBuf, word: String },

    #[error(
        "the release is over its limits ({}); make it smaller, or argue for new limits in xtask/src/budget.rs",
        over.join("; ")
    )]
    OverBudget { over: Vec<String> },

    #[error(
        "the engine takes too many instructions: {}; make it quicker, or if there is a good reason record the new counts in \
         {recorded} with cargo xtask count --record",
        faults.join("; ")
    )]
    MoreInstructions { faults: Vec<String>, recorded: &'static str },

    #[error("{}", tests(failed, flaky))]
    Tests { failed: Vec<String>, flaky: Vec<String> },

    #[error("the step \"{step}\" failed after {after}: {source}")]
    Step { step: &'static str, after: String, source: Box<Error> },
}

/// Names the browser tests that failed.
fn tests(failed: &[String], flaky: &[String]) -> String {
    let mut parts = Vec::new();
    if !failed.is_empty() {
        parts.push(format!("failed twice, the second time alone in a fresh browser: {}", failed.join(", ")));
    }
    if !flaky.is_empty() {
        parts.push(format!(
            "flaky: {}; it failed among the others and passed alone in a fresh browser, which is a fault of the test or of \
             the tested code",
            flaky.join(", ")
        ));
    }
    parts.join("; ")
}

impl Error {
    /// For `map_err` on results of the file system.
    pub fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { doing, path, source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_error_place_and_fix() {
        let none = Error::NotOne { pattern: "widget-*.js".into(), dir: "dist".into(), found: vec![] };
        assert_eq!(
            none.to_string(),
            "expected one widget-*.js in dist, found none; delete the folder and run cargo xtask build again"
        );
        let step = Error::Step {
            step: "rustfmt",
            after: "1.2 s".into(),
            source: Box::new(Error::Failed { command: "cargo fmt".into(), outcome: "exit status 1".into() }),
        };
        assert_eq!(
            step.to_string(),
            "the step \"rustfmt\" failed after 1.2 s: `cargo fmt` ended with exit status 1; \
             see its own messages above"
        );
        let over = Error::OverBudget { over: vec!["loader 6,000 B of 5,000 B".into(), "first visit".into()] };
        assert_eq!(
            over.to_string(),
            "the release is over its limits (loader 6,000 B of 5,000 B; first visit); \
             make it smaller, or argue for new limits in xtask/src/budget.rs"
        );
    }
}
