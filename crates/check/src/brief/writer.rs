//! Writes answers and findings in the words of clinicians.

use engine::assessment::{ActiveFinding, Assessment, Group};
use engine::effective::EffectiveAnswers;
use engine::form::Form;
use engine::labels::{BriefPart, Label};
use engine::model::{AnswerType, Approval, Axis, Basis, Finding, ItemIdx, Level, TextForm, TextType, Value};
use paper::Block;

use super::{BriefTexts, joined};
use crate::format::answer;
use crate::words::BriefWord;

/// The codes of options that say no.
const NO: [&str; 3] = ["none", "no", "never"];
/// The code of the option that declines to answer.
const DECLINED: &str = "prefer-not-to-say";

/// What the visitor said to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// Nothing.
    Skipped,
    /// That no option applies, or a plain no, in the words of the option.
    No(String),
    /// Not to say.
    Declined(String),
    /// Anything else.
    Text(String),
}

impl Said {
    fn text(self) -> Option<String> {
        match self {
            Said::Skipped => None,
            Said::No(text) | Said::Declined(text) | Said::Text(text) => Some(text),
        }
    }
}

/// Writes the answers in the words of clinicians.
pub(super) struct Writer<'a> {
    pub(super) form: &'a Form,
    pub(super) answers: EffectiveAnswers<'a>,
    pub(super) texts: &'a BriefTexts,
}

