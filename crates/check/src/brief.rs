//! The brief for the visit: a page for the clinician and a page for the visitor. Preview, print, PDF and the text for the
//! chart are made from these pages.
//!
//! It is built from persistable answers only, so it never contains an answer that is asked in private. It lists findings,
//! never an overall level: a level that includes answers asked in private would reveal them, and a level without them
//! would reassure falsely.

mod writer;

use engine::assessment::{Assessment, Group, assess};
use engine::effective::PersistableAnswers;
use engine::form::Form;
use engine::labels::{BriefPart, Labels};
use engine::model::Private;
use engine::packed::Packed;
use paper::{Block, Document, Page};
use writer::Writer;

use crate::words::{BriefWord, BriefWords, Word, Words};

/// The texts of the brief in one language.
#[derive(Clone, Debug)]
pub struct BriefTexts {
    /// Its headings and sentences.
    pub words: BriefWords,
    /// Its texts of questions, options and findings.
    pub labels: Labels,
}

impl Packed for BriefTexts {
    fn write(&self, to: &mut String) {
        self.words.write(to);
        self.labels.write(to);
    }

    fn read(from: &mut &str) -> Option<BriefTexts> {
        Some(BriefTexts { words: Packed::read(from)?, labels: Packed::read(from)? })
    }
}

/// The contact details of the clinic; a field that the clinic did not set is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clinic {
    /// Its name.
    pub name: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
}

/// The answers of a visit, as far as they may leave the device.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    /// The form that was answered.
    pub form: &'a Form,
    /// The answers.
    pub persistable: &'a PersistableAnswers,
    /// The day of the brief, such as 2026-11-29.
    pub day: &'a str,
}

impl Visit<'_> {
    /// The whole brief. The page for the clinician is in the language of `texts`, the page for the visitor in that of
    /// `words` and `own`.
    #[must_use]
    pub fn brief(&self, texts: &BriefTexts, words: &Words, own: &BriefTexts, clinic: &Clinic) -> Document {
        let mut first = self.for_clinician(texts);
        let mut second = self.for_visitor(words, own, clinic);
        if own.labels.language != texts.labels.language {
            second.language = Some(own.labels.language.clone());
            let language = own.words.get(BriefWord::LanguageName);
            let note = texts.words.fill(BriefWord::Interpreter, &[("language", language)]);
            first.blocks.insert(AFTER_FIRST, Block::Strong(note));
        }
        Document {
            // Programs show it in lists, so it does not reveal the subject.
            title: texts.words.get(BriefWord::Title).into(),
            language: texts.labels.language.clone(),
            date: self.day.into(),
            pages: vec![first, second],
        }
    }

    /// The page that a clinician reads in a minute.
    #[must_use]
    pub fn for_clinician(&self, texts: &BriefTexts) -> Page {
        let answers = self.persistable.effective(self.form);
        let writer = Writer { form: self.form, answers, texts };
        let assessment = assess(self.form, answers);
        let word = |word: BriefWord| texts.words.get(word).to_owned();
        let mut blocks = vec![
            Block::Title(word(BriefWord::Title)),
            Block::Strong(self.first(texts)),
            blanks(texts, &[BriefWord::Name, BriefWord::Birth, BriefWord::Phone]),
        ];
        blocks.extend(writer.pairs(BriefPart::Head));
        if assessment.has_findings {
            blocks.push(Block::Heading(word(BriefWord::Points)));
            let points = writer.points(&assessment);
            if points.is_empty() {
                blocks.push(Block::Text(word(BriefWord::NoPoints)));
            }
            blocks.extend(points);
        }
        blocks.push(Block::Heading(word(BriefWord::Answers)));
        for (part, title) in LISTED {
            blocks.extend(writer.part(part, word(title), &assessment));
            if part == BriefPart::Tried && writer.has(part) {
                blocks.push(table(texts));
            }
        }
        blocks.extend(writer.negatives());
        blocks.push(Block::Heading(word(BriefWord::Staff)));
        blocks.push(blanks(texts, &STAFF));
        blocks.push(Block::Small(self.version(texts)));
        Page { language: None, blocks }
    }

    /// The page that the visitor keeps: the findings as on the result, questions to ask, and help.
    #[must_use]
    pub fn for_visitor(&self, words: &Words, own: &BriefTexts, clinic: &Clinic) -> Page {
        let assessment = assess(self.form, self.persistable.effective(self.form));
        let questionnaire = &self.form.questionnaire;
        let word = |word: BriefWord| own.words.get(word).to_owned();
        let mut blocks =
            vec![Block::Title(word(BriefWord::OwnTitle)), Block::Strong(word(BriefWord::OwnNote))];
        let shown = assessment.shown(self.form);
        for group in Group::in_order(assessment.safety) {
            let of_group = shown.iter().filter_map(|it| {
                let finding = questionnaire.finding(it.active.finding)?;
                (Group::of(finding) == group).then_some((it.active.finding, finding))
            });
            let points: Vec<Block> = of_group
                .map(|(idx, finding)| Block::Point {
                    lead: questionnaire.item(idx).text.clone(),
                    text: finding.ask.clone().unwrap_or_default(),
                })
                .collect();
            if !points.is_empty() {
                blocks.push(Block::Heading(words.get(Word::of_group(group)).into()));
                blocks.extend(points);
            }
        }
        blocks.push(Block::Heading(words.get(Word::ResultQuestionsTitle).into()));
        blocks.extend(Word::QUESTIONS.map(|word| point(words.get(word))));
        blocks.push(Block::Heading(word(BriefWord::OwnChange)));
        blocks.extend(
            [BriefWord::OwnChange1, BriefWord::OwnChange2, BriefWord::OwnChange3].map(|it| point(&word(it))),
        );
        let contact: Vec<&String> = [&clinic.phone, &clinic.address].into_iter().flatten().collect();
        if !contact.is_empty() {
            let name = clinic.name.as_deref().unwrap_or(words.get(Word::ResultClinic));
            blocks.push(Block::Heading(words.fill(Word::ResultContactTitle, &[("clinic", name)])));
            blocks.extend(contact.into_iter().map(|line| Block::Text(line.clone())));
        }
        let sources = self.sources(&assessment, own);
        if !sources.is_empty() {
            blocks.push(Block::Heading(words.get(Word::ResultSources).into()));
            blocks.extend(sources.into_iter().map(Block::Small));
        }
        Page { language: None, blocks }
    }

    /// That it is self-reported, and which answers it leaves out.
    fn first(&self, texts: &BriefTexts) -> String {
        let private = match self.form.questionnaire.private {
            Private::Safety => Some(BriefWord::Private),
            Private::Some => Some(BriefWord::SomePrivate),
            Private::None => None,
        };
        let date = texts.words.fill(BriefWord::Made, &[("date", self.day)]);
        let words = std::iter::once(BriefWord::SelfReport).chain(private).map(|word| texts.words.get(word));
        sentences(std::iter::once(date.as_str()).chain(words))
    }

    /// The questionnaire, its version and the day of its last review.
    fn version(&self, texts: &BriefTexts) -> String {
        let questionnaire = &self.form.questionnaire;
        let version = (!questionnaire.version.is_empty())
            .then(|| texts.words.fill(BriefWord::Version, &[("version", &questionnaire.version)]));
        let reviewed = questionnaire.reviewed.as_ref();
        let reviewed = reviewed.map(|day| texts.words.fill(BriefWord::Reviewed, &[("date", day)]));
        let due = questionnaire.due(self.day);
        let due = due.map(|day| texts.words.fill(BriefWord::Due, &[("date", day)]));
        let note = texts.words.get(BriefWord::Note);
        sentences([version, reviewed, due].iter().flatten().map(String::as_str).chain([note]))
    }

    /// The full citations of the findings' sources, in the order of the questionnaire.
    fn sources(&self, assessment: &Assessment, own: &BriefTexts) -> Vec<String> {
        let questionnaire = &self.form.questionnaire;
        let findings = assessment.findings.iter().filter_map(|active| questionnaire.finding(active.finding));
        let named: Vec<usize> =
            findings.flat_map(|finding| &finding.sources).map(|cite| cite.source).collect();
        let citations = own.labels.citations.iter().enumerate();
        citations.filter(|(n, _)| named.contains(n)).map(|(_, citation)| citation.clone()).collect()
    }
}

