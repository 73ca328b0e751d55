//! Parses a FHIR R4 QuestionnaireResponse into answers, and writes one.
//! Only this file depends on the JSON format of a response.
//!
//! Spec: <https://hl7.org/fhir/R4/questionnaireresponse.html>

pub mod error;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::answers::Answers;
use crate::effective::EffectiveAnswers;
pub use error::ResponseError;

use crate::fhir::questionnaire::{TYPES, value_from_json};
use crate::form::Form;
use crate::items::Items;
use crate::json;
use crate::json_ref::JsonRef;
use crate::model::{
    AnswerType, ItemIdx, Kind, LinkId, NumberKind, Question, Questionnaire, TextForm, TextType, Value,
};

/// An item of a response that matches an item of the questionnaire, with its answers.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) item: ItemIdx,
    pub(crate) values: Vec<Value>,
}

/// The maximum number of items after groups are repeated as in the response; nested repeats multiply.
const MAX_ITEMS: usize = 100_000;

/// Reads a response to this form.
///
/// Items may be nested as in the questionnaire, or flat. A repeating group may occur several times; the returned form
/// then contains it as often.
///
/// # Errors
/// The first fault of the response.
pub fn read<'f>(form: &'f Form, json: &Json) -> Result<(Cow<'f, Form>, Answers), ResponseError> {
    if json["resourceType"] != "QuestionnaireResponse" {
        return Err(ResponseError::NotAResponse);
    }
    list(&json, "item").map_err(|_| ResponseError::NotAList { link_id: None, field: "item" })?;
    let found = walk(&json);
    let repeats = repeats(&form.questionnaire, &found);
    if size(&form.questionnaire, &repeats) > MAX_ITEMS {
        return Err(ResponseError::TooManyGroups);
    }
    let form = if repeats.is_empty() { Cow::Borrowed(form) } else { Cow::Owned(form.with_repeats(&repeats)) };
    let questionnaire = &form.questionnaire;
    let mut given: BTreeMap<ItemIdx, Vec<Value>> = BTreeMap::new();
    let mut taken = Taken::none(questionnaire);
    let mut places: Vec<ItemIdx> = Vec::with_capacity(found.len());
    for found in &found {
        let around = found.around.map(|around| places[around]);
        let link_id = found.link_id.as_deref().ok_or(ResponseError::NoLinkId)?;
        let unknown = || ResponseError::UnknownItem { link_id: link_id.into() };
        let item = place(questionnaire, link_id, around, &taken).ok_or_else(unknown)?;
        taken.add(questionnaire, item);
        places.push(item);
        let values = given.entry(item).or_default();
        let explain = |error: AnswerError| error.explained(questionnaire, item);
        values.extend(self::values(questionnaire, item, &found.json).map_err(explain)?);
        // If the same question occurs twice, none of its answers may be lost.
        if values.len() > 1 && !takes_several(questionnaire, item) {
            return Err(explain(AnswerError::TooMany));
        }
    }
    let mut answers = Answers::default();
    for (item, values) in given {
        answers.set(item, values);
    }
    Ok((form, answers))
}

/// Reads the valid part of a response and skips the rest; for answers that were saved with another version.
///
/// Returns the matching items in the order of the response, and the linkIds of items that do not fit. An answer does not
/// fit if its question has changed since `version`, for example “none of these” to a list that is longer now. A question
/// that is transient now is in neither list: it is asked as if it were new.
pub(crate) fn read_lenient(
    questionnaire: &Questionnaire,
    version: &str,
    json: &impl JsonRef,
) -> (Vec<Given>, Vec<LinkId>) {
    let (mut given, mut lost) = (Vec::new(), Vec::new());
    for Found { json, link_id, .. } in walk(json) {
        let Some(link_id) = link_id else { continue };
        // A record is flat, and nothing in it is repeated.
        let Some(item) = questionnaire.find(&link_id) else {
            lost.push(LinkId::new(link_id));
            continue;
        };
        let Some(question) = questionnaire.question(item) else {
            lost.push(LinkId::new(link_id));
            continue;
        };
        if question.transient {
            continue;
        }
        let has_changed = question.since.as_ref().is_some_and(|since| is_before(version, since));
        match values(questionnaire, item, &json) {
            Ok(values) if !has_changed => given.push(Given { item, values }),
            _ => lost.push(questionnaire.item(item).link_id.clone()),
        }
    }
    (given, lost)
}

