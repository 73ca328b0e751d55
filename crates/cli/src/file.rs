//! Reads a questionnaire file, in JSON or YAML.

use std::fs;

use serde_json::Value as Json;

use super::CliError;

/// The content of a file.
pub(super) fn read(file: &str) -> Result<Json, CliError> {
    let text = fs::read_to_string(file).map_err(|error| CliError::File { file: file.into(), error })?;
    let syntax = |detail: String| {
        // The other lines show an excerpt of the file; an error message is one line.
        let detail = detail.lines().next().unwrap_or_default().to_owned();
        CliError::Syntax { file: file.into(), detail }
    };
    if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).map_err(|error| syntax(error.to_string()))
    } else {
        serde_saphyr::from_str(&text).map_err(|error| syntax(error.to_string()))
    }
}
