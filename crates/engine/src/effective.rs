//! The answers that count, and the ones that may be kept.
//! Knows nothing of screens or files: it only leaves out what must not be seen there.

use crate::answers::Answers;
use crate::form::Form;
use crate::model::{ItemIdx, Questionnaire, Value};

/// The answers that count: those of enabled questions, and no others.
///
/// Everything that looks at answers to say something about them takes this type.
#[derive(Clone, Copy)]
pub struct EffectiveAnswers<'a> {
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    enabled: &'a [bool],
}

impl<'a> EffectiveAnswers<'a> {
    /// The answers that count while these items hold.
    #[must_use]
    pub fn new(questionnaire: &'a Questionnaire, answers: &'a Answers, enabled: &'a [bool]) -> Self {
        EffectiveAnswers { questionnaire, answers, enabled }
    }

    /// The questionnaire that is answered.
    #[must_use]
    pub fn questionnaire(&self) -> &'a Questionnaire {
        self.questionnaire
    }

    /// The answers of an item; none if it is not enabled.
    #[must_use]
    pub fn of(&self, idx: ItemIdx) -> &'a [Value] {
        if self.is_enabled(idx) { self.answers.of(idx) } else { &[] }
    }

    /// Whether the item holds: a question is asked, a finding is true.
    #[must_use]
    pub fn is_enabled(&self, idx: ItemIdx) -> bool {
        self.enabled[idx.0]
    }

    /// Whether it is a question that is asked.
    #[must_use]
    pub fn asks(&self, idx: ItemIdx) -> bool {
        self.is_enabled(idx) && self.questionnaire.question(idx).is_some()
    }

    /// The items that have answers, whether they count or not: no others are looked at.
    pub fn answered(&self) -> impl Iterator<Item = ItemIdx> + 'a {
        self.answers.given().map(|(idx, _)| idx)
    }

    /// The questions that are asked, in document order, answered or not.
    pub fn questions(self) -> impl DoubleEndedIterator<Item = ItemIdx> + 'a {
        self.questionnaire.indices().filter(move |idx| self.asks(*idx))
    }

    /// The question that an item's n-th condition looks at now.
    pub(crate) fn source(&self, form: &Form, idx: ItemIdx, condition: usize) -> Option<ItemIdx> {
        form.logic.source(self.enabled, idx, condition)
    }
}

/// The answers that may be kept and handed on: without those of transient questions, and without all that depends on one.
///
/// Storage, print, copy and export take this type, so a transient answer can't reach them, nor can anything that
/// follows from one: not even that a question was left out because of it.
///
/// It is kept beside all answers and is never made of them: what is decided here is decided by what is_persistable alone.
#[derive(Clone, Debug, PartialEq)]
pub struct PersistableAnswers {
    // Invariant: of items that last, and of no others.
    answers: Answers,
    // Invariant: what the form's logic says for `answers`, and false for all that does not last.
    enabled: Vec<bool>,
}

impl PersistableAnswers {
    /// No answers yet.
    #[must_use]
    pub fn none(form: &Form) -> PersistableAnswers {
        let answers = Answers::default();
        let mut enabled = form.evaluate(&answers);
        for idx in form.questionnaire.indices() {
            enabled[idx.0] &= form.logic.is_persistable(idx);
        }
        PersistableAnswers { answers, enabled }
    }

    /// Leaves out what must not be kept.
    #[must_use]
    pub fn new(form: &Form, answers: &Answers) -> PersistableAnswers {
        let mut persistable = PersistableAnswers::none(form);
        for (idx, values) in answers.given() {
            persistable.set(form, idx, values);
        }
        persistable
    }

    /// Replaces the answers of an item, if they may be kept.
    pub(crate) fn set(&mut self, form: &Form, idx: ItemIdx, values: &[Value]) {
        if !form.logic.is_persistable(idx) {
            return;
        }
        self.answers.set(idx, values.to_vec());
        for flipped in form.logic.update(&form.questionnaire, &self.answers, &mut self.enabled, idx) {
            // Nothing that is_persistable depends on one that does not, so it can be taken back at the end.
            self.enabled[flipped.0] &= form.logic.is_persistable(flipped);
        }
    }

    /// Those that count.
    #[must_use]
    pub fn effective<'a>(&'a self, form: &'a Form) -> EffectiveAnswers<'a> {
        EffectiveAnswers::new(&form.questionnaire, &self.answers, &self.enabled)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::testing::{answers, enabled_names, extended, form, item, name, with};

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
    fn answers_count_while_their_question_is_asked() {
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

    /// Everything that could give away how `safe` was answered hangs on it in some way.
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
    fn nothing_that_depends_on_a_transient_answer_lasts() {
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
    fn what_does_not_depend_on_a_transient_answer_is_decided_as_ever() {
        let form = guarded();
        let persistable =
            PersistableAnswers::new(&form, &answers(&form, &["safe true", "before false", "after true"]));
        assert_eq!(counting(&form, persistable.effective(&form)), "before:1");
    }
}
