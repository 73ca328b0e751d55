//! Answers by item, whether they count or not; `effective.rs` says which do.
//! Knows nothing of where answers come from or go to; `response` does.

use crate::questionnaire::{ItemIdx, Questionnaire, Value};

/// What was answered, item by item; also answers to questions that are hidden now, so that a mis-click costs nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    by_item: Vec<Vec<Value>>,
}

impl Answers {
    /// No answers yet.
    #[must_use]
    pub fn none(questionnaire: &Questionnaire) -> Answers {
        Answers { by_item: vec![Vec::new(); questionnaire.indices().len()] }
    }

    /// The answers of an item, whether they count or not.
    #[must_use]
    pub fn of(&self, idx: ItemIdx) -> &[Value] {
        &self.by_item[idx.0]
    }

    /// Replaces the answers of an item.
    pub fn set(&mut self, idx: ItemIdx, values: Vec<Value>) {
        self.by_item[idx.0] = values;
    }
}
