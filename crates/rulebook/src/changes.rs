//! The changes since an earlier version, item by item.

use engine::model::ItemIdx;

use super::book::Book;
use super::document::{Block, Inline, Prose, Table, TableKind};
use super::fields::Field;
use super::phrases::Phrase;

/// The label, the old value and the new value; a missing value is empty.
type Change = (Prose, Prose, Prose);

impl Book<'_> {
    /// The part of the document about changes. Both books are in the same language.
    pub(super) fn changes(&self, earlier: &Book) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, Phrase::ChangesTitle, "changes")];
        let values = [("version", earlier.version()), ("reviewed", earlier.reviewed_on())];
        blocks.push(Block::Paragraph(self.phrases.fill(Phrase::ChangesLead, &values)));
        let start = blocks.len();
        self.changed(
            self.text(Phrase::ChangesWhole),
            compare(&earlier.fields(), &self.fields()),
            &mut blocks,
        );
        self.changed_items(earlier, &mut blocks);
        self.changed_sources(earlier, &mut blocks);
        let reordered = self.reordered(earlier);
        if !reordered.is_empty() {
            blocks.push(Block::Paragraph(self.text(Phrase::ChangesOrder)));
            blocks.push(Block::List(reordered));
        }
        if blocks.len() == start {
            blocks.push(Block::Paragraph(self.text(Phrase::ChangesNone)));
        }
        blocks
    }

    fn changed_items(&self, earlier: &Book, blocks: &mut Vec<Block>) {
        let only = |book: &Book, other: &Book| -> Vec<Prose> {
            let missing = |idx: &ItemIdx| other.counterpart(book, *idx).is_none();
            book.questionnaire.indices().filter(missing).map(|idx| book.label_of(idx)).collect()
        };
        self.listed(Phrase::ChangesAdded, only(self, earlier), blocks);
        self.listed(Phrase::ChangesRemoved, only(earlier, self), blocks);
        for idx in self.questionnaire.indices() {
            if let Some(counterpart) = earlier.counterpart(self, idx) {
                let changes = compare(&earlier.item_fields(counterpart), &self.item_fields(idx));
                self.changed(self.label_of(idx), changes, blocks);
            }
        }
    }

    fn changed_sources(&self, earlier: &Book, blocks: &mut Vec<Block>) {
        let find =
            |book: &Book, id: &str| book.questionnaire.sources.iter().position(|source| source.id == id);
        let label_of = |id: &str, name: &str| Prose::from(Inline::Code(id.into())).then(" ").then(name);
        let only = |book: &Book, other: &Book| -> Vec<Prose> {
            let sources = book.questionnaire.sources.iter();
            let missing = sources.filter(|source| find(other, &source.id).is_none());
            missing.map(|source| label_of(&source.id, &source.citation)).collect()
        };
        self.listed(Phrase::ChangesSourcesAdded, only(self, earlier), blocks);
        self.listed(Phrase::ChangesSourcesRemoved, only(earlier, self), blocks);
        for (n, source) in self.questionnaire.sources.iter().enumerate() {
            if let Some(counterpart) = find(earlier, &source.id) {
                let changes = compare(&earlier.source_fields(counterpart), &self.source_fields(n));
                self.changed(label_of(&source.id, &source.name), changes, blocks);
            }
        }
    }

    fn listed(&self, phrase: Phrase, items: Vec<Prose>, blocks: &mut Vec<Block>) {
        if !items.is_empty() {
            blocks.push(Block::Paragraph(self.text(phrase)));
            blocks.push(Block::List(items));
        }
    }

    fn changed(&self, what: Prose, changes: Vec<Change>, blocks: &mut Vec<Block>) {
        if changes.is_empty() {
            return;
        }
        let or_none = |prose: Prose| if prose.0.is_empty() { self.text(Phrase::LeadsNowhere) } else { prose };
        let head =
            [Phrase::ColumnWhat, Phrase::ColumnBefore, Phrase::ColumnNow].map(|phrase| self.text(phrase));
        let rows = changes.into_iter().map(|(label, before, now)| vec![label, or_none(before), or_none(now)]);
        blocks.push(Block::Heading { level: 4, anchor: None, text: what });
        blocks.push(Block::Table(Table { kind: TableKind::Change, head: head.into(), rows: rows.collect() }));
    }

    /// The items whose children have another order, and the questions whose answers have another order.
    fn reordered(&self, earlier: &Book) -> Vec<Prose> {
        let mut found = Vec::new();
        if moved(&earlier.children(None), &self.children(None)) {
            found.push(self.text(Phrase::ChangesWhole));
        }
        for idx in self.questionnaire.indices() {
            let Some(counterpart) = earlier.counterpart(self, idx) else { continue };
            if moved(&earlier.children(Some(counterpart)), &self.children(Some(idx)))
                || moved(&earlier.options(counterpart), &self.options(idx))
            {
                found.push(self.label_of(idx));
            }
        }
        found
    }

    fn children(&self, parent: Option<ItemIdx>) -> Vec<String> {
        let own = |idx: &ItemIdx| self.questionnaire.item(*idx).parent == parent;
        let children = self.questionnaire.indices().filter(own);
        children.map(|idx| self.questionnaire.item(idx).link_id.to_string()).collect()
    }

    fn options(&self, idx: ItemIdx) -> Vec<String> {
        match self.questionnaire.question(idx).map(|question| &question.answer) {
            Some(engine::model::AnswerType::Choice(choice)) => {
                choice.options.iter().map(|option| format!("{:?}", option.value)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The item of this book with the same linkId as an item of another book.
    fn counterpart(&self, other: &Book, idx: ItemIdx) -> Option<ItemIdx> {
        self.questionnaire.find(other.questionnaire.item(idx).link_id.as_str())
    }

    /// An item by its text and its linkId.
    fn label_of(&self, idx: ItemIdx) -> Prose {
        let item = self.questionnaire.item(idx);
        let text = match item.text.as_str() {
            "" => Prose::default(),
            text => Prose::from(self.phrases.quoted(text)).then(" "),
        };
        text.then(Inline::Code(item.link_id.to_string()))
    }
}

/// The differences between two lists of fields.
fn compare(before: &[Field], now: &[Field]) -> Vec<Change> {
    let find = |fields: &[Field], name: &str| fields.iter().position(|field| field.name == name);
    let mut changes = Vec::new();
    for field in now {
        match find(before, &field.name) {
            None => changes.push((field.label.clone(), Prose::default(), field.shown.clone())),
            Some(at) if before[at].key != field.key => {
                changes.push((field.label.clone(), before[at].shown.clone(), field.shown.clone()));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|field| find(now, &field.name).is_none());
    changes.extend(gone.map(|field| (field.label.clone(), field.shown.clone(), Prose::default())));
    changes
}

/// Whether the common entries of both lists have another order.
fn moved(before: &[String], now: &[String]) -> bool {
    let both = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|it| others.contains(it)).cloned().collect()
    };
    both(before, now) != both(now, before)
}
