//! `assess`: prints the enabled findings for each response on standard input.

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use check::content;
use engine::assessment::assess;
use engine::effective::EffectiveAnswers;
use engine::fhir::Faults;
use engine::form::Form;
use engine::model::finding_id;
use engine::response;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{CliError, file};

/// Reads responses and prints the result of each.
pub(super) fn run(questionnaire: Option<&str>) -> Result<ExitCode, CliError> {
    let form = match questionnaire {
        None => content::form("en").expect("the build has loaded this very questionnaire"),
        Some(file) => load(file)?,
    };
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut code = ExitCode::SUCCESS;
    while let Some(line) = next_line(&mut input).map_err(CliError::Input)? {
        let result = match line {
            Line::Text(line) if line.trim_ascii().is_empty() => continue,
            Line::Text(line) => result(&form, &line),
            Line::TooLong => Err(format!("longer than {} MB; give one response a line", LONGEST >> 20)),
        };
        let result = result.unwrap_or_else(|error| {
            code = ExitCode::from(1);
            json!({ "error": error }).to_string()
        });
        writeln!(output, "{result}").map_err(CliError::Output)?;
        // The reader of a slow sender's results sees each at once.
        output.flush().map_err(CliError::Output)?;
    }
    Ok(code)
}

/// The length of the longest line in bytes, so that a file without line ends does not fill the memory.
const LONGEST: u64 = 16 << 20;

/// A line of the input.
#[derive(Debug, PartialEq)]
enum Line {
    Text(Vec<u8>),
    TooLong,
}

/// The next line, without the byte order mark with which some editors start a file; `None` at the end.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    if input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 > LONGEST {
        input.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    if line.starts_with(b"\xEF\xBB\xBF") {
        line.drain(..3);
    }
    Ok(Some(Line::Text(line)))
}

/// The result of one response, or the reason why it can't be read.
fn result(form: &Form, line: &[u8]) -> Result<String, String> {
    let json: Json = serde_json::from_slice(line)
        .map_err(|error| format!("not JSON at column {}; give one JSON object a line", error.column()))?;
    let (form, answers) = response::read(form, &json).map_err(|error| error.to_string())?;
    let enabled = form.evaluate(&answers);
    let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
    let assessment = assess(&form, effective);
    let link_id = |item| &form.questionnaire.item(item).link_id;
    let findings = assessment.findings.iter().map(|active| finding_id(link_id(active.finding))).collect();
    let enabled = effective.questions().map(|item| link_id(item).as_str()).collect();
    let result = Outcome { safety: assessment.safety_code(), fit: assessment.fit_code(), findings, enabled };
    serde_json::to_string(&result).map_err(|error| error.to_string())
}

/// The output for one line.
#[derive(Serialize)]
struct Outcome<'a> {
    safety: &'static str,
    fit: &'static str,
    /// Ids of the enabled findings, in the order of the questionnaire.
    findings: Vec<&'a str>,
    /// LinkIds of the questions that are asked, in the order of the questionnaire.
    enabled: Vec<&'a str>,
}

fn load(file: &str) -> Result<Form, CliError> {
    parse(file, &file::read(file)?)
}

/// Makes a form from the content of a file. Tolerated faults go to standard error.
pub(super) fn parse(file: &str, json: &Json) -> Result<Form, CliError> {
    let refused = |faults: Faults| CliError::Questionnaire { file: file.into(), faults };
    let (form, faults) = Form::load(json).map_err(refused)?;
    for fault in &faults.0 {
        eprintln!("{file}: {fault}");
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &[u8]) -> Vec<Line> {
        let mut input = io::BufReader::new(input);
        std::iter::from_fn(|| next_line(&mut input).expect("memory can be read")).collect()
    }

    #[test]
    fn reads_lines_without_marks_and_the_last_without_an_end() {
        let text = |text: &str| Line::Text(text.into());
        assert_eq!(lines(b"\xEF\xBB\xBF{}\n\nlast"), [text("{}"), text(""), text("last")]);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped() {
        let longest = vec![b' '; LONGEST as usize];
        let input = [&longest, &b"\n"[..], &longest, b" and more\n{}\n"].concat();
        assert_eq!(lines(&input), [Line::Text(longest), Line::TooLong, Line::Text(b"{}".to_vec())]);
    }
}
