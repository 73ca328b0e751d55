//! Turns a clinic's own questionnaire into the format of the widget. The widget itself reads no FHIR. The program in
//! `main.rs` does, and only visitors of a clinic with its own questionnaire download it.

mod error;

pub use error::{CompileError, in_file};

use engine::caution::{Caution, cautions};
use engine::fhir::{Faults, translation};
use engine::form::Form;
use engine::packed;

/// A compiled questionnaire.
pub struct Compiled {
    /// The questionnaire in the format that the widget reads.
    pub packed: String,
    /// Faults that do not keep the questionnaire from running.
    pub faults: Faults,
    /// Cautions for its author.
    pub cautions: Vec<Caution>,
}

/// Compiles a FHIR Questionnaire in JSON, in a language if it is translated into that.
///
/// # Errors
/// If it can't be run; the error contains all its faults.
pub fn compile(text: &str, language: &str) -> Result<Compiled, CompileError> {
    let mut json = serde_json::from_str(text).map_err(|_| CompileError::NotJson)?;
    translation::apply(&mut json, language);
    let (form, faults) = Form::load(&json).map_err(CompileError::Questionnaire)?;
    let cautions = cautions(&form.questionnaire);
    Ok(Compiled { packed: packed::write(&form.questionnaire), faults, cautions })
}

/// The packed labels of a FHIR Questionnaire in JSON, for the brief; `None` if it is no JSON.
#[must_use]
pub fn labels(text: &str, language: &str) -> Option<String> {
    let mut json = serde_json::from_str(text).ok()?;
    translation::apply(&mut json, language);
    Some(packed::write(&Form::labels(&json)))
}

#[cfg(test)]
mod tests {
    use engine::labels::Labels;
    use engine::model::{AnswerType, LinkId, Questionnaire, Value};

    use super::*;

    const OWN: &str = r#"{
        "resourceType": "Questionnaire", "url": "https://example.org/Questionnaire/tea", "language": "en",
        "item": [{ "linkId": "tea", "type": "boolean", "text": "Tea?", "_text": { "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
                { "url": "lang", "valueCode": "es" }, { "url": "content", "valueString": "¿Té?" }
            ] }] } }]
    }"#;

    #[test]
    fn widget_reads_the_compiled_file_in_the_requested_language() {
        for (language, text) in [("en", "Tea?"), ("es", "¿Té?"), ("fr", "Tea?")] {
            let compiled = compile(OWN, language).expect("it is a questionnaire");
            assert_eq!(compiled.faults, Faults::default());
            let read: Questionnaire = packed::read(&compiled.packed).expect("it was just written");
            assert_eq!(read.item(read.find("tea").expect("it is there")).text, text, "{language}");
        }
    }

    #[test]
    fn labels_are_in_the_requested_language() {
        for (language, text, found) in [("en", "Tea?", "en"), ("es", "¿Té?", "es"), ("fr", "Tea?", "en")] {
            let labels = labels(OWN, language).expect("it is JSON");
            let labels: Labels = packed::read(&labels).expect("it was just written");
            let tea = labels.of(&LinkId::new("tea")).map(|label| label.text.as_str());
            assert_eq!((tea, labels.language.as_str()), (Some(text), found), "{language}");
        }
        assert_eq!(labels("tea", "en"), None);
    }

    #[test]
    fn errors_name_the_file() {
        let refused = |text: &str| compile(text, "en").err().map(|error| in_file(&error, "/own.json"));
        assert_eq!(
            refused("<html>"),
            Some("/own.json: not JSON, or nested more than 60 items deep; give a FHIR R4 Questionnaire as JSON".into())
        );
        let faults =
            refused(&OWN.replace("boolean", "bolean").replace("\"tea\"", "\"\"")).expect("two faults");
        assert!(faults.lines().all(|line| line.starts_with("/own.json: ")), "{faults}");
    }

    #[test]
    fn tolerated_faults_are_reported() {
        let never = OWN.replace(
            r#""type": "boolean""#,
            r#""type": "boolean", "enableWhen": [{ "question": "tea", "operator": "=", "answerString": "a" }]"#,
        );
        let compiled = compile(&never, "en").expect("a tolerated fault");
        let faults = in_file(&compiled.faults, "/own.json");
        assert!(faults.contains("/own.json: tea: enableWhen compares"), "{faults}");
    }

    #[test]
    fn translated_option_keeps_its_value() {
        let spanish = r#""_valueString": { "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
                { "url": "lang", "valueCode": "es" }, { "url": "content", "valueString": "Ketamina" }
            ] }] }"#;
        let own = OWN.replace(
            r#""type": "boolean", "#,
            &format!(r#""type": "choice", "answerOption": [{{ "valueString": "Ketamine", {spanish} }}], "#),
        );
        for (language, display) in [("en", "Ketamine"), ("es", "Ketamina")] {
            let packed_text = compile(&own, language).expect("it is a questionnaire").packed;
            let read: Questionnaire = packed::read(&packed_text).expect("it was just written");
            let tea = read.find("tea").and_then(|idx| read.question(idx)).map(|question| &question.answer);
            let Some(AnswerType::Choice(choice)) = tea else { panic!("it is a choice") };
            let option = &choice.options[0];
            assert_eq!((&option.value, option.display.as_str()), (&Value::Text("Ketamine".into()), display));
        }
    }

    #[test]
    fn quantity_options_show_their_units() {
        let own = OWN.replace(
            r#""type": "boolean", "#,
            r#""type": "choice", "answerOption": [
                { "valueQuantity": { "value": 5, "unit": "milligrams", "code": "mg" } },
                { "valueQuantity": { "value": 5, "code": "g" } },
                { "valueQuantity": { "value": 5 } }
            ], "#,
        );
        let (form, _) = Form::load(&serde_json::from_str(&own).expect("JSON")).expect("a questionnaire");
        let tea = form.questionnaire.find("tea").and_then(|idx| form.questionnaire.question(idx));
        let Some(AnswerType::Choice(choice)) = tea.map(|question| &question.answer) else {
            panic!("it is a choice")
        };
        let read: Vec<&str> = choice.options.iter().map(|option| option.display.as_str()).collect();
        assert_eq!(read, ["5 milligrams", "5 g", "5"]);
    }
}
