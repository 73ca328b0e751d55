//! The texts on the result never contradict the findings.

use std::collections::BTreeSet;

use check::content;
use check::summary::{Clinic, Day, Summary};
use check::words::Word;
use engine::assessment::{Assessment, Group, assess};
use engine::effective::PersistableAnswers;
use engine::model::Axis;
use proptest::prelude::*;

use crate::check::{Check, seriousness};
use crate::respond::try_responses;

#[test]
fn every_axis_value_has_distinct_words_in_every_language() {
    for language in content::languages() {
        let words = content::words(language).expect("it is built in");
        let different = |what: &str, texts: Vec<Word>| {
            let count = texts.len();
            let texts: BTreeSet<&str> = texts.into_iter().map(|word| words.get(word)).collect();
            assert_eq!(texts.len(), count, "{language}: {what}: {texts:?}");
        };
        different("safety", Assessment::SAFETY.map(|safety| Word::of_safety(safety).0).to_vec());
        different("safety, meaning", Assessment::SAFETY.map(|safety| Word::of_safety(safety).1).to_vec());
        different("fit", Assessment::FIT.map(|fit| Word::of_fit(fit).0).to_vec());
        different("fit, meaning", Assessment::FIT.map(|fit| Word::of_fit(fit).1).to_vec());
        different("groups", Group::ALL.map(Word::of_group).to_vec());
    }
}

#[test]
fn each_value_uses_the_text_stored_under_its_code() {
    let texts: serde_json::Value =
        serde_saphyr::from_str(include_str!("../../content/en.yaml")).expect("it is YAML");
    let words = content::words("en").expect("it is built in");
    let check = |axis: &str, code: &str, (word, meaning): (Word, Word)| {
        let id = format!("{axis}-{code}");
        assert_eq!(texts["result"][&id], words.get(word), "{id}");
        assert_eq!(texts["result"][format!("{id}-text")], words.get(meaning), "{id}");
    };
    for safety in Assessment::SAFETY {
        check("safety", safety.map_or("clear", |level| level.code()), Word::of_safety(safety));
    }
    for group in Group::ALL {
        let id = match group {
            Group::Safety(level) => format!("level-{}", level.code()),
            Group::Reason => "level-fit".into(),
        };
        assert_eq!(texts["result"][&id], words.get(Word::of_group(group)), "{id}");
    }
    for fit in Assessment::FIT {
        check("fit", fit.map_or("unclear", |fit| fit.code()), Word::of_fit(fit));
    }
}

#[test]
fn axis_is_as_serious_as_its_most_serious_finding() {
    let check = Check::new();
    try_responses(&check, |response| {
        let assessment = check.assess(&response.answers(&check));
        let findings = assessment.findings.iter();
        let axes: Vec<&Axis> = findings
            .filter_map(|active| check.form.questionnaire.finding(active.finding))
            .map(|finding| &finding.axis)
            .collect();
        let most_serious = axes.iter().filter_map(|axis| match axis {
            Axis::Safety(level) => Some(seriousness(Some(*level))),
            Axis::Fit(..) => None,
        });
        prop_assert_eq!(most_serious.max().unwrap_or(seriousness(None)), seriousness(assessment.safety));
        let place = |fit| Assessment::FIT.iter().position(|it| *it == fit);
        let best = axes.iter().filter_map(|axis| match axis {
            Axis::Fit(fit, _) => place(Some(*fit)),
            Axis::Safety(_) => None,
        });
        prop_assert_eq!(best.min().or(place(None)), place(assessment.fit));
        Ok(())
    });
}

#[test]
fn summary_has_headings_only_for_the_levels_found() {
    let check = Check::new();
    let languages: Vec<_> = content::languages()
        .map(|language| (content::form(language), content::words(language)))
        .map(|(form, words)| (form.expect("it is built in"), words.expect("it is built in")))
        .collect();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for (form, words) in &languages {
            let persistable = PersistableAnswers::new(form, &answers);
            let assessment = assess(form, persistable.effective(form));
            let found = |group: &Group| {
                let findings = assessment.findings.iter();
                let mut findings = findings.filter_map(|active| form.questionnaire.finding(active.finding));
                findings.any(|finding| Group::of(finding) == *group)
            };
            let text = |group| words.get(Word::of_group(group));
            let expected: Vec<&str> = Group::ALL.into_iter().filter(found).map(text).collect();
            let all = Group::ALL.map(text);
            let day = Day { iso: "2026-11-22".into(), read: "today".into() };
            let summary = Summary::new(form, words, &persistable, &day, &Clinic::default());
            let shown = summary.parts.iter().map(|part| part.heading.as_str());
            let shown: Vec<&str> = shown.filter(|heading| all.contains(heading)).collect();
            prop_assert_eq!(shown, expected);
        }
        Ok(())
    });
}
