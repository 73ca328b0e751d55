//! Compares `candidate-check assess`, and the help that a visitor is shown, with a second reading of the rules:
//! `contract.yaml` and a separate evaluator. They share nothing with the program except the clinical contract that both
//! were written from.

// The program runs natively only, and so do the crates this test builds on.
#![cfg(not(target_arch = "wasm32"))]

mod cases;
mod condition;
mod contract;
mod coverage;
mod evaluate;
mod generate;
mod response;
mod walk;

use std::io::Write;
use std::process::Stdio;
use std::thread;

use check::content;
use devkit::chance;
use devkit::program::candidate_check;
use fastrand::Rng;
use serde_json::{Value, json};

use crate::contract::Contract;
use crate::coverage::Coverage;
use crate::evaluate::{Answers, Outcome, care, evaluate};
use crate::generate::{Generator, Style};
use crate::response::{Layout, response};
use crate::walk::walk;

/// The seed is fixed, so that a difference can be reproduced; the variable `SEED` sets another.
const SEED: u64 = 0x5EED_0175;

/// The number of unrestricted random responses.
const RANDOM_RESPONSES: usize = 7_500;

/// The number of responses for each finding that make its condition true.
const RESPONSES_PER_FINDING: usize = 60;

/// The number of responses for each question that leave out only that question.
const RESPONSES_PER_QUESTION: usize = 15;

/// One in this many responses is also given step by step, as on the page.
const VISIT_INTERVAL: usize = 4;

/// The number of differences that are printed in full.
const MAX_PRINTED: usize = 5;

/// A line for the program and the outcome by the contract.
struct Sample {
    line: String,
    expected: Outcome,
}

#[test]
fn program_and_contract_agree() {
    let contract = Contract::read();
    let mut generator = Generator::new(&contract, chance::seed(SEED));
    let answers = many_answers(&contract, &mut generator);
    let samples = samples(&contract, &answers, &mut generator.rng);
    let mut coverage = Coverage::default();
    answers.iter().zip(&samples).for_each(|(answers, sample)| coverage.add(answers, &sample.expected));
    coverage.assert_enough(&contract, 10_000);

    let (output, code) = assess(samples.iter().map(|sample| sample.line.clone()).collect());
    assert_eq!(output.len(), samples.len(), "every response gets one line");
    let mut different = 0;
    for (sample, line) in samples.iter().zip(&output) {
        let outcome: Result<Outcome, _> = serde_json::from_str(line);
        if outcome.as_ref().is_ok_and(|outcome| *outcome == sample.expected) {
            continue;
        }
        different += 1;
        if different <= MAX_PRINTED {
            let response = &sample.line;
            let expected = serde_json::to_string(&sample.expected).expect("an outcome is valid JSON");
            eprintln!("response: {response}\n  contract: {expected}\n  program:  {line}\n");
        }
    }
    assert_eq!(different, 0, "program and contract differ about {different} of {} responses", samples.len());
    assert_eq!(code, Some(0), "every line could be read");
}

#[test]
fn program_and_contract_agree_about_help() {
    let contract = Contract::read();
    let mut generator = Generator::new(&contract, chance::seed(SEED));
    let form = content::form("en").expect("the check is built in");
    let mut coverage = Coverage::default();
    let mut different = 0;
    for answers in many_answers(&contract, &mut generator).into_iter().step_by(VISIT_INTERVAL) {
        let expected = care(&contract, &answers);
        coverage.add_care(&expected);
        let found = walk(&form, &answers);
        different += usize::from(found != expected);
        if found != expected && different <= MAX_PRINTED {
            eprintln!("answers: {answers:?}\n  contract: {expected:?}\n  program:  {found:?}\n");
        }
    }
    assert_eq!(different, 0, "program and contract differ about the help for {different} visitors");
    coverage.assert_enough_care(&contract);
}

#[test]
fn unreadable_line_does_not_affect_other_lines() {
    let contract = Contract::read();
    let answers: Vec<Answers> = cases::cases(&contract).into_iter().map(|case| case.answers).collect();
    let good = samples(&contract, &answers, &mut Rng::with_seed(chance::seed(SEED)));
    let bad = unreadable_lines();

    let mut lines = Vec::new();
    let mut expected = Vec::new();
    for (index, line) in bad.iter().enumerate() {
        // Sometimes two bad lines in a row, and a good one at the end.
        if index % 3 != 1 {
            let sample = &good[index % good.len()];
            lines.push(sample.line.clone());
            expected.push(Some(&sample.expected));
        }
        lines.push(line.clone());
        expected.push(None);
    }
    lines.push(good[0].line.clone());
    expected.push(Some(&good[0].expected));

    let (output, code) = assess(lines.clone());
    assert_eq!(output.len(), lines.len(), "every line gets one");
    for ((line, expected), output) in lines.iter().zip(expected).zip(&output) {
        match expected {
            Some(expected) => {
                let outcome: Outcome = serde_json::from_str(output)
                    .unwrap_or_else(|error| panic!("{line}\nshould be assessed, not {output}: {error}"));
                assert_eq!(outcome, *expected, "{line}");
            }
            None => {
                let output: Value = serde_json::from_str(output).expect("an error is reported as JSON");
                let message = output["error"].as_str().unwrap_or_default();
                assert!(!message.is_empty(), "{line}\nshould be an error, not {output}");
                assert!(output.get("safety").is_none(), "{line}\nis an error and yet assessed: {output}");
            }
        }
    }
    assert_eq!(code, Some(1), "some lines could not be read");

    let (output, code) = assess(good.iter().map(|sample| sample.line.clone()).collect());
    assert_eq!((output.len(), code), (good.len(), Some(0)), "every line could be read");
}

