//! A contraindication of a US label is never outweighed.

use candidate_check::answers::Answers;
use candidate_check::assessment::Action;
use candidate_check::questionnaire::{Level, Value};
use proptest::prelude::*;

use crate::check::{Check, Kind, gravity};
use crate::respond::try_responses;

/// What a label rules out: the finding, its level, the question, and its answers. A reading must have been taken to be
/// known.
const LABEL: [(&str, Level, &str, &[&str]); 7] = [
    // US esketamine label, section 4.
    ("vascular-label", Level::Label, "vascular", &["aneurysm", "avm", "brain-bleed"]),
    // US esketamine and ketamine labels, section 4.
    ("ketamine-allergy", Level::Label, "prior-ketamine", &["allergy"]),
    ("ketamine-allergy", Level::Label, "allergy-or-anesthesia", &["ketamine"]),
    // US esketamine label, section 5: raised pressure in the head would be a serious hazard.
    ("brain-pressure", Level::Label, "brain", &["raised-pressure"]),
    // US ketamine label, section 4: a rise in blood pressure would be a serious hazard.
    ("bp-uncontrolled", Level::NotNow, "blood-pressure", &["high-uncontrolled"]),
    ("bp-very-high", Level::NotNow, "bp-systolic", &["180", "181", "300"]),
    ("bp-very-high", Level::NotNow, "bp-diastolic", &["120", "121", "200"]),
];

#[test]
fn what_a_label_rules_out_is_said_at_its_level_whatever_else_is_answered() {
    let check = Check::new();
    try_responses(&check, |response| {
        for (finding, level, link, given) in LABEL {
            for given in given {
                let mut answers = response.answers(&check);
                if link.starts_with("bp-") {
                    give(&check, &mut answers, "bp-known", "yes");
                }
                give(&check, &mut answers, link, given);
                let assessment = check.weigh(&answers);
                // Under 18 nothing else is asked, and that alone is a reason.
                let counts = check.asks(&answers, check.question(link));
                let level = if counts { level } else { Level::NotNow };
                prop_assert!(
                    gravity(assessment.safety) >= gravity(Some(level)),
                    "{link}: {given} and yet {:?}",
                    assessment.safety
                );
                let actions = assessment.actions(true, true);
                prop_assert!(!actions.first.contains(&Action::Book), "{link}: {given} and yet one can book");
                prop_assert!(counts || check.finds(&assessment, "under-18"), "{link} is not asked");
                prop_assert_eq!(check.finds(&assessment, finding), counts, "{}: {}", link, given);
            }
        }
        Ok(())
    });
}

/// Gives an answer as a visitor does: beside those given before where several may be chosen, in their place elsewhere.
pub fn give(check: &Check, answers: &mut Answers, link: &str, given: &str) {
    let asked = check.question(link);
    let values = match &asked.kind {
        Kind::Options { options, repeats } => {
            let option = options.iter().find(|option| option.code == given).expect("it has this option");
            let exclusive =
                |value: &Value| options.iter().any(|option| option.exclusive && option.value.same(value));
            let mut values = answers.of(asked.idx).to_vec();
            values.retain(|value| *repeats && !exclusive(value) && !value.same(&option.value));
            values.push(option.value.clone());
            values
        }
        Kind::Number { .. } => vec![Value::Integer(given.parse().expect("a number"))],
        Kind::Text => vec![Value::Text(given.to_owned())],
    };
    answers.set(asked.idx, values);
}
