//! The findings in prose, and their index by level.

use check::words::Word;
use engine::assessment::Group;
use engine::model::{Axis, Basis, Behavior, Computed, Finding, Help, ItemIdx, finding_id};

use super::book::{Book, strength};
use super::document::{Block, Inline, Prose, Table, TableKind};
use super::phrases::{Conjunction, Phrase};
use super::prose::Style;

/// The most clauses in one sentence; more are written as a list.
const MAX_CLAUSES_IN_SENTENCE: usize = 2;

impl Book<'_> {
    /// The part of the document about findings.
    pub(super) fn findings(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, Phrase::FindingsTitle, "findings")];
        blocks.push(Block::Paragraph(self.text(Phrase::FindingsLead)));
        for (group, findings) in self.groups() {
            blocks.push(Block::Heading {
                level: 3,
                anchor: Some(format!("part-{}", group_code(group))),
                text: self.word(Word::of_group(group)).into(),
            });
            for (idx, finding) in findings {
                blocks.push(Block::Together(self.finding_blocks(idx, finding)));
            }
        }
        blocks
    }

    /// The findings by group, without empty groups.
    fn groups(&self) -> Vec<(Group, Vec<(ItemIdx, &Finding)>)> {
        let of = |group: Group| {
            let all = self.findings.iter().filter_map(|idx| Some((*idx, self.questionnaire.finding(*idx)?)));
            (group, all.filter(|(_, finding)| Group::of(finding) == group).collect::<Vec<_>>())
        };
        Group::ALL.into_iter().map(of).filter(|(_, findings)| !findings.is_empty()).collect()
    }

    fn finding_blocks(&self, idx: ItemIdx, finding: &Finding) -> Vec<Block> {
        let item = self.questionnaire.item(idx);
        let title = [("number", self.number(idx).into()), ("title", item.text.as_str().into())];
        let mut blocks = vec![Block::Heading {
            level: 4,
            anchor: Some(self.anchor(idx)),
            text: self.phrases.fill(Phrase::Titled, &title),
        }];
        let id = finding_id(&item.link_id);
        let values = [
            ("strength", Prose::from(Inline::Strong(self.word(strength(&finding.axis)).into()))),
            ("code", Inline::Code(code(&finding.axis).into()).into()),
            ("id", Inline::Code(id.into()).into()),
        ];
        blocks.push(Block::Paragraph(self.phrases.fill(Phrase::FindingMeta, &values)));
        blocks.extend(self.finding_condition(idx, finding));
        let mut said = vec![Block::Paragraph(finding.explanation.as_str().into())];
        if let Some(ask) = &finding.ask {
            let label = Inline::Strong(self.word(Word::ResultAsk).into());
            said.push(Block::Paragraph(self.labelled(label.into(), ask.as_str().into())));
        }
        blocks.push(Block::Quote(said));
        let mut facts = Vec::new();
        let chain = self.prerequisites(idx);
        if !chain.is_empty() {
            facts.push((self.text(Phrase::LabelChain), Prose::joined(chain, &" ".into())));
        }
        if let Axis::Fit(_, approvals) = &finding.axis
            && !approvals.is_empty()
        {
            facts.push((self.word(Word::ResultApproval).into(), self.approvals(approvals)));
        }
        if !finding.basis.is_empty() {
            facts.push((self.text(Phrase::LabelBasis), self.basis(&finding.basis)));
        }
        if let Some(help) = finding.help {
            facts.push((self.text(Phrase::LabelHelp), self.text(help_name(help))));
        }
        let siblings = self.questionnaire.siblings(idx);
        if !siblings.is_empty() {
            let links = siblings.iter().map(|sibling| self.named(*sibling)).collect();
            facts.push((self.text(Phrase::LabelStandsFor), self.phrases.list(Conjunction::And, links)));
        }
        if finding.adults_only {
            facts.push((self.text(Phrase::LabelAdults), self.text(Phrase::AdultsOnly)));
        }
        if !finding.sources.is_empty() {
            facts.push((self.word(Word::ResultSources).into(), self.cites(&finding.sources)));
        }
        blocks.push(Block::Facts(facts));
        blocks
    }

    /// The basis of a level.
    pub(super) fn basis(&self, basis: &[Basis]) -> Prose {
        let each = basis.iter().map(|basis| {
            self.text(match basis {
                Basis::Label => Phrase::BasisLabel,
                Basis::ForeignLabel => Phrase::BasisForeignLabel,
                Basis::Guideline => Phrase::BasisGuideline,
                Basis::TrialExclusion => Phrase::BasisTrialExclusion,
                Basis::Practice => Phrase::BasisPractice,
            })
        });
        Prose::joined(each.collect(), &self.text(Phrase::ListBetween))
    }

    /// The groups around a finding whose conditions must also be true.
    pub(super) fn groups_around_finding(&self, idx: ItemIdx) -> Vec<ItemIdx> {
        let parent = |at: &ItemIdx| self.questionnaire.item(*at).parent;
        let around = std::iter::successors(Some(idx), parent).skip(1);
        let is_finding = self.questionnaire.finding(idx).is_some();
        around.filter(|at| is_finding && !self.questionnaire.item(*at).enable.when.is_empty()).collect()
    }

    /// The condition of the finding.
    fn finding_condition(&self, idx: ItemIdx, finding: &Finding) -> Vec<Block> {
        let within = self.groups_around_finding(idx).into_iter().filter_map(|group| {
            let condition = self.condition(&self.questionnaire.item(group).enable, Style::Full)?;
            Some(Block::Paragraph(self.phrases.fill(Phrase::FindingWithin, &[("condition", condition)])))
        });
        within.chain(self.when_itself(idx, finding)).collect()
    }

    fn when_itself(&self, idx: ItemIdx, finding: &Finding) -> Vec<Block> {
        let enable = &self.questionnaire.item(idx).enable;
        let clauses = self.clauses(enable, Style::Full);
        match (finding.computed, clauses.len()) {
            (Some(Computed::Unanswered), _) => vec![Block::Paragraph(self.when_unanswered())],
            (None, 0) => vec![Block::Paragraph(self.text(Phrase::FindingAlways))],
            (None, count) if count > MAX_CLAUSES_IN_SENTENCE => {
                let phrase = match enable.behavior {
                    Behavior::Any | Behavior::Never => Phrase::FindingAny,
                    Behavior::All => Phrase::FindingAll,
                };
                vec![
                    Block::Paragraph(self.text(phrase)),
                    Block::List(clauses),
                    Block::Paragraph(self.text(Phrase::FindingSays)),
                ]
            }
            (None, _) => {
                let condition = self.condition(enable, Style::Full).unwrap_or_default();
                vec![Block::Paragraph(self.phrases.fill(Phrase::FindingWhen, &[("condition", condition)]))]
            }
        }
    }

    /// The computed finding in prose, with the questions that do not matter for it.
    fn when_unanswered(&self) -> Prose {
        let questions = self.sections.iter().flat_map(|section| section.questions.iter().copied());
        let optional =
            |idx: &ItemIdx| self.questionnaire.question(*idx).is_some_and(|question| !question.required);
        let optional: Vec<ItemIdx> = questions.filter(optional).collect();
        if optional.is_empty() {
            return self.text(Phrase::FindingUnansweredAny);
        }
        self.phrases.fill(Phrase::FindingUnanswered, &[("items", self.several(&optional))])
    }

    /// A label and what it labels, in one paragraph.
    pub(super) fn labelled(&self, label: Prose, text: Prose) -> Prose {
        self.phrases.fill(Phrase::Labelled, &[("label", label), ("text", text)])
    }

    /// All findings by level, with space for a note on each.
    pub(super) fn index(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading(2, Phrase::IndexTitle, "index")];
        blocks.push(Block::Paragraph(self.text(Phrase::IndexLead)));
        for (group, findings) in self.groups() {
            let values = [
                ("title", self.word(Word::of_group(group)).into()),
                ("count", findings.len().to_string().into()),
            ];
            let text = self.phrases.fill(Phrase::IndexGroup, &values);
            blocks.push(Block::Heading { level: 3, anchor: None, text });
            let fits = group == Group::Reason;
            let mut head = vec![self.text(Phrase::ColumnNumber), self.text(Phrase::ColumnFinding)];
            if fits {
                head.push(self.text(Phrase::ColumnFit));
            }
            head.push(self.text(Phrase::ColumnNote));
            let rows = findings.into_iter().map(|(idx, finding)| {
                let item = self.questionnaire.item(idx);
                let id = Inline::Code(finding_id(&item.link_id).into());
                let mut row =
                    vec![self.link(idx), Prose::from(item.text.as_str()).then(Inline::Break).then(id)];
                if fits {
                    row.push(self.word(strength(&finding.axis)).into());
                }
                row.push("☐".into());
                row
            });
            blocks.push(Block::Table(Table { kind: TableKind::Write, head, rows: rows.collect() }));
        }
        blocks
    }
}

/// The name of a kind of help.
pub(super) fn help_name(help: Help) -> Phrase {
    match help {
        Help::Crisis => Phrase::HelpCrisis,
        Help::Emergency => Phrase::HelpEmergency,
    }
}

fn code(axis: &Axis) -> &'static str {
    match axis {
        Axis::Safety(level) => level.code(),
        Axis::Fit(fit, _) => fit.code(),
    }
}

fn group_code(group: Group) -> &'static str {
    match group {
        Group::Safety(level) => level.code(),
        Group::Reason => "reason",
    }
}
