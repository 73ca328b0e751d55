//! The enabled questions, and a visitor's progress through them.
//! Updates are incremental: neither an answer nor the progress visits the whole form.

use crate::items::Items;
use crate::model::{ItemIdx, Questionnaire};

/// The enabled questions and their sections (outermost groups, or questions without a group). Both in document order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    questions: Items,
    sections: Items,
}

impl Asked {
    /// The questions among the enabled items.
    pub(super) fn new(questionnaire: &Questionnaire, enabled: &[bool]) -> Asked {
        let mut asked = Asked::default();
        let all: Vec<ItemIdx> = questionnaire.indices().collect();
        asked.update(questionnaire, enabled, &all);
        asked
    }

    /// Updates the state of the changed items. All other items must be unchanged.
    pub(super) fn update(&mut self, questionnaire: &Questionnaire, enabled: &[bool], changed: &[ItemIdx]) {
        let questions = changed.iter().copied().filter(|idx| questionnaire.question(*idx).is_some());
        // Inserts in ascending and removes in descending order, so that each change is near the end of the list.
        for idx in questions.clone().filter(|idx| enabled[idx.0]) {
            self.questions.insert(idx);
            self.sections.insert(questionnaire.root(idx));
        }
        for idx in questions.rev().filter(|idx| !enabled[idx.0]) {
            self.questions.remove(idx);
            let section = questionnaire.root(idx);
            let first = self.questions.get(self.questions.rank(section));
            if first.is_none_or(|first| questionnaire.root(*first) != section) {
                self.sections.remove(section);
            }
        }
    }

    /// All enabled questions.
    pub(super) fn all(&self) -> &[ItemIdx] {
        &self.questions
    }

    /// The first question after an item, or the first of all.
    pub(super) fn after(&self, item: Option<ItemIdx>) -> Option<ItemIdx> {
        self.questions.get(item.map_or(0, |item| self.questions.rank_after(item))).copied()
    }

    /// The last question before an item.
    pub(super) fn before(&self, item: ItemIdx) -> Option<ItemIdx> {
        self.questions[..self.questions.rank(item)].last().copied()
    }

    /// The progress of a visitor at this question.
    pub(super) fn progress(&self, questionnaire: &Questionnaire, at: ItemIdx) -> Progress {
        let section = questionnaire.root(at);
        Progress {
            section,
            part: self.sections.rank_after(section),
            parts: self.sections.len(),
            question: self.questions.rank_after(at),
            questions: self.questions.len(),
        }
    }
}

/// A visitor's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The outermost group around the question, or the question itself.
    pub section: ItemIdx,
    /// Number of that section among the sections with questions, from 1.
    pub part: usize,
    /// The number of sections with questions.
    pub parts: usize,
    /// Number of the question, from 1.
    pub question: usize,
    /// The number of enabled questions; later answers may change it.
    pub questions: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::testing::{answers, at, form, group, item, name};

    fn sections() -> Form {
        form(&[
            group("one", &[], &[item("a", "boolean", &[]), item("b", "boolean", &["a = true"])]),
            group("two", &["a = true"], &[item("c", "boolean", &[])]),
            item("alone", "boolean", &[]),
            group("empty", &[], &[item("note", "display", &[])]),
            group(
                "three",
                &[],
                &[group("inner", &[], &[item("d", "boolean", &[])]), item("e", "boolean", &[])],
            ),
        ])
    }

    /// Asserts section, part of parts, question of questions.
    #[track_caller]
    fn check(given: &[&str], question: &str, expected: (&str, [usize; 2], [usize; 2])) {
        let form = sections();
        let answers = answers(&form, given);
        let enabled = form.evaluate(&answers);
        let found =
            Asked::new(&form.questionnaire, &enabled).progress(&form.questionnaire, at(&form, question));
        let counts = ([found.part, found.parts], [found.question, found.questions]);
        assert_eq!(
            (name(&form, found.section).as_str(), counts.0, counts.1),
            expected,
            "{given:?} at {question}"
        );
    }

    #[test]
    fn progress_counts_enabled_questions_and_their_sections() {
        check(&[], "a", ("one", [1, 3], [1, 4]));
        check(&[], "alone", ("alone", [2, 3], [2, 4]));
        check(&[], "d", ("three", [3, 3], [3, 4]));
        check(&[], "e", ("three", [3, 3], [4, 4]));
    }

    #[test]
    fn incremental_update_agrees_with_a_full_count() {
        let form = sections();
        let questionnaire = &form.questionnaire;
        let states = [vec![], vec!["a true"], vec!["a false"], vec!["a true", "b true"], vec![]];
        let mut enabled = form.evaluate(&answers(&form, &[]));
        let mut asked = Asked::new(questionnaire, &enabled);
        for given in states {
            let before = std::mem::replace(&mut enabled, form.evaluate(&answers(&form, &given)));
            let changed: Vec<ItemIdx> =
                questionnaire.indices().filter(|idx| before[idx.0] != enabled[idx.0]).collect();
            asked.update(questionnaire, &enabled, &changed);
            assert_eq!(asked, Asked::new(questionnaire, &enabled), "{given:?}");
        }
    }

    #[test]
    fn progress_counts_questions_that_an_answer_enables() {
        let opened = &["a true"];
        check(opened, "a", ("one", [1, 4], [1, 6]));
        check(opened, "b", ("one", [1, 4], [2, 6]));
        check(opened, "c", ("two", [2, 4], [3, 6]));
        check(opened, "alone", ("alone", [3, 4], [4, 6]));
        check(opened, "e", ("three", [4, 4], [6, 6]));
    }
}
