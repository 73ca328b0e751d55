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
use crate::model::{Behavior, ItemIdx, LinkId, Order, Questionnaire, Test, Value};

/// The dependencies between items, and an order of evaluation.
#[derive(Clone, Debug)]
pub struct Logic {
    /// For each item, the first item of its name: several items have one name in repeated groups.
    name: Vec<ItemIdx>,
    /// For the first item of a name, all items of that name, in document order.
    copies: Vec<Vec<ItemIdx>>,
    /// For each item and each of its conditions, the first question of that name.
    sources: Vec<Vec<Option<ItemIdx>>>,
    /// For each item, its children.
    inside: Vec<Vec<ItemIdx>>,
    /// For the first item of a name, the items with a condition on that name. Kept by name, because each of them depends on all
    /// copies, so pairs would be too many.
    conditional: Vec<Vec<ItemIdx>>,
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
        let first = |link_id: &LinkId| questionnaire.find(link_id.as_str());
        let mut logic = Logic {
            name: vec![ItemIdx(0); len],
            copies: vec![Vec::new(); len],
            sources: Vec::with_capacity(len),
            inside: vec![Vec::new(); len],
            conditional: vec![Vec::new(); len],
            rank: vec![0; len],
            order: Vec::with_capacity(len),
            circular_from: 0,
            depends_on_transient: Vec::new(),
        };
        let mut first_of_name = None;
        for idx in &questionnaire.by_name {
            let link_id = |idx: &ItemIdx| &questionnaire.item(*idx).link_id;
            let name = first_of_name.filter(|it| link_id(it) == link_id(idx)).unwrap_or(*idx);
            first_of_name = Some(name);
            logic.name[idx.0] = name;
            logic.copies[name.0].push(*idx);
        }
        let mut waiting = vec![0usize; len];
        for idx in questionnaire.indices() {
            let item = questionnaire.item(idx);
            if let Some(parent) = item.parent {
                logic.inside[parent.0].push(idx);
                waiting[idx.0] += 1;
            }
            let sources: Vec<Option<ItemIdx>> =
                item.enable.when.iter().map(|it| first(&it.question)).collect();
            for source in sources.iter().flatten() {
                logic.conditional[source.0].push(idx);
                waiting[idx.0] += 1;
            }
            logic.sources.push(sources);
        }
        logic.sort(waiting);
        let is_transient = |idx: &ItemIdx| questionnaire.question(*idx).is_some_and(|it| it.transient);
        logic.depends_on_transient = logic.reach(questionnaire.indices().filter(is_transient).collect());
        logic
    }

    /// Sorts the items topologically, in document order where there is a choice. The items from `circular_from` have no such
    /// order, because they are in a cycle or depend on one. `waiting` counts the dependencies of each item.
    fn sort(&mut self, mut waiting: Vec<usize>) {
        let len = waiting.len();
        let mut open: Vec<usize> = self.copies.iter().map(Vec::len).collect();
        let mut ready: BinaryHeap<_> = (0..len).filter(|at| waiting[*at] == 0).map(Reverse).collect();
        while let Some(Reverse(at)) = ready.pop() {
            self.order.push(ItemIdx(at));
            let first = self.name[at].0;
            open[first] -= 1;
            // An item waits for all copies of a name.
            let conditional = if open[first] == 0 { self.conditional[first].as_slice() } else { &[] };
            for idx in self.inside[at].iter().chain(conditional) {
                waiting[idx.0] -= 1;
                if waiting[idx.0] == 0 {
                    ready.push(Reverse(idx.0));
                }
            }
        }
        self.circular_from = self.order.len();
        self.order.extend((0..len).filter(|at| waiting[*at] > 0).map(ItemIdx));
        for (place, idx) in self.order.iter().enumerate() {
            self.rank[idx.0] = place;
        }
    }

    /// The items to evaluate again when the answers or the state of an item change.
    fn dependents(&self, idx: ItemIdx) -> impl Iterator<Item = &ItemIdx> {
        self.inside[idx.0].iter().chain(&self.conditional[self.name[idx.0].0])
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
            |idx: ItemIdx| inside.iter().copied().find(|other| self.dependents(*other).any(|it| *it == idx));
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
        let mut done = vec![false; self.order.len()];
        while let Some(idx) = items.pop() {
            // The copies of a name have the same conditional items.
            let is_done = std::mem::replace(&mut done[self.name[idx.0].0], true);
            let inside = self.inside[idx.0].iter();
            for dependent in inside.chain(self.conditional[self.name[idx.0].0].iter().filter(|_| !is_done)) {
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
            for idx in self.dependents(from) {
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
            let source = self.source(questionnaire, enabled, idx, n);
            passes(&condition.test, source.map_or(&[], |source| answers.of(source)))
        });
        match item.enable.behavior {
            Behavior::Never => false,
            _ if item.enable.when.is_empty() => true,
            Behavior::Any => results.any(|passed| passed),
            Behavior::All => results.all(|passed| passed),
        }
    }

    /// The question that the item's n-th condition currently tests: in FHIR's order of search, the first that is enabled.
    #[must_use]
    pub fn source(
        &self,
        questionnaire: &Questionnaire,
        enabled: &[bool],
        idx: ItemIdx,
        condition: usize,
    ) -> Option<ItemIdx> {
        let first = self.sources[idx.0][condition]?;
        let named = self.copies[first.0].as_slice();
        let is_enabled = |it: &ItemIdx| enabled[it.0];
        if let [one] = named {
            return Some(*one).filter(is_enabled);
        }
        let parent = |idx: &ItemIdx| questionnaire.item(*idx).parent;
        let mut around = std::iter::successors(parent(&idx), parent).filter(|it| self.name[it.0] == first);
        let (before, after) = named.split_at(named.partition_point(|it| *it < idx));
        // The ancestors come first; that they are met again among the earlier items changes nothing.
        around.find(is_enabled).or_else(|| before.iter().rev().chain(after).copied().find(is_enabled))
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

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
