//! The answers that count, and the ones that may be kept.
//! Knows nothing of screens or files: it only leaves out what must not be seen there.

use crate::answers::Answers;
use crate::form::Form;
use crate::questionnaire::{ItemIdx, Questionnaire, Value};

/// The answers that count: those of enabled questions, and no others.
///
/// Everything that looks at answers to say something about them takes this type.
#[derive(Clone, Copy)]
pub struct EffectiveAnswers<'a> {
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    enabled: &'a [bool],
    /// Whether questions that must leave no trace are part of it.
    transient: bool,
}

impl<'a> EffectiveAnswers<'a> {
    /// The answers that count while these items hold.
    #[must_use]
    pub fn new(questionnaire: &'a Questionnaire, answers: &'a Answers, enabled: &'a [bool]) -> Self {
        EffectiveAnswers { questionnaire, answers, enabled, transient: true }
    }

    /// The questionnaire that is answered.
    #[must_use]
    pub fn questionnaire(&self) -> &'a Questionnaire {
        self.questionnaire
    }

    /// The answers of an item; none if it is not enabled.
    #[must_use]
    pub fn of(&self, idx: ItemIdx) -> &'a [Value] {
        if self.holds(idx) { self.answers.of(idx) } else { &[] }
    }

    /// Whether the item holds: a question is asked, a finding is true.
    #[must_use]
    pub fn holds(&self, idx: ItemIdx) -> bool {
        self.enabled[idx.0]
    }

    /// The questions that are asked, in document order, answered or not.
    pub fn questions(self) -> impl DoubleEndedIterator<Item = ItemIdx> + 'a {
        self.questionnaire.indices().filter(move |idx| {
            let question = self.questionnaire.question(*idx);
            self.holds(*idx) && question.is_some_and(|question| self.transient || !question.transient)
        })
    }

    /// The question that an item's n-th condition looks at now.
    pub(crate) fn source(&self, form: &Form, idx: ItemIdx, condition: usize) -> Option<ItemIdx> {
        form.logic.source(self.enabled, idx, condition)
    }
}

/// The answers that may be kept and handed on: as if every transient question had never been asked.
///
/// Storage, print, copy and export take this type, so a transient answer can't reach them, nor can anything that
/// follows from one.
#[derive(Clone, Debug)]
pub struct LastingAnswers {
    answers: Answers,
    enabled: Vec<bool>,
}

impl LastingAnswers {
    /// Leaves out what must not be kept, and works out again what holds without it.
    #[must_use]
    pub fn new(form: &Form, answers: &Answers) -> LastingAnswers {
        let mut answers = answers.clone();
        for idx in form.questionnaire.indices() {
            if form.questionnaire.question(idx).is_some_and(|question| question.transient) {
                answers.set(idx, Vec::new());
            }
        }
        let enabled = form.evaluate(&answers);
        LastingAnswers { answers, enabled }
    }

    /// Those that count.
    #[must_use]
    pub fn effective<'a>(&'a self, form: &'a Form) -> EffectiveAnswers<'a> {
        EffectiveAnswers {
            questionnaire: &form.questionnaire,
            answers: &self.answers,
            enabled: &self.enabled,
            transient: false,
        }
    }
}
