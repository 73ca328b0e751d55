//! Reports each part of a questionnaire that has no effect here, so that nothing is dropped in silence. Parts that FHIR
//! forbids ignoring, and parts without which the form would mean something else, are errors.

use serde_json::Value as Json;

use super::FaultKind;
use super::questionnaire::{Context, EXTENSION_BASE, FHIR_BASE, Loader, list};

/// A kind of element, with its fields in FHIR R4.
pub(super) struct Element {
    /// Fields that are read, and fields that describe the element without changing a visit.
    known: &'static [&'static str],
    /// Fields that would change a visit, and do not.
    unheeded: &'static [&'static str],
    /// The name of the field with its value begins with this.
    value: &'static str,
    /// Extensions by HL7 that are read.
    extensions: &'static [&'static str],
}

/// <https://hl7.org/fhir/R4/questionnaire.html>
pub(super) const QUESTIONNAIRE: Element = Element {
    known: &[
        "resourceType",
        "id",
        "meta",
        "language",
        "text",
        "contained",
        "extension",
        "url",
        "identifier",
        "version",
        "name",
        "title",
        "derivedFrom",
        "status",
        "experimental",
        "subjectType",
        "date",
        "publisher",
        "contact",
        "description",
        "useContext",
        "jurisdiction",
        "purpose",
        "copyright",
        "approvalDate",
        "lastReviewDate",
        "code",
        "item",
    ],
    unheeded: &["effectivePeriod"],
    value: "",
    extensions: &["workflow-relatedArtifact"],
};
pub(super) const ITEM: Element = Element {
    known: &[
        "id",
        "extension",
        "linkId",
        "definition",
        "code",
        "text",
        "type",
        "enableWhen",
        "enableBehavior",
        "required",
        "repeats",
        "readOnly",
        "maxLength",
        "answerValueSet",
        "answerOption",
        "item",
    ],
    unheeded: &["prefix", "initial"],
    value: "",
    extensions: &["minValue", "maxValue", "questionnaire-unit", "questionnaire-hidden"],
};
pub(super) const OPTION: Element = Element {
    known: &["id", "extension"],
    unheeded: &["initialSelected"],
    value: "value",
    extensions: &["questionnaire-optionExclusive"],
};
pub(super) const CONDITION: Element = Element {
    known: &["id", "extension", "question", "operator"],
    unheeded: &[],
    value: "answer",
    extensions: &[],
};

/// Fields of other versions of FHIR, each with the version and what R4 has in its place.
const OTHER_VERSIONS: [(&str, &str, &str); 4] = [
    ("option", "STU3", "answerOption"),
    ("options", "STU3", "answerOption"),
    ("hasAnswer", "STU3", "operator exists and answerBoolean"),
    ("answerConstraint", "R5", "type choice or open-choice"),
];

/// The extensions of this project.
const OWN: &str = "adults-only, approval, ask, basis, below, brief, brief-part, computed, explanation, figure, fit, for-summary, \
                   gloss, heading, help-now, hint, level, order, part, review-by, since, source, span, stands-for, transient";

/// The fields and extensions of an item that only some types have.
const OF_TYPES: [(&str, &[&str]); 8] = [
    ("maxLength", &["string", "text", "url"]),
    ("answerOption", &CHOICES),
    ("answerValueSet", &CHOICES),
    ("repeats", &CHOICES),
    ("required", &QUESTIONS),
    ("minValue", &RANGES),
    ("maxValue", &RANGES),
    ("questionnaire-unit", &["integer", "decimal", "quantity"]),
];
const CHOICES: [&str; 2] = ["choice", "open-choice"];
const RANGES: [&str; 5] = ["integer", "decimal", "quantity", "date", "dateTime"];
const QUESTIONS: [&str; 12] = [
    "boolean",
    "integer",
    "decimal",
    "quantity",
    "date",
    "dateTime",
    "time",
    "string",
    "text",
    "url",
    "choice",
    "open-choice",
];