impl<'a> Writer<'a> {
    fn word(&self, word: BriefWord) -> &'a str {
        self.texts.words.get(word)
    }

    fn label(&self, item: ItemIdx) -> Option<&'a Label> {
        self.texts.labels.of(&self.form.questionnaire.item(item).link_id)
    }

    /// The name of an item.
    fn name(&self, item: ItemIdx) -> String {
        self.label(item).map(|label| label.text.clone()).unwrap_or_default()
    }

    /// The enabled questions of a part, in document order.
    fn questions(&self, part: BriefPart) -> impl Iterator<Item = ItemIdx> {
        self.answers.questions().filter(move |item| self.label(*item).is_some_and(|label| label.part == part))
    }

    pub(super) fn has(&self, part: BriefPart) -> bool {
        self.questions(part).next().is_some()
    }

    /// What was said to a question. With `codes`, only these options count.
    fn said(&self, item: ItemIdx, codes: Option<&str>) -> Said {
        let values = self.answers.of(item);
        let wanted = |value: &&Value| {
            codes.is_none_or(|codes| codes.split(',').any(|code| Some(code) == code_of(value)))
        };
        let values: Vec<&Value> = values.iter().filter(wanted).collect();
        let Some(first) = values.first() else { return Said::Skipped };
        let text = joined(values.iter().map(|value| self.value(item, value)), ", ");
        match (code_of(first), first) {
            (Some(code), _) if NO.contains(&code) => Said::No(text),
            (_, Value::Boolean(false)) => Said::No(text),
            (Some(DECLINED), _) => Said::Declined(text),
            _ => Said::Text(text),
        }
    }

    fn value(&self, item: ItemIdx, value: &Value) -> String {
        let Some(question) = self.form.questionnaire.question(item) else { return value.literal() };
        let option = |place: usize| self.label(item)?.options.get(place).cloned();
        answer(&question.answer, value, [self.word(BriefWord::Yes), self.word(BriefWord::No)], option)
    }

    /// A question with its answer; `None` if it was skipped, or if another line contains its answer.
    fn line(&self, item: ItemIdx) -> Option<(String, String)> {
        // Two numbers that belong together, such as the readings of a blood pressure, stand together.
        for (lower, upper) in &self.form.pairs {
            if let ([below], [above]) = (self.answers.of(*lower), self.answers.of(*upper)) {
                if item == *lower {
                    return None;
                }
                if item == *upper {
                    let name = format!("{}/{}", self.name(*upper), self.name(*lower));
                    return Some((name, format!("{}/{}", above.literal(), self.value(*lower, below))));
                }
            }
        }
        Some((self.name(item), self.said(item, None).text()?))
    }

    /// Each answer of a part in a paragraph of its own.
    pub(super) fn pairs(&self, part: BriefPart) -> Vec<Block> {
        let lines = self.questions(part).filter_map(|item| self.line(item));
        lines.map(|(label, text)| Block::Pair { label, text }).collect()
    }

    /// All answers of a part in one paragraph; what was typed freely stands alone. By section in the part `Systems`, where
    /// only positive answers are listed.
    pub(super) fn part(&self, part: BriefPart, title: String, assessment: &Assessment) -> Vec<Block> {
        let questionnaire = &self.form.questionnaire;
        let mut blocks: Vec<(Option<ItemIdx>, Block)> = Vec::new();
        let mut typed = Vec::new();
        for item in self.questions(part) {
            let is_long = matches!(
                questionnaire.question(item).map(|question| &question.answer),
                Some(AnswerType::Text(TextType { form: TextForm::Lines, .. }))
            );
            let is_positive = match self.said(item, None) {
                Said::No(_) => part != BriefPart::Systems && part != BriefPart::Substances,
                Said::Declined(_) | Said::Skipped => false,
                Said::Text(_) => true,
            };
            let Some((label, answer)) = self.line(item).filter(|_| is_positive) else { continue };
            if is_long {
                typed.push(Block::Pair { label, text: answer });
                continue;
            }
            let section =
                (part == BriefPart::Systems).then(|| questionnaire.root(item)).filter(|it| *it != item);
            let line = if label == title { answer } else { format!("{label}: {answer}") };
            match blocks.last_mut() {
                Some((last, Block::Pair { text, .. })) if *last == section => {
                    text.push_str("; ");
                    text.push_str(&line);
                }
                _ => {
                    let label = section.map_or_else(|| title.clone(), |section| self.name(section));
                    blocks.push((section, Block::Pair { label, text: line }));
                }
            }
        }
        let mut blocks: Vec<Block> = blocks.into_iter().map(|(_, block)| block).collect();
        if part == BriefPart::Reasons {
            blocks.extend(self.evidence(assessment));
        }
        blocks.extend(typed);
        blocks
    }

    /// How well each reason is studied, and whether the use is approved.
    fn evidence(&self, assessment: &Assessment) -> Option<Block> {
        let lines = assessment.group(self.form, Group::Reason).filter_map(|(active, finding)| {
            let Axis::Fit(_, approvals) = &finding.axis else { return None };
            let approvals = approvals.iter().map(|approval| self.word(approval_word(*approval)));
            let approval = joined(approvals, "; ");
            let text = self.finding(active);
            Some(if approval.is_empty() { text } else { format!("{text} ({approval})") })
        });
        let text = joined(lines, "; ");
        (!text.is_empty()).then(|| Block::Pair { label: self.word(BriefWord::Evidence).into(), text })
    }

    /// One line for each finding on the safety axis, the gravest first: its level, the answers and what it rests on.
    pub(super) fn points(&self, assessment: &Assessment) -> Vec<Block> {
        let safety = Assessment::SAFETY.into_iter().flatten();
        // A milder finding may say the same, such as one reading of a blood pressure above two limits.
        let mut said: Vec<String> = Vec::new();
        let mut points = Vec::new();
        for level in safety {
            for (active, finding) in assessment.group(self.form, Group::Safety(level)) {
                let text = self.finding(active);
                if said.contains(&text) {
                    continue;
                }
                let lead = self.word(level_word(level)).into();
                points.push(Block::Point { lead, text: format!("{text}{}", self.basis(finding)) });
                said.push(text);
            }
        }
        points
    }

    fn basis(&self, finding: &Finding) -> String {
        let words = finding.basis.iter().map(|basis| self.word(basis_word(*basis)));
        let text = joined(words, ", ");
        if text.is_empty() { text } else { format!(" ({text})") }
    }

    /// A finding with the answers that enable it. A brief text says where they stand; else they follow the headline.
    fn finding(&self, active: &ActiveFinding) -> String {
        let Some(label) = self.label(active.finding) else { return String::new() };
        let filled = if label.is_brief { capitalized(&self.fill(&label.text)) } else { String::new() };
        if !filled.is_empty() {
            return filled;
        }
        let reasons = active.reasons.iter().map(|reason| {
            let answers = reason.answers.iter().map(|answer| self.value(reason.question, answer));
            let skipped = reason.answers.is_empty().then(|| self.word(BriefWord::SkippedAnswer).to_owned());
            format!("{} {}", self.name(reason.question), joined(answers.chain(skipped), ", "))
        });
        joined(std::iter::once(label.text.clone()).chain(reasons), "; ")
    }

    /// Fills `{linkId}` with the answers of a question, and `{linkId:code,code}` with those of its answers that have these
    /// codes. A clause about a question that was not asked is left out, with the comma or semicolon before it.
    fn fill(&self, template: &str) -> String {
        let mut text = String::new();
        let mut between = String::new();
        let mut clause = String::new();
        let mut letters = template.chars().peekable();
        while let Some(letter) = letters.next() {
            let ends = matches!(letter, ',' | ';') && letters.peek() == Some(&' ');
            if !ends {
                clause.push(letter);
            }
            if ends || letters.peek().is_none() {
                if let Some(filled) = self.fill_clause(&clause) {
                    if !text.is_empty() {
                        text.push_str(&between);
                    }
                    text.push_str(&filled);
                }
                clause.clear();
                between.clear();
                between.push(letter);
            }
        }
        text
    }

    fn fill_clause(&self, clause: &str) -> Option<String> {
        let mut parts = clause.split('{');
        let mut text = parts.next()?.to_owned();
        for part in parts {
            let (place, rest) = part.split_once('}')?;
            let (link_id, codes) =
                place.split_once(':').map_or((place, None), |(name, codes)| (name, Some(codes)));
            let item = self.form.questionnaire.find(link_id)?;
            if !self.answers.asks(item) {
                return None;
            }
            match self.said(item, codes).text() {
                // The text around it names the unit.
                Some(_) if matches!(self.answers.of(item), [Value::Integer(_) | Value::Decimal(_)]) => {
                    text.extend(self.answers.of(item).iter().map(Value::literal));
                }
                Some(answer) => text.push_str(&answer),
                None if codes.is_some() => return None,
                None => text.push_str(self.word(BriefWord::SkippedAnswer)),
            }
            text.push_str(rest);
        }
        Some(text)
    }

    /// One line each with all that was answered with no, declined and skipped.
    pub(super) fn negatives(&self) -> Vec<Block> {
        let [mut no, mut declined, mut skipped] = [const { Vec::new() }; 3];
        for item in self.answers.questions() {
            let Some(label) = self.label(item) else { continue };
            let question = self.form.questionnaire.question(item);
            let is_typed = question.is_some_and(|it| matches!(it.answer, AnswerType::Text(_)));
            match self.said(item, None) {
                Said::No(_) if matches!(label.part, BriefPart::Systems | BriefPart::Substances) => {
                    no.push(label.text.as_str());
                }
                // Declined at the top of the page already.
                Said::Declined(_) if label.part != BriefPart::Head => declined.push(label.text.as_str()),
                // Free text is offered, not asked for.
                Said::Skipped if !is_typed => skipped.push(label.text.as_str()),
                _ => {}
            }
        }
        let lines =
            [(BriefWord::MarkedNo, no), (BriefWord::Declined, declined), (BriefWord::Skipped, skipped)];
        let lines = lines.into_iter().filter(|(_, names)| !names.is_empty());
        lines
            .map(|(title, names)| Block::Pair { label: self.word(title).into(), text: joined(names, ", ") })
            .collect()
    }
}

