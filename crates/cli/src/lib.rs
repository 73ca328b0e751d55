//! The command line runs the engine of the widget on files and standard input. Native only.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it reads files and standard input")]

mod assess;
mod brief;
mod error;
mod file;
mod lint;
mod rulebook;
mod source;

use std::io::{self, Write};
use std::process::ExitCode;

pub use error::CliError;

use check::content;

const USAGE: &str = "\
candidate-check: the check of the website widget, on the command line

  candidate-check assess [--questionnaire FILE]
      Reads FHIR R4 QuestionnaireResponses on standard input, one JSON object a line.
      Prints the result of each line: safety, fit, enabled findings, enabled questions.
      For a line that can't be read it prints {\"error\": …} and continues; the exit code is then 1.

  candidate-check brief --format text|pdf [--questionnaire FILE] [--lang CODE] [--date YYYY-MM-DD]
      Reads one FHIR R4 QuestionnaireResponse on standard input. Prints the brief for a visit: with text the lines
      for a chart, with pdf the two pages. The same answers and date give the same bytes. --date is today by default.

  candidate-check lint [FILE…]
      Prints the problems of questionnaires, one problem per line:
      FILE: linkId: error; how to fix it
      FILE: linkId: warning: probable mistake; how to fix it
      Without FILE it checks the built-in check in all its languages. The exit code is 1 if it finds an error,
      or if a file can't be read; it continues with the other files.
      A search over all answers proves which items are never or always enabled. It takes a repeating group once.

  candidate-check questionnaire [--lang CODE]
      Prints the built-in questionnaire as FHIR R4 JSON.

  candidate-check rulebook [--questionnaire FILE] [--lang CODE] [--html] [--since FILE]
      Prints the whole check in prose with its sources, for a clinician to read and sign. The format is Markdown,
      or with --html one self-contained page to print or to read on a screen.
      --lang CODE is a language of the built-in check; the texts of FILE use it too if FILE is translated.
      --since FILE adds the changes since that earlier questionnaire.

FILE is a FHIR R4 Questionnaire in JSON or YAML; without it the built-in one is used.";

/// Runs the command that the program was called with.
#[must_use]
pub fn run() -> ExitCode {
    // An argument that is not UTF-8 is never a command. A file with such a name is reported as unreadable.
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    match command(&arguments) {
        Ok(code) => code,
        // A reader such as `head` may close the pipe early; that is not an error.
        Err(CliError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn command(arguments: &[String]) -> Result<ExitCode, CliError> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] | ["help" | "--help" | "-h", ..] | [_, "--help" | "-h"] => {
            print(USAGE)?;
            Ok(ExitCode::SUCCESS)
        }
        ["assess"] => assess::run(None),
        ["assess", "--questionnaire", file] => assess::run(Some(file)),
        ["brief", options @ ..] => brief::run(options).map(|()| ExitCode::SUCCESS),
        ["lint", files @ ..] if !files.iter().any(|file| file.starts_with('-')) => lint::run(files),
        ["questionnaire"] => questionnaire("en"),
        ["questionnaire", "--lang", language] => questionnaire(language),
        ["rulebook", options @ ..] => print(&rulebook::document(options)?).map(|()| ExitCode::SUCCESS),
        given => Err(CliError::Usage { given: given.join(" ") }),
    }
}

fn questionnaire(language: &str) -> Result<ExitCode, CliError> {
    let Some(questionnaire) = content::questionnaire(language) else {
        return Err(unknown(language));
    };
    print(&format!("{questionnaire:#}"))?;
    Ok(ExitCode::SUCCESS)
}

/// The built-in check has no such language.
fn unknown(language: &str) -> CliError {
    CliError::UnknownLanguage {
        found: language.into(),
        known: content::languages().collect::<Vec<_>>().join(", "),
    }
}

fn print(text: &str) -> Result<(), CliError> {
    writeln!(io::stdout().lock(), "{text}").map_err(CliError::Output)
}
