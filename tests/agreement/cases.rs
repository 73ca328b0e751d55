//! Cases worked by hand: what was answered, and what follows from the rules as written.

use crate::condition::Answer;
use crate::contract::{Contract, Kind};
use crate::evaluate::{Answers, evaluate};

/// A visitor of whom nothing is found but that ketamine is well studied for the reason they came.
const CLEAR: [(&str, &str); 27] = [
    ("age", "25-64"),
    ("reasons", "depression"),
    ("safety", "no"),
    ("attempt", "never"),
    ("diagnosis", "yes"),
    ("impact", "a-lot"),
    ("antidepressants-tried", "two-or-more"),
    ("therapy-tried", "yes"),
    ("recent-change", "no"),
    ("prior-ketamine", "never"),
    ("vascular", "none"),
    ("heart", "none"),
    ("blood-pressure", "not-high"),
    ("bp-known", "no"),
    ("brain", "none"),
    ("pregnancy", "no"),
    ("conditions", "none"),
    ("allergy-or-anesthesia", "none"),
    ("psychosis", "no"),
    ("mania", "never"),
    ("other-mental-health", "none"),
    ("alcohol", "none-or-light"),
    ("substances", "none"),
    ("medicines", "none"),
    ("ride-home", "yes"),
    ("time-for-visits", "yes"),
    ("ongoing-care", "yes"),
];

/// The questions every adult is asked.
const ALWAYS: [&str; 29] = [
    "age",
    "reasons",
    "safety",
    "attempt",
    "impact",
    "recent-change",
    "other-treatments",
    "prior-ketamine",
    "vascular",
    "heart",
    "blood-pressure",
    "bp-known",
    "brain",
    "pregnancy",
    "conditions",
    "allergy-or-anesthesia",
    "psychosis",
    "mania",
    "other-mental-health",
    "alcohol",
    "substances",
    "medicines",
    "medicine-list",
    "ride-home",
    "time-for-visits",
    "ongoing-care",
    "payment",
    "goals",
    "questions-for-clinician",
];

/// One case: its answers and the assessment they call for.
pub struct Case {
    pub name: &'static str,
    pub answers: Answers,
    safety: &'static str,
    fit: &'static str,
    findings: Vec<&'static str>,
    enabled: Vec<&'static str>,
}

