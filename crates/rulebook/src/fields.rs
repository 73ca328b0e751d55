//! The fields of an item, a source, or the whole questionnaire that can change, each with a name.
//! Fields are compared by their meaning in the file and shown in the words of the rulebook.

use check::words::Word;
use engine::model::{
    AnswerOption, AnswerType, Axis, Behavior, Cite, Enable, Finding, ItemIdx, Kind, Part, Question,
};

use super::book::{Book, strength};
use super::consequences::help_consequence;
use super::document::{Inline, Prose};
use super::findings::help_name;
use super::phrases::Phrase;
use super::prose::Style;

/// One value that can change.
pub(super) struct Field {
    /// Its name, the same in both versions.
    pub(super) name: String,
    /// Its label in the rulebook.
    pub(super) label: Prose,
    /// The value for the comparison.
    pub(super) key: String,
    /// The value as shown.
    pub(super) shown: Prose,
}

/// Collects the fields of one item, source or questionnaire.
struct Fields<'b> {
    book: &'b Book<'b>,
    all: Vec<Field>,
}

impl Fields<'_> {
    /// A field that is a text.
    fn text(&mut self, name: &str, label: impl Into<Prose>, text: Option<&str>) {
        if let Some(text) = text {
            self.put(name, label, text.into(), text);
        }
    }

    /// A field that is present or absent.
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
        self.all.push(Field { name: name.into(), label: label.into(), key, shown: shown.into() });
    }
}

