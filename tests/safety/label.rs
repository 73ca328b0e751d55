//! A contraindication of a US label is never outweighed.

use engine::answers::Answers;
use engine::model::{Level, Value};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::check::{Check, Kind};
use crate::respond::{harmless, try_responses};

/// A finding, the question behind it, and the answers that lead to it.
type Ruled = (&'static str, &'static str, &'static [&'static str]);

/// Contraindications of a US label that are permanent.
const LABEL: [Ruled; 4] = [
    // US esketamine label, section 4.
    ("vascular-label", "vascular", &["aneurysm", "avm", "brain-bleed"]),
    // US esketamine label: not where a rise of pressure in the skull is a serious risk.
    ("brain-pressure", "brain", &["raised-pressure"]),
    // US esketamine and ketamine labels, section 4, for each question that names the allergy.
    ("ketamine-allergy", "prior-ketamine", &["allergy"]),
    ("ketamine-allergy", "allergy-or-anesthesia", &["ketamine"]),
];

/// Contraindications that defer treatment while they last: the US ketamine label, section 4, where a rise in blood
/// pressure would be a serious hazard. A reading counts only if `bp-known` is yes.
const HAZARD: [Ruled; 3] = [
    ("bp-uncontrolled", "blood-pressure", &["high-uncontrolled"]),
    ("bp-very-high", "bp-systolic", &["180", "181", "300"]),
    ("bp-very-high", "bp-diastolic", &["120", "121", "200"]),
];

#[test]
fn other_answers_never_outweigh_a_contraindication() {
    try_each(&LABEL, &[Level::Urgent, Level::Label]);
}

#[test]
fn label_hazard_is_always_at_least_not_now() {
    try_each(&HAZARD, &[Level::Urgent, Level::Label, Level::NotNow]);
}

/// Adds each answer to random other answers, and asserts the finding and one of these levels.
fn try_each(ruled: &[Ruled], levels: &[Level]) {
    let check = Check::new();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        let mut each =
            ruled.iter().flat_map(|(finding, link, given)| given.iter().map(move |it| (finding, link, it)));
        each.try_for_each(|(finding, link, given)| {
            rules_out(&check, &answers, [finding, link, given], levels)
        })
    });
}

fn rules_out(check: &Check, answers: &Answers, ruled: [&str; 3], levels: &[Level]) -> TestCaseResult {
    let [finding, link, given] = ruled;
    let mut answers = answers.clone();
    if link.starts_with("bp-") {
        give(check, &mut answers, "bp-known", "yes");
    }
    give(check, &mut answers, link, given);
    let assessment = check.assess(&answers);
    // Under 18, nothing else is asked, and the age alone decides.
    let counts = check.asks(&answers, check.question(link));
    prop_assert!(counts || check.finds(&assessment, "under-18"), "{link} is not asked");
    prop_assert_eq!(check.finds(&assessment, finding), counts, "{}: {}", link, given);
    let safety = assessment.safety;
    let expected = if counts { levels } else { &[Level::NotNow] };
    prop_assert!(safety.is_some_and(|it| expected.contains(&it)), "{link}: {given} and yet {safety:?}");
    Ok(())
}

#[test]
fn label_outranks_not_now_and_urgent_outranks_label() {
    let check = Check::new();
    let mut answers = harmless(&check);
    for (link, given, expected) in [
        ("medicines", "theophylline", Level::NotNow),
        ("vascular", "aneurysm", Level::Label),
        ("pregnancy", "pregnant", Level::Label),
        ("safety", "now", Level::Urgent),
    ] {
        give(&check, &mut answers, link, given);
        assert_eq!(check.assess(&answers).safety, Some(expected), "{link}: {given}");
    }
}

/// Gives an answer as a visitor does: added to earlier ones if several may be chosen, else in place of them.
pub fn give(check: &Check, answers: &mut Answers, link: &str, given: &str) {
    let asked = check.question(link);
    let values = match &asked.kind {
        Kind::Options { options, repeats } => {
            let option = options.iter().find(|option| option.code == given).expect("it has this option");
            let exclusive = |value: &Value| {
                options.iter().any(|option| option.exclusive && option.value.is_equivalent(value))
            };
            let mut values = answers.of(asked.idx).to_vec();
            values.retain(|value| *repeats && !exclusive(value) && !value.is_equivalent(&option.value));
            values.push(option.value.clone());
            values
        }
        Kind::Number { .. } => vec![Value::Integer(given.parse().expect("a number"))],
        Kind::Text => vec![Value::Text(given.to_owned())],
    };
    answers.set(asked.idx, values);
}
