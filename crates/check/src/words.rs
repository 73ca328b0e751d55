//! The texts of the interface by id. The texts themselves are content; none is written in Rust.

use engine::assessment::Group;
use engine::model::{Approval, Fit, Level};
use engine::packed::Packed;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

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

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Words {
    // Invariant: one text for each `Word`, in its order.
    texts: Vec<String>,
}

impl Words {
    /// Takes the texts in the order of [`Word`]; `None` if one is missing.
    #[must_use]
    pub fn new(texts: Vec<String>) -> Option<Words> {
        (texts.len() == Word::COUNT).then_some(Words { texts })
    }

    /// The text of a word.
    #[must_use]
    pub fn get(&self, word: Word) -> &str {
        &self.texts[word as usize]
    }

    /// The text with its `{name}`s filled in.
    #[must_use]
    pub fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        // Goes by characters: a substring search would add code to the download for this function alone.
        let mut parts = self.get(word).split('{');
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

impl Packed for Words {
    fn write(&self, to: &mut String) {
        self.texts.write(to);
    }

    fn read(from: &mut &str) -> Option<Words> {
        Words::new(Packed::read(from)?)
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
