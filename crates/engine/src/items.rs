//! A set of items. It takes memory for its members only, because a visit uses few items of a long form.

use std::ops::Deref;

use crate::model::ItemIdx;

/// Items in document order, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items(Vec<ItemIdx>);

impl Items {
    /// Inserts an item, if it is not a member yet.
    pub fn insert(&mut self, idx: ItemIdx) {
        if let Err(at) = self.0.binary_search(&idx) {
            self.0.insert(at, idx);
        }
    }

    /// Removes an item, if it is a member.
    pub fn remove(&mut self, idx: ItemIdx) {
        if let Ok(at) = self.0.binary_search(&idx) {
            self.0.remove(at);
        }
    }

    /// The number of members before this item.
    #[must_use]
    pub fn rank(&self, idx: ItemIdx) -> usize {
        self.partition_point(|it| *it < idx)
    }

    /// The number of members up to and including this item.
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
    fn items_stay_sorted_and_unique() {
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