/// Whether a version such as 1.1.0 comes before another one. Text in any other form comes before all versions.
fn is_before(version: &str, other: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>();
    numbers(version) < numbers(other)
}

/// Writes the answers that count as a flat list of response items. A question that was seen but not answered is an item
/// without an answer. Visits only items that were answered or seen, so a long form costs no more.
#[must_use]
pub fn items(answers: EffectiveAnswers, seen: &Items) -> String {
    let mut items = seen.clone();
    answers.answered().for_each(|idx| items.insert(idx));
    let mut to = String::from("[");
    for idx in items.iter().filter(|idx| answers.asks(**idx)) {
        json::next(&mut to);
        to.push('{');
        json::member(&mut to, "linkId", answers.questionnaire().item(*idx).link_id.as_str());
        let values = answers.of(*idx);
        if !values.is_empty() {
            json::name(&mut to, "answer");
            to.push('[');
            for value in values {
                json::next(&mut to);
                answer(&mut to, value);
            }
            to.push(']');
        }
        to.push('}');
    }
    to.push(']');
    to
}

/// An item of a response, and the position of its parent in the list of all.
struct Found<J> {
    json: J,
    link_id: Option<String>,
    around: Option<usize>,
}

/// The maximum depth of nested items: the limit of `serde_json`. A browser parses deeper JSON, and following that would
/// overflow the stack.
const MAX_DEPTH: usize = 128;

/// Every item of a response in document order, also items inside items and inside answers.
fn walk<J: JsonRef>(json: &J) -> Vec<Found<J>> {
    fn into<J: JsonRef>(json: &J, depth: usize, around: Option<usize>, found: &mut Vec<Found<J>>) {
        if depth == MAX_DEPTH {
            return;
        }
        for item in list(json, "item").unwrap_or_default() {
            let here = found.len();
            let inside = list(&item, "answer").unwrap_or_default();
            let link_id = item.member("linkId").and_then(|it| it.text());
            found.push(Found { link_id, json: item.clone(), around });
            for json in std::iter::once(item).chain(inside) {
                into(&json, depth + 1, Some(here), found);
            }
        }
    }
    let mut found = Vec::new();
    into(json, 0, None, &mut found);
    found
}

/// Why an answer does not fit its question. It becomes a message only for callers that report it.
#[derive(Clone, Copy)]
enum AnswerError {
    NotAList(&'static str),
    NotAQuestion,
    WrongType,
    UnknownOption,
    OutOfRange,
    TooMany,
}

impl AnswerError {
    fn explained(self, questionnaire: &Questionnaire, idx: ItemIdx) -> ResponseError {
        let link_id = questionnaire.item(idx).link_id.to_string();
        let answer = questionnaire.question(idx).map(|question| &question.answer);
        match self {
            AnswerError::NotAList(field) => ResponseError::NotAList { link_id: Some(link_id), field },
            AnswerError::NotAQuestion => {
                ResponseError::WrongType { link_id, expected: "no answer here: it is not a question" }
            }
            AnswerError::WrongType => {
                ResponseError::WrongType { link_id, expected: answer.map_or("no answer", expected) }
            }
            AnswerError::UnknownOption => {
                let options = match answer {
                    Some(AnswerType::Choice(choice)) => choice.options.as_slice(),
                    _ => &[],
                };
                let options: Vec<String> = options.iter().map(|option| option.value.literal()).collect();
                ResponseError::UnknownOption { link_id, options: options.join(", ") }
            }
            AnswerError::OutOfRange => {
                ResponseError::OutOfRange { link_id, limits: answer.map(limits).unwrap_or_default() }
            }
            AnswerError::TooMany => ResponseError::TooMany { link_id },
        }
    }
}

/// The elements of a list; empty if the field is missing.
fn list<J: JsonRef>(json: &J, field: &'static str) -> Result<Vec<J>, AnswerError> {
    match json.member(field) {
        None => Ok(Vec::new()),
        Some(json) => json.list().ok_or(AnswerError::NotAList(field)),
    }
}

/// The largest number of copies of each repeating group inside one item of the response, if it is more than one.
fn repeats<J>(questionnaire: &Questionnaire, found: &[Found<J>]) -> Vec<(ItemIdx, usize)> {
    let mut named: BTreeMap<&str, Vec<Option<usize>>> = BTreeMap::new();
    for found in found {
        if let Some(link_id) = &found.link_id {
            named.entry(link_id).or_default().push(found.around);
        }
    }
    let repeating = questionnaire
        .indices()
        .filter(|idx| matches!(&questionnaire.item(*idx).kind, Kind::Group(group) if group.repeats));
    repeating
        .filter_map(|idx| {
            let around = named.get_mut(questionnaire.item(idx).link_id.as_str())?;
            around.sort_unstable();
            let count = around.chunk_by(|a, b| a == b).map(<[_]>::len).max()?;
            (count > 1).then_some((idx, count))
        })
        .collect()
}

/// The number of items of the questionnaire with its groups repeated.
fn size(questionnaire: &Questionnaire, repeats: &[(ItemIdx, usize)]) -> usize {
    let count = |idx| repeats.iter().find(|(repeated, _)| *repeated == idx).map_or(1, |(_, count)| *count);
    let copies = |idx: ItemIdx| {
        let line = std::iter::successors(Some(idx), |idx| questionnaire.item(*idx).parent);
        line.fold(1usize, |copies, idx| copies.saturating_mul(count(idx)))
    };
    questionnaire.indices().map(copies).fold(0, usize::saturating_add)
}

/// The items of a questionnaire that a response has used.
struct Taken {
    /// By item.
    items: Vec<bool>,
    /// By the first item of a name: how many items of the name, from the first on, are taken without a gap. With it the next
    /// copy of a group is found without a search.
    without_gap: Vec<usize>,
}

impl Taken {
    fn none(questionnaire: &Questionnaire) -> Taken {
        let count = questionnaire.indices().len();
        Taken { items: vec![false; count], without_gap: vec![0; count] }
    }

