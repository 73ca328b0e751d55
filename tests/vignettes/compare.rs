//! Expected and found result side by side, for a clinician to read.

use crate::case::Expect;

/// The differences, one line for each; empty if the two agree. The order of findings does not matter.
pub fn differences(expected: &Expect, found: &Expect) -> Vec<String> {
    let mut rows = Vec::new();
    let kinds = |help: &[String]| if help.is_empty() { "none".to_owned() } else { help.join(", ") };
    for (what, expected, found) in [
        ("safety", &expected.safety, &found.safety),
        ("fit", &expected.fit, &found.fit),
        ("help", &kinds(&expected.help), &kinds(&found.help)),
    ] {
        if expected != found {
            rows.push(row(what, expected, found));
        }
    }
    let only = |ids: &[String], others: &[String]| -> Vec<String> {
        ids.iter().filter(|id| !others.contains(id)).cloned().collect()
    };
    rows.extend(only(&expected.findings, &found.findings).iter().map(|id| row("finding", id, "not found")));
    rows.extend(
        only(&found.findings, &expected.findings).iter().map(|id| row("finding", "not expected", id)),
    );
    if !rows.is_empty() {
        rows.insert(0, row("", "expected", "found"));
    }
    rows
}

fn row(what: &str, expected: &str, found: &str) -> String {
    format!("  {what:8} {expected:24} {found}").trim_end().to_owned()
}

#[test]
fn only_differences_are_listed() {
    let expect = |safety: &str, findings: &[&str]| Expect {
        safety: safety.into(),
        fit: "unclear".into(),
        help: Vec::new(),
        findings: findings.iter().map(|id| (*id).to_owned()).collect(),
    };
    assert_eq!(differences(&expect("plan", &["a", "b"]), &expect("plan", &["b", "a"])), [""; 0]);
    let rows = differences(&expect("plan", &["a", "b"]), &expect("review", &["b", "c"]));
    let words: Vec<String> =
        rows.iter().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = ["expected found", "safety plan review", "finding a not found", "finding not expected c"];
    assert_eq!(words, expected);
    let crisis = Expect { help: vec!["crisis".into()], ..expect("plan", &[]) };
    let rows = differences(&expect("plan", &[]), &crisis).concat();
    assert!(rows.contains("help") && rows.contains("none") && rows.contains("crisis"), "{rows}");
}
