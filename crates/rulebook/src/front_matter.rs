//! The pages around the rules: the front page, the reading instructions, and the signature sheet.

use check::words::Word;
use engine::assessment::{Assessment, Group};
use engine::model::{Approval, Computed, Fit, Help, ItemIdx, Level};

use super::book::Book;
use super::document::{Block, Inline, Prose, Table, TableKind};
use super::phrases::{Conjunction, Phrase};

/// The number of empty lines for comments.
const COMMENT_LINES: usize = 8;

impl Book<'_> {
    /// Title, version, date, and the purpose of the document.
    ///
    /// `today` is a day such as 2026-11-22; it decides whether the content is due for review.
    pub(super) fn front(&self, language: &str, today: &str) -> Vec<Block> {
        let questionnaire = self.questionnaire;
        let title = Block::Heading { level: 1, anchor: None, text: self.title().into() };
        let mut blocks = vec![title];
        if let Some(description) = &questionnaire.description {
            blocks.push(Block::Paragraph(description.as_str().into()));
        }
        if let Some(day) = questionnaire.due(today) {
            let due = Inline::Strong(self.phrases.fill_text(Phrase::Due, &[("date", day)]));
            blocks.push(Block::Paragraph(due.into()));
        }
        let questions = self.sections.iter().map(|section| section.questions.len()).sum::<usize>();
        let counts = [
            ("questions", questions),
            ("sections", self.sections.len()),
            ("findings", self.findings.len()),
            ("sources", questionnaire.sources.len()),
            ("cards", self.cards.len()),
        ];
        let counts: Vec<(&str, Prose)> =
            counts.iter().map(|(name, count)| (*name, count.to_string().into())).collect();
        blocks.push(Block::Facts(vec![
            (self.text(Phrase::LabelVersion), self.version()),
            (self.text(Phrase::LabelReviewed), self.reviewed()),
            (self.text(Phrase::LabelReviewBy), self.review_by()),
            (self.text(Phrase::LabelStatus), self.status()),
            (self.text(Phrase::LabelLanguage), language.into()),
            (self.text(Phrase::LabelAddress), Inline::Code(questionnaire.url.clone()).into()),
            (self.text(Phrase::LabelHolds), self.phrases.fill(Phrase::Holds, &counts)),
        ]));
        let title = [("title", self.phrases.quoted(&questionnaire.title).into())];
        blocks.push(Block::Paragraph(self.phrases.fill(Phrase::What, &title)));
        blocks.push(Block::Paragraph(self.text(Phrase::WhatNot)));
        blocks.push(Block::Paragraph(self.text(Phrase::WhatGrades)));
        blocks
    }

    /// The title of the document.
    pub(super) fn title(&self) -> String {
        self.phrases.fill_text(Phrase::Title, &[("title", &self.questionnaire.title)])
    }

    pub(super) fn version(&self) -> Prose {
        match self.questionnaire.version.as_str() {
            "" => self.text(Phrase::NotGiven),
            version => version.into(),
        }
    }

    pub(super) fn reviewed(&self) -> Prose {
        self.questionnaire.reviewed.as_deref().map_or_else(|| self.text(Phrase::NotGiven), Into::into)
    }

    pub(super) fn review_by(&self) -> Prose {
        self.questionnaire.review_by.as_deref().map_or_else(|| self.text(Phrase::NotGiven), Into::into)
    }

    /// Such as “reviewed on 2026-11-22”.
    pub(super) fn reviewed_on(&self) -> Prose {
        match self.questionnaire.reviewed.as_deref() {
            Some(date) => self.phrases.fill(Phrase::ReviewedOn, &[("date", date.into())]),
            None => self.text(Phrase::NotReviewed),
        }
    }

    fn status(&self) -> Prose {
        self.text(match self.questionnaire.status.as_deref() {
            Some("draft") => Phrase::StatusDraft,
            Some("active") => Phrase::StatusActive,
            Some("retired") => Phrase::StatusRetired,
            _ => Phrase::NotGiven,
        })
    }

    /// How to read the document.
    pub(super) fn how_to_read(&self) -> Vec<Block> {
        let mut blocks =
            vec![self.heading(2, Phrase::AidTitle, "aid"), Block::Paragraph(self.text(Phrase::AidLead))];
        blocks.push(self.heading(3, Phrase::AidSafetyTitle, "safety"));
        blocks.push(Block::Paragraph(self.text(Phrase::AidSafety)));
        blocks.push(self.safety_levels());
        blocks.push(self.heading(3, Phrase::AidFitTitle, "fit"));
        blocks.push(Block::Paragraph(self.text(Phrase::AidFit)));
        blocks.push(self.fit_levels());
        let statuses = [Approval::FdaApproved, Approval::OffLabelStudied, Approval::OffLabelEarly];
        let statuses =
            statuses.map(|status| self.phrases.quoted(self.word(Word::of_approval(status))).into());
        let values = [
            ("statuses", self.phrases.list(Conjunction::Or, statuses.into())),
            ("meaning", self.word(Word::ResultOffLabelMeaning).into()),
        ];
        blocks.push(Block::Paragraph(self.phrases.fill(Phrase::AidApproval, &values)));
        blocks.push(self.heading(3, Phrase::AidRulesTitle, "rules"));
        blocks.push(Block::List(self.rules()));
        blocks
    }

    fn safety_levels(&self) -> Block {
        let rows = Assessment::SAFETY.map(|safety| {
            let (name, text) = Word::of_safety(safety);
            let code = safety.map_or("clear", Level::code);
            let heading = match safety {
                Some(level) => self.word(Word::of_group(Group::Safety(level))).into(),
                None => self.text(Phrase::LeadsNowhere),
            };
            vec![coded(self.word(name), code), heading, self.word(text).into()]
        });
        let head =
            [Phrase::ColumnLevel, Phrase::ColumnHeading, Phrase::ColumnText].map(|phrase| self.text(phrase));
        Block::Table(Table { kind: TableKind::Read, head: head.into(), rows: rows.into() })
    }

    fn fit_levels(&self) -> Block {
        let rows = Assessment::FIT.map(|fit| {
            let (name, text) = Word::of_fit(fit);
            vec![coded(self.word(name), fit.map_or("unclear", Fit::code)), self.word(text).into()]
        });
        let head = [Phrase::ColumnFit, Phrase::ColumnText].map(|phrase| self.text(phrase));
        Block::Table(Table { kind: TableKind::Read, head: head.into(), rows: rows.into() })
    }

    /// The rules for every question and finding.
    fn rules(&self) -> Vec<Prose> {
        let mut rules = vec![self.text(Phrase::RuleHidden), self.text(Phrase::RuleSkip)];
        let computed = |idx: &ItemIdx| {
            self.questionnaire.finding(*idx).is_some_and(|it| it.computed == Some(Computed::Unanswered))
        };
        if let Some(unanswered) = self.findings.iter().find(|idx| computed(idx)) {
            rules.push(self.phrases.fill(Phrase::RuleUnanswered, &[("finding", self.link(*unanswered))]));
        }
        let questions = || self.sections.iter().flat_map(|section| section.questions.iter().copied());
        let question = |idx: ItemIdx| self.questionnaire.question(idx);
        let transient: Vec<ItemIdx> =
            questions().filter(|idx| question(*idx).is_some_and(|question| question.transient)).collect();
        let mut rule = |phrase: Phrase, items: &[ItemIdx]| {
            if !items.is_empty() {
                let names = items.iter().map(|idx| self.named(*idx)).collect();
                rules.push(
                    self.phrases.fill(phrase, &[("items", self.phrases.list(Conjunction::And, names))]),
                );
            }
        };
        rule(Phrase::RuleTransient, &transient);
        let helps =
            |help: Help| -> Vec<ItemIdx> { questions().filter(|idx| self.helps(*idx, help)).collect() };
        rule(Phrase::RuleCrisis, &helps(Help::Crisis));
        rule(Phrase::RuleEmergency, &helps(Help::Emergency));
        let adults: Vec<ItemIdx> =
            self.findings.iter().copied().filter(|idx| self.adults_only(*idx)).collect();
        rule(Phrase::RuleAdults, &adults);
        let findings = || self.findings.iter().filter_map(|idx| self.questionnaire.finding(*idx));
        rules.push(self.text(Phrase::RuleHelp));
        rules.push(self.text(Phrase::RuleBooking));
        if findings().any(|finding| !finding.stands_for.is_empty()) {
            rules.push(self.text(Phrase::RuleSiblings));
        }
        if !transient.is_empty() {
            rules.push(self.text(Phrase::RulePaper));
        }
        rules.push(self.text(Phrase::RuleOrder));
        rules.push(self.text(Phrase::RuleNumbers));
        rules
    }

    fn helps(&self, idx: ItemIdx, help: Help) -> bool {
        use engine::model::AnswerType::Choice;
        self.questionnaire.question(idx).is_some_and(|question| match &question.answer {
            Choice(choice) => choice.options.iter().any(|option| option.help == Some(help)),
            _ => false,
        })
    }

    fn adults_only(&self, idx: ItemIdx) -> bool {
        self.questionnaire.finding(idx).is_some_and(|finding| finding.adults_only)
    }

    /// The sheet to sign.
    pub(super) fn signature(&self) -> Vec<Block> {
        let title = [("title", self.phrases.quoted(&self.questionnaire.title).into())];
        let rows = [
            Phrase::SignName,
            Phrase::SignRole,
            Phrase::SignLicense,
            Phrase::SignClinic,
            Phrase::SignDate,
            Phrase::SignSignature,
        ];
        let rows = rows.map(|label| vec![self.text(label), Prose::default(), Prose::default()]);
        let version = [("version", self.version()), ("reviewed", self.reviewed_on())];
        let head = vec![Prose::default(), self.text(Phrase::SignFirst), self.text(Phrase::SignSecond)];
        let choices = [Phrase::SignAgree, Phrase::SignChanges, Phrase::SignNot];
        let mut sheet = vec![Block::Paragraph(self.phrases.fill(Phrase::SignRead, &title))];
        sheet.push(Block::Paragraph(self.text(Phrase::SignTwo)));
        sheet.extend(choices.map(|choice| Block::Paragraph(Prose::from("☐ ").then(self.text(choice)))));
        sheet.push(Block::Paragraph(self.text(Phrase::SignComments)));
        sheet.push(Block::Lines(COMMENT_LINES));
        sheet.push(Block::Paragraph(self.phrases.fill(Phrase::SignFor, &version)));
        sheet.push(Block::Table(Table { kind: TableKind::Sign, head, rows: rows.into() }));
        vec![self.heading(2, Phrase::SignTitle, "signature"), Block::Together(sheet)]
    }
}

/// A name with the code that software uses for it.
fn coded(name: &str, code: &str) -> Prose {
    Prose::from(Inline::Strong(name.into())).then(" ").then(Inline::Code(code.into()))
}
