//! Small forms and values for unit tests, in a notation that fits into a table.
//! Compiled for tests only. Random visits to the built-in questionnaire are in `visits`.
//!
//! | written | value |
//! | --- | --- |
//! | `true` `7` `7.5` | boolean, integer, decimal |
//! | `#code` `#system\|code` | coding |
//! | `'text'` `<address>` | string, address |
//! | `@2024-05` `@2024-05-01T10:00:00Z` `@T08:30` | date, moment, time of day |
//! | `7_kg` | quantity |

pub mod visits;

use serde_json::{Value as Json, json};

use crate::answers::Answers;
use crate::fhir::questionnaire::value_from_json;
use crate::form::Form;
use crate::model::{ItemIdx, Value};

/// The built-in questionnaire in English, read from its file, because the engine must not depend on the crate `check`.
#[allow(clippy::disallowed_methods, reason = "only tests read it")]
pub fn builtin_questionnaire() -> Json {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/questionnaire.yaml");
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A questionnaire of these items, as FHIR writes it.
pub fn questionnaire(items: &[Json]) -> Json {
    json!({
        "resourceType": "Questionnaire",
        "url": "https://example.org/Questionnaire/test",
        "version": "1",
        "item": items,
    })
}

/// A form of these items. Faults that do not stop it from running are ignored.
pub fn form(items: &[Json]) -> Form {
    match Form::load(&questionnaire(items)) {
        Ok((form, _)) => form,
        Err(faults) => panic!("the form has faults:\n{faults}"),
    }
}

/// An item of any type but choice, with its conditions.
pub fn item(link_id: &str, kind: &str, when: &[&str]) -> Json {
    let when: Vec<Json> = when.iter().map(|text| condition(text)).collect();
    let mut item = json!({ "linkId": link_id, "type": kind, "text": link_id, "enableWhen": when });
    if when.len() > 1 {
        item["enableBehavior"] = "any".into();
    }
    item
}

/// A group around items.
pub fn group(link_id: &str, when: &[&str], items: &[Json]) -> Json {
    with(item(link_id, "group", when), "item", items.into())
}

/// A choice of codes; an option whose code ends in `!` clears the others.
pub fn choice(link_id: &str, codes: &str, when: &[&str]) -> Json {
    let options: Vec<Json> = codes.split(' ').map(option).collect();
    with(item(link_id, "choice", when), "answerOption", options.into())
}

fn option(code: &str) -> Json {
    let exclusive = code.ends_with('!');
    let coding = json!({ "code": code.trim_end_matches('!') });
    let url = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
    json!({ "valueCoding": coding, "extension": [{ "url": url, "valueBoolean": exclusive }] })
}

/// The item with one more field.
pub fn with(mut item: Json, field: &str, value: Json) -> Json {
    item[field] = value;
    item
}

/// The element with one more extension of this project.
pub fn extended(mut element: Json, name: &str, field: &str, value: &str) -> Json {
    let url = format!("https://candidate-check.example/fhir/StructureDefinition/{name}");
    let value: Json = if field == "valueBoolean" { (value == "true").into() } else { value.into() };
    let mut extension = json!({ "url": url });
    extension[field] = value;
    match element["extension"].as_array_mut() {
        Some(extensions) => extensions.push(extension),
        None => element["extension"] = json!([extension]),
    }
    element
}

/// A condition such as `a >= 7`, as FHIR writes it.
pub fn condition(text: &str) -> Json {
    let mut parts = text.splitn(3, ' ');
    let mut part = || parts.next().unwrap_or_else(|| panic!("{text}: not a condition"));
    let (question, operator, literal) = (part(), part(), part());
    let (kind, value) = typed(literal);
    let mut condition = json!({ "question": question, "operator": operator });
    condition[format!("answer{kind}")] = value;
    condition
}

/// A value, in the notation above.
pub fn value(literal: &str) -> Value {
    let (kind, json) = typed(literal);
    value_from_json(kind, &&json).unwrap_or_else(|| panic!("{literal}: not a value"))
}

/// Several values, separated by blanks.
pub fn values(literals: &str) -> Vec<Value> {
    literals.split_whitespace().map(value).collect()
}

/// The FHIR type and the JSON of a value.
pub fn typed(literal: &str) -> (&'static str, Json) {
    let number = |text: &str| -> Json {
        serde_json::from_str(text).unwrap_or_else(|_| panic!("{literal}: not a number"))
    };
    if let Some(text) = literal.strip_prefix('\'') {
        ("String", text.trim_end_matches('\'').into())
    } else if let Some(text) = literal.strip_prefix('<') {
        ("Uri", text.trim_end_matches('>').into())
    } else if let Some(code) = literal.strip_prefix('#') {
        match code.split_once('|') {
            Some((system, code)) => ("Coding", json!({ "system": system, "code": code })),
            None => ("Coding", json!({ "code": code })),
        }
    } else if let Some(time) = literal.strip_prefix("@T") {
        ("Time", time.into())
    } else if let Some(date) = literal.strip_prefix('@') {
        (if date.contains('T') { "DateTime" } else { "Date" }, date.into())
    } else if let Some((amount, unit)) = literal.split_once('_') {
        ("Quantity", json!({ "value": number(amount), "code": unit }))
    } else if matches!(literal, "true" | "false") {
        ("Boolean", (literal == "true").into())
    } else if literal.contains('.') {
        ("Decimal", number(literal))
    } else {
        ("Integer", number(literal))
    }
}

/// The item of that name; `a/2` is the second of them.
pub fn at(form: &Form, name: &str) -> ItemIdx {
    let (link_id, nth) = name.split_once('/').unwrap_or((name, "1"));
    let nth: usize = nth.parse().unwrap_or_else(|_| panic!("{name}: not a name"));
    let mut named = form.questionnaire.indices().filter(|idx| has_name(form, *idx, link_id));
    named.nth(nth - 1).unwrap_or_else(|| panic!("{name}: no such item"))
}

/// The name by which [`at`] finds an item.
pub fn name(form: &Form, idx: ItemIdx) -> String {
    let link_id = form.questionnaire.item(idx).link_id.as_str();
    let same = |other: &ItemIdx| has_name(form, *other, link_id);
    match form.questionnaire.indices().filter(same).position(|other| other == idx) {
        Some(0) | None => link_id.into(),
        Some(before) => format!("{link_id}/{}", before + 1),
    }
}

fn has_name(form: &Form, idx: ItemIdx, link_id: &str) -> bool {
    form.questionnaire.item(idx).link_id.as_str() == link_id
}

/// Answers to a form, each written as its question's name, a blank, and the values.
pub fn answers(form: &Form, given: &[&str]) -> Answers {
    let mut answers = Answers::default();
    for text in given {
        let (name, literals) = text.split_once(' ').unwrap_or((text, ""));
        answers.set(at(form, name), values(literals));
    }
    answers
}

/// The names of the enabled items, separated by blanks.
pub fn enabled_names(form: &Form, enabled: &[bool]) -> String {
    let items = form.questionnaire.indices().filter(|idx| enabled[idx.0]);
    items.map(|idx| name(form, idx)).collect::<Vec<_>>().join(" ")
}
