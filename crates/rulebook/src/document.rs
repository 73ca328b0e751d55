//! The parts of a document: headings, paragraphs, lists, tables, figures.
//! They are independent of questionnaires and markup; `markdown` and `html` write them.

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Language of the texts, a BCP-47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Its title.
    pub title: String,
    /// The header of every printed page.
    pub running_head: String,
    /// The footer of every printed page, with `{page}` and `{pages}` in it.
    pub page_number: String,
    /// The document itself.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; level 1 is the title.
    Heading {
        /// 1 to 4.
        level: u8,
        /// The target of links.
        anchor: Option<String>,
        /// Its text.
        text: Prose,
    },
    /// A paragraph.
    Paragraph(Prose),
    /// A list of points.
    List(Vec<Prose>),
    /// Short facts, each with a label.
    Facts(Vec<(Prose, Prose)>),
    /// A text for visitors, word for word.
    Quote(Vec<Block>),
    /// A table.
    Table(Table),
    /// A drawing. The block after it gives the same content in words.
    Figure {
        /// The drawing, well-formed SVG.
        svg: String,
        /// Its caption.
        caption: Prose,
    },
    /// Blocks that stay on one page.
    Together(Vec<Block>),
    /// Empty lines to write on.
    Lines(usize),
}

/// A table. Every row has as many cells as the head.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its purpose.
    pub kind: TableKind,
    /// Headings of the columns.
    pub head: Vec<Prose>,
    /// The rows.
    pub rows: Vec<Vec<Prose>>,
}

/// The purpose of a table; it decides the widths of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// To read.
    Read,
    /// To compare old and new values.
    Change,
    /// To write on: the last column is left wide and tall.
    Write,
    /// To sign: every column but the first is left wide and tall.
    Sign,
}

/// A run of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose(pub Vec<Inline>);

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text, never markup.
    Text(String),
    /// Bold text.
    Strong(String),
    /// A name that software uses, such as a linkId.
    Code(String),
    /// A link to an anchor of this document.
    Reference {
        /// The anchor.
        anchor: String,
        /// The text of the link.
        text: String,
    },
    /// A link to a page, `https` only.
    Web(String),
    /// A new line in the same cell.
    Break,
}

impl Prose {
    /// Adds more text at the end.
    pub fn push(&mut self, more: impl Into<Prose>) {
        self.0.extend(more.into().0);
    }

    /// This, and then more.
    #[must_use]
    pub fn then(mut self, more: impl Into<Prose>) -> Prose {
        self.push(more);
        self
    }

    /// The parts, with `between` between each two.
    #[must_use]
    pub fn joined(parts: Vec<Prose>, between: &Prose) -> Prose {
        let mut all = Prose::default();
        for (n, part) in parts.into_iter().enumerate() {
            if n > 0 {
                all.push(between.clone());
            }
            all.push(part);
        }
        all
    }

    /// The text alone.
    #[must_use]
    pub fn plain(&self) -> String {
        let each = self.0.iter().map(|inline| match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Web(text) => {
                text.as_str()
            }
            Inline::Reference { text, .. } => text,
            Inline::Break => " ",
        });
        each.collect()
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Prose {
        Prose(vec![Inline::Text(text.into())])
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Prose {
        Prose(vec![Inline::Text(text)])
    }
}

impl From<Inline> for Prose {
    fn from(inline: Inline) -> Prose {
        Prose(vec![inline])
    }
}
