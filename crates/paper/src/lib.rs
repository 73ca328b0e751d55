//! A document of a few pages as plain data. The widget composes one; the preview, the print and the program that makes a
//! PDF show it. The crate knows lines and pages, no questionnaire, and depends on nothing.
//!
//! A document travels between two programs of one page as text, because that is what JavaScript can pass on:
//!
//! ```
//! use paper::{Block, Document, Page};
//!
//! let document = Document {
//!     title: "Brief".into(),
//!     language: "en".into(),
//!     date: "2026-11-29".into(),
//!     pages: vec![Page { language: None, blocks: vec![Block::Pair { label: "Age".into(), text: "25 to 64".into() }] }],
//! };
//! assert_eq!(Document::read(&document.write()), Some(document));
//! ```

mod chart;
mod codec;

pub use chart::{LINES, WIDTH, chart};

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title, which reveals nothing: programs show it in lists.
    pub title: String,
    /// The language of the document, a BCP-47 tag.
    pub language: String,
    /// The day on which it was made, such as 2026-11-29.
    pub date: String,
    /// Its pages in order. A page that is too long for one sheet goes on to the next.
    pub pages: Vec<Page>,
}

impl Document {
    /// All texts of its pages in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().flat_map(|page| &page.blocks).flat_map(Block::texts)
    }
}

impl Block {
    /// Its texts in reading order.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Block::Title(text)
            | Block::Heading(text)
            | Block::Text(text)
            | Block::Strong(text)
            | Block::Small(text) => vec![text],
            Block::Pair { label, text } | Block::Point { lead: label, text } => vec![label, text],
            Block::Blanks(texts) | Block::Table { columns: texts, .. } => {
                texts.iter().map(String::as_str).collect()
            }
        }
    }
}

/// A label as it stands before its text: with a colon, unless it ends a sentence, stands alone or is empty.
#[must_use]
pub fn labelled(label: &str, text: &str) -> String {
    let needs_none = label.is_empty() || text.is_empty() || label.ends_with([':', '.', '?', '!']);
    [label, if needs_none { "" } else { ":" }].concat()
}

/// What belongs on a sheet of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its language if it is another one than the document’s, a BCP-47 tag.
    pub language: Option<String>,
    /// Its parts in reading order.
    pub blocks: Vec<Block>,
}

/// A part of a page. A text may contain line breaks, as its author typed them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title of the page.
    Title(String),
    /// A heading inside the page.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that must not be overlooked.
    Strong(String),
    /// A paragraph in small type.
    Small(String),
    /// A label and its value in one paragraph, such as “Allergies: latex”.
    Pair {
        /// The label, without a colon.
        label: String,
        /// The value.
        text: String,
    },
    /// A point of a list. Points that follow each other are one list.
    Point {
        /// The beginning of the point that stands out; may be empty.
        lead: String,
        /// The rest.
        text: String,
    },
    /// Labels, each before a line to write on by hand. As many as fit share a row.
    Blanks(Vec<String>),
    /// An empty table to fill in by hand.
    Table {
        /// The headings of its columns; the first column is the widest.
        columns: Vec<String>,
        /// The number of empty rows.
        rows: usize,
    },
}
