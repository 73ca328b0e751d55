//! `lint`: prints the problems of questionnaires, one per line.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use check::content;
use lint::lint;
use serde_json::Value as Json;

use super::{CliError, file};

/// The name of the built-in check in messages.
const BUILT_IN: &str = "built-in";

/// Reads questionnaires and prints their problems. Without a file it takes the built-in check, in all its languages.
pub(super) fn run(files: &[&str]) -> Result<ExitCode, CliError> {
    let mut report = Report { output: BufWriter::new(io::stdout().lock()), errors: 0, warnings: 0 };
    let built_in = content::languages().next().and_then(content::questionnaire).filter(|_| files.is_empty());
    if let Some(json) = built_in {
        report.add(BUILT_IN, &json)?;
    }
    for name in files {
        match file::read(name) {
            Ok(json) => report.add(name, &json)?,
            Err(error) => report.unread(&error)?,
        }
    }
    report.output.flush().map_err(CliError::Output)?;
    // On standard error, so that standard output contains only problems.
    match (report.errors, report.warnings) {
        (0, 0) => eprintln!("no problem found"),
        (errors, warnings) => eprintln!("errors: {errors}, warnings: {warnings}"),
    }
    Ok(ExitCode::from(u8::from(report.errors > 0)))
}

/// The problems found so far.
struct Report<W: Write> {
    output: W,
    errors: usize,
    warnings: usize,
}

impl<W: Write> Report<W> {
    fn add(&mut self, file: &str, questionnaire: &Json) -> Result<(), CliError> {
        for flaw in lint(questionnaire) {
            *(if flaw.is_error() { &mut self.errors } else { &mut self.warnings }) += 1;
            writeln!(self.output, "{file}: {flaw}").map_err(CliError::Output)?;
        }
        Ok(())
    }

    fn unread(&mut self, error: &CliError) -> Result<(), CliError> {
        self.errors += 1;
        writeln!(self.output, "{error}").map_err(CliError::Output)
    }
}
