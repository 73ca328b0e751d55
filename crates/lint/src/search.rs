//! Finds items that are never or always enabled, and conditions that are never or always true, by a search over all
//! answers. `model.rs` computes the results of answers; this module reports problems.

use std::collections::BTreeSet;

use engine::fhir::{FaultKind, Faults};
use engine::form::Form;
use engine::model::{Behavior, Computed, Condition, ItemIdx, Kind, LinkId, Test, Value};

use super::flaw::{Flaw, FlawKind};
use super::model::Model;
use super::{Answering, Fact};

/// The items of which the loader already reports that a condition has no effect.
pub(super) fn reported(faults: &Faults) -> BTreeSet<&LinkId> {
    let faults = faults.0.iter().filter(|fault| never_holds(&fault.kind));
    faults.filter_map(|fault| fault.link_id.as_ref()).collect()
}

/// Reports items and conditions that no answers, or all answers, lead to. What the loader has `reported` is not repeated.
pub(super) fn search(form: &Form, reported: &BTreeSet<&LinkId>, flaws: &mut Vec<Flaw>) {
    let Some(model) = Model::new(form, Answering::Visitor) else {
        flaws.push(Flaw { link_id: None, kind: FlawKind::NotSearched });
        return;
    };
    let undecided = model.undecided();
    let mut search = Search { form, model, never: Vec::new(), flaws };
    for idx in form.questionnaire.indices() {
        let around = form.questionnaire.item(idx).parent;
        let already_reported = reported.contains(&form.questionnaire.item(idx).link_id);
        if around.is_some_and(|around| search.never.contains(&around)) {
            // Already reported for the parent.
            search.never.push(idx);
        } else if undecided.contains(&idx) {
            search.offsets(idx);
        } else {
            search.item(idx, already_reported);
        }
    }
}

/// Whether the loader already reports that a condition has no effect.
fn never_holds(kind: &FaultKind) -> bool {
    use FaultKind as K;
    matches!(
        kind,
        K::NotAQuestion { .. }
            | K::NeverMatches { .. }
            | K::UnknownOption { .. }
            | K::NoOrder { .. }
            | K::NeverAsked { .. }
    )
}

/// The text of a condition in messages.
pub(super) fn condition_text(condition: &Condition) -> String {
    let question = &condition.question;
    match &condition.test {
        Test::Exists(wanted) => format!("{question} exists {wanted}"),
        Test::Equals(value) => format!("{question} = {}", value.literal()),
        Test::Differs(value) => format!("{question} != {}", value.literal()),
        Test::Ordered(order, value) => format!("{question} {} {}", order.sign(), value.literal()),
    }
}

struct Search<'f, 'v> {
    form: &'f Form,
    model: Model<'f>,
    /// Items that are never enabled.
    never: Vec<ItemIdx>,
    flaws: &'v mut Vec<Flaw>,
}

