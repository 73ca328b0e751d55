//! A clinic's own questionnaire, turned into what the widget reads. The widget itself reads no FHIR: the program
//! `compiler.rs` does this, and only visitors of a clinic with a questionnaire of its own download it.

mod error;

pub use error::CompileError;

use crate::form::Form;
use crate::{image, texts};

/// What the widget reads, made of a FHIR Questionnaire in JSON, in a language if it speaks that.
///
/// # Errors
/// If it can't be run, with all that is wrong with it.
pub fn compile(text: &str, language: &str) -> Result<String, CompileError> {
    let mut json = serde_json::from_str(text).map_err(|_| CompileError::NotJson)?;
    texts::speak(&mut json, language);
    let (form, _) = Form::load(&json).map_err(CompileError::Questionnaire)?;
    Ok(image::write(&form.questionnaire))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::Questionnaire;

    const OWN: &str = r#"{
        "resourceType": "Questionnaire", "url": "https://example.org/Questionnaire/tea", "language": "en",
        "item": [{ "linkId": "tea", "type": "boolean", "text": "Tea?", "_text": { "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
                { "url": "lang", "valueCode": "es" }, { "url": "content", "valueString": "¿Té?" }
            ] }] } }]
    }"#;

    #[test]
    fn the_widget_reads_what_was_compiled_in_the_language_that_was_asked_for() {
        for (language, text) in [("en", "Tea?"), ("es", "¿Té?"), ("fr", "Tea?")] {
            let image = compile(OWN, language).expect("it is a questionnaire");
            let read: Questionnaire = image::read(&image).expect("it was just written");
            assert_eq!(read.item(read.find("tea").expect("it is there")).text, text, "{language}");
        }
    }

    #[test]
    fn what_can_t_be_compiled_is_named_with_its_file() {
        let refused = |text: &str| compile(text, "en").map_err(|error| error.in_file("/own.json"));
        assert_eq!(
            refused("<html>"),
            Err("/own.json: not JSON, or nested more than 60 items deep; give a FHIR R4 Questionnaire as JSON".into())
        );
        let faults =
            refused(&OWN.replace("boolean", "bolean").replace("\"tea\"", "\"\"")).expect_err("two faults");
        assert!(faults.lines().all(|line| line.starts_with("/own.json: ")), "{faults}");
    }
}
