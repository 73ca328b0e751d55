//! `assess`: prints the enabled findings for each response on standard input.

use std::io::{self, BufRead, BufWriter, Write};
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
    let mut output = BufWriter::new(io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(CliError::Input)?;
        // Some editors start a file with a byte order mark.
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        let result = result(&form, line).unwrap_or_else(|error| {
            code = ExitCode::from(1);
            json!({ "error": error }).to_string()
        });
        writeln!(output, "{result}").map_err(CliError::Output)?;
    }
    output.flush().map_err(CliError::Output)?;
    Ok(code)
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
