//! Written cases of people who might come, each with the expected result and the reason; a clinician can read and add
//! them. `README.md` beside the cases explains how.

#![cfg(not(target_arch = "wasm32"))]

mod brief;
mod case;
mod compare;
mod run;

use std::collections::BTreeSet;

use check::content;
use engine::assessment::Assessment;
use engine::form::Form;
use engine::model::{Fit, Level, finding_id};

use serde_json::Value as Json;

use crate::case::{Case, Given, all, parse, quiet};
use crate::compare::differences;
use crate::run::{run, validate_expected};

/// The least number of cases; with fewer, some were lost.
const MIN_CASES: usize = 120;

fn forms() -> Vec<(&'static str, Form)> {
    let form = |language| (language, content::form(language).expect("the check is built in"));
    content::languages().map(form).collect()
}

/// The errors and differences of a case in one language, as text; `None` if there are none.
fn report(form: &Form, case: &Case, quiet: &Given) -> Option<String> {
    let rows = match validate_expected(form, &case.expect).and_then(|()| run(form, case, quiet)) {
        Err(error) => vec![format!("  {error}")],
        Ok(outcome) => {
            let rows = differences(&case.expect, &outcome.found);
            rows.into_iter().chain(outcome.missing_texts.iter().map(|what| format!("  {what}"))).collect()
        }
    };
    (!rows.is_empty()).then(|| rows.join("\n"))
}

