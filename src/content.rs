//! The built-in check, as it was validated and embedded when the crate was built.
//! Native only: in the browser the check of the visitor's language comes as a file beside the WASM.

use serde_json::Value as Json;

use crate::form::Form;
use crate::words::Words;

/// What the build made of one language.
struct Built {
    language: &'static str,
    /// `words` and `questionnaire`, what the widget loads; the questionnaire without what only tests ask for.
    check: &'static str,
    /// The questionnaire with all there is.
    questionnaire: &'static str,
    /// Words of the parts that are painted before the widget is there.
    shell: &'static str,
}

static BUILT: &[Built] = include!(concat!(env!("OUT_DIR"), "/built.rs"));

/// The languages of the built-in check, BCP-47 tags; the first is the one to fall back on.
pub fn languages() -> impl Iterator<Item = &'static str> {
    BUILT.iter().map(|built| built.language)
}

/// The file that the widget loads for a language: words and questionnaire as JSON.
#[must_use]
pub fn check(language: &str) -> Option<&'static str> {
    built(language).map(|built| built.check)
}

/// Words for what is painted before the widget is there, as JSON.
#[must_use]
pub fn shell(language: &str) -> Option<&'static str> {
    built(language).map(|built| built.shell)
}

/// The built-in questionnaire as FHIR JSON, with the order of its answers.
#[must_use]
pub fn questionnaire(language: &str) -> Option<Json> {
    serde_json::from_str(built(language)?.questionnaire).ok()
}

/// The built-in check, ready to run.
#[must_use]
pub fn form(language: &str) -> Option<Form> {
    Form::load(&questionnaire(language)?).ok().map(|(form, _)| form)
}

/// The words of the interface.
#[must_use]
pub fn words(language: &str) -> Option<Words> {
    let check: Json = serde_json::from_str(check(language)?).ok()?;
    Words::from_json(&check["words"])
}

fn built(language: &str) -> Option<&'static Built> {
    BUILT.iter().find(|built| built.language == language)
}
