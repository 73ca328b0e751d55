//! The sources in full with the places that use them, and the learn cards.

use check::words::Word;
use engine::model::ItemIdx;

use super::book::{Book, source_anchor};
use super::document::{Block, Inline, Prose};
use super::phrases::{Conjunction, Phrase};

impl Book<'_> {
    /// The part of the document about the sources.
    pub(super) fn sources(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, Phrase::SourcesTitle, "sources")];
        blocks.push(Block::Paragraph(self.text(Phrase::SourcesLead)));
        for (n, source) in self.questionnaire.sources.iter().enumerate() {
            let title = [("number", self.source_number(n).into()), ("title", source.name.as_str().into())];
            let heading = Block::Heading {
                level: 4,
                anchor: Some(source_anchor(&source.id)),
                text: self.phrases.fill(Phrase::Titled, &title),
            };
            let mut facts = vec![
                (self.text(Phrase::LabelId), Inline::Code(source.id.clone()).into()),
                (self.text(Phrase::LabelCitation), source.citation.as_str().into()),
            ];
            if let Some(url) = &source.url {
                facts.push((self.text(Phrase::LabelLink), Inline::Web(url.clone()).into()));
            }
            facts.push((self.text(Phrase::LabelUsed), self.used(n)));
            blocks.push(Block::Together(vec![heading, Block::Facts(facts)]));
        }
        blocks
    }

    /// The places that use a source.
    fn used(&self, source: usize) -> Prose {
        let questions = self.sections.iter().flat_map(|section| section.questions.iter().copied());
        let all = questions.chain(self.findings.iter().copied()).chain(self.cards.iter().copied());
        let users: Vec<Prose> = all
            .filter(|idx| {
                self.questionnaire.item(*idx).kind.sources().iter().any(|cite| cite.source == source)
            })
            .map(|idx| self.link(idx))
            .collect();
        if users.is_empty() { self.text(Phrase::NotUsed) } else { self.phrases.list(Conjunction::And, users) }
    }

    /// The part of the document about the learn cards.
    pub(super) fn learn(&self) -> Vec<Block> {
        if self.cards.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![self.heading(2, Phrase::CardsTitle, "cards")];
        blocks.push(Block::Paragraph(self.text(Phrase::CardsLead)));
        for card in &self.cards {
            let item = self.questionnaire.item(*card);
            let title = [("number", self.number(*card).into()), ("title", item.text.as_str().into())];
            let heading = Block::Heading {
                level: 3,
                anchor: Some(self.anchor(*card)),
                text: self.phrases.fill(Phrase::Titled, &title),
            };
            let mut card_blocks = vec![heading];
            if let Some(condition) = self.condition(&item.enable, super::prose::Style::Full) {
                let shown = self.phrases.fill(Phrase::CardWhen, &[("condition", condition)]);
                card_blocks.push(Block::Paragraph(shown));
            }
            card_blocks.extend(self.card_text(*card));
            let sources = item.kind.sources();
            if !sources.is_empty() {
                let label: Prose = self.word(Word::LearnSources).into();
                card_blocks.push(Block::Facts(vec![(label, self.cites(sources))]));
            }
            blocks.push(Block::Together(card_blocks));
        }
        blocks
    }

    /// The paragraphs and lists of a card.
    fn card_text(&self, card: ItemIdx) -> Vec<Block> {
        let mut blocks = Vec::new();
        for idx in self.questionnaire.children(card) {
            let item = self.questionnaire.item(idx);
            blocks.push(Block::Paragraph(item.text.as_str().into()));
            let points: Vec<Prose> = self
                .questionnaire
                .descendants(idx)
                .map(|point| self.questionnaire.item(point).text.as_str().into())
                .collect();
            if !points.is_empty() {
                blocks.push(Block::List(points));
            }
        }
        vec![Block::Quote(blocks)]
    }
}
