//! Answers by item, whether they count or not; `effective.rs` says which do.
//! Knows nothing of where answers come from or go to; `response` does.

use crate::model::{ItemIdx, Value};

/// What was answered, item by item; also answers to questions that are hidden now, so that a mis-click costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// In document order, and of the items alone that have answers, so that a long form costs no more than a short one.
    given: Vec<(ItemIdx, Vec<Value>)>,
}

impl Answers {
    /// The answers of an item, whether they count or not.
    #[must_use]
    pub fn of(&self, idx: ItemIdx) -> &[Value] {
        self.place(idx).map_or(&[], |at| &self.given[at].1)
    }

    /// Replaces the answers of an item.
    pub fn set(&mut self, idx: ItemIdx, values: Vec<Value>) {
        let place = self.place(idx);
        if let Ok(at) = place {
            self.given.remove(at);
        }
        if !values.is_empty() {
            self.given.insert(place.unwrap_or_else(|at| at), (idx, values));
        }
    }

    /// Every item that has answers, in document order.
    pub fn given(&self) -> impl Iterator<Item = (ItemIdx, &[Value])> {
        self.given.iter().map(|(idx, values)| (*idx, values.as_slice()))
    }

    fn place(&self, idx: ItemIdx) -> Result<usize, usize> {
        self.given.binary_search_by_key(&idx, |(of, _)| *of)
    }
}