/// The text with its first letter as a capital: it begins a line.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The code of a coded answer.
fn code_of(value: &Value) -> Option<&str> {
    match value {
        Value::Coding(coding) => Some(&coding.code),
        _ => None,
    }
}

fn level_word(level: Level) -> BriefWord {
    match level {
        Level::Urgent => BriefWord::LevelUrgent,
        Level::Label => BriefWord::LevelLabel,
        Level::NotNow => BriefWord::LevelNotNow,
        Level::Review => BriefWord::LevelReview,
        Level::Plan => BriefWord::LevelPlan,
    }
}

fn basis_word(basis: Basis) -> BriefWord {
    match basis {
        Basis::Label => BriefWord::BasisLabel,
        Basis::ForeignLabel => BriefWord::BasisForeignLabel,
        Basis::Guideline => BriefWord::BasisGuideline,
        Basis::TrialExclusion => BriefWord::BasisTrialExclusion,
        Basis::Practice => BriefWord::BasisPractice,
    }
}

fn approval_word(approval: Approval) -> BriefWord {
    match approval {
        Approval::FdaApproved => BriefWord::ApprovalFdaApproved,
        Approval::OffLabelStudied => BriefWord::ApprovalOffLabelStudied,
        Approval::OffLabelEarly => BriefWord::ApprovalOffLabelEarly,
    }
}