impl Book<'_> {
    /// The fields of the whole questionnaire.
    pub(super) fn fields(&self) -> Vec<Field> {
        let it = self.questionnaire;
        let mut fields = Fields { book: self, all: Vec::new() };
        fields.text("title", self.text(Phrase::LabelTitle), Some(&it.title));
        fields.text("description", self.text(Phrase::LabelDescription), it.description.as_deref());
        fields.put("version", self.text(Phrase::LabelVersion), it.version.clone(), self.version());
        let reviewed = it.reviewed.clone().unwrap_or_default();
        fields.put("reviewed", self.text(Phrase::LabelReviewed), reviewed, self.reviewed());
        let review_by = it.review_by.clone().unwrap_or_default();
        fields.put("review-by", self.text(Phrase::LabelReviewBy), review_by, self.review_by());
        fields.text("status", self.text(Phrase::LabelStatus), it.status.as_deref());
        fields.text("address", self.text(Phrase::LabelAddress), Some(&it.url));
        fields.all
    }

    /// The fields of a source.
    pub(super) fn source_fields(&self, source: usize) -> Vec<Field> {
        let source = &self.questionnaire.sources[source];
        let mut fields = Fields { book: self, all: Vec::new() };
        fields.text("name", self.text(Phrase::LabelTitle), Some(&source.name));
        fields.text("citation", self.text(Phrase::LabelCitation), Some(&source.citation));
        fields.text("url", self.text(Phrase::LabelLink), source.url.as_deref());
        fields.all
    }

    /// The fields of an item.
    pub(super) fn item_fields(&self, idx: ItemIdx) -> Vec<Field> {
        let item = self.questionnaire.item(idx);
        let mut fields = Fields { book: self, all: Vec::new() };
        fields.text(
            "text",
            self.text(Phrase::LabelText),
            Some(&item.text).filter(|text| !text.is_empty()).map(String::as_str),
        );
        if let Some(parent) = item.parent {
            let parent = self.questionnaire.item(parent);
            let label = self.text(Phrase::LabelPlace);
            fields.put("place", label, parent.link_id.to_string(), self.phrases.quoted(&parent.text));
        }
        if let Some(condition) = self.condition(&item.enable, Style::Full) {
            fields.put("when", self.text(Phrase::LabelCondition), enable_key(&item.enable), condition);
        }
        match &item.kind {
            Kind::Question(question) => self.question_fields(question, &mut fields),
            Kind::Finding(finding) => self.finding_fields(finding, &mut fields),
            Kind::Group(group) => {
                let part = match group.part {
                    Part::Section => Phrase::PartSection,
                    Part::Learn => Phrase::PartLearn,
                    Part::Results => Phrase::PartResults,
                };
                fields.put(
                    "kind",
                    self.text(Phrase::LabelPart),
                    format!("{:?}", group.part),
                    self.text(part),
                );
                fields.flag("repeats", Phrase::LabelRepeats, group.repeats);
                self.cite_fields(&group.sources, &mut fields);
            }
            Kind::Note => {
                fields.put("kind", self.text(Phrase::LabelPart), "Note".into(), self.text(Phrase::PartNote))
            }
        }
        fields.all
    }

    fn question_fields(&self, question: &Question, fields: &mut Fields) {
        let kind = match &question.answer {
            AnswerType::Choice(choice) => format!("choice {} {}", choice.repeats, choice.open),
            other => format!("{other:?}"),
        };
        let key = format!("{kind} {}", question.required);
        fields.put("kind", self.text(Phrase::LabelKind), key, self.kind_of_answer(question));
        fields.text("hint", self.text(Phrase::LabelHint), question.hint.as_deref());
        fields.text("explanation", self.word(Word::QuestionWhy), question.explanation.as_deref());
        fields.flag("transient", Phrase::LabelTransient, question.transient);
        fields.text("since", self.text(Phrase::LabelSince), question.since.as_deref());
        if let AnswerType::Number(number) = &question.answer {
            let below = number.below.as_ref().map(|upper| upper.as_str());
            fields.text("below", self.text(Phrase::LabelBelow), below);
        }
        if let AnswerType::Choice(choice) = &question.answer {
            for option in &choice.options {
                self.option_fields(option, fields);
            }
        }
        self.cite_fields(&question.sources, fields);
    }

    fn option_fields(&self, option: &AnswerOption, fields: &mut Fields) {
        let code = option.value.literal();
        let label = |phrase| self.phrases.fill(phrase, &[("code", Inline::Code(code.clone()).into())]);
        let name = |what: &str| format!("option.{:?}.{what}", option.value);
        fields.text(&name("display"), label(Phrase::LabelOption), Some(&option.display));
        fields.text(&name("gloss"), label(Phrase::LabelGloss), option.gloss.as_deref());
        fields.text(&name("heading"), label(Phrase::LabelOptionHeading), option.heading.as_deref());
        if option.exclusive {
            fields.put(
                name("exclusive"),
                label(Phrase::LabelOptionMark),
                String::new(),
                self.text(Phrase::LeadsClears),
            );
        }
        if let Some(help) = option.help {
            fields.put(
                name("help"),
                label(Phrase::LabelOptionMark),
                format!("{help:?}"),
                self.text(help_consequence(help)),
            );
        }
    }

    fn finding_fields(&self, finding: &Finding, fields: &mut Fields) {
        let (key, approvals) = match &finding.axis {
            Axis::Safety(level) => (format!("{level:?}"), [].as_slice()),
            Axis::Fit(fit, approvals) => (format!("{fit:?}"), approvals.as_slice()),
        };
        let shown = Prose::from(self.word(strength(&finding.axis)));
        fields.put("level", self.text(Phrase::ColumnLevel), key, shown);
        if !approvals.is_empty() {
            let shown = self.approvals(approvals);
            fields.put("approval", self.word(Word::ResultApproval), format!("{approvals:?}"), shown);
        }
        if !finding.basis.is_empty() {
            let key = format!("{:?}", finding.basis);
            fields.put("basis", self.text(Phrase::LabelBasis), key, self.basis(&finding.basis));
        }
        if let Some(help) = finding.help {
            fields.put("help", self.text(Phrase::LabelHelp), format!("{help:?}"), self.text(help_name(help)));
        }
        for sibling in &finding.stands_for {
            let shown = Inline::Code(sibling.to_string());
            fields.put(
                format!("stands-for.{sibling}"),
                self.text(Phrase::LabelStandsFor),
                String::new(),
                shown,
            );
        }
        if let Some(computed) = finding.computed {
            let shown = self.text(Phrase::FindingUnansweredAny);
            fields.put("computed", self.text(Phrase::LabelCondition), format!("{computed:?}"), shown);
        }
        fields.flag("adults", Phrase::LabelAdults, finding.adults_only);
        fields.text("explanation", self.word(Word::ResultWhy), Some(&finding.explanation));
        fields.text("ask", self.word(Word::ResultAsk), finding.ask.as_deref());
        self.cite_fields(&finding.sources, fields);
    }

    fn cite_fields(&self, cites: &[Cite], fields: &mut Fields) {
        for (n, cite) in cites.iter().enumerate() {
            if cites[..n].iter().any(|other| other.source == cite.source) {
                continue;
            }
            let all: Vec<Cite> = cites.iter().filter(|other| other.source == cite.source).cloned().collect();
            let source = &self.questionnaire.sources[cite.source];
            let label =
                self.phrases.fill(Phrase::LabelSource, &[("id", Inline::Code(source.id.clone()).into())]);
            let details: Vec<&Option<String>> = all.iter().map(|cite| &cite.detail).collect();
            // The number of a source may differ between versions, so the shown value omits it.
            let shown = all.iter().map(|cite| match &cite.detail {
                None => source.name.clone(),
                Some(detail) => format!("{} ({detail})", source.name),
            });
            let shown = shown.collect::<Vec<_>>().join("; ");
            fields.put(format!("source.{}", source.id), label, format!("{details:?}"), shown);
        }
    }
}

/// The value of conditions for the comparison. With fewer than two conditions, `enableBehavior` does not matter.
fn enable_key(enable: &Enable) -> String {
    let all = enable.behavior == Behavior::All && enable.when.len() > 1;
    format!("{all} {:?}", enable.when)
}
