//! Reads the files that the build makes for the browser.

use engine::form::Form;
use engine::model::Questionnaire;
use engine::packed;

use crate::words::Words;

/// The texts of a packed check, and the form to run: that of the clinic's own packed questionnaire if it has one. `None` if a
/// file is not of this build.
#[must_use]
pub fn read(check: &str, custom: Option<&str>) -> Option<(Words, Form)> {
    let (words, built_in): (Words, Questionnaire) = packed::read(check)?;
    let questionnaire = match custom {
        None => built_in,
        Some(custom) => packed::read(custom)?,
    };
    Some((words, Form::new(questionnaire)))
}
