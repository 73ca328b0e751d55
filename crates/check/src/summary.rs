//! The summary that a visitor takes to a clinician, as data and as plain text.
//! It is built from persistable answers only, so it never contains an answer that is asked in private.

use engine::assessment::{ActiveFinding, Assessment, Group, assess};
use engine::effective::{EffectiveAnswers, PersistableAnswers};
use engine::form::Form;
use engine::model::{Cite, Finding, ItemIdx, Private, Questionnaire};

use crate::format;
use crate::words::{Word, Words};

/// A summary of answers and findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The first sentences: it is self-reported, and which answers it leaves out.
    pub first: String,
    /// Its title.
    pub title: String,
    /// Its purpose, its date and its limits.
    pub notes: Vec<String>,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Such as 2026-11-22.
    pub iso: String,
    /// In the format of the visitor's language.
    pub read: String,
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

/// A part of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// A question with its answer, or a finding with its details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The question, or the headline.
    pub title: String,
    /// The lines below the title.
    pub lines: Vec<String>,
}

impl Summary {
    /// Summarises the answers that may be shared, on a day. It lists findings, never an overall level: a level that includes
    /// answers asked in private would reveal them, and a level without them would reassure falsely.
    #[must_use]
    pub fn new(
        form: &Form,
        words: &Words,
        persistable: &PersistableAnswers,
        day: &Day,
        clinic: &Clinic,
    ) -> Summary {
        let answers = persistable.effective(form);
        let questionnaire = &form.questionnaire;
        let assessment = assess(form, answers);
        let mut parts = findings(form, words, &assessment);
        parts.push(questions(words));
        parts.extend(sections(answers, words));
        parts.push(contact(words, clinic));
        parts.push(sources(form, words, &assessment));
        parts.retain(|part| !part.entries.is_empty());
        let private = match questionnaire.private {
            Private::Safety => Some(Word::SummaryPrivate),
            Private::Some => Some(Word::SummarySomePrivate),
            Private::None => None,
        };
        let first = std::iter::once(Word::SummaryFirst).chain(private).map(|word| words.get(word));
        let title = match questionnaire.title.as_str() {
            "" => words.get(Word::SummaryTitle),
            title => title,
        };
        let version = words.fill(Word::SummaryVersion, &[("version", &questionnaire.version)]);
        let notes = [
            Some(words.get(Word::SummaryFor).into()),
            Some(words.fill(Word::SummaryDate, &[("date", &day.read)])),
            (!questionnaire.version.is_empty()).then_some(version),
            questionnaire.due(&day.iso).map(|due| words.fill(Word::ResultDue, &[("date", due)])),
            Some(words.get(Word::SummaryNote).into()),
        ];
        Summary {
            first: sentences(first),
            title: title.into(),
            notes: notes.into_iter().flatten().collect(),
            parts,
        }
    }

    /// The summary as plain text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n\n{}", self.first, self.title);
        for note in &self.notes {
            text.push('\n');
            text.push_str(note);
        }
        for part in &self.parts {
            text.push_str("\n\n== ");
            text.push_str(&part.heading);
            text.push_str(" ==");
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

/// Joins sentences. Written by hand, because `join` makes the widget 400 bytes larger.
pub fn sentences<'a>(each: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for sentence in each {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(sentence);
    }
    text
}

/// The findings, one part for each level.
fn findings(form: &Form, words: &Words, assessment: &Assessment) -> Vec<Part> {
    let part = |group: Group| {
        let entries = assessment.group(form, group).map(|(active, finding)| Entry {
            title: form.questionnaire.item(active.finding).text.clone(),
            lines: finding_lines(form, words, active, finding),
        });
        Part { heading: words.get(Word::of_group(group)).into(), entries: entries.collect() }
    };
    Group::ALL.into_iter().map(part).collect()
}

