//! The rulebook: the whole check as a document that a clinician reads and signs.
//! It is made from the questionnaire and the words alone, and reads no file. Native only: no browser downloads it.

mod book;
mod changes;
mod consequences;
mod document;
mod fields;
mod findings;
mod flow;
mod front_matter;
mod html;
mod labels;
mod markdown;
mod measure;
mod outline;
mod panels;
mod phrases;
mod prose;
mod questions;
mod sources;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use check::words::Words;
use engine::labels::Labels;
use engine::model::Questionnaire;

use book::Book;
use document::{Block, Document, Inline, Prose};
use phrases::{Phrase, Phrases};

/// The output format of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// A self-contained page, to print or to read on a screen.
    Html,
}

/// The words of a document in one language.
#[derive(Clone, Debug)]
pub struct Language<'a> {
    /// Its BCP-47 tag.
    pub tag: &'a str,
    /// Its name in the language itself.
    pub name: &'a str,
    /// Words of the interface, as visitors read them.
    pub words: &'a Words,
    /// Words of the rulebook, by id.
    pub rulebook: BTreeMap<String, String>,
    /// `ltr` or `rtl`.
    pub direction: &'a str,
    /// The labels of the questionnaire, for the brief.
    pub labels: Labels,
    /// Texts that all visitors read, independent of their answers.
    pub fixed: Fixed,
}

/// Texts that are the same for every visitor, by id.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// Texts that the loader shows before the check is loaded: start, help lines, fallback.
    pub shell: BTreeMap<String, String>,
    /// The panels with help.
    pub help: BTreeMap<String, String>,
    /// The result around the findings.
    pub result: BTreeMap<String, String>,
    /// The screen around the brief.
    pub take: BTreeMap<String, String>,
    /// The brief that visitors take to a clinician.
    pub brief: BTreeMap<String, String>,
}

/// An earlier version, and the present one in the language of its texts.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a> {
    /// The earlier version.
    pub earlier: &'a Questionnaire,
    /// The present version.
    pub now: &'a Questionnaire,
}

/// Writes the rulebook of a questionnaire, with the changes since an earlier one if it is given. `today`, a day such as
/// 2026-11-22, decides whether the content is due for review.
///
/// `None` if the words of the rulebook differ from those that this crate was built with.
#[must_use]
pub fn write(
    questionnaire: &Questionnaire,
    since: Option<Since>,
    language: Language,
    format: Format,
    today: &str,
) -> Option<String> {
    let phrases = Phrases::new(language.rulebook)?;
    let book = Book::new(questionnaire, language.words, &phrases);
    let mut parts = book.front(language.name, today);
    let mut body = book.how_to_read();
    body.extend(book.flow());
    body.extend(book.questions());
    body.extend(book.findings());
    body.extend(book.index());
    body.extend(book.sources());
    body.extend(book.learn());
    body.extend(book.labels(&language.labels));
    body.extend(book.panels(&language.fixed));
    if let Some(since) = since {
        let now = Book::new(since.now, language.words, &phrases);
        body.extend(now.changes(&Book::new(since.earlier, language.words, &phrases)));
    }
    body.extend(book.signature());
    parts.push(Block::Heading { level: 2, anchor: None, text: book.text(Phrase::ContentsTitle) });
    parts.push(Block::List(contents(&body)));
    parts.extend(body);
    let running_head = phrases.fill(
        Phrase::RunningHead,
        &[
            ("title", questionnaire.title.as_str().into()),
            ("version", book.version()),
            ("reviewed", book.reviewed_on()),
        ],
    );
    let document = Document {
        language: language.tag.into(),
        direction: language.direction.into(),
        title: book.title(),
        running_head: running_head.plain(),
        page_number: phrases.get(Phrase::PageNumber).into(),
        blocks: parts,
    };
    Some(match format {
        Format::Markdown => markdown::write(&document),
        Format::Html => html::write(&document),
    })
}

/// Links to the parts of the document.
fn contents(blocks: &[Block]) -> Vec<Prose> {
    let link = |block: &Block| match block {
        Block::Heading { level: 2, anchor: Some(anchor), text } => {
            Some(Inline::Reference { anchor: anchor.clone(), text: text.plain() }.into())
        }
        _ => None,
    };
    blocks.iter().filter_map(link).collect()
}