    fn add(&mut self, questionnaire: &Questionnaire, item: ItemIdx) {
        self.items[item.0] = true;
        let named = questionnaire.named(questionnaire.item(item).link_id.as_str());
        let Some(first) = named.first() else { return };
        let without_gap = &mut self.without_gap[first.0];
        while named.get(*without_gap).is_some_and(|next| self.items[next.0]) {
            *without_gap += 1;
        }
    }
}

/// The item of the questionnaire with this linkId: inside the parent that the response gives, or else inside the nearest
/// outer item. Of several candidates, the first that no earlier item of the response took.
fn place(
    questionnaire: &Questionnaire,
    link_id: &str,
    around: Option<ItemIdx>,
    taken: &Taken,
) -> Option<ItemIdx> {
    let named = questionnaire.named(link_id);
    let without_gap = taken.without_gap[named.first()?.0];
    let outwards = std::iter::successors(around, |idx| questionnaire.item(*idx).parent);
    for scope in outwards.map(Some).chain([None]) {
        let (from, to) = scope.map_or((0, named.len()), |scope| {
            let end = questionnaire.item(scope).end;
            (named.partition_point(|idx| *idx <= scope), named.partition_point(|idx| idx.0 < end))
        });
        let mut free = named[without_gap.clamp(from, to)..to].iter().filter(|idx| !taken.items[idx.0]);
        if let Some(idx) = free.next().or(named[from..to].first()) {
            return Some(*idx);
        }
    }
    None
}

/// The answers of a response item, if they fit the question.
fn values(
    questionnaire: &Questionnaire,
    idx: ItemIdx,
    found: &impl JsonRef,
) -> Result<Vec<Value>, AnswerError> {
    let answers = list(found, "answer")?;
    list(found, "item")?;
    for answer in &answers {
        list(answer, "item")?;
    }
    let Some(question) = questionnaire.question(idx) else {
        return if answers.is_empty() { Ok(Vec::new()) } else { Err(AnswerError::NotAQuestion) };
    };
    if answers.len() > 1 && !takes_several(questionnaire, idx) {
        return Err(AnswerError::TooMany);
    }
    answers.iter().map(|answer| fitting(question, answer)).collect()
}

/// Whether a question accepts more than one answer.
fn takes_several(questionnaire: &Questionnaire, idx: ItemIdx) -> bool {
    let answer = questionnaire.question(idx).map(|question| &question.answer);
    matches!(answer, Some(AnswerType::Choice(choice)) if choice.repeats)
}

/// One answer, if it fits.
fn fitting(question: &Question, answer: &impl JsonRef) -> Result<Value, AnswerError> {
    let value = TYPES
        .iter()
        .find_map(|kind| value_from_json(kind, &answer.member(&format!("value{kind}"))?))
        .ok_or(AnswerError::WrongType)?;
    match &question.answer {
        AnswerType::Choice(choice) => match (choice.option_of(&value), &value) {
            (Some(option), _) => Ok(option.value.clone()),
            (None, Value::Text(_)) if choice.open => Ok(value),
            _ => Err(AnswerError::UnknownOption),
        },
        answer if !has_type(answer, &value) => Err(AnswerError::WrongType),
        answer if answer.excludes(&value) => Err(AnswerError::OutOfRange),
        _ => Ok(value),
    }
}

/// Whether a value has the type of the question.
fn has_type(answer: &AnswerType, value: &Value) -> bool {
    match answer {
        AnswerType::Boolean => matches!(value, Value::Boolean(_)),
        AnswerType::Number(number) => match number.kind {
            NumberKind::Integer => matches!(value, Value::Integer(_)),
            NumberKind::Decimal => matches!(value, Value::Integer(_) | Value::Decimal(_)),
            NumberKind::Quantity => matches!(value, Value::Quantity(_)),
        },
        AnswerType::Date(_) => matches!(value, Value::Date(_)),
        AnswerType::DateTime(_) => matches!(value, Value::DateTime(_)),
        AnswerType::Time => matches!(value, Value::Time(_)),
        AnswerType::Text(TextType { form: TextForm::Url, .. }) => matches!(value, Value::Uri(_)),
        AnswerType::Text(_) => matches!(value, Value::Text(_)),
        AnswerType::Reference => matches!(value, Value::Reference(_)),
        AnswerType::Choice(_) => true,
    }
}

/// The limits of the question, for a message.
fn limits(answer: &AnswerType) -> String {
    let end = |end: &Option<Value>| end.as_ref().map_or_else(|| "any".into(), Value::literal);
    match (answer, answer.range()) {
        (AnswerType::Text(TextType { max_length: Some(max), .. }), _) => format!("at most {max} characters"),
        (_, Some(range)) => format!("a value from {} to {}", end(&range.min), end(&range.max)),
        _ => String::new(),
    }
}

/// The expected value field of the question, for a message.
fn expected(answer: &AnswerType) -> &'static str {
    match answer {
        AnswerType::Boolean => "valueBoolean",
        AnswerType::Number(number) => match number.kind {
            NumberKind::Integer => "valueInteger",
            NumberKind::Decimal => "valueDecimal",
            NumberKind::Quantity => "valueQuantity",
        },
        AnswerType::Date(_) => "valueDate",
        AnswerType::DateTime(_) => "valueDateTime",
        AnswerType::Time => "valueTime",
        AnswerType::Text(TextType { form: TextForm::Url, .. }) => "valueUri",
        AnswerType::Text(_) => "valueString",
        AnswerType::Choice(_) => "valueCoding with a code, or the value type of its options",
        AnswerType::Reference => "valueReference",
    }
}