impl<'f> Search<'f, '_> {
    fn flaw(&mut self, idx: ItemIdx, kind: FlawKind) {
        let link_id = Some(self.form.questionnaire.item(idx).link_id.clone());
        self.flaws.push(Flaw { link_id, kind });
    }

    fn conditions(&self, idx: ItemIdx) -> &'f [Condition] {
        &self.form.questionnaire.item(idx).enable.when
    }

    fn condition_text(&self, idx: ItemIdx, n: usize) -> String {
        condition_text(&self.conditions(idx)[n])
    }

    /// The facts that must be true before an item can be enabled.
    fn around(&mut self, idx: ItemIdx) -> Vec<Fact> {
        self.form
            .questionnaire
            .item(idx)
            .parent
            .map(|parent| self.model.is_enabled(parent))
            .into_iter()
            .collect()
    }

    fn item(&mut self, idx: ItemIdx, already_reported: bool) {
        let holds = self.model.is_enabled(idx);
        if !self.model.can(&[holds]) {
            self.never.push(idx);
            if !already_reported {
                self.report_never_enabled(idx);
            }
            return;
        }
        if already_reported {
            return;
        }
        let finding = self.form.questionnaire.finding(idx);
        if finding.is_some() && self.model.implies(&[], holds) {
            self.flaw(idx, FlawKind::AlwaysEnabled);
            return;
        }
        self.report_ineffective_conditions(idx);
        self.report_differs(idx);
    }

    /// Reports why no answers lead to an item.
    fn report_never_enabled(&mut self, idx: ItemIdx) {
        let item = kind(self.form, idx);
        let around = self.around(idx);
        let finding = self.form.questionnaire.finding(idx);
        let all: Vec<usize> = (0..self.conditions(idx).len()).collect();
        let impossible: Vec<usize> = all
            .iter()
            .copied()
            .filter(|n| !self.model.can(&[&around[..], &[self.model.condition(idx, *n)]].concat()))
            .collect();
        let texts = |of: &[usize]| of.iter().map(|n| self.condition_text(idx, *n)).collect();
        let kind =
            if impossible.is_empty() && finding.is_none_or(|it| it.computed != Some(Computed::Unanswered)) {
                FlawKind::Contradiction { item, conditions: texts(&all) }
            } else {
                FlawKind::NeverEnabled { item, because: texts(&impossible) }
            };
        self.flaw(idx, kind);
    }

    /// Reports conditions that have no effect.
    fn report_ineffective_conditions(&mut self, idx: ItemIdx) {
        let around = self.around(idx);
        let behavior = self.form.questionnaire.item(idx).enable.behavior;
        let mut useful: Vec<usize> = Vec::new();
        let mut idle: Vec<(usize, FlawKind)> = Vec::new();
        for n in 0..self.conditions(idx).len() {
            let (holds, condition) = (self.model.condition(idx, n), self.condition_text(idx, n));
            let source = self.form.questionnaire.find(self.conditions(idx)[n].question.as_str());
            if source.is_some_and(|source| self.never.contains(&source)) {
                // Already reported for the question.
            } else if self.model.implies(&around, !holds) {
                idle.push((n, FlawKind::ConditionNeverTrue { condition }));
            } else if self.model.implies(&around, holds) {
                idle.push((n, FlawKind::ConditionAlwaysTrue { condition }));
            } else {
                useful.push(n);
            }
        }
        // Starts with the last, so that the first of two equal conditions is kept.
        for n in useful.clone().into_iter().rev() {
            // An `exists` beside another condition makes the meaning explicit.
            if useful.len() == 1 || matches!(self.conditions(idx)[n].test, Test::Exists(_)) {
                continue;
            }
            let own = self.model.condition(idx, n);
            let others: Vec<Fact> = useful
                .iter()
                .filter(|other| **other != n)
                .map(|other| self.model.condition(idx, *other))
                .collect();
            let changes_nothing = match behavior {
                Behavior::All => self.model.implies(&[&around[..], &others].concat(), own),
                Behavior::Any | Behavior::Never => {
                    let any = self.model.any(&others);
                    self.model.implies(&[&around[..], &[own]].concat(), any)
                }
            };
            if changes_nothing {
                useful.retain(|other| *other != n);
                idle.push((n, FlawKind::ConditionChangesNothing { condition: self.condition_text(idx, n) }));
            }
        }
        idle.sort_by_key(|(n, _)| *n);
        idle.into_iter().for_each(|(_, kind)| self.flaw(idx, kind));
    }

    /// Reports a `!=` that is true because of a missing answer, where that is probably a mistake.
    ///
    /// Every question can be skipped, so a section behind `age != under-18` is meant to appear then. A probable
    /// mistake is a question that appears because another is not asked, or a finding about an answer that was not given.
    fn report_differs(&mut self, idx: ItemIdx) {
        let holds = self.model.is_enabled(idx);
        for n in 0..self.conditions(idx).len() {
            let condition = &self.conditions(idx)[n];
            let Some(source) = self.form.questionnaire.find(condition.question.as_str()) else { continue };
            let names = |other: &Condition| {
                other.question == condition.question && matches!(other.test, Test::Exists(_))
            };
            if !matches!(condition.test, Test::Differs(_)) || self.conditions(idx).iter().any(names) {
                continue;
            }
            let (question, condition) = (condition.question.to_string(), condition_text(condition));
            let (met, asked, answered) =
                (self.model.condition(idx, n), self.model.is_enabled(source), self.model.answered(source));
            if self.form.questionnaire.finding(idx).is_some() {
                if self.model.can(&[holds, met, !answered]) {
                    self.flaw(idx, FlawKind::DiffersUnanswered { condition, question });
                }
            } else if self.model.can(&[holds, met, !asked]) {
                self.flaw(idx, FlawKind::DiffersUnasked { condition, question });
            }
        }
    }

    /// Reports an item's own conditions that can't be searched.
    fn offsets(&mut self, idx: ItemIdx) {
        for condition in self.conditions(idx) {
            if let Test::Equals(Value::DateTime(_))
            | Test::Differs(Value::DateTime(_))
            | Test::Ordered(_, Value::DateTime(_)) = &condition.test
            {
                self.flaw(idx, FlawKind::OffsetNotSearched { condition: condition_text(condition) });
            }
        }
    }
}

/// The name of the kind of an item in messages.
fn kind(form: &Form, idx: ItemIdx) -> &'static str {
    match form.questionnaire.item(idx).kind {
        Kind::Group(_) => "group",
        Kind::Note => "text",
        Kind::Finding(_) => "finding",
        Kind::Question(_) => "question",
    }
}