impl Loader {
    /// Reports what has no effect in an element. Its children report their own parts.
    pub(super) fn report_unheeded(&mut self, at: Context, element: &Element) {
        let mut found = Vec::new();
        for (field, json) in at.json.as_object().into_iter().flatten() {
            match field.strip_prefix('_') {
                // A field that begins so says more about the one of the same name.
                Some(_) => extensions(json, &["translation"], &mut found),
                // Scores of options, for example, may stand inside the value.
                None if element.is_value(field) => extensions(json, &[], &mut found),
                None => found.extend(element.fault_of(field)),
            }
        }
        extensions(at.json, element.extensions, &mut found);
        found.into_iter().for_each(|kind| self.fault(at, kind));
    }

    /// Reports fields and extensions of an item that its type does not have.
    pub(super) fn report_unheeded_by_type(&mut self, at: Context) {
        let found = at.json["type"].as_str().unwrap_or_default();
        let is_set = |name: &'static str| match &at.json[name] {
            Json::Null | Json::Bool(false) => {
                super::questionnaire::extensions(at.json, FHIR_BASE, name).next().is_some()
            }
            _ => true,
        };
        let is_known = QUESTIONS.contains(&found) || ["group", "display"].contains(&found);
        let others =
            OF_TYPES.iter().filter(|(name, types)| is_known && !types.contains(&found) && is_set(name));
        for (name, _) in others {
            self.fault(at, FaultKind::Unheeded { part: format!("{name} of an item of type {found}") });
        }
    }
}

impl Element {
    /// Whether a field has the value of the element, such as `valueCoding`.
    fn is_value(&self, field: &str) -> bool {
        let kind = field.strip_prefix(self.value).filter(|_| !self.value.is_empty());
        kind.is_some_and(|kind| kind.starts_with(|it: char| it.is_ascii_uppercase()))
    }

    fn fault_of(&self, field: &str) -> Option<FaultKind> {
        if self.known.contains(&field) {
            return None;
        }
        if let Some((_, version, instead)) = OTHER_VERSIONS.iter().find(|(name, ..)| *name == field) {
            return Some(FaultKind::OtherVersion { found: field.into(), version, instead });
        }
        Some(if ["modifierExtension", "implicitRules"].contains(&field) {
            FaultKind::MustUnderstand { field: field.into() }
        } else if self.unheeded.contains(&field) {
            FaultKind::Unheeded { part: field.into() }
        } else {
            FaultKind::UnknownField { field: field.into() }
        })
    }
}

/// Reports the extensions of an element that have no effect. `known` are those by HL7 that are read there.
fn extensions(json: &Json, known: &[&str], found: &mut Vec<FaultKind>) {
    for extension in list(&json["extension"]) {
        let url = extension["url"].as_str().unwrap_or_default();
        let name = url.rsplit('/').next().unwrap_or_default();
        let own = url.strip_prefix(EXTENSION_BASE);
        let by_hl7 = url.strip_prefix(FHIR_BASE);
        let kind = match (own, by_hl7) {
            (Some(own), _) if OWN.split(", ").any(|it| it == own) => continue,
            (Some(own), _) => FaultKind::UnknownCode { field: "extension", found: own.into(), allowed: OWN },
            (_, Some(by_hl7)) if known.contains(&by_hl7) => continue,
            (_, Some("questionnaire-unitOption" | "questionnaire-unitValueSet")) => FaultKind::UnitChoice,
            _ if is_expression(extension) => FaultKind::Expression { name: name.into() },
            // The address of somebody else's extension is its name.
            _ => {
                let name = if url.starts_with("http://hl7.org/") { name } else { url };
                FaultKind::Unheeded { part: format!("extension {name}") }
            }
        };
        if !found.contains(&kind) {
            found.push(kind);
        }
    }
}

