//! `enableWhen`: which items are enabled, given the answers. One mechanism for branching and for findings.
//! The order of evaluation is computed once, when a questionnaire is loaded.
//!
//! The rules, where FHIR R4 leaves them open:
//! * a condition tests the nearest enabled question of that name: first among the ancestors, then before the item, then
//!   after it;
//! * a disabled question has no answers, even if it was answered earlier;
//! * `=` and the ordering operators pass if one answer matches; `!=` passes if no answer is equal, so also without answers;
//! * a descendant of a disabled item is disabled.
//!
//! Spec: <https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen>

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::answers::Answers;
use crate::model::{Behavior, ItemIdx, Order, Questionnaire, Test, Value};

/// The dependencies between items, and an order of evaluation.
#[derive(Clone, Debug)]
pub struct Logic {
    /// For each item and each of its conditions, the candidate questions, nearest first.
    sources: Vec<Vec<Vec<ItemIdx>>>,
    /// For each item, the items to evaluate again when its answers or its state change.
    dependents: Vec<Vec<ItemIdx>>,
    /// Rank of each item: its dependencies have smaller ranks, except within a cycle.
    rank: Vec<usize>,
    /// Items by rank.
    order: Vec<ItemIdx>,
    /// Position in `order` of the first item that is in a cycle or depends on one.
    circular_from: usize,
    /// For each item, whether its state could reveal a transient answer.
    depends_on_transient: Vec<bool>,
}

impl Logic {
    /// Computes the dependencies.
    #[must_use]
    pub fn new(questionnaire: &Questionnaire) -> Logic {
        let len = questionnaire.indices().len();
        let mut sources = Vec::with_capacity(len);
        let mut dependents = vec![Vec::new(); len];
        let mut waiting = vec![0usize; len];
        for idx in questionnaire.indices() {
            let item = questionnaire.item(idx);
            let mut depend_on = |source: ItemIdx| {
                dependents[source.0].push(idx);
                waiting[idx.0] += 1;
            };
            if let Some(parent) = item.parent {
                depend_on(parent);
            }
            let mut of_item = Vec::with_capacity(item.enable.when.len());
            for condition in &item.enable.when {
                let named = questionnaire.named(condition.question.as_str());
                let nearest = nearest_first(questionnaire, idx, named);
                nearest.iter().copied().for_each(&mut depend_on);
                of_item.push(nearest);
            }
            sources.push(of_item);
        }
        let (order, circular_from) = order(&dependents, waiting);
        let mut rank = vec![0; len];
        for (place, idx) in order.iter().enumerate() {
            rank[idx.0] = place;
        }
        let mut logic =
            Logic { sources, dependents, rank, order, circular_from, depends_on_transient: Vec::new() };
        let is_transient = |idx: &ItemIdx| questionnaire.question(*idx).is_some_and(|it| it.transient);
        logic.depends_on_transient = logic.reach(questionnaire.indices().filter(is_transient).collect());
        logic
    }

    /// Whether an item's state and answers may be stored: it is not transient and does not depend on a transient question.
    #[must_use]
    pub fn is_persistable(&self, idx: ItemIdx) -> bool {
        !self.depends_on_transient[idx.0]
    }

    /// A cycle of dependencies, if there is one: each item depends on the next, the last on the first.
    #[must_use]
    pub fn cycle(&self) -> Option<Vec<ItemIdx>> {
        let inside = &self.order[self.circular_from..];
        let depends_on =
            |idx: ItemIdx| inside.iter().copied().find(|other| self.dependents[other.0].contains(&idx));
        // Every remaining item depends on another remaining item, so following the dependencies must reach a cycle.
        let mut walked = vec![*inside.first()?];
        loop {
            let next = depends_on(*walked.last()?)?;
            if let Some(start) = walked.iter().position(|seen| *seen == next) {
                return Some(walked.split_off(start));
            }
            walked.push(next);
        }
    }

    /// For each item, whether it is one of these or depends on one of them, directly or through others.
    #[must_use]
    pub fn reach(&self, mut items: Vec<ItemIdx>) -> Vec<bool> {
        let mut reached = vec![false; self.order.len()];
        for idx in &items {
            reached[idx.0] = true;
        }
        while let Some(idx) = items.pop() {
            for dependent in &self.dependents[idx.0] {
                if !std::mem::replace(&mut reached[dependent.0], true) {
                    items.push(*dependent);
                }
            }
        }
        reached
    }

    /// Evaluates every item.
    #[must_use]
    pub fn evaluate(&self, questionnaire: &Questionnaire, answers: &Answers) -> Vec<bool> {
        let mut enabled = vec![false; self.order.len()];
        for idx in &self.order[..self.circular_from] {
            enabled[idx.0] = self.is_enabled(questionnaire, answers, &enabled, *idx);
        }
        self.resolve_cycles(questionnaire, answers, &mut enabled);
        enabled
    }