/// An answer as FHIR writes it.
fn answer(to: &mut String, value: &Value) {
    let name = match value {
        Value::Boolean(_) => "valueBoolean",
        Value::Integer(_) => "valueInteger",
        Value::Decimal(_) => "valueDecimal",
        Value::Date(_) => "valueDate",
        Value::DateTime(_) => "valueDateTime",
        Value::Time(_) => "valueTime",
        Value::Text(_) => "valueString",
        Value::Uri(_) => "valueUri",
        Value::Reference(_) => "valueReference",
        Value::Coding(_) => "valueCoding",
        Value::Quantity(_) => "valueQuantity",
    };
    let literal = value.literal();
    to.push('{');
    json::name(to, name);
    match value {
        Value::Boolean(_) | Value::Integer(_) | Value::Decimal(_) => to.push_str(&literal),
        Value::Reference(_) => {
            to.push('{');
            json::member(to, "reference", &literal);
            to.push('}');
        }
        Value::Coding(coding) => {
            to.push('{');
            if let Some(system) = &coding.system {
                json::member(to, "system", system);
            }
            json::member(to, "code", &literal);
            to.push('}');
        }
        Value::Quantity(quantity) => {
            to.push('{');
            json::name(to, "value");
            to.push_str(&literal);
            if let Some(unit) = &quantity.unit {
                json::member(to, "unit", unit);
                json::member(to, "code", unit);
            }
            to.push('}');
        }
        _ => json::text(to, &literal),
    }
    to.push('}');
}

#[cfg(test)]
mod tests;
