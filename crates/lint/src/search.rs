//! Items and conditions that can never hold, or that always do, found by a search over all answers.
//! Judges only; `model.rs` knows what answers lead to.

use engine::fhir::{FaultKind, Faults};
use engine::form::Form;
use engine::model::{Behavior, Computed, Condition, ItemIdx, Kind, Test, Value};

use super::flaw::{Flaw, FlawKind};
use super::model::Model;
use super::{Answering, Fact};

/// Reports what no answers, or all answers, lead to. `faults` is what the loader said: that is not said again.
pub(super) fn search(form: &Form, faults: &Faults, flaws: &mut Vec<Flaw>) {
    let Some(model) = Model::new(form, Answering::Visitor) else {
        flaws.push(Flaw { link_id: None, kind: FlawKind::NotSearched });
        return;
    };
    let undecided = model.undecided();
    let mut search = Search { form, model, never: Vec::new(), flaws };
    for idx in form.questionnaire.indices() {
        let around = form.questionnaire.item(idx).parent;
        let said = faults.0.iter().any(|fault| {
            fault.link_id.as_ref() == Some(&form.questionnaire.item(idx).link_id) && never_holds(&fault.kind)
        });
        if around.is_some_and(|around| search.never.contains(&around)) {
            // Said of the item around it.
            search.never.push(idx);
        } else if undecided.contains(&idx) {
            search.offsets(idx);
        } else {
            search.item(idx, said);
        }
    }
}

/// Whether the loader already says that a condition can't do what it seems to.
fn never_holds(kind: &FaultKind) -> bool {
    use FaultKind as K;
    matches!(
        kind,
        K::NotAQuestion { .. } | K::NeverMatches { .. } | K::UnknownOption { .. } | K::NoOrder { .. }
    )
}

/// A condition as the messages write it.
pub(super) fn written(condition: &Condition) -> String {
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
    /// Items that never hold.
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

    fn written(&self, idx: ItemIdx, n: usize) -> String {
        written(&self.conditions(idx)[n])
    }

    /// What must hold for an item to have a chance.
    fn around(&mut self, idx: ItemIdx) -> Vec<Fact> {
        self.form
            .questionnaire
            .item(idx)
            .parent
            .map(|parent| self.model.is_enabled(parent))
            .into_iter()
            .collect()
    }

    fn item(&mut self, idx: ItemIdx, said: bool) {
        let holds = self.model.is_enabled(idx);
        if !self.model.can(&[holds]) {
            self.never.push(idx);
            if !said {
                self.no_way(idx);
            }
            return;
        }
        if said {
            return;
        }
        let finding = self.form.questionnaire.finding(idx);
        if finding.is_some() && self.model.implies(&[], holds) {
            self.flaw(idx, FlawKind::AlwaysHolds);
            return;
        }
        self.idle(idx);
        self.lone_differs(idx);
    }

    /// Says why no answers lead to an item.
    fn no_way(&mut self, idx: ItemIdx) {
        let item = kind(self.form, idx);
        let around = self.around(idx);
        let finding = self.form.questionnaire.finding(idx);
        let all: Vec<usize> = (0..self.conditions(idx).len()).collect();
        let impossible: Vec<usize> = all
            .iter()
            .copied()
            .filter(|n| !self.model.can(&[&around[..], &[self.model.condition(idx, *n)]].concat()))
            .collect();
        let texts = |of: &[usize]| of.iter().map(|n| self.written(idx, *n)).collect();
        let kind =
            if impossible.is_empty() && finding.is_none_or(|it| it.computed != Some(Computed::Unanswered)) {
                FlawKind::Contradiction { item, conditions: texts(&all) }
            } else {
                FlawKind::NeverHolds { item, because: texts(&impossible) }
            };
        self.flaw(idx, kind);
    }

    /// Conditions that decide nothing.
    fn idle(&mut self, idx: ItemIdx) {
        let around = self.around(idx);
        let behavior = self.form.questionnaire.item(idx).enable.behavior;
        let mut useful: Vec<usize> = Vec::new();
        let mut idle: Vec<(usize, FlawKind)> = Vec::new();
        for n in 0..self.conditions(idx).len() {
            let (holds, condition) = (self.model.condition(idx, n), self.written(idx, n));
            let source = self.form.questionnaire.find(self.conditions(idx)[n].question.as_str());
            if source.is_some_and(|source| self.never.contains(&source)) {
                // Said of the question.
            } else if self.model.implies(&around, !holds) {
                idle.push((n, FlawKind::ConditionNeverHolds { condition }));
            } else if self.model.implies(&around, holds) {
                idle.push((n, FlawKind::ConditionAlwaysHolds { condition }));
            } else {
                useful.push(n);
            }
        }
        // From the last on, so that of two alike the first is kept.
        for n in useful.clone().into_iter().rev() {
            // To say `exists` beside another condition makes the meaning plain.
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
                Behavior::Any => {
                    let any = self.model.any(&others);
                    self.model.implies(&[&around[..], &[own]].concat(), any)
                }
            };
            if changes_nothing {
                useful.retain(|other| *other != n);
                idle.push((n, FlawKind::ConditionChangesNothing { condition: self.written(idx, n) }));
            }
        }
        idle.sort_by_key(|(n, _)| *n);
        idle.into_iter().for_each(|(_, kind)| self.flaw(idx, kind));
    }

    /// `!=` that holds for lack of an answer where that is hardly meant.
    ///
    /// Every question can be skipped, so a section behind `age != under-18` is meant to show then. What is hardly meant:
    /// a question that shows because another is not even asked, and a finding about an answer that nobody gave.
    fn lone_differs(&mut self, idx: ItemIdx) {
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
            let (question, condition) = (condition.question.to_string(), written(condition));
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

    /// Says of an item's own conditions that they can't be searched.
    fn offsets(&mut self, idx: ItemIdx) {
        for condition in self.conditions(idx) {
            if let Test::Equals(Value::DateTime(_))
            | Test::Differs(Value::DateTime(_))
            | Test::Ordered(_, Value::DateTime(_)) = &condition.test
            {
                self.flaw(idx, FlawKind::OffsetNotSearched { condition: written(condition) });
            }
        }
    }
}

/// What an item is called in a message.
fn kind(form: &Form, idx: ItemIdx) -> &'static str {
    match form.questionnaire.item(idx).kind {
        Kind::Group(_) => "group",
        Kind::Note => "text",
        Kind::Finding(_) => "finding",
        Kind::Question(_) => "question",
    }
}
