//! The shared data of all parts of the rulebook: the questionnaire, the words, and the numbers and names of items.

use check::words::{Word, Words};
use engine::assessment::Group as Place;
use engine::model::{Approval, Axis, Cite, Finding, ItemIdx, Kind, Part, Questionnaire, finding_id};

use super::document::{Inline, Prose};
use super::phrases::{Conjunction, Phrase, Phrases};

/// The questionnaire, prepared for the document.
pub(super) struct Book<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) words: &'a Words,
    pub(super) phrases: &'a Phrases,
    /// The sections of questions, in order.
    pub(super) sections: Vec<Section>,
    /// The findings, group by group as the result shows them.
    pub(super) findings: Vec<ItemIdx>,
    /// The learn cards.
    pub(super) cards: Vec<ItemIdx>,
    /// Number of each item, in words; empty where it has none.
    numbers: Vec<String>,
}

/// Questions that belong together.
pub(super) struct Section {
    /// The group; `None` for questions without a group.
    pub(super) group: Option<ItemIdx>,
    /// All its items, in order.
    pub(super) items: Vec<ItemIdx>,
    /// The questions among its items.
    pub(super) questions: Vec<ItemIdx>,
}

impl<'a> Book<'a> {
    pub(super) fn new(questionnaire: &'a Questionnaire, words: &'a Words, phrases: &'a Phrases) -> Book<'a> {
        let sections = sections(questionnaire);
        let findings = findings(questionnaire);
        let cards: Vec<ItemIdx> = roots(questionnaire)
            .filter(|root| part(questionnaire, *root) == Some(Part::Learn))
            .flat_map(|root| questionnaire.children(root).collect::<Vec<_>>())
            .collect();
        let mut numbers = vec![String::new(); questionnaire.indices().len()];
        let mut number = |phrase: Phrase, items: &mut dyn Iterator<Item = ItemIdx>| {
            for (n, idx) in items.enumerate() {
                numbers[idx.0] = phrases.fill_text(phrase, &[("n", &(n + 1).to_string())]);
            }
        };
        number(
            Phrase::NumberQuestion,
            &mut sections.iter().flat_map(|section| section.questions.iter().copied()),
        );
        number(Phrase::NumberFinding, &mut findings.iter().copied());
        number(Phrase::NumberCard, &mut cards.iter().copied());
        for (n, section) in sections.iter().enumerate() {
            if let Some(group) = section.group {
                numbers[group.0] = phrases.fill_text(Phrase::NumberSection, &[("n", &(n + 1).to_string())]);
            }
        }
        Book { questionnaire, words, phrases, sections, findings, cards, numbers }
    }

    /// A phrase without anything to fill in.
    pub(super) fn text(&self, phrase: Phrase) -> Prose {
        self.phrases.get(phrase).into()
    }

    /// A word of the interface, as visitors read it.
    pub(super) fn word(&self, word: Word) -> &'a str {
        self.words.get(word)
    }

    /// The name of an item in this document: its number, or its linkId if it has no number.
    pub(super) fn number(&self, idx: ItemIdx) -> &str {
        match self.numbers[idx.0].as_str() {
            "" => self.questionnaire.item(idx).link_id.as_str(),
            number => number,
        }
    }

    /// A link to an item, with its number as text.
    pub(super) fn link(&self, idx: ItemIdx) -> Prose {
        Inline::Reference { anchor: self.anchor(idx), text: self.number(idx).into() }.into()
    }

    /// A link to an item, and its text in quotation marks.
    pub(super) fn named(&self, idx: ItemIdx) -> Prose {
        let text = self.phrases.quoted(&self.questionnaire.item(idx).text);
        self.phrases.fill(Phrase::Reference, &[("number", self.link(idx)), ("text", text.into())])
    }

    /// A link to a finding, with its id and its strength.
    pub(super) fn finding(&self, idx: ItemIdx, finding: &Finding) -> Prose {
        let id = Inline::Code(finding_id(&self.questionnaire.item(idx).link_id).into());
        let strength = self.word(strength(&finding.axis));
        self.phrases.fill(
            Phrase::LeadsFinding,
            &[("number", self.link(idx)), ("id", id.into()), ("strength", strength.into())],
        )
    }

