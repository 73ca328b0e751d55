//! What is urgent is never hidden: on the page it comes first, and in the summary nothing about the fit stands
//! before it.

use candidate_check::answers::Answers;
use candidate_check::assessment::{Action, Group};
use candidate_check::content;
use candidate_check::effective::LastingAnswers;
use candidate_check::handoff::{Clinic, Day, Summary};
use candidate_check::questionnaire::Level;
use candidate_check::words::{Word, Words};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::check::{Check, Kind};
use crate::label::give;
use crate::respond::{harmless, try_responses};

/// Each way to an urgent finding: the finding, and the answers that lead to it, the deciding one last.
const WAYS: [(&str, &[(&str, &str)]); 7] = [
    ("crisis-support", &[("safety", "now")]),
    ("crisis-support", &[("safety", "not-sure")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-systolic", "180"), ("bp-symptoms", "yes")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-systolic", "300"), ("bp-symptoms", "not-sure")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-diastolic", "120"), ("bp-symptoms", "yes")]),
    ("bp-emergency", &[("bp-known", "yes"), ("bp-diastolic", "200"), ("bp-symptoms", "not-sure")]),
    ("recent-attempt", &[("attempt", "past-3-months")]),
];

/// The urgent findings that the summary never shows, because their questions leave no trace.
const UNTRACED: [(&str, &str); 2] = [("crisis-support", "safety"), ("recent-attempt", "attempt")];

#[test]
fn these_are_all_ways_to_something_urgent() {
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
fn what_is_urgent_is_always_found_and_always_comes_first() {
    let check = Check::new();
    try_responses(&check, |response| {
        for (finding, way) in WAYS {
            let mut answers = response.answers(&check);
            way.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
            let assessment = check.weigh(&answers);
            let (deciding, _) = way[way.len() - 1];
            let counts = check.asks(&answers, check.question(deciding));
            // Only under 18 is it not asked.
            prop_assert!(counts || check.finds(&assessment, "under-18"), "{deciding} is not asked");
            prop_assert_eq!(check.finds(&assessment, finding), counts, "{}", finding);
            if !counts {
                continue;
            }
            prop_assert_eq!(assessment.safety, Some(Level::Urgent));
            let shown = |group: &Group| assessment.group(&check.form, *group).next().is_some();
            let first = Group::ALL.into_iter().find(shown);
            prop_assert_eq!(first, Some(Group::Safety(Level::Urgent)), "what is shown first");
            prop_assert!(!assessment.help.is_empty(), "{finding} should say where there is help");
            let actions = assessment.actions(true, true);
            prop_assert!(!actions.filled && !actions.booking_below && !actions.first.contains(&Action::Book));
        }
        Ok(())
    });
}

#[test]
fn in_the_summary_nothing_about_the_fit_stands_before_what_is_urgent() {
    let check = Check::new();
    let words = languages();
    try_responses(&check, |response| {
        for (finding, way) in WAYS {
            let mut answers = response.answers(&check);
            way.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
            for (form, words) in &words {
                let summary = sum_up(form, words, &answers);
                let fit = summary.parts.iter().position(|part| part.heading == heading(words, Group::Reason));
                let urgent = Group::Safety(Level::Urgent);
                let urgent = summary.parts.iter().position(|part| part.heading == heading(words, urgent));
                let counts = check.finds(&check.weigh(&answers), finding)
                    && UNTRACED.iter().all(|(untraced, _)| *untraced != finding);
                prop_assert!(!counts || urgent == Some(0), "{finding} should stand first in the summary");
                prop_assert!(urgent.is_none() || fit.is_none_or(|fit| Some(fit) > urgent));
                help_lines_come_first(&summary, fit.map(|fit| summary.parts[fit].heading.as_str()))?;
            }
        }
        Ok(())
    });
}

/// What the safety question may not say, every summary says to everyone: where to find help, above all else.
fn help_lines_come_first(summary: &Summary, fit: Option<&str>) -> TestCaseResult {
    let text = summary.to_text();
    let parts = text.find("\n== ").unwrap_or(text.len());
    for number in ["988", "911"] {
        let help = text.find(number);
        prop_assert!(help.is_some_and(|help| help < parts), "{number} should stand above every part");
        let fit = fit.and_then(|fit| text.find(&format!("== {fit} ==")));
        prop_assert!(fit.is_none_or(|fit| help < Some(fit)));
    }
    Ok(())
}

#[test]
fn the_summary_is_the_same_whatever_was_said_about_safety() {
    let check = Check::new();
    let words = languages();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for (finding, link) in UNTRACED {
            let asked = check.question(link);
            let Kind::Options { options, .. } = &asked.kind else { panic!("{link} has options") };
            for (form, words) in &words {
                let idx = form.questionnaire.find(&format!("finding-{finding}")).expect("there is one");
                let headline = &form.questionnaire.item(idx).text;
                let mut without = answers.clone();
                without.set(asked.idx, Vec::new());
                let expected = sum_up(form, words, &without);
                prop_assert!(!expected.to_text().contains(headline.as_str()));
                for option in options {
                    let mut answers = answers.clone();
                    give(&check, &mut answers, link, &option.code);
                    prop_assert_eq!(&sum_up(form, words, &answers), &expected, "{}", option.code);
                }
            }
        }
        Ok(())
    });
}

#[test]
fn a_summary_with_something_urgent_can_be_told_from_one_without() {
    let check = Check::new();
    let mut answers = harmless(&check);
    for (form, words) in languages() {
        let urgent = heading(&words, Group::Safety(Level::Urgent));
        assert!(!sum_up(&form, &words, &answers).to_text().contains(&urgent));
    }
    WAYS[2].1.iter().for_each(|(link, given)| give(&check, &mut answers, link, given));
    for (form, words) in languages() {
        let summary = sum_up(&form, &words, &answers);
        assert_eq!(summary.parts[0].heading, heading(&words, Group::Safety(Level::Urgent)));
    }
}

fn languages() -> Vec<(candidate_check::form::Form, Words)> {
    let both = |language| Some((content::form(language)?, content::words(language)?));
    content::languages().map(|language| both(language).expect("it is built in")).collect()
}

fn heading(words: &Words, group: Group) -> String {
    words.get(Word::of_group(group)).to_owned()
}

fn sum_up(form: &candidate_check::form::Form, words: &Words, answers: &Answers) -> Summary {
    let day = Day { read: "November 22, 2026".into(), iso: "2026-11-22".into() };
    Summary::new(form, words, &LastingAnswers::new(form, answers), &day, &Clinic::default())
}
