//! Visitors: their answers, and the questions that they skip.

use std::collections::BTreeMap;

use devkit::people;
use serde_json::{Value as Json, json};

/// Answers of a person with nothing to report to questions that other answers enable.
const OPENED: [(&str, &str); 3] = [("diagnosis", "yes"), ("impact", "a-lot"), ("therapy-tried", "yes")];

/// A person; a question without an answer is skipped.
#[derive(Clone, Debug)]
pub struct Person {
    answers: BTreeMap<&'static str, &'static str>,
}

impl Person {
    /// Gives these answers and skips the other questions.
    pub fn with_answers(answers: &[(&'static str, &'static str)]) -> Person {
        Person { answers: answers.iter().copied().collect() }
    }

    /// Gives these answers, and answers the other questions with nothing to report.
    pub fn with_only(answers: &[(&'static str, &'static str)]) -> Person {
        let quiet = people::quiet().iter().map(|(link_id, answer)| (link_id.as_str(), answer.as_str()));
        Person { answers: quiet.chain(OPENED).chain(answers.iter().copied()).collect() }
    }

    /// The person's answer to a question.
    pub fn says(&self, link_id: &str) -> Option<&'static str> {
        self.answers.get(link_id).copied()
    }

    /// The person's answers, by question.
    pub fn said(&self) -> Json {
        json!(self.answers)
    }

    /// The same as a FHIR QuestionnaireResponse.
    pub fn response(&self) -> Json {
        let item = |(link_id, said): (&&str, &&str)| {
            let answers: Vec<Json> = match (*link_id, said.parse::<i64>()) {
                ("goals" | "questions-for-clinician" | "medicine-list", _) => {
                    vec![json!({ "valueString": said })]
                }
                (_, Ok(number)) => vec![json!({ "valueInteger": number })],
                _ => said.split(' ').map(|code| json!({ "valueCoding": { "code": code } })).collect(),
            };
            json!({ "linkId": link_id, "answer": answers })
        };
        let items: Vec<Json> = self.answers.iter().map(item).collect();
        json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "item": items })
    }
}