pub fn cases(contract: &Contract) -> Vec<Case> {
    let clear_but = |changes: &[(&str, &str)]| answers(contract, CLEAR.iter().chain(changes));
    let depression = ["diagnosis", "antidepressants-tried", "therapy-tried"];
    vec![
        Case {
            name: "everything clear",
            answers: clear_but(&[]),
            safety: "clear",
            fit: "better-studied",
            findings: vec!["fit-depression"],
            enabled: always_and(&[&depression]),
        },
        Case {
            name: "a minor, with the answers of an adult left behind",
            answers: clear_but(&[("age", "under-18"), ("safety", "now"), ("vascular", "avm")]),
            safety: "not-now",
            fit: "unclear",
            findings: vec!["under-18"],
            enabled: vec!["age"],
        },
        Case {
            name: "age skipped: asked everything, as an adult is",
            answers: clear_but(&[("age", "")]),
            safety: "review",
            fit: "better-studied",
            findings: vec!["fit-depression", "unanswered"],
            enabled: always_and(&[&depression]),
        },
        Case {
            name: "nothing answered",
            answers: Answers::new(),
            safety: "review",
            fit: "unclear",
            findings: vec!["unanswered"],
            enabled: always_and(&[]),
        },
        Case {
            name: "optional questions skipped",
            answers: clear_but(&[("impact", ""), ("bp-known", "yes")]),
            safety: "clear",
            fit: "better-studied",
            findings: vec!["fit-depression"],
            enabled: always_and(&[&depression, &["bp-systolic", "bp-diastolic"]]),
        },
        Case {
            name: "180/120 with symptoms",
            answers: clear_but(&[
                ("bp-known", "yes"),
                ("bp-systolic", "180"),
                ("bp-diastolic", "120"),
                ("bp-symptoms", "yes"),
            ]),
            safety: "urgent",
            fit: "better-studied",
            findings: vec![
                "fit-depression",
                "bp-emergency",
                "bp-very-high",
                "bp-high-reading",
                "bp-above-guide",
            ],
            enabled: always_and(&[&depression, &["bp-systolic", "bp-diastolic", "bp-symptoms"]]),
        },
        Case {
            name: "just below 180/120: symptoms are not asked for",
            answers: clear_but(&[
                ("bp-known", "yes"),
                ("bp-systolic", "179"),
                ("bp-diastolic", "119"),
                ("bp-symptoms", "yes"),
            ]),
            safety: "not-now",
            fit: "better-studied",
            findings: vec!["fit-depression", "bp-high-reading", "bp-above-guide"],
            enabled: always_and(&[&depression, &["bp-systolic", "bp-diastolic"]]),
        },
        Case {
            name: "a reading that is not known after all",
            answers: clear_but(&[("bp-systolic", "200"), ("bp-diastolic", "130"), ("bp-symptoms", "yes")]),
            safety: "clear",
            fit: "better-studied",
            findings: vec!["fit-depression"],
            enabled: always_and(&[&depression]),
        },
        Case {
            name: "CRPS after two treatments; what was tried for depression no longer counts",
            answers: clear_but(&[
                ("reasons", "chronic-pain"),
                ("pain-types", "migraine|crps"),
                ("pain-treatments-tried", "two-or-more"),
            ]),
            safety: "clear",
            fit: "early-research",
            findings: vec!["fit-crps", "fit-pain"],
            enabled: always_and(&[&["pain-types", "diagnosis", "pain-treatments-tried"]]),
        },
        Case {
            name: "first steps for anxiety, an old heart attack and no ride home",
            answers: clear_but(&[
                ("age", "65-plus"),
                ("reasons", "anxiety|other"),
                ("impact", "little"),
                ("anxiety-treatment-tried", "no"),
                ("therapy-tried", "not-sure"),
                ("heart", "heart-attack|rhythm-problem"),
                ("heart-event-when", "longer-ago"),
                ("ride-home", "no"),
            ]),
            safety: "review",
            fit: "other-first",
            findings: vec![
                "first-steps-anxiety",
                "reason-unclear",
                "heart-condition",
                "unanswered", // `heart-control`, which the heart attack enables.
                "age-65-plus",
                "mild-impact",
                "therapy-alongside",
                "ride-home",
            ],
            enabled: always_and(&[
                &["diagnosis", "anxiety-treatment-tried", "therapy-tried"],
                &["heart-event-when", "heart-control"],
            ]),
        },
    ]
}

fn always_and(more: &[&[&'static str]]) -> Vec<&'static str> {
    [&ALWAYS].into_iter().flatten().chain(more.iter().copied().flatten()).copied().collect()
}

/// Reads answers as written above: later ones replace earlier ones, `|` parts codes, nothing means skipped.
fn answers<'a>(contract: &Contract, pairs: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Answers {
    let mut answers = Answers::new();
    for &(link, value) in pairs {
        if value.is_empty() {
            answers.remove(link);
            continue;
        }
        let answer = match contract.question(link).1.kind {
            Kind::Choice | Kind::Choices => Answer::Codes(value.split('|').map(str::to_owned).collect()),
            Kind::Integer => Answer::Integer(value.parse().expect("an integer answer is an integer")),
            Kind::Text => Answer::Text(value.to_owned()),
        };
        answers.insert(link.to_owned(), answer);
    }
    answers
}

#[test]
fn evaluator_agrees_with_the_cases() {
    let contract = Contract::read();
    for case in cases(&contract) {
        let outcome = evaluate(&contract, &case.answers);
        let name = case.name;
        assert_eq!((outcome.safety.as_str(), outcome.fit.as_str()), (case.safety, case.fit), "{name}");
        assert_eq!(outcome.findings, case.findings, "{name}");
        let order = |link: &&str| contract.questions().position(|(_, question)| question.link == **link);
        let mut enabled = case.enabled;
        enabled.sort_by_key(order);
        assert_eq!(outcome.enabled, enabled, "{name}");
    }
}