fn finding_lines(form: &Form, words: &Words, active: &ActiveFinding, finding: &Finding) -> Vec<String> {
    let questionnaire = &form.questionnaire;
    let mut lines = Vec::new();
    let said: Vec<String> = active
        .reasons
        .iter()
        .filter(|reason| !reason.answers.is_empty())
        .map(|reason| {
            let answers = format::answers(questionnaire, words, reason.question, &reason.answers);
            format!("{} {answers}", questionnaire.item(reason.question).text)
        })
        .collect();
    if !said.is_empty() {
        lines.push(format!("{} {}", words.get(Word::ResultYouSaid), said.join("; ")));
    }
    lines.extend(finding.ask.clone());
    let sources: Vec<String> = finding.sources.iter().map(|cite| source(questionnaire, cite)).collect();
    if !sources.is_empty() {
        lines.push(format!("{}: {}", words.get(Word::ResultSources), sources.join("; ")));
    }
    lines
}

/// A source by its short name, with the place in it.
fn source(questionnaire: &Questionnaire, cite: &Cite) -> String {
    let name = &questionnaire.sources[cite.source].name;
    match &cite.detail {
        Some(detail) => format!("{name}, {detail}"),
        None => name.clone(),
    }
}

/// The sources that the findings name, in full.
fn sources(form: &Form, words: &Words, assessment: &Assessment) -> Part {
    let active = assessment.findings.iter();
    let findings = active.filter_map(|active| form.questionnaire.finding(active.finding));
    let named: Vec<usize> = findings.flat_map(|finding| &finding.sources).map(|cite| cite.source).collect();
    let listed = form.questionnaire.sources.iter().enumerate().filter(|(n, _)| named.contains(n));
    let entries = listed.map(|(_, source)| Entry {
        title: source.name.clone(),
        lines: std::iter::once(source.citation.clone()).chain(source.url.clone()).collect(),
    });
    Part { heading: words.get(Word::ResultSources).into(), entries: entries.collect() }
}

/// The contact details of the clinic.
fn contact(words: &Words, clinic: &Clinic) -> Part {
    let name = clinic.name.as_deref().unwrap_or(words.get(Word::ResultClinic));
    let lines = [&clinic.address, &clinic.phone].into_iter().flatten();
    let entries = lines.map(|line| Entry { title: line.clone(), lines: Vec::new() });
    Part { heading: words.fill(Word::ResultContactTitle, &[("clinic", name)]), entries: entries.collect() }
}

