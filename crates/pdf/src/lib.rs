//! Turns a document into a PDF: US Letter, tagged for screen readers, set in the two fonts that every PDF program has.
//! The same document gives the same bytes, on every device and every day.
//!
//! A text is encoded (`encode`), wrapped into lines (`wrap`) and composed into rows (`rows`); rows fill sheets (`layout`),
//! and sheets are written as PDF (`write`). Only the last step knows PDF’s syntax.
//!
//! ```
//! use paper::{Block, Document, Page};
//!
//! let document = Document {
//!     title: "Brief".into(),
//!     language: "en".into(),
//!     date: "2026-11-29".into(),
//!     pages: vec![Page { language: None, blocks: vec![Block::Text("At least 18 🙂".into())] }],
//! };
//! let pdf = pdf::write(&document);
//! assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
//! assert_eq!(pdf.replaced, 1);
//! ```

mod encode;
mod file;
mod layout;
mod metrics;
mod rows;
mod wrap;
mod write;

#[cfg(test)]
mod tests;

use paper::Document;

/// A PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many characters the fonts do not have, so that something else stands in the file: a letter without its
    /// accent, a sign spelled in other signs, or `[?]`.
    pub replaced: usize,
}

/// Makes the PDF of a document.
#[must_use]
pub fn write(document: &Document) -> Pdf {
    let layout = layout::layout(document);
    Pdf { bytes: write::write(document, &layout), replaced: layout.replaced }
}
