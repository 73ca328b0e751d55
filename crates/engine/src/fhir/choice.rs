//! Parses the options of a choice.

use serde_json::{Map, Value as Json};

use super::codes::HELPS;
use super::questionnaire::{Context, FHIR_BASE, Loader, extensions, list};
use super::unheeded::OPTION;
use super::{FaultKind, translation};
use crate::model::{AnswerOption, AnswerType, Choice, Coding, Value};

impl Loader {
    /// A choice with its options.
    pub(super) fn choice(&mut self, at: Context, open: bool) -> AnswerType {
        let mut options: Vec<AnswerOption> = Vec::new();
        let mut known = Known::default();
        for option in self.list(at, "answerOption") {
            let missing = FaultKind::Missing { field: "value of an answerOption" };
            let Some((value, display)) = self.typed_value(at, option, "value", missing) else { continue };
            // The display of a coding has its own translation, as any text.
            let display =
                translation::in_language(&option["_valueString"], &self.language).unwrap_or(display);
            if known.has(&value) {
                self.fault(at, FaultKind::DuplicateOption { option: value.literal() });
            }
            let here = Context { json: option, ..at };
            self.list(here, "extension");
            self.report_unheeded(here, &OPTION);
            let gloss = self.extension_text(here, "gloss");
            let heading = self.extension_text(here, "heading");
            let help = self.code(here, "help-now", HELPS);
            let exclusive = extensions(option, FHIR_BASE, "questionnaire-optionExclusive")
                .any(|extension| extension["valueBoolean"] == true);
            options.push(AnswerOption { value, display, gloss, heading, exclusive, help });
        }
        if at.json["answerValueSet"].is_string() {
            self.fault(at, FaultKind::ValueSet);
        } else if options.is_empty() && at.json["option"].is_null() && at.json["options"].is_null() {
            self.fault(at, FaultKind::NoOptions);
        }
        AnswerType::Choice(Choice { options, repeats: self.flag(at, "repeats"), open })
    }
}

/// The options before one, so that a long list is read in linear time.
#[derive(Default)]
struct Known {
    /// The systems of each code; `null` for a coding without one.
    codings: Map<String, Json>,
    others: Vec<Value>,
}

impl Known {
    /// Whether an equivalent value was given before.
    fn has(&mut self, value: &Value) -> bool {
        let Value::Coding(Coding { system, code }) = value else {
            let is_known = self.others.iter().any(|other| other.is_equivalent(value));
            self.others.push(value.clone());
            return is_known;
        };
        let system = system.as_deref().map_or(Json::Null, Json::from);
        let before = self.codings.entry(code.clone()).or_insert_with(|| Json::Array(Vec::new()));
        let is_known =
            list(before).iter().any(|other| other.is_null() || system.is_null() || *other == system);
        if let Json::Array(systems) = before {
            systems.push(system);
        }
        is_known
    }
}
