//! Questionnaires that are made from another one.

use super::{Item, ItemIdx, Part, Questionnaire};

impl Questionnaire {
    /// The same questionnaire with each of these groups repeated as often as given, one copy after the other.
    #[must_use]
    pub fn with_repeats(&self, counts: &[(ItemIdx, usize)]) -> Questionnaire {
        let mut items = Vec::with_capacity(self.items.len());
        let roots = self.indices().filter(|idx| self.item(*idx).parent.is_none());
        for root in roots {
            self.copy_into(root, None, counts, &mut items);
        }
        self.clone().with_items(items)
    }

    fn copy_into(
        &self,
        idx: ItemIdx,
        parent: Option<ItemIdx>,
        counts: &[(ItemIdx, usize)],
        to: &mut Vec<Item>,
    ) {
        let count = counts.iter().find(|(counted, _)| *counted == idx).map_or(1, |(_, count)| *count);
        for _ in 0..count {
            let copy = ItemIdx(to.len());
            to.push(Item { parent, ..self.item(idx).clone() });
            for child in self.children(idx) {
                self.copy_into(child, Some(copy), counts, to);
            }
            to[copy.0].end = to.len();
        }
    }

    /// A questionnaire with these items alone, for an analysis of them. They are in document order, and contain all their parents.
    #[must_use]
    pub fn only(&self, wanted: &[ItemIdx]) -> Questionnaire {
        let place = |idx: ItemIdx| wanted.partition_point(|it| *it < idx);
        let copy = |idx: &ItemIdx| {
            let item = self.item(*idx);
            let parent = item.parent.map(|parent| ItemIdx(place(parent)));
            Item { parent, end: place(ItemIdx(item.end)), ..item.clone() }
        };
        Questionnaire::default().with_items(wanted.iter().map(copy).collect())
    }

    /// The same questionnaire with the wanted parts only, and the sources that they cite.
    #[must_use]
    pub fn part(&self, is_wanted: impl Fn(Part) -> bool) -> Questionnaire {
        let roots = self.indices().filter(|idx| self.item(*idx).parent.is_none());
        let others: Vec<_> = roots.filter(|idx| !is_wanted(self.part_of(*idx))).map(|idx| (idx, 0)).collect();
        let mut wanted = self.with_repeats(&others);
        let named = |source: &usize| {
            wanted.items.iter().flat_map(|it| it.kind.sources()).any(|it| it.source == *source)
        };
        let kept: Vec<usize> = (0..self.sources.len()).filter(named).collect();
        wanted.sources = kept.iter().map(|source| self.sources[*source].clone()).collect();
        for cite in wanted.items.iter_mut().flat_map(|it| it.kind.sources_mut()) {
            cite.source = kept.partition_point(|kept| *kept < cite.source);
        }
        wanted
    }

    /// The learn cards alone, for a file beside the `rest` of the questionnaire. It repeats neither its title nor its sources: the
    /// positions of its own sources follow those of the rest. [`Questionnaire::join`] makes it complete again.
    #[must_use]
    pub fn cards_beside(&self, rest: &Questionnaire) -> Questionnaire {
        let Questionnaire { sources, mut items, by_name, .. } = self.part(|part| part == Part::Learn);
        let mut own = Vec::new();
        let mut places = Vec::new();
        for source in sources {
            places.push(rest.sources.iter().position(|it| *it == source).unwrap_or_else(|| {
                own.push(source);
                rest.sources.len() + own.len() - 1
            }));
        }
        for cite in items.iter_mut().flat_map(|it| it.kind.sources_mut()) {
            cite.source = places[cite.source];
        }
        Questionnaire { sources: own, items, by_name, ..Questionnaire::default() }
    }

    /// Adds the sources of the `rest` to learn cards.
    #[must_use]
    pub fn join(mut self, mut rest: Questionnaire) -> Questionnaire {
        rest.sources.append(&mut self.sources);
        std::mem::swap(&mut rest.sources, &mut self.sources);
        self
    }
}
