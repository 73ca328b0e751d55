//! Raises a FHIR R4 QuestionnaireResponse into answers, and writes one.
//! The only file that knows how FHIR writes a response.
//!
//! Spec: <https://hl7.org/fhir/R4/questionnaireresponse.html>

pub mod error;

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use crate::answers::Answers;
use crate::effective::EffectiveAnswers;
pub use error::ResponseError;

use crate::form::Form;
use crate::questionnaire::wire::value_from_json;
use crate::questionnaire::{
    AnswerType, Decimal, ItemIdx, Kind, LinkId, NumberKind, Question, Questionnaire, Range, TextForm,
    TextType, Value,
};

/// An item of a response that named a known item: which one, and the answers it gave.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) item: ItemIdx,
    pub(crate) values: Vec<Value>,
}

/// Most items that a response may make of its questionnaire by repeating groups; nested ones multiply.
const MOST_ITEMS: usize = 100_000;

/// Reads a response to this form.
///
/// Items may be nested as in the questionnaire, or flat. A group that repeats may stand several times; the form that
/// is returned then holds it as often.
///
/// # Errors
/// The first fault of the response.
pub fn read<'f>(form: &'f Form, json: &Json) -> Result<(Cow<'f, Form>, Answers), ResponseError> {
    if json["resourceType"] != "QuestionnaireResponse" {
        return Err(ResponseError::NotAResponse);
    }
    list(json, "item", None)?;
    let found = walk(json);
    let repeats = repeats(&form.questionnaire, &found);
    if size(&form.questionnaire, &repeats) > MOST_ITEMS {
        return Err(ResponseError::TooManyGroups);
    }
    let form = if repeats.is_empty() { Cow::Borrowed(form) } else { Cow::Owned(form.with_repeats(&repeats)) };
    let questionnaire = &form.questionnaire;
    let mut answers = Answers::none(questionnaire);
    let mut taken = vec![false; questionnaire.indices().len()];
    let mut places: Vec<ItemIdx> = Vec::with_capacity(found.len());
    for found in &found {
        let around = found.around.map(|around| places[around]);
        let item = place(questionnaire, found.json, around, &taken)?;
        taken[item.0] = true;
        places.push(item);
        let mut values = answers.of(item).to_vec();
        values.extend(self::values(questionnaire, item, found.json)?);
        // The same question twice: none of its answers may get lost.
        if values.len() > 1 && !takes_several(questionnaire, item) {
            return Err(ResponseError::TooMany { link_id: questionnaire.item(item).link_id.to_string() });
        }
        answers.set(item, values);
    }
    Ok((form, answers))
}

/// Reads what can be read of a response and leaves out the rest; for answers that were saved with another version.
///
/// Gives the items that were found, in the order of the response, and the linkIds of what does not fit. A question that
/// is transient now is left out of both: it is asked as if it were new.
pub(crate) fn what_fits(questionnaire: &Questionnaire, json: &Json) -> (Vec<Given>, Vec<LinkId>) {
    let (mut given, mut lost) = (Vec::new(), Vec::new());
    let nothing_taken = vec![false; questionnaire.indices().len()];
    for Found { json, .. } in walk(json) {
        let Ok(item) = place(questionnaire, json, None, &nothing_taken) else {
            if let Some(link_id) = json["linkId"].as_str() {
                lost.push(LinkId::new(link_id));
            }
            continue;
        };
        if questionnaire.question(item).is_some_and(|question| question.transient) {
            continue;
        }
        match values(questionnaire, item, json) {
            Ok(values) => given.push(Given { item, values }),
            Err(_) => lost.push(questionnaire.item(item).link_id.clone()),
        }
    }
    (given, lost)
}

/// Writes the answers that count as the items of a response, flat; a question that was seen and left open stands
/// there without an answer.
#[must_use]
pub fn items(answers: EffectiveAnswers, seen: impl Fn(ItemIdx) -> bool) -> Json {
    let questionnaire = answers.questionnaire();
    let items = answers.questions().filter_map(|idx| {
        let values = answers.of(idx);
        if values.is_empty() && !seen(idx) {
            return None;
        }
        let mut item = json!({ "linkId": questionnaire.item(idx).link_id.as_str() });
        if !values.is_empty() {
            item["answer"] = values.iter().map(answer).collect();
        }
        Some(item)
    });
    items.collect()
}

/// An item of a response, and the position of the one around it in the list of all.
struct Found<'a> {
    json: &'a Json,
    around: Option<usize>,
}

