//! How far a visitor has come, counted over the questions that are asked given the answers so far.

use crate::effective::EffectiveAnswers;
use crate::questionnaire::ItemIdx;

/// How far a visitor has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The outermost group around the question, or the question itself.
    pub section: ItemIdx,
    /// Number of that section among those with questions, from 1.
    pub part: usize,
    /// How many sections have questions.
    pub parts: usize,
    /// Number of the question, from 1.
    pub question: usize,
    /// How many questions are asked; later answers may open or close some.
    pub questions: usize,
}

/// How far a visitor has come who is at this question.
#[must_use]
pub fn progress(answers: EffectiveAnswers, at: ItemIdx) -> Progress {
    let questionnaire = answers.questionnaire();
    let section = questionnaire.root(at);
    let mut progress = Progress { section, part: 0, parts: 0, question: 0, questions: 0 };
    let mut last = None;
    for idx in answers.questions() {
        progress.questions += 1;
        progress.question += usize::from(idx <= at);
        let root = questionnaire.root(idx);
        if last.replace(root) != Some(root) {
            progress.parts += 1;
            progress.part += usize::from(root <= section);
        }
    }
    progress
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
        let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
        let found = progress(effective, at(&form, question));
        let counts = ([found.part, found.parts], [found.question, found.questions]);
        assert_eq!(
            (name(&form, found.section).as_str(), counts.0, counts.1),
            expected,
            "{given:?} at {question}"
        );
    }

    #[test]
    fn progress_counts_the_questions_that_are_asked_and_the_sections_they_are_in() {
        check(&[], "a", ("one", [1, 3], [1, 4]));
        check(&[], "alone", ("alone", [2, 3], [2, 4]));
        check(&[], "d", ("three", [3, 3], [3, 4]));
        check(&[], "e", ("three", [3, 3], [4, 4]));
    }

    #[test]
    fn progress_follows_what_an_answer_opens() {
        let opened = &["a true"];
        check(opened, "a", ("one", [1, 4], [1, 6]));
        check(opened, "b", ("one", [1, 4], [2, 6]));
        check(opened, "c", ("two", [2, 4], [3, 6]));
        check(opened, "alone", ("alone", [3, 4], [4, 6]));
        check(opened, "e", ("three", [4, 4], [6, 6]));
    }
}
