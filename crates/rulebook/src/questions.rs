//! The sections with their questions: text, condition, reason, and the consequences of each answer.

use check::words::Word;
use engine::model::{
    AnswerType, Behavior, Item, ItemIdx, Kind, NumberKind, NumberType, Question, Range, TextForm, TextType,
};

use super::book::{Book, Section};
use super::document::{Block, Inline, Prose, Table, TableKind};
use super::phrases::Phrase;
use super::prose::Style;

impl Book<'_> {
    /// The part of the document about questions.
    pub(super) fn questions(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, Phrase::QuestionsTitle, "questions")];
        blocks.push(Block::Paragraph(self.text(Phrase::QuestionsLead)));
        for section in &self.sections {
            self.section(section, &mut blocks);
        }
        blocks
    }

    fn section(&self, section: &Section, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading {
            level: 3,
            anchor: section.group.map(|group| self.anchor(group)),
            text: self.section_title(section),
        });
        if let Some(group) = section.group {
            let enable = &self.questionnaire.item(group).enable;
            let asked = match self.condition(enable, Style::Full) {
                _ if enable.behavior == Behavior::Never => self.text(Phrase::AskedNever),
                Some(condition) => self.phrases.fill(Phrase::SectionAsked, &[("condition", condition)]),
                None => self.text(Phrase::SectionAlways),
            };
            blocks.push(Block::Paragraph(asked));
        }
        for idx in &section.items {
            let item = self.questionnaire.item(*idx);
            match &item.kind {
                Kind::Question(question) => self.question(*idx, question, blocks),
                Kind::Note => blocks.push(self.quoted_item(item, Phrase::Note, Phrase::NoteWhen)),
                Kind::Group(_) => blocks.push(self.quoted_item(item, Phrase::Group, Phrase::GroupWhen)),
                Kind::Finding(_) => {}
            }
        }
    }

    /// A note, or a group within the section, in quotation marks and with its condition.
    fn quoted_item(&self, item: &Item, always: Phrase, when: Phrase) -> Block {
        let mut values = vec![("text", self.phrases.quoted(&item.text).into())];
        let condition = self.condition(&item.enable, Style::Full);
        let phrase = if condition.is_some() { when } else { always };
        values.extend(condition.map(|condition| ("condition", condition)));
        Block::Paragraph(self.phrases.fill(phrase, &values))
    }

    /// The title of a section, with its number.
    pub(super) fn section_title(&self, section: &Section) -> Prose {
        match section.group {
            None => self.text(Phrase::NoSection),
            Some(group) => {
                let title = self.questionnaire.item(group).text.as_str();
                let values = [("number", self.number(group).into()), ("title", title.into())];
                self.phrases.fill(Phrase::Titled, &values)
            }
        }
    }

    fn question(&self, idx: ItemIdx, question: &Question, blocks: &mut Vec<Block>) {
        let item = self.questionnaire.item(idx);
        let title = [("number", self.number(idx).into()), ("title", item.text.as_str().into())];
        let text = self.phrases.fill(Phrase::Titled, &title);
        let heading = Block::Heading { level: 4, anchor: Some(self.anchor(idx)), text };
        let mut facts: Vec<(Prose, Prose)> = Vec::new();
        let mut fact = |label: Prose, text: Prose| facts.push((label, text));
        fact(self.text(Phrase::LabelId), Inline::Code(item.link_id.to_string()).into());
        if let Some(hint) = &question.hint {
            fact(self.text(Phrase::LabelHint), hint.as_str().into());
        }
        fact(self.text(Phrase::LabelKind), self.kind_of_answer(question));
        fact(self.text(Phrase::LabelAsked), self.when_asked(idx));
        if let AnswerType::Number(NumberType { below: Some(upper), .. }) = &question.answer
            && let Some(upper) = self.questionnaire.find(upper.as_str())
        {
            let values = [("question", self.named(upper))];
            fact(self.text(Phrase::LabelBelow), self.phrases.fill(Phrase::Below, &values));
        }
        if let Some(version) = &question.since {
            let values = [("version", version.as_str().into())];
            fact(self.text(Phrase::LabelSince), self.phrases.fill(Phrase::Since, &values));
        }
        if question.transient {
            fact(self.text(Phrase::LabelKept), self.text(Phrase::NeverKept));
        }
        if let Some(explanation) = &question.explanation {
            fact(self.word(Word::QuestionWhy).into(), explanation.as_str().into());
        }
        if !question.sources.is_empty() {
            fact(self.word(Word::QuestionSources).into(), self.cites(&question.sources));
        }
        blocks.push(Block::Together(vec![heading, Block::Facts(facts)]));
        blocks.push(self.answer_table(idx, question));
    }

    fn answer_table(&self, idx: ItemIdx, question: &Question) -> Block {
        let answers = self.answers(idx, question);
        let glossed = answers.iter().any(|answer| answer.gloss.is_some());
        let mut head = vec![self.text(Phrase::ColumnAnswer)];
        if glossed {
            head.push(self.text(Phrase::ColumnGloss));
        }
        head.push(self.text(Phrase::ColumnLeads));
        let mut rows = Vec::new();
        for answer in answers {
            // A group of answers begins with a row of its own.
            if let Some(heading) = answer.heading {
                let mut row = vec![Prose::default(); head.len()];
                row[0] = heading.into();
                rows.push(row);
            }
            let mut row = vec![answer.answer];
            if glossed {
                row.push(answer.gloss.unwrap_or_default().into());
            }
            row.push(answer.leads);
            rows.push(row);
        }
        Block::Table(Table { kind: TableKind::Read, head, rows })
    }

    /// The condition of a question within its section.
    fn when_asked(&self, idx: ItemIdx) -> Prose {
        let up = |idx: &ItemIdx| self.questionnaire.item(*idx).parent;
        let is_never = |idx: ItemIdx| self.questionnaire.item(idx).enable.behavior == Behavior::Never;
        if std::iter::successors(Some(idx), up).any(is_never) {
            return self.text(Phrase::AskedNever);
        }
        let own = self.condition(&self.questionnaire.item(idx).enable, Style::Full);
        let mut prose = match own {
            None => self.text(Phrase::AskedAlways),
            Some(condition) => self.phrases.fill(Phrase::AskedWhen, &[("condition", condition)]),
        };
        // The head of the section gives the section’s own condition.
        for around in std::iter::successors(up(&idx), up).filter(|around| up(around).is_some()) {
            if let Some(condition) = self.condition(&self.questionnaire.item(around).enable, Style::Full) {
                let group = self.phrases.quoted(&self.questionnaire.item(around).text);
                let values = [("group", group.into()), ("condition", condition)];
                prose = prose.then(" ").then(self.phrases.fill(Phrase::AskedWithin, &values));
            }
        }
        prose
    }

    /// The kind of an answer, and whether a missing answer matters.
    pub(super) fn kind_of_answer(&self, question: &Question) -> Prose {
        let kind = match &question.answer {
            AnswerType::Boolean => self.text(Phrase::KindBoolean),
            AnswerType::Number(number) => self.kind_of_number(number),
            AnswerType::Date(range) => self.ranged(Phrase::KindDate, range, ""),
            AnswerType::DateTime(range) => self.ranged(Phrase::KindMoment, range, ""),
            AnswerType::Time => self.text(Phrase::KindTime),
            AnswerType::Text(text) => self.kind_of_text(*text),
            AnswerType::Choice(choice) => {
                let kind = if choice.repeats { Phrase::KindSeveral } else { Phrase::KindOne };
                let open = choice.open.then(|| Prose::from(" ").then(self.text(Phrase::KindOpen)));
                self.text(kind).then(open.unwrap_or_default())
            }
            AnswerType::Reference => self.text(Phrase::KindReference),
        };
        let matters = if question.required { Phrase::Matters } else { Phrase::Optional };
        kind.then(" ").then(self.text(matters))
    }

    fn kind_of_number(&self, number: &NumberType) -> Prose {
        let kind = match number.kind {
            NumberKind::Integer => Phrase::KindInteger,
            NumberKind::Decimal => Phrase::KindDecimal,
            NumberKind::Quantity => Phrase::KindQuantity,
        };
        self.ranged(kind, &number.range, number.unit.as_ref().map_or("", |unit| unit.display.as_str()))
    }

    fn kind_of_text(&self, text: TextType) -> Prose {
        let kind = match text.form {
            TextForm::Line => Phrase::KindLine,
            TextForm::Lines => Phrase::KindLines,
            TextForm::Url => Phrase::KindAddress,
        };
        match text.max_length {
            None => self.text(kind),
            Some(count) => {
                let most = self.phrases.fill(Phrase::KindAtMost, &[("count", count.to_string().into())]);
                self.text(kind).then(" ").then(most)
            }
        }
    }

    /// A kind of answer with its range and unit.
    fn ranged(&self, kind: Phrase, range: &Range, unit: &str) -> Prose {
        let literal = |end: &Option<engine::model::Value>| {
            end.as_ref().map(|value| {
                if unit.is_empty() { value.literal() } else { format!("{} {unit}", value.literal()) }
            })
        };
        let (phrase, min, max) = match (literal(&range.min), literal(&range.max)) {
            (Some(min), Some(max)) => (Phrase::RangeBetween, min, max),
            (Some(min), None) => (Phrase::RangeFrom, min, String::new()),
            (None, Some(max)) => (Phrase::RangeUpTo, String::new(), max),
            (None, None) if unit.is_empty() => return self.text(kind),
            (None, None) => (Phrase::RangeUnit, unit.to_owned(), String::new()),
        };
        let range = self.phrases.fill(phrase, &[("min", min.into()), ("max", max.into())]);
        self.text(kind).then(" ").then(range)
    }

    /// A heading with a phrase as text.
    pub(super) fn heading(&self, level: u8, phrase: Phrase, anchor: &str) -> Block {
        Block::Heading { level, anchor: Some(format!("part-{anchor}")), text: self.text(phrase) }
    }
}
