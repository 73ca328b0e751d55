//! The words of the brief: what clinicians read in place of the texts for visitors.

use engine::labels::Labels;
use engine::model::{AnswerType, ItemIdx, Kind};

use super::book::Book;
use super::document::{Block, Prose, Table, TableKind};
use super::phrases::Phrase;

impl Book<'_> {
    /// The part of the document about the words of the brief; empty if the questionnaire has none of its own.
    pub(super) fn labels(&self, labels: &Labels) -> Vec<Block> {
        let questionnaire = self.questionnaire;
        let rows: Vec<Vec<Prose>> =
            questionnaire.indices().flat_map(|item| self.rows(labels, item)).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let head = [Phrase::ColumnVisitors, Phrase::ColumnBrief].map(|phrase| self.text(phrase));
        vec![
            self.heading(2, Phrase::LabelsTitle, "labels"),
            Block::Paragraph(self.text(Phrase::LabelsLead)),
            Block::Table(Table { kind: TableKind::Read, head: head.into(), rows }),
        ]
    }

    /// An item and its options, each with the words of the brief.
    fn rows(&self, labels: &Labels, item: ItemIdx) -> Vec<Vec<Prose>> {
        let found = self.questionnaire.item(item);
        let Some(label) = labels.of(&found.link_id).filter(|label| label.is_brief) else {
            return Vec::new();
        };
        let mut rows = vec![vec![found.text.as_str().into(), shown(&label.text).as_str().into()]];
        if let Kind::Question(question) = &found.kind
            && let AnswerType::Choice(choice) = &question.answer
        {
            let options = choice.options.iter().zip(&label.options);
            rows.extend(options.map(|(option, label)| {
                vec![format!("· {}", option.display).as_str().into(), format!("· {label}").as_str().into()]
            }));
        }
        rows
    }
}

/// Placeholders in square brackets, as in the other parts.
fn shown(text: &str) -> String {
    text.replace('{', "[").replace('}', "]")
}