#[test]
fn every_case_matches_in_every_language() {
    let (cases, quiet) = (all(), quiet());
    assert!(cases.len() >= MIN_CASES, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for (language, form) in forms() {
        for (file, case) in &cases {
            if let Some(report) = report(&form, case, &quiet) {
                wrong.push(format!("{file}: {} [{language}]\n{report}", case.case));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ\n\n{}\n", wrong.len(), wrong.join("\n\n"));
}

/// People read 200 words a minute, and need four seconds to answer a question once they have read it.
fn minutes((questions, words): (usize, usize)) -> f64 {
    words as f64 / 200.0 + questions as f64 * 4.0 / 60.0
}

#[test]
fn the_start_screen_says_how_long_the_check_takes() {
    let (cases, quiet) = (all(), quiet());
    for (language, form) in forms() {
        let mut lengths: Vec<(usize, usize)> = cases
            .iter()
            .filter(|(_, case)| {
                case.answers.get("age").is_none_or(|age| !format!("{age:?}").contains("under-18"))
            })
            .map(|(_, case)| run(&form, case, &quiet).expect("a test above reports errors").length)
            .collect();
        lengths.sort_by(|a, b| minutes(*a).total_cmp(&minutes(*b)));
        let median = minutes(lengths[lengths.len() / 2]).round();
        let mut questions: Vec<usize> = lengths.iter().map(|it| it.0).collect();
        questions.sort_unstable();
        let (fewest, most) = (questions[0], questions[questions.len() - 1]);
        let shell = content::section(language, "shell").expect("each language has its words");
        let said: Vec<usize> = shell["time"]
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect();
        assert_eq!(
            said,
            [median as usize, fewest, most],
            "{language}: {} must say the minutes of the median case, and the questions of the shortest and the longest",
            shell["time"]
        );
    }
}

#[test]
fn every_finding_and_axis_value_is_expected_by_a_case() {
    let cases = all();
    let form = content::form("en").expect("the check is built in");
    let questionnaire = &form.questionnaire;
    let expected: BTreeSet<&str> =
        cases.iter().flat_map(|(_, case)| &case.expect.findings).map(String::as_str).collect();
    let findings = questionnaire.indices().filter(|idx| questionnaire.finding(*idx).is_some());
    let mut missing: Vec<&str> = findings
        .map(|idx| finding_id(&questionnaire.item(idx).link_id))
        .filter(|id| !expected.contains(id))
        .collect();
    let safety = Assessment::SAFETY.map(|level| level.map_or("clear", Level::code));
    missing.extend(safety.iter().filter(|code| cases.iter().all(|(_, case)| case.expect.safety != **code)));
    let fit = Assessment::FIT.map(|fit| fit.map_or("unclear", Fit::code));
    missing.extend(fit.iter().filter(|code| cases.iter().all(|(_, case)| case.expect.fit != **code)));
    for help in [&["crisis"][..], &["emergency"], &["emergency", "crisis"]] {
        let is_expected = cases.iter().any(|(_, case)| case.expect.help == help);
        missing.extend((!is_expected).then_some("some kind of help"));
    }
    assert!(missing.is_empty(), "no case expects {}; add one", missing.join(", "));
}

#[test]
fn every_case_names_a_person_and_a_reason() {
    let mut names = BTreeSet::new();
    for (file, case) in all() {
        let place = format!("{file}: {}", case.case);
        assert!(names.insert(case.case.clone()), "{place}: another case has this name");
        assert!(case.person.trim().ends_with('.') && case.person.len() > 20, "{place}: describe the person");
        assert!(
            case.why.trim().ends_with('.') && case.why.len() > 40,
            "{place}: give the reason, with a source"
        );
    }
}

#[test]
fn case_in_the_readme_matches() {
    let readme = include_str!("README.md");
    let (_, rest) = readme.split_once("```yaml\n").expect("there is a case in it");
    let (example, _) = rest.split_once("```").expect("the case has an end");
    let cases = parse(example).expect("it is well formed");
    let form = content::form("en").expect("the check is built in");
    assert_eq!(cases.len(), 1);
    assert_eq!(report(&form, &cases[0], &quiet()), None);
}

#[test]
fn finding_without_text_in_a_language_is_named() {
    let mut json = content::questionnaire("en").expect("the check is built in");
    remove_asks(&mut json);
    let (form, _) = Form::load(&json).expect("it can do without");
    let cases = parse(&written("answers: {}", REVIEW)).expect("it is well formed");
    assert_eq!(report(&form, &cases[0], &quiet()), Some("  `unanswered` has no ask".into()));
}

/// Removes the ask of every finding.
fn remove_asks(json: &mut Json) {
    for item in json["item"].as_array_mut().into_iter().flatten() {
        if let Some(extensions) = item["extension"].as_array_mut() {
            extensions.retain(|it| !it["url"].as_str().is_some_and(|url| url.ends_with("/ask")));
        }
        remove_asks(item);
    }
}

#[test]
fn quiet_answers_find_only_the_missing_reason() {
    let cases = parse(&written("base: quiet, answers: {}", REVIEW)).expect("it is well formed");
    for (language, form) in forms() {
        assert_eq!(report(&form, &cases[0], &quiet()), None, "{language}");
    }
}

/// A file with one case of these answers and this expected result.
fn written(answers: &str, expect: &str) -> String {
    format!("[{{case: a, person: b, {answers}, expect: {{{expect}}}, why: c}}]")
}

/// The errors and differences of such a case.
fn report_of(answers: &str, expect: &str) -> String {
    match parse(&written(answers, expect)) {
        Err(error) => error,
        Ok(cases) => {
            let form = content::form("en").expect("the check is built in");
            report(&form, &cases[0], &quiet()).unwrap_or_default()
        }
    }
}

const REVIEW: &str = "safety: review, fit: unclear, findings: [unanswered]";

#[test]
fn case_with_impossible_answers_is_refused_by_name() {
    let check = |answers: &str, named: &[&str]| {
        let message = report_of(answers, REVIEW);
        assert!(named.iter().all(|name| message.contains(name)), "{answers}: {message}");
    };
    assert_eq!(report_of("answers: {}", REVIEW), "");
    check("answers: {ages: 18-24}", &["`ages`"]);
    check("answers: {section-about: 18-24}", &["`section-about`"]);
    check("answers: {blood-pressure: low}", &["blood-pressure", "high-uncontrolled"]);
    check("answers: {heart: [heart-attack, heartbreak]}", &["heart", "coronary-disease"]);
    check("answers: {bp-known: \"yes\", bp-systolic: 900}", &["bp-systolic", "300"]);
    check("answers: {bp-known: \"yes\", bp-systolic: high}", &["bp-systolic"]);
    check("answers: {diagnosis: \"yes\"}", &["`diagnosis`", "not shown"]);
    check("answers: {diagnosis: yes}", &["`diagnosis`", "not shown"]);
    check("answers: {age: [18-24, 25-64]}", &["age"]);
    check("answers: {heart: [none, long-qt]}", &["`heart`", "`none`"]);
    check("answers: {liver-severity: severe}", &["`liver-severity`", "not shown"]);
    check("answers: {age: under-18, heart: [none]}", &["`heart`", "not shown"]);
    check("answers: {}, skipped: [heart]", &["`heart`", "base"]);
    check("base: quiet, answers: {heart: [long-qt]}, skipped: [heart]", &["`heart`", "both"]);
    check("base: loud, answers: {}", &["quiet"]);
    check("answers: {}, note: more", &["note"]);
}

#[test]
fn case_with_unknown_expectations_is_refused_by_name() {
    let check = |expect: &str, named: &str| {
        let message = report_of("answers: {}", expect);
        assert!(message.contains(named), "{expect}: {message}");
    };
    check("safety: review, fit: unclear, findings: [unanswered, rest]", "no finding `rest`");
    check(
        "safety: review, fit: unclear, findings: [unanswered, unanswered]",
        "`unanswered` is expected twice",
    );
    check("safety: fine, fit: unclear, findings: [unanswered]", "fine");
    check("safety: review, fit: unclear, help: [crisis], findings: [unanswered]", "crisis");
    check("safety: review, fit: unclear, findings: []", "unanswered");
    check("safety: review, fit: unclear, findings: [unanswered, kidney]", "kidney");
}