    /// Evaluates the items again that depend on the answers of one item. Returns the items whose state has changed, and all
    /// items in cycles if one of them was evaluated; each once, in document order as far as their dependencies allow.
    pub fn update(
        &self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        enabled: &mut [bool],
        changed: ItemIdx,
    ) -> Vec<ItemIdx> {
        let mut flipped = Vec::new();
        let mut queue = BinaryHeap::new();
        let mut circular = false;
        let mut push = |queue: &mut BinaryHeap<_>, from: ItemIdx| {
            for idx in &self.dependents[from.0] {
                let rank = self.rank[idx.0];
                if rank < self.circular_from {
                    queue.push(Reverse(rank));
                } else {
                    circular = true;
                }
            }
        };
        push(&mut queue, changed);
        let mut last = None;
        while let Some(Reverse(rank)) = queue.pop() {
            // The heap returns equal ranks one after the other.
            if last.replace(rank) == Some(rank) {
                continue;
            }
            let idx = self.order[rank];
            let state = self.is_enabled(questionnaire, answers, enabled, idx);
            if enabled[idx.0] != state {
                enabled[idx.0] = state;
                flipped.push(idx);
                push(&mut queue, idx);
            }
        }
        if circular {
            self.resolve_cycles(questionnaire, answers, enabled);
            flipped.extend_from_slice(&self.order[self.circular_from..]);
        }
        flipped
    }

    /// Evaluates the items in cycles and their dependents. It starts from scratch, so that history does not matter, and
    /// repeats in document order until nothing changes or the limit is reached.
    fn resolve_cycles(&self, questionnaire: &Questionnaire, answers: &Answers, enabled: &mut [bool]) {
        let inside = &self.order[self.circular_from..];
        for idx in inside {
            enabled[idx.0] = false;
        }
        // Enough rounds for every state that can settle, also with long forward chains. The number is even, so that a
        // question that disables itself ends disabled in questionnaires of any size.
        for _ in 0..2 * inside.len() {
            let mut settled = true;
            for idx in inside {
                let state = self.is_enabled(questionnaire, answers, enabled, *idx);
                settled &= enabled[idx.0] == state;
                enabled[idx.0] = state;
            }
            if settled {
                break;
            }
        }
    }

    fn is_enabled(
        &self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        enabled: &[bool],
        idx: ItemIdx,
    ) -> bool {
        let item = questionnaire.item(idx);
        if item.parent.is_some_and(|parent| !enabled[parent.0]) {
            return false;
        }
        let mut results = item.enable.when.iter().enumerate().map(|(n, condition)| {
            let source = self.source(enabled, idx, n);
            passes(&condition.test, source.map_or(&[], |source| answers.of(source)))
        });
        match item.enable.behavior {
            _ if item.enable.when.is_empty() => true,
            Behavior::Any => results.any(|passed| passed),
            Behavior::All => results.all(|passed| passed),
        }
    }

    /// The question that the item's n-th condition currently tests.
    #[must_use]
    pub fn source(&self, enabled: &[bool], idx: ItemIdx, condition: usize) -> Option<ItemIdx> {
        self.sources[idx.0][condition].iter().copied().find(|source| enabled[source.0])
    }
}

/// Whether the answers pass a test.
///
/// | operator | one answer passes | no answer |
/// | --- | --- | --- |
/// | `exists` true / false | yes / no | no / yes |
/// | `=` | it is equal | no |
/// | `!=` | none is equal | yes |
/// | `>` `<` `>=` `<=` | it is comparable and in this order | no |
#[must_use]
pub fn passes(test: &Test, answers: &[Value]) -> bool {
    match test {
        Test::Exists(wanted) => answers.is_empty() != *wanted,
        Test::Equals(value) => answers.iter().any(|answer| answer.is_equivalent(value)),
        Test::Differs(value) => !answers.iter().any(|answer| answer.is_equivalent(value)),
        Test::Ordered(order, value) => answers.iter().any(|answer| {
            let found = answer.compare(value);
            match order {
                Order::Greater => found == Some(Ordering::Greater),
                Order::Less => found == Some(Ordering::Less),
                Order::GreaterOrEqual => found.is_some_and(Ordering::is_ge),
                Order::LessOrEqual => found.is_some_and(Ordering::is_le),
            }
        }),
    }
}

/// The items of one name in FHIR's search order: ancestors, earlier items (nearest first), later items.
fn nearest_first(questionnaire: &Questionnaire, from: ItemIdx, named: &[ItemIdx]) -> Vec<ItemIdx> {
    let around = |idx: &ItemIdx| *idx < from && questionnaire.item(*idx).end > from.0;
    let split = named.partition_point(|idx| *idx < from);
    let (before, after) = named.split_at(split);
    let mut nearest: Vec<ItemIdx> = before.iter().rev().copied().filter(around).collect();
    nearest.extend(before.iter().rev().filter(|idx| !around(idx)));
    nearest.extend(after);
    nearest
}

/// Items in topological order, in document order where there is a choice.
/// The items from the returned position have no such order, because they are in a cycle or depend on one.
fn order(dependents: &[Vec<ItemIdx>], mut waiting: Vec<usize>) -> (Vec<ItemIdx>, usize) {
    let mut order = Vec::with_capacity(waiting.len());
    let free = (0..waiting.len()).filter(|at| waiting[*at] == 0);
    let mut ready: BinaryHeap<_> = free.map(Reverse).collect();
    while let Some(Reverse(at)) = ready.pop() {
        order.push(ItemIdx(at));
        for idx in &dependents[at] {
            waiting[idx.0] -= 1;
            if waiting[idx.0] == 0 {
                ready.push(Reverse(idx.0));
            }
        }
    }
    let circular_from = order.len();
    order.extend((0..waiting.len()).filter(|at| waiting[*at] > 0).map(ItemIdx));
    (order, circular_from)
}

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
