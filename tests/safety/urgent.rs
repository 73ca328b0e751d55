//! Urgent findings are never hidden: they come first on the page, and first in the brief. Answers about suicide and safety
//! have an effect on the page and nowhere else.

use check::brief::{BriefTexts, Clinic, Visit, chart};
use check::content;
use check::words::{BriefWord, Word, Words};
use engine::answers::Answers;
use engine::assessment::{Assessment, Group, assess};
use engine::effective::PersistableAnswers;
use engine::form::Form;
use engine::model::{Help, Level};
use paper::{Block, Document, Page};
use proptest::prelude::*;

use crate::check::{Check, Kind};
use crate::label::give;
use crate::respond::{harmless, try_responses};

/// Each way to an urgent finding: the finding, and the answers that lead to it, the deciding one last.
const WAYS: [(&str, &[(&str, &str)]); 7] = [
    ("crisis-support", &[("safety", "now")]),
    ("crisis-support", &[("safety", "not-sure")]),
    ("recent-attempt", &[("attempt", "past-3-months")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-systolic", "180"), ("bp-symptoms", "yes")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-systolic", "300"), ("bp-symptoms", "not-sure")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-diastolic", "120"), ("bp-symptoms", "yes")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-diastolic", "200"), ("bp-symptoms", "not-sure")]),
];

/// The transient questions, each with all of its answers.
const TRANSIENT: [(&str, &[&str]); 2] = [
    ("safety", &["now", "past-weeks", "no", "not-sure", "prefer-not-to-say"]),
    ("attempt", &["past-3-months", "longer-ago", "never", "not-sure", "prefer-not-to-say"]),
];

/// The findings that the brief never shows, because they depend on a transient question.
const HIDDEN_FINDINGS: [&str; 5] =
    ["crisis-support", "recent-attempt", "support-lines", "past-attempt", "recent-thoughts"];

/// Answers after which the result shows crisis help first.
const IN_A_CRISIS: [(&str, &str); 6] = [
    ("safety", "now"),
    ("safety", "past-weeks"),
    ("safety", "not-sure"),
    ("safety", "prefer-not-to-say"),
    ("attempt", "past-3-months"),
    ("attempt", "prefer-not-to-say"),
];

#[test]
fn ways_list_every_path_to_an_urgent_finding() {
    let check = Check::new();
    let questionnaire = &check.form.questionnaire;
    let urgent = questionnaire.indices().filter(|idx| {
        let finding = questionnaire.finding(*idx);
        finding.is_some_and(|finding| Group::of(finding) == Group::Safety(Level::Urgent))
    });
    let conditions: usize = urgent.map(|idx| questionnaire.item(idx).enable.when.len()).sum();
    let deciding: std::collections::BTreeSet<_> = WAYS.iter().map(|(_, answers)| answers.last()).collect();
    assert_eq!(deciding.len(), conditions);
}

#[test]
fn urgent_findings_are_always_enabled_and_shown_first() {
    let check = Check::new();
    try_responses(&check, |response| {
        for (finding, way) in WAYS {
            let mut answers = response.answers(&check);
            way.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
            let assessment = check.assess(&answers);
            let (deciding, _) = way[way.len() - 1];
            let counts = check.asks(&answers, check.question(deciding));
            // It is disabled only under 18.
            prop_assert!(counts || check.finds(&assessment, "under-18"), "{deciding} is not asked");
            prop_assert_eq!(check.finds(&assessment, finding), counts, "{}", finding);
            if !counts {
                continue;
            }
            prop_assert_eq!(assessment.safety, Some(Level::Urgent));
            let shown = |group: &Group| assessment.group(&check.form, *group).next().is_some();
            let order = Group::in_order(assessment.safety);
            prop_assert_eq!(order.into_iter().find(shown), Some(Group::Safety(Level::Urgent)), "shown first");
            prop_assert_eq!(order.last(), Some(&Group::Reason), "the reason can wait");
            prop_assert!(!assessment.help.is_empty(), "{finding} without help");
        }
        Ok(())
    });
}

