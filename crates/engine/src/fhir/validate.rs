//! Validates the relations between the items of a questionnaire: names, conditions, places.
//! `logic` finds cycles of conditions when it orders the items.

use super::{Fault, FaultKind};
use crate::model::*;

/// Reports the faults between items.
pub(crate) fn validate(questionnaire: &Questionnaire, faults: &mut Vec<Fault>) {
    for idx in questionnaire.indices() {
        let item = questionnaire.item(idx);
        let mut fault = |kind| faults.push(Fault { link_id: Some(item.link_id.clone()), kind });
        if questionnaire.find(item.link_id.as_str()) != Some(idx) {
            fault(FaultKind::DuplicateLinkId);
        }
        for condition in &item.enable.when {
            match questionnaire.find(condition.question.as_str()) {
                None => fault(FaultKind::UnknownQuestion { question: condition.question.to_string() }),
                Some(asked) => {
                    // A condition on the item itself is reported as a cycle.
                    if asked > idx {
                        fault(FaultKind::ComesLater { question: condition.question.to_string() });
                    }
                    if let Some(kind) = mismatch(questionnaire, asked, condition) {
                        fault(kind);
                    }
                }
            }
        }
        if let Some(question) = not_below(questionnaire, idx) {
            fault(FaultKind::NotBelow { question: question.to_string() });
        }
        for (finding, why) in wrong_siblings(questionnaire, idx) {
            fault(FaultKind::StandsFor { finding: finding.to_string(), why });
        }
        if let Some(expected) = misplaced(questionnaire, idx) {
            fault(FaultKind::Misplaced { expected });
        }
        // An item that was meant as a finding may already have a fault that explains this.
        let is_never_shown = matches!(item.kind, Kind::Note) && questionnaire.part_of(idx) != Part::Learn;
        if is_never_shown && faults.iter().all(|fault| fault.link_id.as_ref() != Some(&item.link_id)) {
            faults.push(Fault { link_id: Some(item.link_id.clone()), kind: FaultKind::NeverShown });
        }
    }
}

/// The fault of a condition that can never be true, if it has one.
fn mismatch(questionnaire: &Questionnaire, asked: ItemIdx, condition: &Condition) -> Option<FaultKind> {
    let question = condition.question.to_string();
    let Some(source) = questionnaire.question(asked) else {
        return Some(FaultKind::NotAQuestion { question });
    };
    let value = match &condition.test {
        Test::Exists(_) => return None,
        Test::Equals(value) | Test::Differs(value) => value,
        Test::Ordered(order, value) => {
            if matches!(value, Value::Boolean(_) | Value::Coding(_) | Value::Uri(_) | Value::Reference(_)) {
                let operator = order.sign().into();
                return Some(FaultKind::NoOrder { question, operator });
            }
            value
        }
    };
    match (&source.answer, value) {
        // That it has no options is reported there.
        (AnswerType::Choice(choice), _) if choice.options.is_empty() => None,
        (AnswerType::Choice(choice), Value::Text(_)) if choice.open => None,
        (AnswerType::Choice(choice), value) if matches!(condition.test, Test::Ordered(..)) => {
            let comparable = choice.options.iter().any(|option| option.value.compare(value).is_some());
            (!comparable).then(|| FaultKind::NeverMatches { question, value: value.literal() })
        }
        (AnswerType::Choice(choice), value) => {
            let unknown = choice.option_of(value).is_none();
            unknown.then(|| FaultKind::UnknownOption { question, option: value.literal() })
        }
        (AnswerType::Number(number), Value::Integer(_) | Value::Decimal(_))
            if number.kind != NumberKind::Quantity =>
        {
            None
        }
        (AnswerType::Number(number), Value::Quantity(quantity))
            if number.kind == NumberKind::Quantity
                && quantity.unit.as_ref() == number.unit.as_ref().map(|unit| &unit.code) =>
        {
            None
        }
        (AnswerType::DateTime(_), Value::DateTime(moment)) if moment.has_offset() => {
            Some(FaultKind::HasOffset { question, value: value.literal() })
        }
        (AnswerType::Boolean, Value::Boolean(_))
        | (AnswerType::Date(_), Value::Date(_))
        | (AnswerType::DateTime(_), Value::DateTime(_))
        | (AnswerType::Time, Value::Time(_))
        | (AnswerType::Text(TextType { form: TextForm::Line | TextForm::Lines, .. }), Value::Text(_))
        | (AnswerType::Text(TextType { form: TextForm::Url, .. }), Value::Uri(_))
        | (AnswerType::Reference, _) => None,
        _ => Some(FaultKind::NeverMatches { question, value: value.literal() }),
    }
}

/// The linkId in a question's `below`, if it does not name a number that could be the larger one.
fn not_below(questionnaire: &Questionnaire, idx: ItemIdx) -> Option<&LinkId> {
    let number = |idx| match &questionnaire.question(idx)?.answer {
        AnswerType::Number(number) => Some(number),
        _ => None,
    };
    let lower = number(idx)?;
    let name = lower.below.as_ref()?;
    let found = questionnaire.find(name.as_str()).filter(|found| *found < idx).and_then(number);
    let is_larger = found.is_some_and(|upper| upper.kind == lower.kind && upper.unit == lower.unit);
    (!is_larger).then_some(name)
}

/// The findings in `stands-for` that are not allowed there, each with the reason.
fn wrong_siblings(questionnaire: &Questionnaire, idx: ItemIdx) -> Vec<(&LinkId, &'static str)> {
    let siblings: &[LinkId] = questionnaire.finding(idx).map_or(&[], |finding| &finding.stands_for);
    let why = |name: &LinkId| match questionnaire.find(name.as_str()) {
        Some(at) if questionnaire.finding(at).is_none() => Some("that is not a finding"),
        None => Some("no item has that linkId"),
        Some(at) if questionnaire.siblings(at).contains(&idx) => Some("that one stands for this one in turn"),
        Some(at) if !questionnaire.is_at_least_as_severe(idx, at) => {
            Some("that one is more severe, or on the other axis")
        }
        Some(_) => None,
    };
    siblings.iter().filter_map(|name| Some((name, why(name)?))).collect()
}

/// The rule that an item's place violates, if it is in a wrong place.
fn misplaced(questionnaire: &Questionnaire, idx: ItemIdx) -> Option<&'static str> {
    let item = questionnaire.item(idx);
    let part = questionnaire.part_of(idx);
    match &item.kind {
        Kind::Finding(_) if part != Part::Results => {
            Some("a finding belongs in a top-level group with part results")
        }
        Kind::Question(_) if part != Part::Section => {
            Some("a question belongs outside the learn and results parts")
        }
        Kind::Group(group) if group.part != Part::Section && item.parent.is_some() => {
            Some("only a top-level group has a part")
        }
        _ => None,
    }
}

impl Order {
    /// The operator as FHIR writes it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Order::Greater => ">",
            Order::Less => "<",
            Order::GreaterOrEqual => ">=",
            Order::LessOrEqual => "<=",
        }
    }
}
