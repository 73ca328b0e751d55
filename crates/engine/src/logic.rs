//! `enableWhen`: which items hold, given the answers. One mechanism for branching and for findings.
//! Knows no screens and no browser; the order of evaluation is worked out once, when a questionnaire is loaded.
//!
//! The rules, where FHIR R4 leaves them open:
//! * a condition looks at the nearest enabled question of that name: first around the item, then before it, then after it;
//! * a question that is not enabled has no answers, whatever was answered earlier;
//! * `=` and the ordering operators hold if one answer fits, `!=` if no answer is equal, so also if there is none;
//! * an item inside one that does not hold does not hold either.
//!
//! Spec: <https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen>

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::answers::Answers;
use crate::model::{Behavior, ItemIdx, Order, Questionnaire, Test, Value};

/// The dependencies between items, in an order in which each can be decided.
#[derive(Clone, Debug)]
pub struct Logic {
    /// For each item and each of its conditions, the questions that may be meant, nearest first.
    sources: Vec<Vec<Vec<ItemIdx>>>,
    /// For each item, those to look at again when its answers change or when it is shown or hidden.
    dependents: Vec<Vec<ItemIdx>>,
    /// Rank of each item: those it depends on have a smaller one, except within a cycle.
    rank: Vec<usize>,
    /// Items by rank.
    order: Vec<ItemIdx>,
    /// Position in `order` where items in a cycle, and what depends on them, begin.
    circular_from: usize,
    /// For each item, whether it could give a transient answer away.
    depends_on_transient: Vec<bool>,
}

impl Logic {
    /// Works out the dependencies.
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

    /// Whether an item's state and answers may be kept: it is no transient question, and depends on none in any way.
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
        // Every item left over waits for another one left over, so walking that way must come round.
        let mut walked = vec![*inside.first()?];
        loop {
            let next = depends_on(*walked.last()?)?;
            if let Some(start) = walked.iter().position(|seen| *seen == next) {
                return Some(walked.split_off(start));
            }
            walked.push(next);
        }
    }

    /// For each item, whether it is one of these, or its state may depend on their answers, directly or by way of others.
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

    /// Decides every item.
    #[must_use]
    pub fn evaluate(&self, questionnaire: &Questionnaire, answers: &Answers) -> Vec<bool> {
        let mut enabled = vec![false; self.order.len()];
        for idx in &self.order[..self.circular_from] {
            enabled[idx.0] = self.is_enabled(questionnaire, answers, &enabled, *idx);
        }
        self.resolve_cycles(questionnaire, answers, &mut enabled);
        enabled
    }

    /// Decides again what depends on the answers of one item: the items whose state has changed, and all in cycles if one of
    /// them was looked at; each once, and in document order as far as their dependencies allow.
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
            // The heap gives equal ranks one after the other.
            if last.replace(rank) == Some(rank) {
                continue;
            }
            let idx = self.order[rank];
            let holds = self.is_enabled(questionnaire, answers, enabled, idx);
            if enabled[idx.0] != holds {
                enabled[idx.0] = holds;
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

    /// Decides the items in cycles and behind them, from scratch so that history does not matter:
    /// in document order, until nothing changes or the bound is reached.
    fn resolve_cycles(&self, questionnaire: &Questionnaire, answers: &Answers, enabled: &mut [bool]) {
        let inside = &self.order[self.circular_from..];
        for idx in inside {
            enabled[idx.0] = false;
        }
        // Enough for all that can settle, however far it points forward. An even number, so that a question which
        // hides itself ends hidden in a small questionnaire and in a large one.
        for _ in 0..2 * inside.len() {
            let mut settled = true;
            for idx in inside {
                let holds = self.is_enabled(questionnaire, answers, enabled, *idx);
                settled &= enabled[idx.0] == holds;
                enabled[idx.0] = holds;
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

    /// The question that the item's n-th condition looks at now.
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
/// | `>` `<` `>=` `<=` | it can be compared, and is so | no |
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

/// The items of one name in the order in which FHIR looks for them: around, before (nearest first), after.
fn nearest_first(questionnaire: &Questionnaire, from: ItemIdx, named: &[ItemIdx]) -> Vec<ItemIdx> {
    let around = |idx: &ItemIdx| *idx < from && questionnaire.item(*idx).end > from.0;
    let split = named.partition_point(|idx| *idx < from);
    let (before, after) = named.split_at(split);
    let mut nearest: Vec<ItemIdx> = before.iter().rev().copied().filter(around).collect();
    nearest.extend(before.iter().rev().filter(|idx| !around(idx)));
    nearest.extend(after);
    nearest
}

/// Items so that each comes after those it depends on, in document order where that leaves a choice;
/// then, from the returned position, those for which there is no such order.
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