#[test]
fn brief_lists_urgent_points_first() {
    let check = Check::new();
    let languages = languages();
    try_responses(&check, |response| {
        for (finding, way) in WAYS {
            let mut answers = response.answers(&check);
            way.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
            let counts = check.finds(&check.assess(&answers), finding) && !HIDDEN_FINDINGS.contains(&finding);
            for language in &languages {
                let brief = language.brief(&answers);
                let urgent = language.texts.words.get(BriefWord::LevelUrgent);
                prop_assert!(!counts || leads(&brief.pages[0]).first() == Some(&urgent), "{finding}");
                prop_assert!(!counts || heads(&brief.pages[1], &language.words).first() == Some(&0));
            }
        }
        Ok(())
    });
}

/// The brief may not depend on the safety question, so every page for the visitor names the help lines.
#[test]
fn visitor_always_takes_the_help_lines_along() {
    let check = Check::new();
    let languages = languages();
    try_responses(&check, |response| {
        for language in &languages {
            let brief = language.brief(&response.answers(&check));
            let own: Vec<&str> = brief.pages[1].blocks.iter().flat_map(Block::texts).collect();
            for number in ["988", "911"] {
                prop_assert!(own.iter().any(|text| text.contains(number)), "{number}: {own:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn result_shows_crisis_help_after_crisis_answers() {
    let check = Check::new();
    try_responses(&check, |response| {
        for (link, given) in IN_A_CRISIS {
            let mut answers = response.answers(&check);
            give(&check, &mut answers, link, given);
            // A minor is not asked, but is shown the same help.
            prop_assert!(check.assess(&answers).help.contains(&Help::Crisis), "{link}: {given}");
        }
        Ok(())
    });
}

#[test]
fn emergency_precedes_crisis_on_the_result() {
    let check = Check::new();
    try_responses(&check, |response| {
        for (_, way) in &WAYS[3..] {
            let mut answers = response.answers(&check);
            way.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
            let help = check.assess(&answers).help;
            let minor = check.finds(&check.assess(&answers), "under-18");
            prop_assert_eq!(help.first(), Some(if minor { &Help::Crisis } else { &Help::Emergency }));
            give(&check, &mut answers, "safety", "past-weeks");
            let expected: &[Help] = if minor { &[Help::Crisis] } else { &[Help::Emergency, Help::Crisis] };
            prop_assert_eq!(&check.assess(&answers).help, expected);
        }
        Ok(())
    });
}

#[test]
fn only_these_findings_depend_on_transient_questions() {
    let check = Check::new();
    let questionnaire = &check.form.questionnaire;
    for idx in questionnaire.indices().filter(|idx| questionnaire.finding(*idx).is_some()) {
        let item = questionnaire.item(idx);
        let is_hidden = HIDDEN_FINDINGS.iter().any(|id| item.link_id.as_str() == format!("finding-{id}"));
        assert_eq!(check.form.logic.is_persistable(idx), !is_hidden, "{}", item.link_id);
    }
    for (link, answers) in TRANSIENT {
        let asked = check.question(link);
        let question = questionnaire.question(asked.idx).expect("it is a question");
        let Kind::Options { options, .. } = &asked.kind else { panic!("{link} has options") };
        assert!(question.transient && options.iter().map(|it| it.code.as_str()).eq(answers.iter().copied()));
    }
}

#[test]
fn brief_does_not_depend_on_answers_about_suicide() {
    let check = Check::new();
    let languages = languages();
    try_responses(&check, |response| {
        let [(safety, at_safety), (attempt, at_attempt)] = TRANSIENT;
        let mut without = response.answers(&check);
        for (link, _) in TRANSIENT {
            without.set(check.question(link).idx, Vec::new());
        }
        for language in &languages {
            let form = &language.form;
            let persistable = PersistableAnswers::new(form, &without);
            let expected = language.brief(&without);
            for id in HIDDEN_FINDINGS {
                let idx = form.questionnaire.find(&format!("finding-{id}")).expect("there is one");
                let headline = form.questionnaire.item(idx).text.as_str();
                prop_assert!(expected.texts().all(|text| !text.contains(headline)), "{id} is in the brief");
            }
            for first in at_safety.iter().map(Some).chain([None]) {
                for second in at_attempt.iter().map(Some).chain([None]) {
                    let mut answers = without.clone();
                    first.iter().for_each(|given| give(&check, &mut answers, safety, given));
                    second.iter().for_each(|given| give(&check, &mut answers, attempt, given));
                    // Everything that leaves the page is made from these; some of it is made here to test it.
                    prop_assert_eq!(
                        &PersistableAnswers::new(form, &answers),
                        &persistable,
                        "{:?} {:?}",
                        first,
                        second
                    );
                    if first.is_none() || second.is_none() {
                        prop_assert_eq!(&language.brief(&answers), &expected, "{:?} {:?}", first, second);
                        prop_assert_eq!(language.chart(&answers), language.chart(&without));
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn brief_has_no_overall_level() {
    let check = Check::new();
    let languages = languages();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for language in &languages {
            let brief = language.brief(&answers);
            let has = |word: &str| brief.texts().any(|text| text.contains(word));
            let headings = Group::ALL.map(|group| language.words.get(Word::of_group(group)));
            for safety in Assessment::SAFETY {
                let (name, meaning) = Word::of_safety(safety);
                prop_assert!(!has(language.words.get(meaning)), "{}", language.words.get(meaning));
                // Two levels have the same name as the heading above their findings.
                let name = language.words.get(name);
                prop_assert!(headings.contains(&name) || !has(name), "{name}");
            }
            for fit in Assessment::FIT {
                prop_assert!(!has(language.words.get(Word::of_fit(fit).1)), "{fit:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn brief_is_urgent_only_with_an_urgent_finding() {
    let check = Check::new();
    let mut answers = harmless(&check);
    for language in languages() {
        let brief = language.brief(&answers);
        assert!(!leads(&brief.pages[0]).contains(&language.texts.words.get(BriefWord::LevelUrgent)));
        assert!(!heads(&brief.pages[1], &language.words).contains(&0));
    }
    WAYS[3].1.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
    for language in languages() {
        let brief = language.brief(&answers);
        assert_eq!(leads(&brief.pages[0]).first(), Some(&language.texts.words.get(BriefWord::LevelUrgent)));
        assert_eq!(heads(&brief.pages[1], &language.words).first(), Some(&0));
    }
}

#[test]
fn own_page_has_headings_only_for_the_levels_that_the_result_shows() {
    let check = Check::new();
    let languages = languages();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for language in &languages {
            let form = &language.form;
            let persistable = PersistableAnswers::new(form, &answers);
            let assessment = assess(form, persistable.effective(form));
            let shown = assessment.shown(form);
            let is_shown = |group: &Group| {
                let findings = shown.iter().filter_map(|it| form.questionnaire.finding(it.active.finding));
                findings.into_iter().any(|finding| Group::of(finding) == *group)
            };
            let expected: Vec<usize> = Group::in_order(assessment.safety)
                .into_iter()
                .filter(is_shown)
                .filter_map(|group| Group::ALL.iter().position(|it| *it == group))
                .collect();
            let brief = language.brief(&answers);
            prop_assert_eq!(heads(&brief.pages[1], &language.words), expected);
        }
        Ok(())
    });
}

/// The check in one language.
struct Language {
    form: Form,
    words: Words,
    texts: BriefTexts,
}

impl Language {
    fn brief(&self, answers: &Answers) -> Document {
        let persistable = PersistableAnswers::new(&self.form, answers);
        let visit = Visit { form: &self.form, persistable: &persistable, day: "2026-11-22" };
        visit.brief(&self.texts, &self.words, &self.texts, &Clinic::default())
    }

    fn chart(&self, answers: &Answers) -> String {
        let persistable = PersistableAnswers::new(&self.form, answers);
        let visit = Visit { form: &self.form, persistable: &persistable, day: "2026-11-22" };
        chart(&visit.for_clinician(&self.texts), &self.texts)
    }
}

fn languages() -> Vec<Language> {
    let language = |tag| {
        let (form, words) = (content::form(tag)?, content::words(tag)?);
        Some(Language { form, words, texts: content::brief_texts(tag)? })
    };
    content::languages().map(|tag| language(tag).expect("it is built in")).collect()
}

/// The beginnings of the points of a page, in order.
fn leads(page: &Page) -> Vec<&str> {
    let blocks = page.blocks.iter();
    let leads = blocks.filter_map(|block| match block {
        Block::Point { lead, .. } => Some(lead.as_str()),
        _ => None,
    });
    leads.collect()
}

/// The groups of findings that a page has headings for, by position in [`Group::ALL`].
fn heads(page: &Page, words: &Words) -> Vec<usize> {
    let blocks = page.blocks.iter();
    let heads = blocks.filter_map(|block| match block {
        Block::Heading(text) => Group::ALL.iter().position(|group| words.get(Word::of_group(*group)) == text),
        _ => None,
    });
    heads.collect()
}
