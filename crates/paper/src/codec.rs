//! A document as text: one line for each block, and fields separated by a character that no text contains.

use crate::{Block, Document, Page};

/// Ends a line.
const LINE: char = '\u{1e}';
/// Separates the fields of a line.
const FIELD: char = '\u{1f}';

impl Document {
    /// The document as text, for [`Document::read`] of the same release.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = String::new();
        line(&mut text, "d", [&self.title, &self.language, &self.date]);
        for page in &self.pages {
            line(&mut text, "g", page.language.as_ref());
            for block in &page.blocks {
                match block {
                    Block::Title(it) => line(&mut text, "t", [it]),
                    Block::Heading(it) => line(&mut text, "h", [it]),
                    Block::Text(it) => line(&mut text, "p", [it]),
                    Block::Strong(it) => line(&mut text, "s", [it]),
                    Block::Small(it) => line(&mut text, "n", [it]),
                    Block::Pair { label, text: value } => line(&mut text, "v", [label, value]),
                    Block::Point { lead, text: rest } => line(&mut text, "i", [lead, rest]),
                    Block::Blanks(labels) => line(&mut text, "b", labels),
                    Block::Table { columns, rows } => {
                        line(&mut text, "r", std::iter::once(&rows.to_string()).chain(columns));
                    }
                }
            }
        }
        text
    }

    /// Reads a document from text that [`Document::write`] has made; `None` for any other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Document> {
        let mut document: Option<Document> = None;
        for line in text.split_terminator(LINE) {
            let mut fields = line.split(FIELD).map(str::to_owned);
            let kind = fields.next()?;
            let Some(document) = &mut document else {
                let (title, language, date) = (fields.next()?, fields.next()?, fields.next()?);
                document = (kind == "d").then(|| Document { title, language, date, pages: Vec::new() });
                document.as_ref()?;
                continue;
            };
            if kind == "g" {
                document.pages.push(Page { language: fields.next(), blocks: Vec::new() });
                continue;
            }
            let block = match kind.as_str() {
                "t" => Block::Title(fields.next()?),
                "h" => Block::Heading(fields.next()?),
                "p" => Block::Text(fields.next()?),
                "s" => Block::Strong(fields.next()?),
                "n" => Block::Small(fields.next()?),
                "v" => Block::Pair { label: fields.next()?, text: fields.next()? },
                "i" => Block::Point { lead: fields.next()?, text: fields.next()? },
                "b" => Block::Blanks(fields.collect()),
                "r" => {
                    let rows = fields.next()?.parse().ok()?;
                    Block::Table { columns: fields.collect(), rows }
                }
                _ => return None,
            };
            document.pages.last_mut()?.blocks.push(block);
        }
        document
    }
}

/// Appends a line. The two separators are removed from the fields: they are control characters, which nobody types.
fn line<'t>(to: &mut String, kind: &str, fields: impl IntoIterator<Item = &'t String>) {
    to.push_str(kind);
    for field in fields {
        to.push(FIELD);
        to.extend(field.chars().filter(|it| ![LINE, FIELD].contains(it)));
    }
    to.push(LINE);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_block() -> Vec<Block> {
        let text = |text: &str| text.to_owned();
        vec![
            Block::Title(text("Brief")),
            Block::Heading(text("Points")),
            Block::Text(text("one\ntwo")),
            Block::Strong(text("Self-report")),
            Block::Small(String::new()),
            Block::Pair { label: text("Age"), text: text("18 to 24") },
            Block::Point { lead: text("Plan"), text: text("ride") },
            Block::Blanks(vec![text("Name"), text("Phone")]),
            Block::Table { columns: vec![text("Medicine"), text("Dose")], rows: 4 },
        ]
    }

    fn document(blocks: Vec<Block>) -> Document {
        let pages =
            vec![Page { language: None, blocks }, Page { language: Some("es".into()), blocks: Vec::new() }];
        Document { title: "T".into(), language: "en".into(), date: "2026-11-29".into(), pages }
    }

    #[test]
    fn a_document_survives_the_way_through_text() {
        let document = document(every_block());
        assert_eq!(Document::read(&document.write()), Some(document));
    }

    #[test]
    fn separators_in_a_text_do_not_break_the_document() {
        let typed = "a\u{1e}h\u{1f}b";
        let read = Document::read(&document(vec![Block::Text(typed.into())]).write());
        assert_eq!(read, Some(document(vec![Block::Text("ahb".into())])));
    }

    #[test]
    fn other_text_is_no_document() {
        for text in [
            "",
            "x",
            "t\u{1f}Brief\u{1e}",
            "d\u{1f}T\u{1e}",
            "d\u{1f}T\u{1f}en\u{1f}\u{1e}p\u{1f}no page\u{1e}",
        ] {
            assert_eq!(Document::read(text), None, "{text:?}");
        }
    }
}