/// Whether an extension contains an expression, in the current form or in an older one.
fn is_expression(extension: &Json) -> bool {
    let name = extension["url"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let is_named_so = ["xpression", "onstraint", "calculatedValue"].iter().any(|part| name.contains(part));
    is_named_so
        || !extension["valueExpression"].is_null()
        || list(&extension["extension"]).iter().any(is_expression)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::form::Form;
    use crate::testing::{choice, item};

    /// The faults of a questionnaire with one item, as messages.
    fn messages(questionnaire: Json) -> Vec<String> {
        let faults = match Form::load(&questionnaire) {
            Ok((_, faults)) => faults,
            Err(faults) => faults,
        };
        faults.0.iter().map(ToString::to_string).collect()
    }

    fn with(field: &str, json: Json) -> Vec<String> {
        let mut one = choice("one", "a b", &[]);
        one[field] = json;
        messages(json!({ "resourceType": "Questionnaire", "item": [one] }))
    }

    #[test]
    fn a_questionnaire_without_url_and_texts_runs() {
        let one = json!({ "linkId": "one", "type": "boolean" });
        let found = messages(json!({ "resourceType": "Questionnaire", "item": [one] }));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("one: text is missing"), "{found:?}");
    }

    #[test]
    fn every_field_of_r4_that_has_no_effect_gets_a_line() {
        for (field, json) in
            [("prefix", json!("1.")), ("initial", json!([{ "valueCoding": { "code": "a" } }]))]
        {
            let found = with(field, json);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with(&format!("one: {field} has no effect here")), "{found:?}");
        }
    }

    #[test]
    fn scores_get_a_line_beside_an_option_and_inside_its_value() {
        let score =
            json!([{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3 }]);
        for option in [
            json!({ "valueCoding": { "code": "a" }, "extension": score }),
            json!({ "valueCoding": { "code": "a", "extension": score } }),
        ] {
            let found = with("answerOption", json!([option]));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with("one: extension ordinalValue has no effect here"), "{found:?}");
        }
    }

    #[test]
    fn names_the_version_of_a_field_from_another_one() {
        for (field, version) in [("option", "STU3"), ("options", "STU3"), ("answerConstraint", "R5")] {
            let found = with(field, json!([]));
            assert!(
                found.iter().any(|it| it.contains(&format!("{field} belongs to FHIR {version}"))),
                "{found:?}"
            );
        }
    }

    #[test]
    fn expressions_and_modifiers_refuse_the_form() {
        let expression = json!({ "language": "text/fhirpath", "expression": "%age > 17" });
        let base = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
        for (field, json) in [
            ("modifierExtension", json!([{ "url": "https://example.org/inverted", "valueBoolean": true }])),
            (
                "extension",
                json!([{ "url": format!("{base}enableWhenExpression"), "valueExpression": expression }]),
            ),
            ("extension", json!([{ "url": format!("{base}calculatedExpression"), "valueString": "1 + 1" }])),
            (
                "extension",
                json!([{ "url": "http://hl7.org/fhir/StructureDefinition/variable", "valueExpression": expression }]),
            ),
            (
                "extension",
                json!([{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": [] }]),
            ),
            (
                "_text",
                json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/cqf-expression", "valueExpression": expression }] }),
            ),
            (
                "extension",
                json!([{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption" }]),
            ),
        ] {
            let mut one = choice("one", "a b", &[]);
            one[field] = json;
            let refused = Form::load(&json!({ "resourceType": "Questionnaire", "item": [one] }));
            let faults = refused.expect_err(&format!("{field} must be understood"));
            assert_eq!(faults.0.len(), 1, "{faults}");
        }
        let rules = json!({ "resourceType": "Questionnaire", "implicitRules": "https://example.org/rules", "item": [item("a", "boolean", &[])] });
        assert!(Form::load(&rules).is_err());
    }

    #[test]
    fn fields_of_other_types_get_a_line() {
        for (kind, field, json) in [
            ("integer", "answerOption", json!([{ "valueInteger": 1 }])),
            ("integer", "maxLength", json!(3)),
            ("boolean", "repeats", json!(true)),
            ("group", "required", json!(true)),
        ] {
            let mut one = item("one", kind, &[]);
            one[field] = json;
            let found = messages(json!({ "resourceType": "Questionnaire", "item": [one] }));
            let wanted = format!("one: {field} of an item of type {kind} has no effect here");
            assert!(found.iter().any(|it| it.starts_with(&wanted)), "{found:?}");
        }
    }

    #[test]
    fn a_misspelt_extension_of_ours_is_an_error() {
        let extension = json!([{ "url": format!("{EXTENSION_BASE}transiant"), "valueBoolean": true }]);
        let found = with("extension", extension);
        assert!(found[0].starts_with("one: extension \"transiant\" is not known"), "{found:?}");
    }
}
