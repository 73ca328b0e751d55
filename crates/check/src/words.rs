//! The texts of the interface and of the brief by id. The texts themselves are content; none is written in Rust.

use std::marker::PhantomData;

use engine::assessment::Group;
use engine::model::{Approval, Fit, Level};
use engine::packed::Packed;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The ids of a list of texts.
pub trait Id {
    /// The number of ids.
    const COUNT: usize;

    /// The position of this id.
    fn position(self) -> usize;
}

impl Id for Word {
    const COUNT: usize = Word::COUNT;

    fn position(self) -> usize {
        self as usize
    }
}

impl Id for BriefWord {
    const COUNT: usize = BriefWord::COUNT;

    fn position(self) -> usize {
        self as usize
    }
}

impl Word {
    /// General questions for a clinic.
    pub const QUESTIONS: [Word; 6] = [
        Word::ResultQuestions1,
        Word::ResultQuestions2,
        Word::ResultQuestions3,
        Word::ResultQuestions4,
        Word::ResultQuestions5,
        Word::ResultQuestions6,
    ];

    /// The name of a group of findings.
    #[must_use]
    pub fn of_group(group: Group) -> Word {
        match group {
            Group::Safety(Level::Urgent) => Word::ResultLevelUrgent,
            Group::Safety(Level::Label) => Word::ResultLevelLabel,
            Group::Safety(Level::NotNow) => Word::ResultLevelNotNow,
            Group::Safety(Level::Review) => Word::ResultLevelReview,
            Group::Safety(Level::Plan) => Word::ResultLevelPlan,
            Group::Reason => Word::ResultLevelFit,
        }
    }

    /// The label of a value of the safety axis, and its explanation.
    #[must_use]
    pub fn of_safety(safety: Option<Level>) -> (Word, Word) {
        match safety {
            Some(Level::Urgent) => (Word::ResultSafetyUrgent, Word::ResultSafetyUrgentText),
            Some(Level::Label) => (Word::ResultSafetyLabel, Word::ResultSafetyLabelText),
            Some(Level::NotNow) => (Word::ResultSafetyNotNow, Word::ResultSafetyNotNowText),
            Some(Level::Review) => (Word::ResultSafetyReview, Word::ResultSafetyReviewText),
            Some(Level::Plan) => (Word::ResultSafetyPlan, Word::ResultSafetyPlanText),
            None => (Word::ResultSafetyClear, Word::ResultSafetyClearText),
        }
    }

    /// The label of a value of the fit axis, and its explanation.
    #[must_use]
    pub fn of_fit(fit: Option<Fit>) -> (Word, Word) {
        match fit {
            Some(Fit::BetterStudied) => (Word::ResultFitBetterStudied, Word::ResultFitBetterStudiedText),
            Some(Fit::EarlyResearch) => (Word::ResultFitEarlyResearch, Word::ResultFitEarlyResearchText),
            Some(Fit::OtherFirst) => (Word::ResultFitOtherFirst, Word::ResultFitOtherFirstText),
            None => (Word::ResultFitUnclear, Word::ResultFitUnclearText),
        }
    }

    /// The approval status of a use.
    #[must_use]
    pub fn of_approval(approval: Approval) -> Word {
        match approval {
            Approval::FdaApproved => Word::ResultFdaApproved,
            Approval::OffLabelStudied => Word::ResultOffLabelStudied,
            Approval::OffLabelEarly => Word::ResultOffLabelEarly,
        }
    }
}

/// The texts of the interface in one language.
pub type Words = Texts<Word>;

/// The texts of the brief in one language.
pub type BriefWords = Texts<BriefWord>;

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Texts<I> {
    // Invariant: one text for each id, in its order.
    texts: Vec<String>,
    ids: PhantomData<I>,
}

impl<I: Id> Texts<I> {
    /// Takes the texts in the order of their ids; `None` if one is missing.
    #[must_use]
    pub fn new(texts: Vec<String>) -> Option<Texts<I>> {
        (texts.len() == I::COUNT).then_some(Texts { texts, ids: PhantomData })
    }

    /// The text of an id.
    #[must_use]
    pub fn get(&self, id: I) -> &str {
        &self.texts[id.position()]
    }

    /// The text with its `{name}`s filled in.
    #[must_use]
    pub fn fill(&self, id: I, values: &[(&str, &str)]) -> String {
        // Goes by characters: a substring search would add code to the download for this function alone.
        let mut parts = self.get(id).split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let filled = part.split_once('}').and_then(|(name, rest)| {
                let value = values.iter().find(|(it, _)| *it == name)?;
                Some([value.1, rest])
            });
            text.extend(filled.unwrap_or(["{", part]));
        }
        text
    }
}

impl<I: Id> Packed for Texts<I> {
    fn write(&self, to: &mut String) {
        self.texts.write(to);
    }

    fn read(from: &mut &str) -> Option<Texts<I>> {
        Texts::new(Packed::read(from)?)
    }
}

#[cfg(test)]
mod tests {
    use engine::packed;

    use super::*;
    use crate::content;

    #[test]
    fn rejects_a_list_with_too_few_or_too_many_texts() {
        let words = |count: usize| packed::read::<Words>(&packed::write(&vec!["text".to_owned(); count]));
        assert!(words(Word::COUNT).is_some());
        assert!(words(Word::COUNT - 1).is_none());
        assert!(words(Word::COUNT + 1).is_none());
    }

    #[test]
    fn placeholders_are_filled_in() {
        let words = content::words("en").expect("English is built in");
        let text = words.fill(Word::QuestionLeft, &[("count", "7")]);
        assert!(text.contains('7') && !text.contains('{'), "{text}");
        assert!(words.get(Word::QuestionLeft).contains("{count}"));
    }
}
