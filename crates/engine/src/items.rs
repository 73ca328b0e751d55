//! Some items of a questionnaire. Small, because a visit looks at few items of a long form.

use std::ops::Deref;

use crate::model::ItemIdx;

/// Items in document order, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items(Vec<ItemIdx>);

impl Items {
    /// Puts one in its place, if it is not there yet.
    pub fn insert(&mut self, idx: ItemIdx) {
        if let Err(at) = self.0.binary_search(&idx) {
            self.0.insert(at, idx);
        }
    }

    /// Takes one out, if it is there.
    pub fn remove(&mut self, idx: ItemIdx) {
        if let Ok(at) = self.0.binary_search(&idx) {
            self.0.remove(at);
        }
    }

    /// How many stand before this one.
    #[must_use]
    pub fn rank(&self, idx: ItemIdx) -> usize {
        self.partition_point(|it| *it < idx)
    }

    /// How many stand before this one, and itself.
    #[must_use]
    pub fn rank_after(&self, idx: ItemIdx) -> usize {
        self.rank(ItemIdx(idx.0 + 1))
    }
}

impl Deref for Items {
    type Target = [ItemIdx];

    fn deref(&self) -> &[ItemIdx] {
        &self.0
    }
}

impl FromIterator<ItemIdx> for Items {
    fn from_iter<T: IntoIterator<Item = ItemIdx>>(items: T) -> Items {
        let mut all = Items::default();
        items.into_iter().for_each(|idx| all.insert(idx));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_in_order_and_once_however_they_come_and_go() {
        let mut items: Items = [7, 3, 9, 3, 5].map(ItemIdx).into_iter().collect();
        assert_eq!(*items, [3, 5, 7, 9].map(ItemIdx));
        for gone in [3, 9, 4] {
            items.remove(ItemIdx(gone));
        }
        assert_eq!(*items, [5, 7].map(ItemIdx));
        assert_eq!([0, 5, 6, 7, 8].map(|idx| items.rank(ItemIdx(idx))), [0, 0, 1, 1, 2]);
        assert_eq!([0, 5, 6, 7, 8].map(|idx| items.rank_after(ItemIdx(idx))), [0, 1, 1, 2, 2]);
    }
}