    /// Several items by their numbers, with runs shortened: “Q3, Q5 and Q7 to Q13”.
    pub(super) fn several(&self, items: &[ItemIdx]) -> Prose {
        let order: Vec<ItemIdx> =
            self.sections.iter().flat_map(|section| section.questions.clone()).collect();
        let groups: Vec<ItemIdx> = self.sections.iter().filter_map(|section| section.group).collect();
        let place = |idx: &ItemIdx| {
            let is = |other: &ItemIdx| other == idx;
            order.iter().position(is).or_else(|| groups.iter().position(is).map(|at| at + order.len() + 1))
        };
        let follows = |a: &ItemIdx, b: &ItemIdx| place(a).zip(place(b)).is_some_and(|(a, b)| a + 1 == b);
        let runs = items.chunk_by(follows).flat_map(|run| match run {
            [first, _, .., last] => {
                let ends = [("first", self.link(*first)), ("last", self.link(*last))];
                vec![self.phrases.fill(Phrase::Range, &ends)]
            }
            few => few.iter().map(|idx| self.link(*idx)).collect(),
        });
        self.phrases.list(Conjunction::And, runs.collect())
    }

    /// Mentions of sources, each a link with its name and the place in it.
    pub(super) fn cites(&self, cites: &[Cite]) -> Prose {
        let each = cites.iter().map(|cite| {
            let source = &self.questionnaire.sources[cite.source];
            let link = Inline::Reference {
                anchor: source_anchor(&source.id),
                text: self.source_number(cite.source),
            };
            let values = [("number", link.into()), ("name", source.name.as_str().into())];
            match &cite.detail {
                None => self.phrases.fill(Phrase::Cite, &values),
                Some(detail) => {
                    let [number, name] = values;
                    self.phrases.fill(Phrase::CiteDetail, &[number, name, ("detail", detail.as_str().into())])
                }
            }
        });
        Prose::joined(each.collect(), &self.text(Phrase::ListBetween))
    }

    /// The approval status of a use, in the words of the result.
    pub(super) fn approvals(&self, approvals: &[Approval]) -> Prose {
        let statuses = approvals.iter().map(|status| self.word(Word::of_approval(*status)).into()).collect();
        Prose::joined(statuses, &self.text(Phrase::ListBetween))
    }

    /// The number of a source in this document.
    pub(super) fn source_number(&self, source: usize) -> String {
        self.phrases.fill_text(Phrase::NumberSource, &[("n", &(source + 1).to_string())])
    }

    /// The anchor of an item.
    pub(super) fn anchor(&self, idx: ItemIdx) -> String {
        anchor("item", self.questionnaire.item(idx).link_id.as_str())
    }
}

/// The anchor of a source.
pub(super) fn source_anchor(id: &str) -> String {
    anchor("source", id)
}

/// A name that is safe in an address and unique for every id.
fn anchor(kind: &str, id: &str) -> String {
    let mut anchor = format!("{kind}-");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            anchor.push(byte.into());
        } else {
            anchor.push_str(&format!("_{byte:02x}"));
        }
    }
    anchor
}

/// The strength of a finding, in the words of the result.
pub(super) fn strength(axis: &Axis) -> Word {
    match axis {
        Axis::Safety(level) => Word::of_safety(Some(*level)).0,
        Axis::Fit(fit, _) => Word::of_fit(Some(*fit)).0,
    }
}

/// The purpose of a group.
pub(super) fn part(questionnaire: &Questionnaire, idx: ItemIdx) -> Option<Part> {
    match &questionnaire.item(idx).kind {
        Kind::Group(group) => Some(group.part),
        _ => None,
    }
}

/// The items without a parent.
pub(super) fn roots(questionnaire: &Questionnaire) -> impl Iterator<Item = ItemIdx> + '_ {
    questionnaire.indices().filter(|idx| questionnaire.item(*idx).parent.is_none())
}

fn sections(questionnaire: &Questionnaire) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for root in roots(questionnaire) {
        let group = match part(questionnaire, root) {
            Some(Part::Section) => Some(root),
            Some(Part::Learn | Part::Results) => continue,
            None => None,
        };
        let first = if group.is_some() { root.0 + 1 } else { root.0 };
        let items: Vec<ItemIdx> = questionnaire
            .indices()
            .filter(|idx| idx.0 >= first && questionnaire.root(*idx) == root)
            .collect();
        let questions: Vec<ItemIdx> =
            items.iter().copied().filter(|idx| questionnaire.question(*idx).is_some()).collect();
        match sections.last_mut() {
            // Consecutive questions without a group form one section.
            Some(last) if group.is_none() && last.group.is_none() => {
                last.items.extend(items);
                last.questions.extend(questions);
            }
            _ => sections.push(Section { group, items, questions }),
        }
    }
    sections
}

fn findings(questionnaire: &Questionnaire) -> Vec<ItemIdx> {
    let of = |place: Place| {
        questionnaire
            .indices()
            .filter(move |idx| questionnaire.finding(*idx).is_some_and(|it| Place::of(it) == place))
    };
    Place::ALL.into_iter().flat_map(of).collect()
}
