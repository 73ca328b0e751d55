//! How the result shows findings: each alone, or as part of a more serious one with the same meaning.
//! No answer and no source gets lost on the way.

use std::collections::BTreeSet;

use engine::answers::Answers;
use engine::assessment::{ActiveFinding, Assessment, Shown};
use engine::model::{Axis, Fit, ItemIdx, Questionnaire};
use lint::Answering;
use lint::model::Model;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::check::{Check, seriousness};
use crate::respond::try_responses;

/// The findings that a finding replaces, directly and indirectly.
fn stands_for(questionnaire: &Questionnaire, idx: ItemIdx) -> BTreeSet<ItemIdx> {
    let names = |idx: ItemIdx| questionnaire.finding(idx).into_iter().flat_map(|it| &it.stands_for);
    let mut found = BTreeSet::new();
    loop {
        let known = found.iter().copied().chain([idx]);
        let named = known.flat_map(names).map(|name| questionnaire.find(name.as_str()).expect("it exists"));
        let more: BTreeSet<ItemIdx> = named.collect();
        if more.is_subset(&found) {
            return found;
        }
        found.extend(more);
    }
}

/// Whether a finding is hidden in a crisis: then nobody is told that other treatments come first.
fn is_hidden_in_crisis(check: &Check, assessment: &Assessment, finding: ItemIdx) -> bool {
    let axis = check.form.questionnaire.finding(finding).map(|it| &it.axis);
    assessment.is_in_crisis() && matches!(axis, Some(Axis::Fit(Fit::OtherFirst, _)))
}

/// Whether a shown finding includes another one, with all its parts.
fn includes(check: &Check, shown: &Shown, active: &ActiveFinding) -> bool {
    let questionnaire = &check.form.questionnaire;
    let has = |question, value| {
        let reasons = shown.active.reasons.iter().filter(|reason| reason.question == question);
        reasons.flat_map(|reason| &reason.answers).any(|known| known.is_equivalent(value))
    };
    let names = |question| shown.active.reasons.iter().any(|reason| reason.question == question);
    let answers = active.reasons.iter().all(|reason| {
        names(reason.question) && reason.answers.iter().all(|value| has(reason.question, value))
    });
    let sources = questionnaire.finding(active.finding).into_iter().flat_map(|it| &it.sources);
    answers && sources.into_iter().all(|cite| shown.sources.contains(cite))
}

fn is_all_shown(check: &Check, answers: &Answers) -> TestCaseResult {
    let questionnaire = &check.form.questionnaire;
    let name = |idx| questionnaire.item(idx).link_id.as_str();
    let grave = |idx| match questionnaire.finding(idx).map(|it| &it.axis) {
        Some(Axis::Safety(level)) => Some(seriousness(Some(*level))),
        _ => None,
    };
    let assessment = check.assess(answers);
    let shown = assessment.shown(&check.form);
    let places: Vec<ItemIdx> = shown.iter().map(|it| it.active.finding).collect();
    prop_assert!(places.is_sorted_by(|a, b| a < b), "in the order of the questionnaire, and once");
    for active in &assessment.findings {
        let by_itself = places.contains(&active.finding);
        if is_hidden_in_crisis(check, &assessment, active.finding) {
            prop_assert!(!by_itself, "{} in a crisis", name(active.finding));
            continue;
        }
        let including = shown.iter().filter(|it| includes(check, it, active)).map(|it| it.active.finding);
        let by = including.filter(|other| {
            *other == active.finding
                || stands_for(questionnaire, *other).contains(&active.finding)
                    && grave(*other).is_some()
                    && grave(*other) >= grave(active.finding)
        });
        let by: Vec<&str> = by.map(name).collect();
        prop_assert!(!by.is_empty(), "{} is not shown", name(active.finding));
        prop_assert!(
            by_itself || grave(active.finding).is_some(),
            "a finding about a reason is never hidden"
        );
    }
    // Only enabled findings are shown, and only answers that are reasons for a finding.
    for one in &shown {
        prop_assert!(assessment.findings.iter().any(|it| it.finding == one.active.finding));
    }
    Ok(())
}

#[test]
fn every_finding_is_shown_alone_or_in_a_more_serious_one() {
    let check = Check::new();
    try_responses(&check, |response| is_all_shown(&check, &response.answers(&check)));
}

#[test]
fn finding_that_replaces_another_loses_nothing() {
    let check = Check::new();
    let questionnaire = &check.form.questionnaire;
    let mut model = Model::new(&check.form, Answering::Visitor).expect("the conditions have no cycle");
    let mut pairs = 0;
    for more_serious in questionnaire.indices() {
        for less_serious in stands_for(questionnaire, more_serious) {
            let name = format!(
                "{:?} for {:?}",
                questionnaire.item(more_serious).link_id,
                questionnaire.item(less_serious).link_id
            );
            let both = [model.is_enabled(more_serious), model.is_enabled(less_serious)];
            let answers = model.find(&both).unwrap_or_else(|| panic!("{name}: never together"));
            is_all_shown(&check, &answers).unwrap_or_else(|error| panic!("{name}: {error}"));
            let shown = check.assess(&answers).shown(&check.form);
            assert!(shown.iter().all(|it| it.active.finding != less_serious), "{name}: shown twice");
            pairs += 1;
        }
    }
    assert!(pairs > 10, "only {pairs} pairs");
}
