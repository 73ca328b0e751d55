//! `candidate-check lint`: one questionnaire for each kind of problem in `gallery/lint/`, with its whole message in the
//! `.txt` file of the same name; the command itself; and the built-in check, which has no problems.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Output;

use check::content;
use devkit::program::candidate_check;
use engine::caution::CautionKind;
use lint::{Flaw, FlawKind, lint};
use serde_json::{Value as Json, json};

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "gallery", "lint"].iter().collect()
}

/// The names of the files with this ending, without it.
fn names(ending: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder()).expect("the gallery is there");
    let files = files.map(|file| file.expect("the gallery can be listed").file_name());
    files.filter_map(|name| name.to_str()?.strip_suffix(ending).map(str::to_owned)).collect()
}

fn text(file: &str) -> String {
    fs::read_to_string(folder().join(file))
        .unwrap_or_else(|error| panic!("tests/gallery/lint/{file}: {error}"))
}

fn example(name: &str) -> Json {
    let file = format!("{name}.json");
    serde_json::from_str(&text(&file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn flaws() -> BTreeMap<String, Vec<Flaw>> {
    names(".json").into_iter().map(|name| (name.clone(), lint(&example(&name)))).collect()
}

fn lines(flaws: &[Flaw]) -> String {
    flaws.iter().map(|flaw| format!("{flaw}\n")).collect()
}

#[test]
fn every_problem_is_reported_as_in_its_text_file() {
    let mut wrong = Vec::new();
    for (name, flaws) in flaws() {
        let (found, expected) = (lines(&flaws), text(&format!("{name}.txt")));
        if found != expected {
            wrong.push(format!("tests/gallery/lint/{name}.txt contains:\n{expected}lint reports:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_file_has_a_questionnaire() {
    assert_eq!(names(".txt"), names(".json"));
}

/// Lists every kind of flaw. A new one does not compile until it is listed here; the test below then requires a file.
macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn kind(of: &FlawKind) -> &'static str {
            match of {
                $(FlawKind::$kind { .. } => stringify!($kind),)*
            }
        }
    };
}

kinds! {
    Fault, Caution, NeverEnabled, Contradiction, AlwaysEnabled, ConditionNeverTrue, ConditionAlwaysTrue, ConditionChangesNothing,
    DiffersUnasked, DiffersUnanswered, OnTransient, SystemMissing, UnusedQuestion, SameDisplay,
    NotExclusive, LimitOfOtherType, NoQuestions, NoSource, NoExplanation, UnusedSource, MissingTranslation, TooLong,
    UnsafeText, NotSearched, OffsetNotSearched,
}

#[test]
fn every_kind_of_problem_has_a_file() {
    let flaws = flaws();
    let covered: BTreeSet<&str> = flaws.values().flatten().map(|flaw| kind(&flaw.kind)).collect();
    let missing: Vec<_> = KINDS.iter().filter(|kind| !covered.contains(*kind)).collect();
    assert!(
        missing.is_empty(),
        "tests/gallery/lint/ has no questionnaire with {missing:?}; add one and its .txt"
    );
}

#[test]
fn every_kind_of_caution_has_a_file() {
    use CautionKind as K;
    let all = [K::NoFinding, K::NoHelp, K::SuicideKept, K::UrgentWithoutHelp];
    // A new one does not compile until it is listed here and above.
    let place = |kind: CautionKind| match kind {
        K::NoFinding => 0,
        K::NoHelp => 1,
        K::SuicideKept => 2,
        K::UrgentWithoutHelp => 3,
    };
    let flaws = flaws();
    for (at, kind) in all.into_iter().enumerate() {
        assert_eq!(place(kind), at);
        let has_file = flaws.values().flatten().any(|flaw| flaw.kind == FlawKind::Caution(kind));
        assert!(has_file, "tests/gallery/lint/ has no questionnaire with {kind:?}; add one and its .txt");
    }
}

#[test]
fn messages_have_a_place_a_problem_and_a_fix() {
    for (name, flaws) in flaws() {
        for flaw in &flaws {
            let text = flaw.to_string();
            let (place, rest) = text.split_once(": ").unwrap_or_default();
            let warning = rest.starts_with("warning: ");
            let (what, fix) = rest.rsplit_once("; ").unwrap_or_default();
            assert!(!place.is_empty() && !what.is_empty() && !fix.is_empty(), "{name}: {text}");
            assert!(!text.ends_with('.') && warning != flaw.is_error(), "{name}: {text}");
        }
    }
}

#[test]
fn built_in_check_has_no_problems_in_any_language() {
    for language in content::languages() {
        let json = content::questionnaire(language).expect("every language has the questionnaire");
        assert_eq!(lines(&lint(&json)), "", "{language}");
    }
}

/// The built-in check with one change.
fn changed(link_id: &str, change: impl Fn(&mut Json)) -> Json {
    fn each(json: &mut Json, link_id: &str, change: &dyn Fn(&mut Json)) {
        for item in json["item"].as_array_mut().into_iter().flatten() {
            if item["linkId"] == link_id {
                change(item);
            }
            each(item, link_id, change);
        }
    }
    let mut json = content::questionnaire("en").expect("the check is built in");
    let before = json.clone();
    each(&mut json, link_id, &change);
    assert_ne!(json, before, "{link_id} is in the check");
    json
}

#[test]
fn mistakes_in_the_built_in_check_are_found() {
    let check = |json: Json, expected: &str| {
        let found = lines(&lint(&json));
        assert!(found.contains(expected), "{expected}\nis not in\n{found}");
    };
    check(
        changed("finding-bp-very-high", |item| item["enableWhen"][0]["answerInteger"] = 301.into()),
        "finding-bp-very-high: warning: enableWhen \"bp-systolic >= 301\" can never be true",
    );
    check(
        changed("finding-mild-impact", |item| item["enableWhen"][0]["answerCoding"]["code"] = "litle".into()),
        "\"litle\", which is not one of its options",
    );
    check(
        changed("finding-mild-impact", |item| {
            item["enableWhen"][0] =
                json!({ "question": "age", "operator": "=", "answerCoding": { "code": "18-24" } });
        }),
        "impact: warning: no condition uses the answer",
    );
    check(
        changed("finding-bp-emergency", |item| {
            let known = json!({ "question": "bp-known", "operator": "=", "answerCoding": { "code": "no" } });
            item["enableWhen"][0] = known;
            item["enableBehavior"] = "all".into();
        }),
        "finding-bp-emergency: no answers lead to this finding, because \"bp-known = no\" and \"bp-symptoms = ",
    );
    check(
        changed("vascular", |item| {
            let options = item["answerOption"].as_array_mut().expect("it is a choice");
            options.iter_mut().for_each(|option| option["extension"] = json!([]));
        }),
        "vascular: warning: option \"none\" can be chosen together with others",
    );
}

fn command(arguments: &[&str]) -> Output {
    let mut command = candidate_check();
    command.arg("lint").args(arguments).current_dir(folder()).output().expect("the program runs")
}

fn printed(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn without_a_file_the_built_in_check_is_linted() {
    assert_eq!(printed(&command(&[])), (String::new(), "no problem found\n".into(), Some(0)));
}

#[test]
fn lines_begin_with_the_file_and_errors_set_the_exit_code() {
    let (output, summary, code) = printed(&command(&["question-unused.json", "nothing-to-answer.json"]));
    let expected: String = ["question-unused", "nothing-to-answer"]
        .iter()
        .flat_map(|name| {
            text(&format!("{name}.txt")).lines().map(|it| format!("{name}.json: {it}\n")).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!((output, summary.as_str(), code), (expected, "errors: 1, warnings: 4\n", Some(1)));
}

#[test]
fn warnings_alone_do_not_fail() {
    let (output, _, code) = printed(&command(&["question-unused.json"]));
    assert!(output.contains(": warning: "), "{output}");
    assert_eq!(code, Some(0));
}

#[test]
fn unreadable_file_is_named_and_other_files_are_linted() {
    let (output, _, code) =
        printed(&command(&["not-there.json", "question-unused.txt", "question-unused.json"]));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 4, "{output}");
    assert!(lines[0].starts_with("not-there.json: can't be read ("), "{output}");
    assert!(lines[1].starts_with("question-unused.txt: "), "{output}");
    assert!(lines[2].starts_with("question-unused.json: naps: "), "{output}");
    assert_eq!(code, Some(1));
}

#[test]
fn unknown_option_is_refused() {
    let (_, error, code) = printed(&command(&["--strict"]));
    assert_eq!((error.contains("--help"), code), (true, Some(2)));
}