/// The page for the clinician as text for a chart: at most 25 lines of at most 100 characters. `texts` are those of the page.
#[must_use]
pub fn chart(page: &Page, texts: &BriefTexts) -> String {
    paper::chart(page, |count| texts.words.fill(BriefWord::More, &[("count", &count.to_string())]))
}

/// The place on the page after the title and the sentences about the answers.
const AFTER_FIRST: usize = 2;

/// The parts of the page that list answers, in order, with their headings.
const LISTED: [(BriefPart, BriefWord); 8] = [
    (BriefPart::Reasons, BriefWord::Reasons),
    (BriefPart::Tried, BriefWord::Tried),
    (BriefPart::Medicines, BriefWord::Medicines),
    (BriefPart::Readings, BriefWord::Readings),
    (BriefPart::Systems, BriefWord::Systems),
    (BriefPart::Substances, BriefWord::Substances),
    (BriefPart::Plans, BriefWord::Plans),
    (BriefPart::Questions, BriefWord::Questions),
];

/// What the staff writes on the page.
const STAFF: [BriefWord; 9] = [
    BriefWord::StaffVitals,
    BriefWord::StaffWeight,
    BriefWord::StaffHcg,
    BriefWord::StaffUrine,
    BriefWord::StaffTests,
    BriefWord::StaffScreen,
    BriefWord::StaffPrescriber,
    BriefWord::StaffEscort,
    BriefWord::StaffReviewed,
];

fn blanks(texts: &BriefTexts, labels: &[BriefWord]) -> Block {
    Block::Blanks(labels.iter().map(|word| texts.words.get(*word).into()).collect())
}

/// An empty table of earlier medicines, because names and doses are asked for and seldom known at the screen.
fn table(texts: &BriefTexts) -> Block {
    let columns = [
        BriefWord::TableMedicine,
        BriefWord::TableDose,
        BriefWord::TableWeeks,
        BriefWord::TableHelped,
        BriefWord::TableStopped,
    ];
    Block::Table { columns: columns.map(|word| texts.words.get(word).into()).into(), rows: 3 }
}

fn point(text: &str) -> Block {
    Block::Point { lead: String::new(), text: text.into() }
}

/// Joins sentences. Written by hand, because `join` makes the widget 400 bytes larger.
pub fn sentences<'a>(each: impl IntoIterator<Item = &'a str>) -> String {
    joined(each, " ")
}

pub(crate) fn joined<T: AsRef<str>>(each: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut text = String::new();
    for one in each {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(one.as_ref());
    }
    text
}

#[cfg(test)]
mod tests;
