//! Checks single items, conditions and sources, independent of answers.
//! It reads the file itself for an extension that the loader skips because the widget does not use it.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{
    AnswerType, Choice, Condition, ItemIdx, Kind, LinkId, Question, Questionnaire, Test, Value,
};
use serde_json::Value as Json;

use super::flaw::{Flaw, FlawKind};
use super::search::condition_text;

/// Codes of options that mean none of the others.
const EXCLUSIVE_CODES: [&str; 8] = [
    "none",
    "none-of-these",
    "none-of-the-above",
    "not-sure",
    "unsure",
    "unknown",
    "dont-know",
    "prefer-not-to-say",
];

/// Marks a question whose answer is for the summary alone.
const FOR_SUMMARY: &str = "https://candidate-check.example/fhir/StructureDefinition/for-summary";

/// Reports problems of single items.
pub(super) fn items(questionnaire: &Questionnaire, json: &Json, flaws: &mut Vec<Flaw>) {
    if questionnaire.indices().all(|idx| questionnaire.question(idx).is_none()) {
        flaws.push(Flaw { link_id: None, kind: FlawKind::NoQuestions });
    }
    let cited = cited(questionnaire);
    for (n, source) in questionnaire.sources.iter().enumerate() {
        if !cited.contains(&n) {
            flaws.push(Flaw { link_id: None, kind: FlawKind::UnusedSource { source: source.id.clone() } });
        }
    }
    let files = files(json);
    // Without any finding, answers are only for people to read.
    let has_findings = questionnaire.indices().any(|idx| questionnaire.finding(idx).is_some());
    let asked_about: BTreeSet<&LinkId> = conditions_of(questionnaire).map(|it| &it.question).collect();
    for idx in questionnaire.indices() {
        let item = questionnaire.item(idx);
        let file = files.get(item.link_id.as_str()).copied().unwrap_or(&Json::Null);
        let mut kinds = Vec::new();
        match &item.kind {
            Kind::Question(question) => {
                let is_used = !has_findings || asked_about.contains(&item.link_id);
                question_flaws(question, is_used, file, &mut kinds);
            }
            Kind::Finding(finding) if finding.sources.is_empty() => kinds.push(FlawKind::NoSource),
            _ => {}
        }
        conditions(questionnaire, idx, &mut kinds);
        flaws.extend(kinds.into_iter().map(|kind| Flaw { link_id: Some(item.link_id.clone()), kind }));
    }
}

/// Every item of the file by its linkId.
fn files(json: &Json) -> BTreeMap<&str, &Json> {
    let mut found = BTreeMap::new();
    let mut waiting: Vec<&Json> = json["item"].as_array().into_iter().flatten().rev().collect();
    while let Some(item) = waiting.pop() {
        found.extend(item["linkId"].as_str().map(|link_id| (link_id, item)));
        waiting.extend(item["item"].as_array().into_iter().flatten().rev());
    }
    found
}

/// `is_used`: a condition uses the answer.
fn question_flaws(question: &Question, is_used: bool, file: &Json, kinds: &mut Vec<FlawKind>) {
    if question.explanation.is_none() {
        kinds.push(FlawKind::NoExplanation);
    }
    let extension = |url: &str| {
        file["extension"].as_array().into_iter().flatten().find(move |extension| extension["url"] == url)
    };
    let brings_help = matches!(&question.answer, AnswerType::Choice(it) if it.options.iter().any(|option| option.help.is_some()));
    let for_summary = extension(FOR_SUMMARY).is_some_and(|extension| extension["valueBoolean"] == true);
    // Free text is for people to read.
    if !(is_used || brings_help || for_summary || matches!(question.answer, AnswerType::Text(_))) {
        kinds.push(FlawKind::UnusedQuestion);
    }
    if let AnswerType::Choice(choice) = &question.answer {
        report_not_exclusive(choice, kinds);
        report_same_display(choice, kinds);
    }
    for limit in ["minValue", "maxValue"] {
        let Some(range) = question.answer.range() else { continue };
        let end = if limit == "minValue" { &range.min } else { &range.max };
        if let Some(value) = end.as_ref().filter(|value| !limits(&question.answer, value)) {
            kinds.push(FlawKind::LimitOfOtherType { limit, value: value.literal() });
        }
    }
}

/// Reports options with the same text as an earlier one.
fn report_same_display(choice: &Choice, kinds: &mut Vec<FlawKind>) {
    let mut seen = BTreeSet::new();
    for option in &choice.options {
        if !seen.insert(&option.display) {
            kinds.push(FlawKind::SameDisplay { display: option.display.clone() });
        }
    }
}

/// Reports options that should be exclusive and are not.
fn report_not_exclusive(choice: &Choice, kinds: &mut Vec<FlawKind>) {
    if !choice.repeats {
        return;
    }
    for option in choice.options.iter().filter(|option| !option.exclusive) {
        let code = option.value.literal();
        if EXCLUSIVE_CODES.contains(&code.to_lowercase().replace(['_', ' '], "-").as_str()) {
            kinds.push(FlawKind::NotExclusive { option: code });
        }
    }
}

/// Whether an end of a range can be compared with answers.
fn limits(answer: &AnswerType, end: &Value) -> bool {
    match answer {
        AnswerType::Number(_) => matches!(end, Value::Integer(_) | Value::Decimal(_)),
        AnswerType::Date(_) => matches!(end, Value::Date(_)),
        AnswerType::DateTime(_) => matches!(end, Value::DateTime(_)),
        _ => false,
    }
}

fn conditions_of(questionnaire: &Questionnaire) -> impl Iterator<Item = &Condition> {
    questionnaire.indices().flat_map(|idx| &questionnaire.item(idx).enable.when)
}

fn conditions(questionnaire: &Questionnaire, idx: ItemIdx, kinds: &mut Vec<FlawKind>) {
    let mut transient: Vec<&LinkId> = Vec::new();
    for condition in &questionnaire.item(idx).enable.when {
        let Some(source) = questionnaire.find(condition.question.as_str()) else { continue };
        let Some(question) = questionnaire.question(source) else { continue };
        let is_finding = questionnaire.finding(idx).is_some();
        if question.transient && !is_finding && !transient.contains(&&condition.question) {
            transient.push(&condition.question);
            kinds.push(FlawKind::OnTransient { question: condition.question.to_string() });
        }
        if system_missing(question, &condition.test) {
            let question = condition.question.to_string();
            kinds.push(FlawKind::SystemMissing { condition: condition_text(condition), question });
        }
    }
}

/// Whether a condition and its option have the same code while only one of them has a system.
fn system_missing(question: &Question, test: &Test) -> bool {
    let (Test::Equals(Value::Coding(wanted)) | Test::Differs(Value::Coding(wanted))) = test else {
        return false;
    };
    let AnswerType::Choice(choice) = &question.answer else { return false };
    choice.options.iter().any(|option| match &option.value {
        Value::Coding(coding) => {
            coding.code == wanted.code && coding.system.is_some() != wanted.system.is_some()
        }
        _ => false,
    })
}

/// The sources that are cited.
fn cited(questionnaire: &Questionnaire) -> BTreeSet<usize> {
    let cites = questionnaire.indices().flat_map(|idx| questionnaire.item(idx).kind.sources());
    cites.map(|cite| cite.source).collect()
}
