//! Cases worked by hand: answers, and the outcome that follows from the rules as written.

use crate::condition::Answer;
use crate::contract::{Contract, Help, Kind};
use crate::evaluate::{Answers, Care, Stop, care, evaluate};

/// A visitor whose only finding is that ketamine is well studied for their reason to come.
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

/// The questions that every adult is asked.
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

/// The questions that depression enables.
const DEPRESSION: [&str; 3] = ["diagnosis", "antidepressants-tried", "therapy-tried"];

/// The questions that a known reading enables.
const READING: [&str; 2] = ["bp-systolic", "bp-diastolic"];
/// The question that a very high reading enables.
const SYMPTOMS: [&str; 1] = ["bp-symptoms"];

/// One case: its answers and the expected assessment.
pub struct Case {
    pub name: &'static str,
    pub answers: Answers,
    safety: &'static str,
    fit: &'static str,
    findings: Vec<&'static str>,
    enabled: Vec<&'static str>,
    help: Vec<Help>,
    stops: Vec<(&'static str, Stop)>,
}

pub fn cases(contract: &Contract) -> Vec<Case> {
    let mut cases = whole(contract);
    cases.extend(crises(contract));
    cases.extend(readings(contract));
    cases
}

fn whole(contract: &Contract) -> Vec<Case> {
    let crisis = Stop::Help(Help::Crisis);
    vec![
        Case {
            name: "everything clear",
            answers: clear_but(contract, &[]),
            safety: "clear",
            fit: "better-studied",
            findings: vec!["fit-depression"],
            enabled: always_and(&[&DEPRESSION]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "a minor with leftover answers of an adult",
            answers: clear_but(contract, &[("age", "under-18"), ("safety", "now"), ("vascular", "avm")]),
            safety: "not-now",
            fit: "unclear",
            findings: vec!["under-18"],
            enabled: vec!["age"],
            help: vec![Help::Crisis],
            stops: vec![],
        },
        Case {
            name: "age skipped: all questions are asked, as for an adult",
            answers: clear_but(contract, &[("age", "")]),
            safety: "review",
            fit: "better-studied",
            findings: vec!["fit-depression", "unanswered"],
            enabled: always_and(&[&DEPRESSION]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "nothing answered: help is shown once for two questions, and not on the result",
            answers: Answers::new(),
            safety: "review",
            fit: "unclear",
            findings: vec!["unanswered"],
            enabled: always_and(&[]),
            help: vec![],
            stops: vec![("safety", crisis)],
        },
        Case {
            name: "optional questions skipped",
            answers: clear_but(contract, &[("impact", ""), ("bp-known", "yes")]),
            safety: "clear",
            fit: "better-studied",
            findings: vec!["fit-depression"],
            enabled: always_and(&[&DEPRESSION, &READING]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "bipolar depression is not the depression that is better studied",
            answers: clear_but(contract, &[("mania", "not-sure")]),
            safety: "review",
            fit: "early-research",
            findings: vec!["fit-depression-bipolar", "bipolar-history"],
            enabled: always_and(&[&DEPRESSION]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "CRPS after two treatments; treatments tried for depression no longer count",
            answers: clear_but(
                contract,
                &[
                    ("reasons", "chronic-pain"),
                    ("pain-types", "migraine|crps"),
                    ("pain-treatments-tried", "two-or-more"),
                ],
            ),
            safety: "clear",
            fit: "early-research",
            findings: vec!["fit-crps", "fit-pain"],
            enabled: always_and(&[&["pain-types", "diagnosis", "pain-treatments-tried"]]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "an aneurysm outweighs a finding of level not-now",
            answers: clear_but(contract, &[("vascular", "aneurysm"), ("medicines", "theophylline|lithium")]),
            safety: "label",
            fit: "better-studied",
            findings: vec!["fit-depression", "vascular-label", "medicines-seizure"],
            enabled: always_and(&[&DEPRESSION]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "an opioid with a benzodiazepine, and with heavy drinking",
            answers: clear_but(contract, &[("medicines", "opioids|benzodiazepines"), ("alcohol", "heavy")]),
            safety: "review",
            fit: "better-studied",
            findings: vec![
                "fit-depression",
                "alcohol-review",
                "medicines-breathing",
                "sedatives-together",
                "opioids-and-breathing",
            ],
            enabled: always_and(&[&DEPRESSION]),
            help: vec![],
            stops: vec![],
        },
        Case {
            name: "first steps for anxiety, an old heart attack and no ride home",
            answers: clear_but(
                contract,
                &[
                    ("age", "65-plus"),
                    ("reasons", "anxiety|other"),
                    ("impact", "little"),
                    ("anxiety-treatment-tried", "no"),
                    ("therapy-tried", "not-sure"),
                    ("heart", "heart-attack|rhythm-problem"),
                    ("heart-event-when", "longer-ago"),
                    ("ride-home", "no"),
                ],
            ),
            safety: "review",
            fit: "other-first",
            findings: vec![
                "first-steps-anxiety",
                "reason-unclear",
                "heart-condition",
                "unanswered", // `heart-control`, which both answers enable.
                "age-65-plus",
                "mild-impact",
                "therapy-alongside",
                "ride-home",
            ],
            enabled: always_and(&[
                &["diagnosis", "anxiety-treatment-tried", "therapy-tried"],
                &["heart-event-when", "heart-control"],
            ]),
            help: vec![],
            stops: vec![],
        },
    ]
}

/// Answers about suicide and safety.
fn crises(contract: &Contract) -> Vec<Case> {
    let crisis = Stop::Help(Help::Crisis);
    let case = |name, safety: &'static str, attempt: &'static str| Case {
        name,
        answers: clear_but(contract, &[("safety", safety), ("attempt", attempt)]),
        safety: "",
        fit: "better-studied",
        findings: vec![],
        enabled: always_and(&[&DEPRESSION]),
        help: vec![],
        stops: vec![],
    };
    vec![
        Case {
            safety: "urgent",
            findings: vec!["fit-depression", "crisis-support", "recent-attempt"],
            help: vec![Help::Crisis],
            stops: vec![("safety", crisis)],
            ..case(
                "thoughts now and an attempt: the same help is not shown twice in a row",
                "now",
                "past-3-months",
            )
        },
        Case {
            safety: "urgent",
            findings: vec!["fit-depression", "recent-attempt"],
            help: vec![Help::Crisis],
            stops: vec![("attempt", crisis)],
            ..case("an attempt, and no thoughts now", "no", "past-3-months")
        },
        Case {
            safety: "review",
            findings: vec!["fit-depression", "past-attempt", "recent-thoughts"],
            help: vec![Help::Crisis],
            stops: vec![("safety", crisis)],
            ..case("thoughts in the past weeks, an attempt long ago", "past-weeks", "longer-ago")
        },
        Case {
            safety: "review",
            findings: vec!["fit-depression", "past-attempt"],
            help: vec![],
            stops: vec![("attempt", crisis)],
            ..case(
                "not sure about an attempt: help is shown at once, but not on the result",
                "no",
                "not-sure",
            )
        },
        Case {
            safety: "review",
            findings: vec!["fit-depression", "support-lines"],
            help: vec![Help::Crisis],
            stops: vec![("safety", crisis)],
            ..case("would rather not say", "prefer-not-to-say", "never")
        },
    ]
}

/// Readings of blood pressure.
fn readings(contract: &Contract) -> Vec<Case> {
    let case =
        |name, systolic: &'static str, diastolic: &'static str, more: &[(&'static str, &'static str)]| {
            let reading = [("bp-known", "yes"), ("bp-systolic", systolic), ("bp-diastolic", diastolic)];
            Case {
                name,
                answers: clear_but(contract, &[&reading[..], more].concat()),
                safety: "clear",
                fit: "better-studied",
                findings: vec!["fit-depression"],
                enabled: always_and(&[&DEPRESSION, &READING]),
                help: vec![],
                stops: vec![],
            }
        };
    let very_high = ["fit-depression", "bp-very-high", "bp-high-reading", "bp-above-guide"];
    let symptoms = always_and(&[&DEPRESSION, &READING, &SYMPTOMS]);
    vec![
        Case {
            safety: "urgent",
            findings: [&very_high[..1], &["bp-emergency"], &very_high[1..]].concat(),
            enabled: symptoms.clone(),
            help: vec![Help::Emergency],
            stops: vec![("bp-symptoms", Stop::Help(Help::Emergency))],
            ..case("180/120 with symptoms", "180", "120", &[("bp-symptoms", "yes")])
        },
        Case {
            safety: "urgent",
            findings: vec![
                "fit-depression",
                "bp-emergency",
                "bp-very-high",
                "bp-high-reading",
                "recent-thoughts",
            ]
            .into_iter()
            .chain(["bp-above-guide"])
            .collect(),
            enabled: symptoms.clone(),
            help: vec![Help::Emergency, Help::Crisis],
            stops: vec![("safety", Stop::Help(Help::Crisis)), ("bp-symptoms", Stop::Help(Help::Emergency))],
            ..case(
                "symptoms at 180, and thoughts in the past weeks: the emergency comes first",
                "180",
                "80",
                &[("bp-symptoms", "not-sure"), ("safety", "past-weeks")],
            )
        },
        Case {
            safety: "not-now",
            findings: very_high.to_vec(),
            enabled: symptoms.clone(),
            ..case("the lower number alone is very high", "181", "120", &[("bp-symptoms", "no")])
        },
        Case {
            safety: "not-now",
            findings: vec!["fit-depression", "bp-high-reading", "bp-above-guide"],
            ..case("just below 180/120: symptoms are not asked for", "179", "119", &[("bp-symptoms", "yes")])
        },
        Case {
            safety: "not-now",
            findings: vec!["fit-depression", "bp-high-reading", "bp-above-guide"],
            ..case("160 over 90", "160", "90", &[])
        },
        Case {
            safety: "review",
            findings: vec!["fit-depression", "bp-above-guide"],
            ..case("159/99", "159", "99", &[])
        },
        case("140/90", "140", "90", &[]),
        case("90/60", "90", "60", &[]),
        Case {
            safety: "review",
            findings: vec!["fit-depression", "bp-low", "bp-low-bottom"],
            ..case("89/59", "89", "59", &[])
        },
        Case {
            safety: "plan",
            findings: vec!["fit-depression", "bp-low-bottom"],
            ..case("the lower number alone is low", "112", "58", &[])
        },
        Case {
            safety: "not-now",
            findings: vec![
                "fit-depression",
                "bp-very-high",
                "bp-high-reading",
                "bp-low",
                "bp-above-guide",
                "unanswered",
            ],
            enabled: symptoms,
            stops: vec![("bp-diastolic", Stop::Numbers), ("bp-symptoms", Stop::Help(Help::Emergency))],
            ..case("80/125, the wrong way round", "80", "125", &[])
        },
        Case {
            stops: vec![("bp-diastolic", Stop::Numbers)],
            ..case("the same number twice", "90", "90", &[])
        },
        Case {
            enabled: always_and(&[&DEPRESSION]),
            ..case("readings left over after bp-known changed to no", "200", "130", &[("bp-known", "no")])
        },
    ]
}

fn always_and(more: &[&[&'static str]]) -> Vec<&'static str> {
    [&ALWAYS].into_iter().flatten().chain(more.iter().copied().flatten()).copied().collect()
}

/// The answers of the clear visitor with some changes. Later ones replace earlier ones, `|` separates codes, and an
/// empty text means skipped.
fn clear_but(contract: &Contract, changes: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::new();
    for &(link, value) in CLEAR.iter().chain(changes) {
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
        let stops = case.stops.into_iter().map(|(link, stop)| (link.to_owned(), stop)).collect();
        let expected = Care { help: case.help, stops };
        assert_eq!(care(&contract, &case.answers), expected, "{name}");
    }
}
