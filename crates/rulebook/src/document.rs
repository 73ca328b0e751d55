//! What a document is made of: headings, paragraphs, lists, tables, figures.
//! It knows no questionnaire and no markup; `markdown` and `html` write it.

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Language of the texts, a BCP-47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// What it is called.
    pub title: String,
    /// What stands at the head of every printed page.
    pub running_head: String,
    /// What stands at the foot of every printed page, with `{page}` and `{pages}` in it.
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
        /// What links point to.
        anchor: Option<String>,
        /// Its text.
        text: Prose,
    },
    /// A paragraph.
    Paragraph(Prose),
    /// A list of points.
    List(Vec<Prose>),
    /// Short facts, each under a label.
    Facts(Vec<(Prose, Prose)>),
    /// What a visitor reads, word for word.
    Quote(Vec<Block>),
    /// A table.
    Table(Table),
    /// A drawing. What follows it says the same in words.
    Figure {
        /// The drawing, well-formed SVG.
        svg: String,
        /// What it shows.
        caption: Prose,
    },
    /// Something that stays on one page.
    Together(Vec<Block>),
    /// Empty lines to write on.
    Lines(usize),
}

/// A table. Every row has as many cells as the head.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is for.
    pub kind: TableKind,
    /// Headings of the columns.
    pub head: Vec<Prose>,
    /// The rows.
    pub rows: Vec<Vec<Prose>>,
}

/// What a table is for; it decides how wide its columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// To read.
    Read,
    /// To compare what was with what is.
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
    /// Text that stands out.
    Strong(String),
    /// A name that software uses, such as a linkId.
    Code(String),
    /// A link to an anchor of this document.
    Reference {
        /// The anchor.
        anchor: String,
        /// What the link says.
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

    /// The parts with the same thing between each two.
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
