//! The texts that every visitor sees, independent of the answers: start, help lines, panels, result, brief.

use std::collections::BTreeMap;

use super::Fixed;
use super::book::Book;
use super::document::{Block, Inline, Prose};
use super::phrases::Phrase;

impl Book<'_> {
    /// The part of the document about panels and fixed texts.
    pub(super) fn panels(&self, fixed: &Fixed) -> Vec<Block> {
        let parts = [
            (Phrase::PanelsShell, "panels-shell", &fixed.shell),
            (Phrase::PanelsHelp, "panels-help", &fixed.help),
            (Phrase::PanelsResult, "panels-result", &fixed.result),
            (Phrase::PanelsTake, "panels-take", &fixed.take),
            (Phrase::PanelsBrief, "panels-brief", &fixed.brief),
        ];
        let mut blocks = vec![
            self.heading(2, Phrase::PanelsTitle, "panels"),
            Block::Paragraph(self.text(Phrase::PanelsLead)),
        ];
        for (title, anchor, texts) in parts {
            blocks.push(self.heading(3, title, anchor));
            blocks.push(Block::Facts(facts(texts)));
        }
        blocks
    }
}

/// Each text with its id.
fn facts(texts: &BTreeMap<String, String>) -> Vec<(Prose, Prose)> {
    // An address is not a text.
    let read = texts.iter().filter(|(_, text)| !text.starts_with("sms:"));
    read.map(|(id, text)| (Inline::Code(id.clone()).into(), filled(text).into())).collect()
}

/// Shows placeholders in square brackets.
fn filled(text: &str) -> String {
    text.replace('{', "[").replace('}', "]")
}
