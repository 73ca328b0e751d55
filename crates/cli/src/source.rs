//! The questionnaire of a command: a file, or the built-in one.

use check::content;
use engine::fhir::translation;
use engine::form::Form;
use engine::labels::Labels;
use serde_json::Value as Json;

use super::{CliError, assess, file};

/// A questionnaire before a translation is applied.
pub(super) struct Source<'a> {
    /// The file it comes from; `None` for the built-in one.
    file: Option<&'a str>,
    json: Json,
}

impl<'a> Source<'a> {
    /// Reads a file, or the built-in questionnaire.
    pub(super) fn read(file: Option<&'a str>) -> Result<Source<'a>, CliError> {
        let json = match file {
            Some(file) => file::read(file)?,
            None => content::languages()
                .next()
                .and_then(content::questionnaire)
                .expect("it was loaded when it was built"),
        };
        Ok(Source { file, json })
    }

    /// The language of its texts before any translation.
    pub(super) fn language(&self) -> &str {
        self.json["language"].as_str().unwrap_or("en")
    }

    /// Whether its texts exist in a language.
    pub(super) fn has_language(&self, language: &str) -> bool {
        translation::is(self.language(), language)
            || translation::languages(&self.json).iter().any(|tag| translation::is(tag, language))
    }

    /// The form in a language.
    pub(super) fn form(&self, language: &str) -> Result<Form, CliError> {
        let mut json = self.json.clone();
        translation::apply(&mut json, language);
        match self.file {
            Some(file) => assess::parse(file, &json),
            None => Ok(Form::load(&json).expect("the build has loaded this questionnaire").0),
        }
    }

    /// The labels in a language, for the brief.
    pub(super) fn labels(&self, language: &str) -> Labels {
        let mut json = self.json.clone();
        translation::apply(&mut json, language);
        Form::labels(&json)
    }

    /// Its language if the built-in check has it too; else the first language of the built-in check.
    pub(super) fn known_language(&self) -> &'static str {
        let own = self.language();
        content::languages()
            .find(|tag| translation::is(own, tag))
            .or_else(|| content::languages().next())
            .unwrap_or("en")
    }
}

/// The one clock on the command line.
pub(super) fn today() -> String {
    jiff::ZonedDateTime::now().date().to_string()
}
