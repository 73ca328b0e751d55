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
