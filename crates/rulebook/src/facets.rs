//! Everything that can change about an item, a source, or the questionnaire as a whole, each under a name.
//! What is compared is what the file means; what is shown is how the rulebook says it.

use check::words::Word;
use engine::model::{
    AnswerOption, AnswerType, Axis, Behavior, Cite, Enable, Finding, Help, ItemIdx, Kind, Part, Question,
};

use super::book::{Book, strength};
use super::document::{Inline, Prose};
use super::findings::help_phrase;
use super::phrases::Phrase;
use super::prose::Style;

/// One thing that can change.
pub(super) struct Facet {
    /// What it is, the same in both versions.
    pub(super) name: String,
    /// What the rulebook calls it.
    pub(super) label: Prose,
    /// What is compared.
    pub(super) key: String,
    /// What is shown.
    pub(super) shown: Prose,
}

/// The facets of one thing while they are collected.
struct Facets<'b> {
    book: &'b Book<'b>,
    all: Vec<Facet>,
}

impl Facets<'_> {
    /// A facet that is a text.
    fn text(&mut self, name: &str, label: impl Into<Prose>, text: Option<&str>) {
        if let Some(text) = text {
            self.put(name, label, text.into(), text);
        }
    }

    /// A facet that is there or not.
    fn flag(&mut self, name: &str, label: Phrase, on: bool) {
        if on {
            let yes = self.book.word(Word::QuestionYes);
            self.put(name, self.book.text(label), String::new(), yes);
        }
    }

    fn put(
        &mut self,
        name: impl Into<String>,
        label: impl Into<Prose>,
        key: String,
        shown: impl Into<Prose>,
    ) {
        self.all.push(Facet { name: name.into(), label: label.into(), key, shown: shown.into() });
    }
}

