//! The answers that count, and the answers that may be stored.
//! These types decide which answers other code can read. They use no screens and no files.

use crate::answers::Answers;
use crate::form::Form;
use crate::items::Items;
use crate::model::{ItemIdx, Questionnaire, Value};
use crate::packed;

/// The answers that count: the answers of enabled questions.
///
/// All code that assesses or shows answers takes this type.
#[derive(Clone, Copy)]
pub struct EffectiveAnswers<'a> {
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    enabled: &'a [bool],
}

impl<'a> EffectiveAnswers<'a> {
    /// The answers that count while these items are enabled.
    #[must_use]
    pub fn new(questionnaire: &'a Questionnaire, answers: &'a Answers, enabled: &'a [bool]) -> Self {
        EffectiveAnswers { questionnaire, answers, enabled }
    }

    /// The questionnaire of these answers.
    #[must_use]
    pub fn questionnaire(&self) -> &'a Questionnaire {
        self.questionnaire
    }

    /// The answers of an item; empty if it is disabled.
    #[must_use]
    pub fn of(&self, idx: ItemIdx) -> &'a [Value] {
        if self.is_enabled(idx) { self.answers.of(idx) } else { &[] }
    }

    /// Whether the item is enabled: a question is asked, a finding applies.
    #[must_use]
    pub fn is_enabled(&self, idx: ItemIdx) -> bool {
        self.enabled[idx.0]
    }

    /// Whether the item is an enabled question.
    #[must_use]
    pub fn asks(&self, idx: ItemIdx) -> bool {
        self.is_enabled(idx) && self.questionnaire.question(idx).is_some()
    }

    /// The items that have answers, also disabled ones. Faster than visiting all items.
    pub fn answered(&self) -> impl Iterator<Item = ItemIdx> + 'a {
        self.answers.given().map(|(idx, _)| idx)
    }

    /// The enabled questions in document order, answered or not.
    pub fn questions(self) -> impl DoubleEndedIterator<Item = ItemIdx> + 'a {
        self.questionnaire.indices().filter(move |idx| self.asks(*idx))
    }

    /// The question that an item's n-th condition currently tests.
    pub(crate) fn source(&self, form: &Form, idx: ItemIdx, condition: usize) -> Option<ItemIdx> {
        form.logic.source(&form.questionnaire, self.enabled, idx, condition)
    }
}

/// The answers that may be stored and exported: without transient questions and without all items that depend on one.
///
/// Storage, print, copy and export take this type, so they can receive neither a transient answer nor anything derived
/// from one, not even that a question was left out because of it.
///
/// It is a separate evaluation, not a filtered copy: only persistable answers decide which of its items are enabled.
#[derive(Clone, Debug, PartialEq)]
pub struct PersistableAnswers {
    // Invariant: persistable items only.
    answers: Answers,
    // Invariant: the form's logic evaluated for `answers`, and false for items that are not persistable.
    enabled: Vec<bool>,
    // Invariant: the questions among the `enabled` items, and the transient questions that nothing enables.
    asked: Items,
}

impl PersistableAnswers {
    /// No answers yet.
    #[must_use]
    pub fn none(form: &Form) -> PersistableAnswers {
        let answers = Answers::default();
        let mut enabled = form.evaluate(&answers);
        let mut asked = Items::default();
        for idx in form.questionnaire.indices() {
            let is_persistable = form.logic.is_persistable(idx);
            let is_unconditional = form.questionnaire.item(idx).enable.when.is_empty();
            let is_asked = enabled[idx.0] && (is_persistable || is_unconditional);
            if is_asked && form.questionnaire.question(idx).is_some() {
                asked.insert(idx);
            }
            enabled[idx.0] &= is_persistable;
        }
        PersistableAnswers { answers, enabled, asked }
    }

    /// Leaves out the answers that must not be stored.
    #[must_use]
    pub fn new(form: &Form, answers: &Answers) -> PersistableAnswers {
        let mut persistable = PersistableAnswers::none(form);
        for (idx, values) in answers.given() {
            persistable.set(form, idx, values);
        }
        persistable
    }

    /// Replaces the answers of an item, if they may be stored.
    pub(crate) fn set(&mut self, form: &Form, idx: ItemIdx, values: &[Value]) {
        if !form.logic.is_persistable(idx) {
            return;
        }
        self.answers.set(idx, values.to_vec());
        for flipped in form.logic.update(&form.questionnaire, &self.answers, &mut self.enabled, idx) {
            // No persistable item depends on one that is not persistable, so correcting the flags afterwards is safe.
            self.enabled[flipped.0] &= form.logic.is_persistable(flipped);
            if self.enabled[flipped.0] && form.questionnaire.question(flipped).is_some() {
                self.asked.insert(flipped);
            } else if form.logic.is_persistable(flipped) {
                self.asked.remove(flipped);
            }
        }
    }

