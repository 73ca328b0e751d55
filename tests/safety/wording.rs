//! The texts on the result never contradict the findings.

use std::collections::BTreeSet;

use check::content;
use check::words::Word;
use engine::assessment::{Assessment, Group};
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