/// Every item of a response in document order, also those inside items and inside answers.
fn walk(json: &Json) -> Vec<Found<'_>> {
    fn into<'a>(json: &'a Json, around: Option<usize>, found: &mut Vec<Found<'a>>) {
        for item in json["item"].as_array().into_iter().flatten() {
            let here = Some(found.len());
            found.push(Found { json: item, around });
            into(item, here, found);
            for answer in item["answer"].as_array().into_iter().flatten() {
                into(answer, here, found);
            }
        }
    }
    let mut found = Vec::new();
    into(json, None, &mut found);
    found
}

/// The elements of a list; nothing where there is none.
fn list<'a>(json: &'a Json, field: &'static str, link_id: Option<&str>) -> Result<&'a [Json], ResponseError> {
    match &json[field] {
        Json::Null => Ok(&[]),
        Json::Array(list) => Ok(list),
        _ => Err(ResponseError::NotAList { link_id: link_id.map(Into::into), field }),
    }
}

/// How often each repeating group stands inside one item of the response, where it is more than once.
fn repeats(questionnaire: &Questionnaire, found: &[Found]) -> Vec<(ItemIdx, usize)> {
    let repeating = questionnaire
        .indices()
        .filter(|idx| matches!(&questionnaire.item(*idx).kind, Kind::Group(group) if group.repeats));
    repeating
        .filter_map(|idx| {
            let name = questionnaire.item(idx).link_id.as_str();
            let mut around: Vec<Option<usize>> =
                found.iter().filter(|found| found.json["linkId"] == name).map(|found| found.around).collect();
            around.sort_unstable();
            let count = around.chunk_by(|a, b| a == b).map(<[_]>::len).max()?;
            (count > 1).then_some((idx, count))
        })
        .collect()
}

/// How many items the questionnaire has with its groups repeated.
fn size(questionnaire: &Questionnaire, repeats: &[(ItemIdx, usize)]) -> usize {
    let count = |idx| repeats.iter().find(|(repeated, _)| *repeated == idx).map_or(1, |(_, count)| *count);
    let copies = |idx: ItemIdx| {
        let line = std::iter::successors(Some(idx), |idx| questionnaire.item(*idx).parent);
        line.fold(1usize, |copies, idx| copies.saturating_mul(count(idx)))
    };
    questionnaire.indices().map(copies).fold(0, usize::saturating_add)
}

/// Which item of the questionnaire is meant: one inside the item that stands around it in the response, or else one
/// further out; of several, the first that no earlier item of the response took.
fn place(
    questionnaire: &Questionnaire,
    found: &Json,
    around: Option<ItemIdx>,
    taken: &[bool],
) -> Result<ItemIdx, ResponseError> {
    let link_id = found["linkId"].as_str().ok_or(ResponseError::NoLinkId)?;
    let is_inside = |idx: ItemIdx, scope: Option<ItemIdx>| {
        scope.is_none_or(|scope| idx > scope && idx.0 < questionnaire.item(scope).end)
    };
    let named = questionnaire.named(link_id);
    let outwards = std::iter::successors(around, |idx| questionnaire.item(*idx).parent);
    for scope in outwards.map(Some).chain([None]) {
        let inside = || named.iter().copied().filter(|idx| is_inside(*idx, scope));
        if let Some(idx) = inside().find(|idx| !taken[idx.0]).or_else(|| inside().next()) {
            return Ok(idx);
        }
    }
    Err(ResponseError::UnknownItem { link_id: link_id.into() })
}

/// The answers that an item of a response gives, if they fit the question.
fn values(questionnaire: &Questionnaire, idx: ItemIdx, found: &Json) -> Result<Vec<Value>, ResponseError> {
    let link_id = || questionnaire.item(idx).link_id.to_string();
    let answers = list(found, "answer", Some(&link_id()))?;
    for json in std::iter::once(found).chain(answers) {
        list(json, "item", Some(&link_id()))?;
    }
    let Some(question) = questionnaire.question(idx) else {
        return match answers {
            [] => Ok(Vec::new()),
            _ => Err(ResponseError::WrongType {
                link_id: link_id(),
                expected: "no answer here: it is not a question",
            }),
        };
    };
    if answers.len() > 1 && !takes_several(questionnaire, idx) {
        return Err(ResponseError::TooMany { link_id: link_id() });
    }
    answers.iter().map(|answer| fitting(question, &link_id, answer)).collect()
}