    /// The number of the question after this one, and the number of all; `None` after the last one.
    pub(crate) fn place_after(&self, item: ItemIdx) -> Option<(usize, usize)> {
        let (passed, all) = (self.asked.rank_after(item), self.asked.len());
        (passed < all).then_some((passed + 1, all))
    }

    /// The answers as text, for another program of the same build: [`PersistableAnswers::unpack`] reads it.
    #[must_use]
    pub fn pack(&self) -> String {
        let given = self.answers.given().map(|(idx, values)| (idx, values.to_vec()));
        packed::write(&given.collect::<Vec<(ItemIdx, Vec<Value>)>>())
    }

    /// Reads packed answers to a form of the same questionnaire; `None` if the text is of another build or form.
    #[must_use]
    pub fn unpack(form: &Form, text: &str) -> Option<PersistableAnswers> {
        let given: Vec<(ItemIdx, Vec<Value>)> = packed::read(text)?;
        let mut persistable = PersistableAnswers::none(form);
        for (idx, values) in given {
            if idx.0 >= form.questionnaire.indices().len() {
                return None;
            }
            persistable.set(form, idx, &values);
        }
        Some(persistable)
    }

    /// The persistable answers that count.
    #[must_use]
    pub fn effective<'a>(&'a self, form: &'a Form) -> EffectiveAnswers<'a> {
        EffectiveAnswers::new(&form.questionnaire, &self.answers, &self.enabled)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::testing::{answers, choice, enabled_names, extended, form, item, name, with};

    /// The questions whose answers count, each with the number of its answers.
    fn counting(form: &Form, answers: EffectiveAnswers) -> String {
        let questions =
            answers.questions().map(|idx| format!("{}:{}", name(form, idx), answers.of(idx).len()));
        questions.collect::<Vec<_>>().join(" ")
    }

    fn transient(item: Json) -> Json {
        extended(item, "transient", "valueBoolean", "true")
    }

    #[test]
    fn answers_are_effective_while_their_question_is_enabled() {
        let form = form(&[
            item("a", "boolean", &[]),
            item("b", "boolean", &["a = true"]),
            item("note", "display", &["a = true"]),
        ]);
        let check = |given: &[&str], expected| {
            let answers = answers(&form, given);
            let enabled = form.evaluate(&answers);
            let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
            assert_eq!(counting(&form, effective), expected, "{given:?}");
        };
        check(&[], "a:0");
        check(&["b true"], "a:0");
        check(&["a true", "b true"], "a:1 b:1");
        check(&["a false", "b true"], "a:1");
    }

    /// A form with every kind of dependency on the transient question `safe`.
    fn guarded() -> Form {
        let inside = item("inside", "boolean", &[]);
        form(&[
            item("before", "boolean", &[]),
            transient(with(item("safe", "boolean", &[]), "item", json!([inside]))),
            item("if-safe", "boolean", &["safe = true"]),
            item("if-not-safe", "boolean", &["safe != true"]),
            item("if-skipped", "boolean", &["safe exists false"]),
            item("behind", "boolean", &["if-not-safe = true"]),
            item("not-behind", "boolean", &["if-not-safe != true"]),
            item("after", "boolean", &["before = true"]),
        ])
    }

    #[test]
    fn transient_dependents_are_not_persistable() {
        let form = guarded();
        let rest =
            ["before true", "inside true", "if-safe true", "if-not-safe true", "behind true", "after true"];
        for safe in ["safe true", "safe false", "safe"] {
            let answers = answers(&form, &[&rest[..], &[safe]].concat());
            let persistable = PersistableAnswers::new(&form, &answers);
            assert_eq!(counting(&form, persistable.effective(&form)), "before:1 after:1", "{safe}");
            assert_eq!(enabled_names(&form, &persistable.enabled), "before after", "{safe}");
        }
    }

    #[test]
    fn independent_answers_stay_persistable() {
        let form = guarded();
        let persistable =
            PersistableAnswers::new(&form, &answers(&form, &["safe true", "before false", "after true"]));
        assert_eq!(counting(&form, persistable.effective(&form)), "before:1");
    }

    #[test]
    fn answers_survive_packing_and_fit_only_their_form() {
        let items = [
            extended(choice("safe", "yes no", &[]), "transient", "valueBoolean", "true"),
            choice("heart", "mi tia", &[]),
            item("note", "text", &["heart = #mi"]),
        ];
        let form = form(&items);
        let given = ["safe #yes", "heart #mi", "note 'long'"];
        let persistable = PersistableAnswers::new(&form, &answers(&form, &given));
        let text = persistable.pack();
        assert_eq!(PersistableAnswers::unpack(&form, &text), Some(persistable));
        assert!(!text.contains("yes"), "a transient answer is not packed");
        assert_eq!(PersistableAnswers::unpack(&crate::testing::form(&items[..1]), &text), None);
        assert_eq!(PersistableAnswers::unpack(&form, "x"), None);
    }
}
