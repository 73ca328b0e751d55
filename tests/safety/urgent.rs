//! Urgent findings are never hidden: they come first on the page, and before the fit in the summary. Answers about
//! suicide and safety have an effect on the page and nowhere else.

use check::content;
use check::summary::{Clinic, Day, Summary};
use check::words::{Word, Words};
use engine::answers::Answers;
use engine::assessment::{Assessment, Group};
use engine::effective::PersistableAnswers;
use engine::model::{Help, Level};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

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

/// The findings that the summary never shows, because they depend on a transient question.
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
fn summary_shows_urgent_findings_before_the_fit() {
    let check = Check::new();
    let words = languages();
    try_responses(&check, |response| {
        for (finding, way) in WAYS {
            let mut answers = response.answers(&check);
            way.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
            for (form, words) in &words {
                let summary = summary_of(form, words, &answers);
                let fit = summary.parts.iter().position(|part| part.heading == heading(words, Group::Reason));
                let urgent = Group::Safety(Level::Urgent);
                let urgent = summary.parts.iter().position(|part| part.heading == heading(words, urgent));
                let counts =
                    check.finds(&check.assess(&answers), finding) && !HIDDEN_FINDINGS.contains(&finding);
                prop_assert!(!counts || urgent == Some(0), "{finding} should be first in the summary");
                prop_assert!(urgent.is_none() || fit.is_none_or(|fit| Some(fit) > urgent));
                help_lines_come_first(&summary, fit.map(|fit| summary.parts[fit].heading.as_str()))?;
            }
        }
        Ok(())
    });
}

/// The summary may not depend on the safety question, so every summary begins with the help lines.
fn help_lines_come_first(summary: &Summary, fit: Option<&str>) -> TestCaseResult {
    let text = summary.to_text();
    let parts = text.find("\n== ").unwrap_or(text.len());
    for number in ["988", "911"] {
        let help = text.find(number);
        prop_assert!(help.is_some_and(|help| help < parts), "{number} should be above every part");
        let fit = fit.and_then(|fit| text.find(&format!("== {fit} ==")));
        prop_assert!(fit.is_none_or(|fit| help < Some(fit)));
    }
    Ok(())
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
fn summary_does_not_depend_on_answers_about_suicide() {
    let check = Check::new();
    let words = languages();
    try_responses(&check, |response| {
        let [(safety, at_safety), (attempt, at_attempt)] = TRANSIENT;
        let mut without = response.answers(&check);
        for (link, _) in TRANSIENT {
            without.set(check.question(link).idx, Vec::new());
        }
        for (form, words) in &words {
            let persistable = PersistableAnswers::new(form, &without);
            let expected = summary_of(form, words, &without);
            let text = expected.to_text();
            for id in HIDDEN_FINDINGS {
                let idx = form.questionnaire.find(&format!("finding-{id}")).expect("there is one");
                prop_assert!(
                    !text.contains(form.questionnaire.item(idx).text.as_str()),
                    "{id} is in the summary"
                );
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
                        prop_assert_eq!(
                            &summary_of(form, words, &answers),
                            &expected,
                            "{:?} {:?}",
                            first,
                            second
                        );
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn summary_has_no_overall_level() {
    let check = Check::new();
    let words = languages();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for (form, words) in &words {
            let text = summary_of(form, words, &answers).to_text();
            let headings = Group::ALL.map(|group| heading(words, group));
            for safety in Assessment::SAFETY {
                let (name, meaning) = Word::of_safety(safety);
                prop_assert!(!text.contains(words.get(meaning)), "{}", words.get(meaning));
                // Two levels have the same name as the heading above their findings.
                let is_heading = headings.iter().any(|heading| heading == words.get(name));
                prop_assert!(is_heading || !text.contains(words.get(name)), "{}", words.get(name));
            }
            for fit in Assessment::FIT {
                prop_assert!(!text.contains(words.get(Word::of_fit(fit).1)), "{fit:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn summary_is_urgent_only_with_an_urgent_finding() {
    let check = Check::new();
    let mut answers = harmless(&check);
    for (form, words) in languages() {
        let urgent = heading(&words, Group::Safety(Level::Urgent));
        assert!(!summary_of(&form, &words, &answers).to_text().contains(&urgent));
    }
    WAYS[3].1.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
    for (form, words) in languages() {
        let summary = summary_of(&form, &words, &answers);
        assert_eq!(summary.parts[0].heading, heading(&words, Group::Safety(Level::Urgent)));
    }
}

fn languages() -> Vec<(engine::form::Form, Words)> {
    let both = |language| Some((content::form(language)?, content::words(language)?));
    content::languages().map(|language| both(language).expect("it is built in")).collect()
}

fn heading(words: &Words, group: Group) -> String {
    words.get(Word::of_group(group)).to_owned()
}

fn summary_of(form: &engine::form::Form, words: &Words, answers: &Answers) -> Summary {
    let day = Day { iso: "2026-11-22".into(), read: "November 22, 2026".into() };
    Summary::new(form, words, &PersistableAnswers::new(form, answers), &day, &Clinic::default())
}
