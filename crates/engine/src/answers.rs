//! Answers by item, also of disabled questions; `effective.rs` selects the ones that count.
//! `response` reads and writes them.

use crate::model::{ItemIdx, Value};

/// Answers by item. Answers to disabled questions stay, so that undoing a mis-click brings them back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// In document order, of answered items only, so that a long form costs no more than a short one.
    given: Vec<(ItemIdx, Vec<Value>)>,
}

impl Answers {
    /// The answers of an item, also if it is disabled.
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
