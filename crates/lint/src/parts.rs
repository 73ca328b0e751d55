//! Divides a form into parts that do not influence each other, so that the search takes a time that grows with the form,
//! and not with its square.

use engine::form::Form;
use engine::model::{Behavior, Computed, ItemIdx, Questionnaire};

/// The smallest parts of a form such that no item depends on an item of another part. Each part contains the groups around its
/// items; a group that is always enabled can be in several parts.
pub(super) fn parts(form: &Form) -> Vec<Form> {
    let questionnaire = &form.questionnaire;
    let mut sets = Sets((0..questionnaire.indices().len()).collect());
    let mut is_always = Vec::new();
    for idx in questionnaire.indices() {
        let item = questionnaire.item(idx);
        let is_unconditional = item.enable.when.is_empty() && item.enable.behavior != Behavior::Never;
        is_always.push(is_unconditional && item.parent.is_none_or(|parent| is_always[parent.0]));
        if let Some(parent) = item.parent.filter(|parent| !is_always[parent.0]) {
            sets.join(idx, parent);
        }
        for condition in &item.enable.when {
            for source in questionnaire.named(condition.question.as_str()) {
                sets.join(idx, *source);
            }
        }
    }
    let unanswered = |idx: &ItemIdx| {
        let computed = questionnaire.finding(*idx).and_then(|finding| finding.computed);
        computed == Some(Computed::Unanswered)
    };
    // It depends on every question that is required.
    for finding in questionnaire.indices().filter(unanswered) {
        for idx in questionnaire.indices() {
            if questionnaire.question(idx).is_some_and(|question| question.required) {
                sets.join(finding, idx);
            }
        }
    }
    let mut members: Vec<Vec<ItemIdx>> = vec![Vec::new(); questionnaire.indices().len()];
    for idx in questionnaire.indices() {
        members[sets.root(idx.0)].push(idx);
    }
    members.retain(|members| !members.is_empty());
    members.into_iter().map(|members| Form::new(with_groups(questionnaire, members))).collect()
}

/// The part of a questionnaire with these items, and the groups around them.
fn with_groups(questionnaire: &Questionnaire, mut members: Vec<ItemIdx>) -> Questionnaire {
    for at in 0..members.len() {
        let parent = |idx: &ItemIdx| questionnaire.item(*idx).parent;
        members.extend(std::iter::successors(parent(&members[at]), parent));
    }
    members.sort_unstable();
    members.dedup();
    questionnaire.only(&members)
}

/// Disjoint sets of items; each item has another one of its set, or itself.
struct Sets(Vec<usize>);

impl Sets {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            // Shortens the way for the next search.
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: ItemIdx, other: ItemIdx) {
        let (one, other) = (self.root(one.0), self.root(other.0));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use engine::testing::{form, group, item, with};
    use serde_json::json;

    use super::*;

    /// The linkIds of each part.
    fn divided(items: &[serde_json::Value]) -> Vec<String> {
        let names = |part: &Form| {
            let names =
                part.questionnaire.indices().map(|idx| part.questionnaire.item(idx).link_id.to_string());
            names.collect::<Vec<_>>().join(" ")
        };
        parts(&form(items)).iter().map(names).collect()
    }

    #[test]
    fn items_stay_with_what_they_depend_on() {
        let inside =
            [item("a", "boolean", &[]), item("b", "boolean", &["a = true"]), item("c", "boolean", &[])];
        assert_eq!(divided(&[group("g", &[], &inside)]), ["g", "g a b", "g c"]);
    }

    #[test]
    fn a_conditional_group_keeps_its_items_together() {
        let inside = [item("b", "boolean", &[]), item("c", "boolean", &[])];
        let divided = divided(&[
            item("a", "boolean", &[]),
            group("g", &["a = true"], &inside),
            item("d", "boolean", &[]),
        ]);
        assert_eq!(divided, ["a g b c", "d"]);
    }

    #[test]
    fn a_hidden_group_keeps_its_items_together() {
        let hidden = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }]);
        let inside = [item("b", "boolean", &[]), item("c", "boolean", &[])];
        assert_eq!(divided(&[with(group("g", &[], &inside), "extension", hidden)]), ["g b c"]);
    }
}