/// Whether a question takes more than one answer.
fn takes_several(questionnaire: &Questionnaire, idx: ItemIdx) -> bool {
    let answer = questionnaire.question(idx).map(|question| &question.answer);
    matches!(answer, Some(AnswerType::Choice(choice)) if choice.repeats)
}

/// One answer, if it fits.
fn fitting(question: &Question, link_id: &dyn Fn() -> String, answer: &Json) -> Result<Value, ResponseError> {
    let wrong = |expected| ResponseError::WrongType { link_id: link_id(), expected };
    let fields = answer.as_object().map(Map::iter).into_iter().flatten();
    let value = fields
        .filter_map(|(name, json)| Some((name.strip_prefix("value")?, json)))
        .find_map(|(kind, json)| value_from_json(kind, json))
        .ok_or_else(|| wrong(expected(question)))?;
    match &question.answer {
        AnswerType::Choice(choice) => {
            let listed = choice.options.iter().find(|option| option.value.same(&value));
            match (listed, &value) {
                (Some(option), _) => Ok(option.value.clone()),
                (None, Value::Text(_)) if choice.open => Ok(value),
                _ => {
                    let options: Vec<String> =
                        choice.options.iter().map(|option| option.value.literal()).collect();
                    Err(ResponseError::UnknownOption { link_id: link_id(), options: options.join(", ") })
                }
            }
        }
        answer if !has_type(answer, &value) => Err(wrong(expected(question))),
        answer => match beyond(answer, &value) {
            Some(limits) => Err(ResponseError::OutOfRange { link_id: link_id(), limits }),
            None => Ok(value),
        },
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

/// The limits of the question, if the value is beyond them.
pub(crate) fn beyond(answer: &AnswerType, value: &Value) -> Option<String> {
    let range = match answer {
        AnswerType::Number(number) => &number.range,
        AnswerType::Date(range) | AnswerType::DateTime(range) => range,
        AnswerType::Text(TextType { max_length: Some(max), .. }) => {
            let (Value::Text(text) | Value::Uri(text)) = value else { return None };
            return (text.chars().count() > *max).then(|| format!("at most {max} characters"));
        }
        _ => return None,
    };
    range.excludes(value).then(|| {
        let end = |end: &Option<Value>| end.as_ref().map_or_else(|| "any".into(), Value::literal);
        format!("a value from {} to {}", end(&range.min), end(&range.max))
    })
}

impl Range {
    /// Whether a value is outside, as far as it can be compared.
    #[must_use]
    pub fn excludes(&self, value: &Value) -> bool {
        // A quantity is compared with plain numbers by its number; FHIR gives the range without a unit.
        let number = match value {
            Value::Quantity(quantity) => &Value::Decimal(quantity.value),
            _ => value,
        };
        let compare = |end: &Option<Value>| end.as_ref().and_then(|end| number.compare(end));
        compare(&self.min).is_some_and(std::cmp::Ordering::is_lt)
            || compare(&self.max).is_some_and(std::cmp::Ordering::is_gt)
    }
}

/// What the question takes, for a message.
fn expected(question: &Question) -> &'static str {
    match &question.answer {
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

/// A number in JSON, exactly.
fn number(decimal: Decimal) -> Json {
    decimal.to_string().parse().map_or(Json::Null, Json::Number)
}

/// An answer as FHIR writes it.
fn answer(value: &Value) -> Json {
    match value {
        Value::Boolean(value) => json!({ "valueBoolean": value }),
        Value::Integer(value) => json!({ "valueInteger": value }),
        Value::Decimal(value) => json!({ "valueDecimal": number(*value) }),
        Value::Date(value) => json!({ "valueDate": value.to_string() }),
        Value::DateTime(value) => json!({ "valueDateTime": value.to_string() }),
        Value::Time(value) => json!({ "valueTime": value.to_string() }),
        Value::Text(value) => json!({ "valueString": value }),
        Value::Uri(value) => json!({ "valueUri": value }),
        Value::Reference(value) => json!({ "valueReference": { "reference": value } }),
        Value::Coding(coding) => match &coding.system {
            Some(system) => json!({ "valueCoding": { "system": system, "code": coding.code } }),
            None => json!({ "valueCoding": { "code": coding.code } }),
        },
        Value::Quantity(quantity) => match &quantity.unit {
            Some(unit) => {
                json!({ "valueQuantity": { "value": number(quantity.value), "unit": unit, "code": unit } })
            }
            None => json!({ "valueQuantity": { "value": number(quantity.value) } }),
        },
    }
}

#[cfg(test)]
mod tests;
