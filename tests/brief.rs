//! The command `brief`: what it prints, and how it refuses.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Output, Stdio};

use devkit::program::candidate_check;

const RESPONSE: &str = r#"{ "resourceType": "QuestionnaireResponse", "status": "completed", "item": [
    { "linkId": "age", "answer": [{ "valueCoding": { "code": "25-64" } }] },
    { "linkId": "reasons", "answer": [{ "valueCoding": { "code": "depression" } }] },
    { "linkId": "safety", "answer": [{ "valueCoding": { "code": "now" } }] },
    { "linkId": "medicines", "answer": [{ "valueCoding": { "code": "lithium" } }] }
] }"#;

fn brief(options: &[&str], input: &str) -> Output {
    let mut program = candidate_check()
        .arg("brief")
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = program.stdin.take().expect("it is piped");
    // A program that refuses its options reads nothing.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    program.wait_with_output().expect("the program ends")
}

fn text(options: &[&str]) -> String {
    let output = brief(&[&["--format", "text", "--date", "2026-11-29"], options].concat(), RESPONSE);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is text")
}

#[test]
fn prints_the_text_for_a_chart_in_every_language() {
    let english = text(&[]);
    assert!(english.starts_with("Brief for a visit\n2026-11-29, in English. Self-report"), "{english}");
    assert!(english.contains("\nAge: 25-64\n") || english.contains("Age: 25-64 |"), "{english}");
    assert!(english.contains("Medications: lithium"), "{english}");
    assert!(text(&["--lang", "es"]).contains("Edad: 25-64"));
}

#[test]
fn prints_the_same_pdf_for_the_same_answers_and_date() {
    let pdf = |date: &str| brief(&["--format", "pdf", "--date", date], RESPONSE).stdout;
    let first = pdf("2026-11-29");
    assert!(first.starts_with(b"%PDF-1.7") && first.trim_ascii_end().ends_with(b"%%EOF"));
    assert_eq!(first, pdf("2026-11-29"));
    assert_ne!(first, pdf("2026-11-30"));
}

#[test]
fn prints_the_brief_of_another_questionnaire() {
    let own = r#"{ "resourceType": "Questionnaire", "url": "https://example.org/tea", "language": "en",
        "item": [{ "linkId": "tea", "type": "boolean", "text": "Tea?" }] }"#;
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tea.json");
    fs::write(&file, own).expect("the file can be written");
    let file = file.display().to_string();
    let response = r#"{ "resourceType": "QuestionnaireResponse", "item": [{ "linkId": "tea", "answer": [{ "valueBoolean": true }] }] }"#;
    let output = brief(&["--format", "text", "--questionnaire", &file, "--date", "2026-11-29"], response);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("\nHistory: Tea?: yes\n"), "{text}");
    assert!(!text.contains("asked in private"), "nothing is asked in private there: {text}");
}

#[test]
fn refuses_what_it_cannot_use_and_says_why() {
    let refused = |options: &[&str], input: &str, parts: &[&str]| {
        let output = brief(options, input);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{options:?}: {error}");
        assert!(output.stdout.is_empty(), "{options:?}");
        for part in parts {
            assert!(error.contains(part), "{options:?}: {part} is missing: {error}");
        }
    };
    refused(&[], RESPONSE, &["--format", "use text or pdf"]);
    refused(&["--format", "fhir"], RESPONSE, &["\"fhir\"", "use text or pdf"]);
    for date in ["2026-02-30", "today", "2026-1-1", ""] {
        refused(&["--format", "text", "--date", date], RESPONSE, &["--date", "2026-11-29"]);
    }
    refused(&["--format", "text", "--lang", "fr"], RESPONSE, &["\"fr\"", "en, es"]);
    refused(&["--format", "text", "--format", "pdf"], RESPONSE, &["given twice"]);
    refused(&["--format", "text", "--colour"], RESPONSE, &["--colour"]);
    refused(&["--format", "text"], "", &["standard input", "QuestionnaireResponse"]);
    refused(&["--format", "text"], "{ \"resourceType\": ", &["not JSON at line 1"]);
    refused(&["--format", "pdf"], "{ \"resourceType\": \"Patient\" }", &["standard input"]);
    refused(&["--format", "text", "--questionnaire", "/no/such.json"], RESPONSE, &["/no/such.json"]);
}