/// The answers of the cases worked by hand, some made for each finding and each question, and then anything.
fn many_answers(contract: &Contract, generator: &mut Generator) -> Vec<Answers> {
    let mut all: Vec<Answers> = cases::cases(contract).into_iter().map(|case| case.answers).collect();
    for finding in &contract.findings {
        let Some(condition) = &finding.when else {
            continue;
        };
        for index in 0..chance::tries(RESPONSES_PER_FINDING) {
            // Half of them have few other findings, so that the level of this finding decides.
            let style = match index % 2 {
                0 => Style::QUIET_AND_FULL,
                _ => generator.style(),
            };
            let answers = generator.answers_fulfilling(condition, style);
            let found = evaluate(contract, &answers).findings.contains(&finding.id);
            assert!(found, "`{}` should be enabled for {answers:?}", finding.id);
            all.push(answers);
        }
    }
    for (section, question) in contract.questions() {
        for _ in 0..chance::tries(RESPONSES_PER_QUESTION) {
            let answers = generator.answers_without(section, question);
            let findings = evaluate(contract, &answers).findings;
            let unanswered = findings.iter().any(|id| id == "unanswered");
            assert_eq!(unanswered, !question.optional, "without `{}`: {answers:?}", question.link);
            all.push(answers);
        }
    }
    for _ in 0..chance::tries(RANDOM_RESPONSES) {
        let style = generator.style();
        all.push(generator.answers(style));
    }
    all
}

/// Writes answers as responses, nested or flat, and computes the expected outcomes.
fn samples(contract: &Contract, all: &[Answers], rng: &mut Rng) -> Vec<Sample> {
    let sample = |answers: &Answers| {
        let layout = if rng.bool() { Layout::Nested } else { Layout::Flat };
        Sample { line: response(contract, answers, layout, rng), expected: evaluate(contract, answers) }
    };
    all.iter().map(sample).collect()
}

/// Lines that cannot be read. An invalid answer in them is always to an enabled question.
fn unreadable_lines() -> Vec<String> {
    let with = |link: &str, answer: Value| {
        json!({
            "resourceType": "QuestionnaireResponse",
            "status": "in-progress",
            "item": [
                {"linkId": "age", "answer": [{"valueCoding": {"code": "25-64"}}]},
                {"linkId": "bp-known", "answer": [{"valueCoding": {"code": "yes"}}]},
                {"linkId": link, "answer": [answer]},
            ],
        })
        .to_string()
    };
    vec![
        "this is not JSON".to_owned(),
        r#"{"resourceType": "QuestionnaireResponse", "item": ["#.to_owned(),
        json!({"resourceType": "Patient", "id": "someone"}).to_string(),
        json!({"resourceType": "Questionnaire", "status": "active"}).to_string(),
        json!({"status": "completed"}).to_string(),
        with("recent-change", json!({"valueCoding": {"code": "perhaps"}})),
        with("reasons", json!({"valueCoding": {"code": "Depression"}})),
        with("recent-change", json!({"valueString": "yes"})),
        with("recent-change", json!({"valueBoolean": true})),
        with("bp-systolic", json!({"valueString": "120"})),
        with("bp-systolic", json!({"valueCoding": {"code": "yes"}})),
        with("goals", json!({"valueInteger": 7})),
        with("bp-systolic", json!({"valueInteger": 49})),
        with("bp-systolic", json!({"valueInteger": 301})),
        with("bp-diastolic", json!({"valueInteger": 29})),
        with("bp-diastolic", json!({"valueInteger": 201})),
        with("bp-diastolic", json!({"valueInteger": -80})),
    ]
}

/// Runs the program on the lines. Returns the lines that it prints and its exit code.
fn assess(lines: Vec<String>) -> (Vec<String>, Option<i32>) {
    let mut program = candidate_check()
        .arg("assess")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the program starts");
    let mut input = program.stdin.take().expect("the program has a standard input");
    // A separate thread writes: the program prints while it reads, and a full pipe would block both sides.
    let writer = thread::spawn(move || lines.iter().try_for_each(|line| writeln!(input, "{line}")));
    let output = program.wait_with_output().expect("the program ends");
    let written = writer.join().expect("the writer does not panic");
    written.unwrap_or_else(|error| panic!("the program stopped reading: {error}; {}", output.status));
    let printed = String::from_utf8(output.stdout).expect("the program prints UTF-8");
    (printed.lines().map(str::to_owned).collect(), output.status.code())
}