impl Book<'_> {
    /// What can change about the questionnaire as a whole.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let it = self.questionnaire;
        let mut facets = Facets { book: self, all: Vec::new() };
        facets.text("title", self.text(Phrase::LabelTitle), Some(&it.title));
        facets.text("description", self.text(Phrase::LabelDescription), it.description.as_deref());
        facets.put("version", self.text(Phrase::LabelVersion), it.version.clone(), self.version());
        let reviewed = it.reviewed.clone().unwrap_or_default();
        facets.put("reviewed", self.text(Phrase::LabelReviewed), reviewed, self.reviewed());
        let review_by = it.review_by.clone().unwrap_or_default();
        facets.put("review-by", self.text(Phrase::LabelReviewBy), review_by, self.review_by());
        facets.text("status", self.text(Phrase::LabelStatus), it.status.as_deref());
        facets.text("address", self.text(Phrase::LabelAddress), Some(&it.url));
        facets.all
    }

    /// What can change about a source.
    pub(super) fn source_facets(&self, source: usize) -> Vec<Facet> {
        let source = &self.questionnaire.sources[source];
        let mut facets = Facets { book: self, all: Vec::new() };
        facets.text("name", self.text(Phrase::LabelTitle), Some(&source.name));
        facets.text("citation", self.text(Phrase::LabelCitation), Some(&source.citation));
        facets.text("url", self.text(Phrase::LabelLink), source.url.as_deref());
        facets.all
    }

    /// What can change about an item.
    pub(super) fn item_facets(&self, idx: ItemIdx) -> Vec<Facet> {
        let item = self.questionnaire.item(idx);
        let mut facets = Facets { book: self, all: Vec::new() };
        facets.text(
            "text",
            self.text(Phrase::LabelText),
            Some(&item.text).filter(|text| !text.is_empty()).map(String::as_str),
        );
        if let Some(parent) = item.parent {
            let parent = self.questionnaire.item(parent);
            let label = self.text(Phrase::LabelPlace);
            facets.put("place", label, parent.link_id.to_string(), self.phrases.quoted(&parent.text));
        }
        if let Some(condition) = self.condition(&item.enable, Style::Full) {
            facets.put("when", self.text(Phrase::LabelCondition), enable_key(&item.enable), condition);
        }
        match &item.kind {
            Kind::Question(question) => self.question_facets(question, &mut facets),
            Kind::Finding(finding) => self.finding_facets(finding, &mut facets),
            Kind::Group(group) => {
                let part = match group.part {
                    Part::Section => Phrase::PartSection,
                    Part::Learn => Phrase::PartLearn,
                    Part::Results => Phrase::PartResults,
                };
                facets.put(
                    "kind",
                    self.text(Phrase::LabelPart),
                    format!("{:?}", group.part),
                    self.text(part),
                );
                facets.flag("repeats", Phrase::LabelRepeats, group.repeats);
                self.cite_facets(&group.sources, &mut facets);
            }
            Kind::Note => {
                facets.put("kind", self.text(Phrase::LabelPart), "Note".into(), self.text(Phrase::PartNote))
            }
        }
        facets.all
    }

    fn question_facets(&self, question: &Question, facets: &mut Facets) {
        let kind = match &question.answer {
            AnswerType::Choice(choice) => format!("choice {} {}", choice.repeats, choice.open),
            other => format!("{other:?}"),
        };
        let key = format!("{kind} {}", question.required);
        facets.put("kind", self.text(Phrase::LabelKind), key, self.kind_of_answer(question));
        facets.text("hint", self.text(Phrase::LabelHint), question.hint.as_deref());
        facets.text("explanation", self.word(Word::QuestionWhy), question.explanation.as_deref());
        facets.flag("transient", Phrase::LabelTransient, question.transient);
        facets.text("since", self.text(Phrase::LabelSince), question.since.as_deref());
        if let AnswerType::Number(number) = &question.answer {
            let below = number.below.as_ref().map(|upper| upper.as_str());
            facets.text("below", self.text(Phrase::LabelBelow), below);
        }
        if let AnswerType::Choice(choice) = &question.answer {
            for option in &choice.options {
                self.option_facets(option, facets);
            }
        }
        self.cite_facets(&question.sources, facets);
    }

    fn option_facets(&self, option: &AnswerOption, facets: &mut Facets) {
        let code = option.value.literal();
        let label = |phrase| self.phrases.fill(phrase, &[("code", Inline::Code(code.clone()).into())]);
        let name = |what: &str| format!("option.{:?}.{what}", option.value);
        facets.text(&name("display"), label(Phrase::LabelOption), Some(&option.display));
        facets.text(&name("gloss"), label(Phrase::LabelGloss), option.gloss.as_deref());
        if option.exclusive {
            facets.put(
                name("exclusive"),
                label(Phrase::LabelOptionMark),
                String::new(),
                self.text(Phrase::LeadsClears),
            );
        }
        if let Some(help) = option.help {
            let shown = match help {
                Help::Crisis => Phrase::LeadsCrisis,
                Help::Emergency => Phrase::LeadsEmergency,
            };
            facets.put(name("help"), label(Phrase::LabelOptionMark), format!("{help:?}"), self.text(shown));
        }
    }

    fn finding_facets(&self, finding: &Finding, facets: &mut Facets) {
        let (key, approvals) = match &finding.axis {
            Axis::Safety(level) => (format!("{level:?}"), [].as_slice()),
            Axis::Fit(fit, approvals) => (format!("{fit:?}"), approvals.as_slice()),
        };
        let shown = Prose::from(self.word(strength(&finding.axis)));
        facets.put("level", self.text(Phrase::ColumnLevel), key, shown);
        if !approvals.is_empty() {
            let shown = self.approvals(approvals);
            facets.put("approval", self.word(Word::ResultApproval), format!("{approvals:?}"), shown);
        }
        if !finding.basis.is_empty() {
            let key = format!("{:?}", finding.basis);
            facets.put("basis", self.text(Phrase::LabelBasis), key, self.basis(&finding.basis));
        }
        if let Some(help) = finding.help {
            facets.put(
                "help",
                self.text(Phrase::LabelHelp),
                format!("{help:?}"),
                self.text(help_phrase(help)),
            );
        }
        for sibling in &finding.stands_for {
            let shown = Inline::Code(sibling.to_string());
            facets.put(
                format!("stands-for.{sibling}"),
                self.text(Phrase::LabelStandsFor),
                String::new(),
                shown,
            );
        }
        if let Some(computed) = finding.computed {
            let shown = self.text(Phrase::FindingUnansweredAny);
            facets.put("computed", self.text(Phrase::LabelCondition), format!("{computed:?}"), shown);
        }
        facets.flag("adults", Phrase::LabelAdults, finding.adults_only);
        facets.text("explanation", self.word(Word::ResultWhy), Some(&finding.explanation));
        facets.text("ask", self.word(Word::ResultAsk), finding.ask.as_deref());
        self.cite_facets(&finding.sources, facets);
    }

    fn cite_facets(&self, cites: &[Cite], facets: &mut Facets) {
        for (n, cite) in cites.iter().enumerate() {
            if cites[..n].iter().any(|other| other.source == cite.source) {
                continue;
            }
            let all: Vec<Cite> = cites.iter().filter(|other| other.source == cite.source).cloned().collect();
            let source = &self.questionnaire.sources[cite.source];
            let label =
                self.phrases.fill(Phrase::LabelSource, &[("id", Inline::Code(source.id.clone()).into())]);
            let details: Vec<&Option<String>> = all.iter().map(|cite| &cite.detail).collect();
            // The number of a source may differ between versions, so what is shown goes without it.
            let shown = all.iter().map(|cite| match &cite.detail {
                None => source.name.clone(),
                Some(detail) => format!("{} ({detail})", source.name),
            });
            let shown = shown.collect::<Vec<_>>().join("; ");
            facets.put(format!("source.{}", source.id), label, format!("{details:?}"), shown);
        }
    }
}

/// What is compared of conditions: with fewer than two, it does not matter how they combine.
fn enable_key(enable: &Enable) -> String {
    let all = enable.behavior == Behavior::All && enable.when.len() > 1;
    format!("{all} {:?}", enable.when)
}
