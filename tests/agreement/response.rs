//! Answers written as a FHIR R4 `QuestionnaireResponse` on one line.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::condition::Answer;
use crate::contract::{Contract, Kind, Question, Section};
use crate::evaluate::Answers;

/// Whether questions are nested in their section's group or flat.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    Nested,
    Flat,
}

/// The response. A skipped question has, at random, no item or an item without an answer: both mean the same.
pub fn response(contract: &Contract, answers: &Answers, layout: Layout, rng: &mut Rng) -> String {
    let sections = contract.sections.iter().map(|section| (section, items(section, answers, rng)));
    let items: Vec<Value> = match layout {
        Layout::Flat => sections.flat_map(|(_, items)| items).collect(),
        // FHIR has no empty arrays, so a section without items is left out.
        Layout::Nested => sections
            .filter(|(_, items)| !items.is_empty())
            .map(|(section, items)| json!({"linkId": format!("section-{}", section.id), "item": items}))
            .collect(),
    };
    let status = if rng.bool() { "completed" } else { "in-progress" };
    let mut response = json!({"resourceType": "QuestionnaireResponse", "status": status});
    if !items.is_empty() {
        response["item"] = items.into();
    }
    response.to_string()
}

fn items(section: &Section, answers: &Answers, rng: &mut Rng) -> Vec<Value> {
    let item = |question: &Question| match answers.get(&question.link) {
        Some(answer) => Some(json!({"linkId": question.link, "answer": values(question.kind, answer)})),
        None => (rng.u8(0..8) == 0).then(|| json!({"linkId": question.link})),
    };
    section.questions.iter().filter_map(item).collect()
}

fn values(kind: Kind, answer: &Answer) -> Vec<Value> {
    match (kind, answer) {
        (Kind::Choice | Kind::Choices, Answer::Codes(codes)) => {
            codes.iter().map(|code| json!({"valueCoding": {"code": code}})).collect()
        }
        (Kind::Integer, Answer::Integer(n)) => vec![json!({"valueInteger": n})],
        (Kind::Text, Answer::Text(text)) => vec![json!({"valueString": text})],
        _ => panic!("{answer:?} does not answer a question of type {kind:?}"),
    }
}
