//! The form that all products show, in the format of each. It has no relation to any real questionnaire.
//!
//! Every question is a choice of one from four, because all products support it and every answer takes the same click.

use std::fmt::Write;

use serde_json::{Value as Json, json};

/// The options; a question that waits for another waits for the answer `OFTEN`.
const CHOICES: [(&str, &str); 4] =
    [("never", "Never"), ("sometimes", "Sometimes"), ("often", "Often"), ("always", "Always")];
pub const OFTEN: usize = 2;

/// Which questions wait for which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// None.
    Flat,
    /// Each for the one before it.
    Chain,
    /// All for the first.
    Fan,
}

impl Pattern {
    pub const ALL: [Pattern; 3] = [Pattern::Flat, Pattern::Chain, Pattern::Fan];

    pub fn name(self) -> &'static str {
        match self {
            Pattern::Flat => "flat",
            Pattern::Chain => "chain",
            Pattern::Fan => "fan",
        }
    }
}

/// A form with a pattern and a number of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    pub pattern: Pattern,
    pub questions: usize,
}

impl Form {
    pub const fn new(pattern: Pattern, questions: usize) -> Form {
        Form { pattern, questions }
    }

    /// Such as `chain-100`.
    pub fn name(self) -> String {
        format!("{}-{}", self.pattern.name(), self.questions)
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Form> {
        let (pattern, questions) = name.split_once('-')?;
        let pattern = Pattern::ALL.into_iter().find(|it| it.name() == pattern)?;
        Some(Form { pattern, questions: questions.parse().ok()? })
    }

    /// The index of the question that this one waits for.
    fn waits_for(self, question: usize) -> Option<usize> {
        match self.pattern {
            Pattern::Flat => None,
            Pattern::Chain => question.checked_sub(1),
            Pattern::Fan => (question > 0).then_some(0),
        }
    }

    /// For Candidate Check, LHC-Forms and Medplum.
    pub fn fhir(self) -> Json {
        let control = json!([{
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
            "valueCodeableConcept": { "coding": [{
                "system": "http://hl7.org/fhir/questionnaire-item-control",
                "code": "radio-button",
            }] },
        }]);
        let options: Vec<Json> = CHOICES.iter().map(|(code, text)| coding(code, text)).collect();
        let questions = (0..self.questions).map(|question| {
            let mut item = json!({
                "linkId": id(question),
                "type": "choice",
                "text": text(question),
                "extension": control,
                "answerOption": options,
            });
            if let Some(other) = self.waits_for(question) {
                let often = json!({ "code": CHOICES[OFTEN].0 });
                item["enableWhen"] =
                    json!([{ "question": id(other), "operator": "=", "answerCoding": often }]);
            }
            item
        });
        json!({
            "resourceType": "Questionnaire",
            "url": format!("https://bench.example/Questionnaire/{}", self.name()),
            "version": "1",
            "language": "en",
            "title": TITLE,
            "status": "active",
            "item": [{
                "linkId": "section",
                "type": "group",
                "text": "Questions",
                "item": questions.collect::<Vec<_>>(),
            }],
        })
    }

    pub fn surveyjs(self) -> Json {
        let choices: Vec<Json> =
            CHOICES.iter().map(|(value, text)| json!({ "value": value, "text": text })).collect();
        let elements = (0..self.questions).map(|question| {
            let mut element = json!({
                "type": "radiogroup",
                "name": id(question),
                "title": text(question),
                "choices": choices,
            });
            if let Some(other) = self.waits_for(question) {
                element["visibleIf"] = json!(format!("{{{}}} = '{}'", id(other), CHOICES[OFTEN].0));
            }
            element
        });
        json!({ "title": TITLE, "elements": elements.collect::<Vec<_>>() })
    }

    pub fn formio(self) -> Json {
        let values: Vec<Json> =
            CHOICES.iter().map(|(value, text)| json!({ "value": value, "label": text })).collect();
        let components = (0..self.questions).map(|question| {
            let mut component = json!({
                "type": "radio",
                "key": id(question),
                "label": text(question),
                "input": true,
                "values": values,
            });
            if let Some(other) = self.waits_for(question) {
                component["conditional"] = json!({
                    "show": true,
                    "conjunction": "all",
                    "conditions":
                        [{ "component": id(other), "operator": "isEqual", "value": CHOICES[OFTEN].0 }],
                });
            }
            component
        });
        json!({ "title": TITLE, "components": components.collect::<Vec<_>>() })
    }

    /// Formbricks has no conditional questions, only jumps: any other answer leads to the end.
    pub fn formbricks(self) -> Json {
        let questions = (0..self.questions).map(|question| {
            let choices: Vec<Json> = CHOICES
                .iter()
                .map(|(code, text)| json!({ "id": format!("{}-{code}", id(question)), "label": text }))
                .collect();
            let mut item = json!({
                "id": id(question),
                "type": "multipleChoiceSingle",
                "headline": text(question),
                "required": true,
                "choices": choices,
                "shuffleOption": "none",
            });
            let leads_on = match self.pattern {
                Pattern::Flat => false,
                Pattern::Chain => true,
                Pattern::Fan => question == 0,
            };
            if leads_on {
                item["logic"] =
                    json!([{ "condition": "notEquals", "value": CHOICES[OFTEN].1, "destination": "end" }]);
            }
            item
        });
        json!({
            "id": self.name(),
            "name": TITLE,
            "type": "link",
            "status": "inProgress",
            "welcomeCard": { "enabled": false },
            "questions": questions.collect::<Vec<_>>(),
            "thankYouCard": { "enabled": true, "headline": "Thank you", "subheader": "" },
            "styling": null,
            "autoClose": null,
        })
    }

    /// For the form written by hand.
    pub fn html(self) -> String {
        let mut html = format!("<form><h2>{TITLE}</h2>");
        for question in 0..self.questions {
            let name = id(question);
            let waits = self
                .waits_for(question)
                .map(|it| format!(" data-after=\"{}\" hidden", id(it)))
                .unwrap_or_default();
            let text = text(question);
            // Writing to a string can't fail.
            let _ = write!(html, "<fieldset id=\"{name}\"{waits}><legend>{text}</legend>");
            for (code, text) in CHOICES {
                let _ = write!(
                    html,
                    "<label><input type=\"radio\" name=\"{name}\" value=\"{code}\"> {text}</label>"
                );
            }
            html += "</fieldset>";
        }
        html + "<button>Send</button></form>"
    }
}

const TITLE: &str = "How have you been?";

fn id(question: usize) -> String {
    format!("q{question}")
}

fn text(question: usize) -> String {
    const ABOUT: [&str; 6] = [
        "slept through the night",
        "walked for half an hour",
        "eaten with other people",
        "put off what had to be done",
        "felt rested in the morning",
        "been out of doors",
    ];
    format!("{}. In the last two weeks, how often have you {}?", question + 1, ABOUT[question % ABOUT.len()])
}

fn coding(code: &str, text: &str) -> Json {
    json!({ "valueCoding": { "code": code, "display": text } })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which question each waits for, read back from a description.
    fn waiting(form: Form, read: impl Fn(&Json) -> Option<String>, list: &Json) -> Vec<Option<String>> {
        let items = list.as_array().expect("questions are a list");
        assert_eq!(items.len(), form.questions);
        items.iter().map(read).collect()
    }

    #[test]
    fn each_pattern_is_the_same_in_every_format() {
        for pattern in Pattern::ALL {
            let form = Form::new(pattern, 4);
            let expected: Vec<Option<String>> = match pattern {
                Pattern::Flat => vec![None; 4],
                Pattern::Chain => vec![None, Some("q0".into()), Some("q1".into()), Some("q2".into())],
                Pattern::Fan => vec![None, Some("q0".into()), Some("q0".into()), Some("q0".into())],
            };
            let text = |it: &Json| it.as_str().map(str::to_owned);
            let fhir = form.fhir();
            let found = waiting(form, |it| text(&it["enableWhen"][0]["question"]), &fhir["item"][0]["item"]);
            assert_eq!(found, expected, "FHIR, {pattern:?}");
            let found = waiting(
                form,
                |it| text(&it["conditional"]["conditions"][0]["component"]),
                &form.formio()["components"],
            );
            assert_eq!(found, expected, "Form.io, {pattern:?}");
            let named = |it: &Json| {
                Some(it["visibleIf"].as_str()?.trim_start_matches('{').split('}').next()?.to_owned())
            };
            let found = waiting(form, |it| named(it), &form.surveyjs()["elements"]);
            assert_eq!(found, expected, "SurveyJS, {pattern:?}");
            let html = form.html();
            let found: Vec<Option<String>> = html
                .split("<fieldset")
                .skip(1)
                .map(|it| Some(it.split_once("data-after=\"")?.1.split('"').next()?.to_owned()))
                .collect();
            assert_eq!(found, expected, "HTML, {pattern:?}");
        }
    }

    #[test]
    fn a_survey_of_jumps_continues_only_after_often() {
        let survey = Form::new(Pattern::Fan, 3).formbricks();
        assert_eq!(survey["questions"][0]["logic"][0]["value"], "Often");
        assert_eq!(survey["questions"][1]["logic"], Json::Null);
        assert_eq!(survey["questions"].as_array().map(Vec::len), Some(3));
    }

    #[test]
    fn a_form_is_found_by_its_name() {
        let form = Form::new(Pattern::Chain, 120);
        assert_eq!(form.name(), "chain-120");
        assert_eq!(Form::named("chain-120"), Some(form));
        assert_eq!(Form::named("ring-3"), None);
    }
}