/// General questions for a clinic.
fn questions(words: &Words) -> Part {
    let entries = Word::QUESTIONS.map(|word| Entry { title: words.get(word).into(), lines: Vec::new() });
    Part { heading: words.get(Word::ResultQuestionsTitle).into(), entries: entries.into() }
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
            format::answers(questionnaire, words, item, values)
        };
        if let Some((_, part)) = parts.last_mut() {
            part.entries.push(Entry { title: questionnaire.item(item).text.clone(), lines: vec![line] });
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use engine::testing::visits::{MARK, marked_form, random_events, random_visit};
    use engine::testing::{answers, choice, extended, form, group, item, with};
    use serde_json::Value as Json;

    use super::*;
    use crate::content;

    fn day() -> Day {
        Day { iso: "2026-11-22".into(), read: "November 22, 2026".into() }
    }

    fn words() -> Words {
        content::words("en").expect("English is built in")
    }

    fn summary(form: &Form, answers: &engine::answers::Answers) -> Summary {
        Summary::new(form, &words(), &PersistableAnswers::new(form, answers), &day(), &Clinic::default())
    }

    /// Two sections, findings with all possible details, and a transient question.
    fn sample() -> Form {
        let finding = |link_id: &str, when: &[&str]| -> Json {
            let finding = extended(item(link_id, "display", when), "level", "valueCode", "review");
            extended(finding, "explanation", "valueString", "It matters.")
        };
        let findings = [
            extended(finding("finding-sleep", &["sleep = #badly"]), "ask", "valueString", "Ask about sleep."),
            finding("finding-safe", &["safe = #no"]),
            finding("finding-not-safe", &["safe != #no"]),
        ];
        let safe = extended(choice("safe", "yes no", &[]), "transient", "valueBoolean", "true");
        let results = extended(group("results", &[], &findings), "part", "valueCode", "results");
        form(&[
            group("nights", &[], &[choice("sleep", "well badly", &[]), item("dreams", "text", &[])]),
            with(
                group("days", &[], &[safe, item("naps", "boolean", &["sleep = #badly"])]),
                "text",
                "Days".into(),
            ),
            results,
        ])
    }

    #[test]
    fn the_text_lists_findings_and_then_answers_by_section() {
        let form = sample();
        let given = ["sleep #badly", "dreams 'none'", "safe #no"];
        let text = summary(&form, &answers(&form, &given)).to_text();
        let body: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("== ")).collect();
        let words = words();
        let [first, second, third, fourth, fifth, sixth] =
            &Word::QUESTIONS.map(|word| format!("- {}", words.get(word)));
        let expected = [
            "== Look at this with a clinician ==",
            "- finding-sleep",
            "  You told us: sleep badly",
            "  Ask about sleep.",
            "",
            "== Questions to bring ==",
            first,
            second,
            third,
            fourth,
            fifth,
            sixth,
            "",
            "== nights ==",
            "- sleep",
            "  badly",
            "- dreams",
            "  none",
            "",
            "== Days ==",
            "- naps",
            "  not answered",
        ];
        assert_eq!(body, expected);
        let head: Vec<&str> = text.lines().take_while(|line| !line.starts_with("== ")).collect();
        let expected_head = [
            "Self-report, not verified. Some questions are asked in private and never printed: please ask.",
            "",
            "Summary for a visit",
            "For a visit with a clinician, made by the visitor",
            "Made on November 22, 2026, in English",
            "Content version 1",
        ];
        assert_eq!(head[..6], expected_head);
        assert!(text.ends_with('\n'), "{text}");
    }

    #[test]
    fn typed_lines_stay_inside_their_entry() {
        let form = sample();
        let mut answers = answers(&form, &[]);
        let dreams = engine::testing::at(&form, "dreams");
        answers.set(dreams, vec![engine::model::Value::Text("one\n- two\n\nTHREE".into())]);
        let text = summary(&form, &answers).to_text();
        assert!(text.contains("- dreams\n  one\n  - two\n  \n  THREE\n"), "{text}");
    }

    #[test]
    fn summary_omits_transient_answers() {
        let form = sample();
        let [without, yes, no] =
            [&[][..], &["safe #yes"], &["safe #no"]].map(|given| summary(&form, &answers(&form, given)));
        assert_eq!(without, yes);
        assert_eq!(without, no);
        assert!(!without.to_text().contains("safe"), "{}", without.to_text());
    }

    #[test]
    fn summary_of_the_check_omits_transient_answers_on_all_visits() {
        let (form, words) = (marked_form(), words());
        for seed in devkit::chance::seeds(60) {
            let session = random_events(&form, seed, 400);
            let text =
                Summary::new(&form, &words, session.persistable(), &day(), &Clinic::default()).to_text();
            assert!(!text.contains(MARK), "seed {seed}: {text}");
        }
        for seed in devkit::chance::seeds(10) {
            let texts = (0..5).map(|secret| {
                let session = random_visit(&form, seed, secret, 40);
                Summary::new(&form, &words, session.persistable(), &day(), &Clinic::default()).to_text()
            });
            let texts: std::collections::BTreeSet<String> = texts.collect();
            assert_eq!(texts.len(), 1, "seed {seed}: the answer about safety shows");
        }
    }

    #[test]
    fn mark_is_found_on_the_page() {
        let form = marked_form();
        let shows = |seed| {
            let session = random_visit(&form, seed, 0, 40);
            let found = assess(&form, session.effective(&form)).findings;
            found.iter().any(|active| form.questionnaire.item(active.finding).text.contains(MARK))
        };
        assert!((0..10).any(shows), "on the page, where it belongs");
    }
}
