//! The flow of the sections: the drawing, and the same content as a table.

use engine::model::ItemIdx;

use super::book::{Book, Section};
use super::document::{Block, Inline, Prose, Table, TableKind};
use super::flow::{self, Flow, FlowBox, Row};
use super::phrases::Phrase;
use super::prose::Style;

impl Book<'_> {
    /// The part of the document that shows the way through the questions.
    pub(super) fn flow(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, Phrase::FlowTitle, "flow")];
        blocks.push(Block::Paragraph(self.text(Phrase::FlowLead)));
        let boxes = self.sections.iter().map(|section| self.flow_box(section)).collect();
        let findings = self.findings.len().to_string();
        let flow = Flow {
            start: self.phrases.get(Phrase::FlowStart).into(),
            boxes,
            end: self.phrases.fill_text(Phrase::FlowEnd, &[("count", &findings)]),
        };
        let title = |n: usize| self.phrases.fill_text(Phrase::FlowDrawing, &[("n", &(n + 1).to_string())]);
        for (n, drawing) in flow::draw(&flow, title).into_iter().enumerate() {
            let (first, last) = drawing.boxes;
            let name =
                |n: usize| self.sections.get(n).map_or_else(Prose::default, |it| self.section_title(it));
            let values = [("n", (n + 1).to_string().into()), ("first", name(first)), ("last", name(last))];
            let phrase = if first == last { Phrase::FlowCaptionOne } else { Phrase::FlowCaption };
            let caption = self.phrases.fill(phrase, &values);
            blocks.push(Block::Figure { svg: drawing.svg, caption });
        }
        blocks.push(self.heading(3, Phrase::FlowWordsTitle, "flow-words"));
        blocks.push(self.flow_table());
        blocks
    }

    fn flow_box(&self, section: &Section) -> FlowBox {
        FlowBox {
            title: self.section_title(section).plain(),
            count: self.count(section).plain(),
            when: section.group.and_then(|group| self.short_condition(group)).unwrap_or_default(),
            rows: section.questions.iter().map(|idx| self.row(section, *idx)).collect(),
        }
    }

    fn row(&self, section: &Section, idx: ItemIdx) -> Row {
        let mut notes: Vec<String> = self.short_condition(idx).into_iter().collect();
        let opened = self.opened_by(idx);
        if !opened.is_empty() {
            let items = [("items", self.several(&opened))];
            notes.push(self.phrases.fill(Phrase::FlowOpens, &items).plain());
        }
        let place = |asked: &str| {
            section.questions.iter().position(|it| self.questionnaire.item(*it).link_id.as_str() == asked)
        };
        let own = section.questions.iter().position(|it| *it == idx);
        let when = &self.questionnaire.item(idx).enable.when;
        let mut opened_by: Vec<usize> = when
            .iter()
            .filter_map(|condition| place(condition.question.as_str()))
            .filter(|at| Some(*at) < own)
            .collect();
        opened_by.sort_unstable();
        opened_by.dedup();
        Row {
            anchor: self.anchor(idx),
            number: self.number(idx).into(),
            text: self.questionnaire.item(idx).text.clone(),
            notes,
            opened_by,
        }
    }

    /// The condition of an item, in a few words.
    fn short_condition(&self, idx: ItemIdx) -> Option<String> {
        let condition = self.condition(&self.questionnaire.item(idx).enable, Style::Short)?;
        Some(self.phrases.fill(Phrase::FlowWhen, &[("condition", condition)]).plain())
    }

    /// The number of questions of a section, and the number that depend on others.
    fn count(&self, section: &Section) -> Prose {
        let all = section.questions.len();
        let opened = |idx: &&ItemIdx| !self.questionnaire.item(**idx).enable.when.is_empty();
        let follow = section.questions.iter().filter(opened).count();
        let phrase = match (all, follow) {
            (1, 0) => Phrase::FlowCountOne,
            (_, 0) => Phrase::FlowCount,
            _ => Phrase::FlowCountFollow,
        };
        let values = [("count", all.to_string().into()), ("follow", follow.to_string().into())];
        self.phrases.fill(phrase, &values)
    }

    fn flow_table(&self) -> Block {
        let head = [Phrase::ColumnSection, Phrase::ColumnAsked, Phrase::ColumnQuestions, Phrase::ColumnOpens]
            .map(|phrase| self.text(phrase));
        let rows = self.sections.iter().map(|section| {
            let enable = section.group.map(|group| &self.questionnaire.item(group).enable);
            let asked = enable.and_then(|enable| self.condition(enable, Style::Short));
            let opens = section.questions.iter().filter_map(|idx| {
                let opened = self.opened_by(*idx);
                let values = [("question", self.link(*idx)), ("items", self.several(&opened))];
                (!opened.is_empty()).then(|| self.phrases.fill(Phrase::FlowQuestionOpens, &values))
            });
            let opens = Prose::joined(opens.collect(), &Inline::Break.into());
            vec![
                self.section_title(section),
                match asked {
                    None => self.text(Phrase::FlowAlways),
                    Some(condition) => self.phrases.fill(Phrase::FlowWhen, &[("condition", condition)]),
                },
                self.several(&section.questions).then(Inline::Break).then(self.count(section)),
                if opens.0.is_empty() { self.text(Phrase::LeadsNowhere) } else { opens },
            ]
        });
        Block::Table(Table { kind: TableKind::Read, head: head.into(), rows: rows.collect() })
    }
}
