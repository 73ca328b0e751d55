//! What a visitor takes to a clinician: a summary as data, and as plain text.
//! Built from lasting answers only, so the question about safety is never part of it.

use crate::assessment::{Assessment, Holding, assess};
use crate::effective::{EffectiveAnswers, LastingAnswers};
use crate::form::Form;
use crate::questionnaire::{Finding, ItemIdx};
use crate::reading;
use crate::words::{Word, Words};

/// A summary of answers and findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its title.
    pub title: String,
    /// What it is, when it was made, and what it is not.
    pub notes: Vec<String>,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// What it lists.
    pub entries: Vec<Entry>,
}

/// A question with its answer, or a finding with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The question, or the headline.
    pub title: String,
    /// What is said of it.
    pub lines: Vec<String>,
}

impl Summary {
    /// Sums up what may be handed on. `date` is how the day reads in the visitor's language.
    #[must_use]
    pub fn new(form: &Form, words: &Words, lasting: &LastingAnswers, date: &str) -> Summary {
        let answers = lasting.effective(form);
        let assessment = assess(form, answers);
        let mut parts = vec![findings(form, words, &assessment)];
        parts.extend(sections(answers, words));
        Summary {
            title: words.get(Word::SummaryTitle).into(),
            notes: vec![
                words.get(Word::SummaryFor).into(),
                words.fill(Word::SummaryDate, &[("date", date)]),
                words.get(Word::SummaryNote).into(),
            ],
            parts,
        }
    }

    /// The summary as plain text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = self.title.clone();
        for note in &self.notes {
            text.push('\n');
            text.push_str(note);
        }
        for part in &self.parts {
            text.push_str("\n\n");
            text.push_str(&part.heading.to_uppercase());
            for entry in &part.entries {
                text.push_str("\n- ");
                text.push_str(&entry.title);
                for line in &entry.lines {
                    text.push_str("\n  ");
                    text.push_str(&line.replace('\n', "\n  "));
                }
            }
        }
        text.push('\n');
        text
    }
}

fn findings(form: &Form, words: &Words, assessment: &Assessment) -> Part {
    let entries = assessment.findings.iter().filter_map(|holding| {
        let finding = form.questionnaire.finding(holding.finding)?;
        Some(Entry {
            title: form.questionnaire.item(holding.finding).text.clone(),
            lines: finding_lines(form, words, holding, finding),
        })
    });
    Part { heading: words.get(Word::SummaryFindings).into(), entries: entries.collect() }
}

fn finding_lines(form: &Form, words: &Words, holding: &Holding, finding: &Finding) -> Vec<String> {
    let questionnaire = &form.questionnaire;
    let mut lines = Vec::new();
    let said: Vec<String> = holding
        .because
        .iter()
        .filter(|reason| !reason.answers.is_empty())
        .map(|reason| reading::answers(questionnaire, words, reason.question, &reason.answers))
        .collect();
    if !said.is_empty() {
        lines.push(format!("{}: {}", words.get(Word::ResultYouSaid), said.join("; ")));
    }
    lines.extend(finding.ask.clone());
    let sources: Vec<String> =
        finding.sources.iter().map(|cite| questionnaire.sources[cite.source].citation.clone()).collect();
    if !sources.is_empty() {
        lines.push(format!("{}: {}", words.get(Word::ResultSources), sources.join(" · ")));
    }
    lines
}

/// The answers, one part for each section.
fn sections(answers: EffectiveAnswers, words: &Words) -> Vec<Part> {
    let questionnaire = answers.questionnaire();
    let mut parts: Vec<(ItemIdx, Part)> = Vec::new();
    for item in answers.questions() {
        let section = questionnaire.root(item);
        if parts.last().is_none_or(|(last, _)| *last != section) {
            let heading = questionnaire.item(section).text.clone();
            parts.push((section, Part { heading, entries: Vec::new() }));
        }
        let values = answers.of(item);
        let line = if values.is_empty() {
            words.get(Word::SummarySkipped).to_owned()
        } else {
            reading::answers(questionnaire, words, item, values)
        };
        if let Some((_, part)) = parts.last_mut() {
            part.entries.push(Entry { title: questionnaire.item(item).text.clone(), lines: vec![line] });
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}
