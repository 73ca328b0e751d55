//! `brief`: the brief for a visit, from one response.

use std::io::{self, Read, Write};

use check::brief::{BriefTexts, Clinic, Visit, chart};
use check::content;
use engine::effective::PersistableAnswers;
use engine::response;

use super::source::{Source, today};
use super::{CliError, unknown};

/// The options of the command.
#[derive(Default)]
struct Options<'a> {
    questionnaire: Option<&'a str>,
    language: Option<&'a str>,
    format: Option<&'a str>,
    date: Option<&'a str>,
}

/// Reads a response on standard input and prints the brief.
pub(super) fn run(options: &[&str]) -> Result<(), CliError> {
    let options = read(options)?;
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input).map_err(CliError::Input)?;
    let bytes = brief(&options, &input)?;
    io::stdout().lock().write_all(&bytes).map_err(CliError::Output)
}

/// The brief in the format that the options ask for.
fn brief(options: &Options, input: &[u8]) -> Result<Vec<u8>, CliError> {
    let source = Source::read(options.questionnaire)?;
    let language = options.language.unwrap_or_else(|| source.known_language());
    let words = content::words(language).ok_or_else(|| unknown(language))?;
    let texts = content::brief_texts(language).ok_or_else(|| unknown(language))?;
    let texts = BriefTexts { labels: source.labels(language), ..texts };
    let form = source.form(language)?;
    // Some editors start a file with a byte order mark.
    let input = input.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(input);
    let json = serde_json::from_slice(input).map_err(|error| CliError::Response {
        error: format!("not JSON at line {}, column {}", error.line(), error.column()),
    })?;
    let (form, answers) =
        response::read(&form, &json).map_err(|error| CliError::Response { error: error.to_string() })?;
    let persistable = PersistableAnswers::new(&form, &answers);
    let today = today();
    let visit = Visit { form: &form, persistable: &persistable, day: options.date.unwrap_or(&today) };
    match options.format {
        Some("text") => Ok(chart(&visit.for_clinician(&texts), &texts).into_bytes()),
        Some("pdf") => Ok(pdf::write(&visit.brief(&texts, &words, &texts, &Clinic::default())).bytes),
        given => Err(CliError::Format { given: given.unwrap_or_default().into() }),
    }
}

fn read<'a>(options: &[&'a str]) -> Result<Options<'a>, CliError> {
    let mut found = Options::default();
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        let place = match *option {
            "--questionnaire" => &mut found.questionnaire,
            "--lang" => &mut found.language,
            "--format" => &mut found.format,
            "--date" => &mut found.date,
            other => return Err(CliError::Usage { given: other.into() }),
        };
        match rest.next() {
            Some(value) if place.is_none() => *place = Some(value),
            _ => return Err(CliError::Usage { given: (*option).into() }),
        }
    }
    let is_day = |date: &str| date.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == date);
    match found.date {
        Some(date) if !is_day(date) => Err(CliError::Date { given: date.into() }),
        _ => Ok(found),
    }
}
