//! Questionnaires in `gallery/`: one of each question type that loads without a fault (`question-….json`), and one for
//! each fault, named after it, with the loader's message in the `.txt` file of the same name.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use engine::answers::Answers;
use engine::assessment::assess;
use engine::effective::EffectiveAnswers;
use engine::fhir::{FaultKind, Faults, Severity};
use engine::form::Form;
use engine::model::{AnswerType, Level, NumberKind, TextForm, Value};
use serde_json::Value as Json;

/// The file of each question type begins with this prefix.
const QUESTION: &str = "question-";

/// The files that still run: their fault has one safe interpretation, or is only a warning.
const STILL_RUN: [&str; 23] = [
    "below-no-number",
    "display-among-questions",
    "enable-when-cycle",
    "enable-when-later-question",
    "enable-when-never-matches",
    "enable-when-no-order",
    "enable-when-on-group",
    "enable-when-on-itself",
    "enable-when-order-on-codes",
    "enable-when-unknown-option",
    "enable-when-with-offset",
    "enable-when-without-unit",
    "enable-when-without-behavior",
    "field-unknown",
    "figure-row-off-axis",
    "figure-without-axis",
    "item-hidden",
    "item-read-only",
    "part-without-effect",
    "stands-for-more-serious",
    "stands-for-cycle",
    "stands-for-no-finding",
    "text-missing",
];

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "gallery"].iter().collect()
}

/// The names of the files with this ending, without it.
fn names(ending: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder()).expect("the gallery is there");
    let files = files.map(|file| file.expect("the gallery can be listed").file_name());
    let names = files.filter_map(|name| name.to_str()?.strip_suffix(ending).map(str::to_owned));
    names.collect()
}

fn text(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("tests/gallery/{file}: {error}"))
}

fn load(name: &str) -> Result<(Form, Faults), Faults> {
    let file = format!("{name}.json");
    let json: Json = serde_json::from_str(&text(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    Form::load(&json)
}

/// The files with faults, and their faults.
fn faulty_files() -> BTreeMap<String, Faults> {
    let names = names(".json").into_iter().filter(|name| !name.starts_with(QUESTION));
    let faults = |name: &String| match load(name) {
        Ok((_, faults)) | Err(faults) => faults,
    };
    names.map(|name| (name.clone(), faults(&name))).collect()
}

#[test]
fn every_fault_is_reported_as_in_its_text_file() {
    let mut wrong = Vec::new();
    for (name, faults) in faulty_files() {
        let (found, expected) = (faults.to_string(), text(&format!("{name}.txt")));
        if found != expected.trim_end() {
            wrong.push(format!(
                "tests/gallery/{name}.txt contains:\n{expected}the loader reports:\n{found}\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_file_has_a_questionnaire() {
    let faulty_files: BTreeSet<String> = faulty_files().into_keys().collect();
    assert_eq!(names(".txt"), faulty_files);
}

#[test]
fn questionnaire_is_refused_for_errors_only() {
    for (name, faults) in faulty_files() {
        let runs = load(&name).is_ok();
        assert_eq!(runs, STILL_RUN.contains(&name.as_str()), "{name}: {faults}");
        assert_eq!(runs, faults.worst() != Some(Severity::Error), "{name}: {faults}");
    }
}

/// Lists every kind of fault. A new one does not compile until it is listed here; the test below then requires a file.
macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn kind(of: &FaultKind) -> &'static str {
            match of {
                $(FaultKind::$kind { .. } => stringify!($kind),)*
            }
        }
    };
}

kinds! {
    NotAQuestionnaire, Missing, WrongType, NoLinkId, DuplicateLinkId, UnknownType, UnsupportedType, UnknownCode,
    NoOptions, ValueSet, DuplicateOption, EmptyRange, UnknownQuestion, NotAQuestion, NoAnswer, ExistsNeedsBoolean,
    NoOrder, NeverMatches, HasOffset, UnknownOption, NoBehavior, Cycle, ComesLater, UnknownSource, DuplicateSource, UnsafeLink,
    UnknownField, OtherVersion, Unheeded, MustUnderstand, Expression, UnitChoice, NoText, NeverAsked,
    OneAxis, Misplaced, NeverShown, ComputedWithConditions, NotBelow, StandsFor, NoAxis, OffAxis,
}

#[test]
fn every_kind_of_fault_has_a_file() {
    let faulty_files = faulty_files();
    let covered: BTreeSet<&str> =
        faulty_files.values().flat_map(|faults| &faults.0).map(|fault| kind(&fault.kind)).collect();
    let missing: Vec<_> = KINDS.iter().filter(|kind| !covered.contains(*kind)).collect();
    assert!(missing.is_empty(), "tests/gallery/ has no questionnaire with {missing:?}; add one and its .txt");
}

#[test]
fn all_faults_of_a_file_are_reported_at_once() {
    let faults = load("many-faults").expect_err("there are errors");
    let kinds: BTreeSet<&str> = faults.0.iter().map(|fault| kind(&fault.kind)).collect();
    assert!(kinds.len() >= 7, "{faults}");
    assert_eq!(faults.to_string().lines().count(), faults.0.len(), "a line each");
}

/// The example of `docs/questionnaire.md` must work unchanged.
#[test]
fn documented_example_loads_and_has_a_finding() {
    let page = include_str!("../docs/questionnaire.md");
    let example =
        page.split_once("```json").and_then(|(_, rest)| rest.split_once("```")).expect("an example");
    let json: Json = serde_json::from_str(example.0).expect("it is JSON");
    let (form, faults) = Form::load(&json).expect("it can be run");
    assert_eq!(faults, Faults::default());
    let mut answers = Answers::default();
    answers.set(form.questionnaire.find("faint").expect("a question"), vec![Value::Boolean(true)]);
    let enabled = form.evaluate(&answers);
    let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
    assert_eq!(assess(&form, effective).safety, Some(Level::Plan));
}

#[test]
fn messages_have_a_place_a_problem_and_a_fix() {
    for (name, faults) in faulty_files() {
        for fault in &faults.0 {
            let text = fault.to_string();
            let place = fault.link_id.as_ref().map_or("questionnaire", |link_id| link_id.as_str());
            let rest = text.strip_prefix(place).and_then(|rest| rest.strip_prefix(": "));
            let (what, fix) = rest.and_then(|rest| rest.split_once("; ")).unwrap_or_default();
            assert!(!what.is_empty() && !fix.is_empty(), "{name}: {text}");
            assert!(!text.ends_with('.'), "{name}: {text}");
        }
    }
}

/// The name of a question type in the gallery.
fn type_name(answer: &AnswerType) -> &'static str {
    match answer {
        AnswerType::Boolean => "boolean",
        AnswerType::Number(number) => match number.kind {
            NumberKind::Integer => "integer",
            NumberKind::Decimal => "decimal",
            NumberKind::Quantity => "quantity",
        },
        AnswerType::Date(_) => "date",
        AnswerType::DateTime(_) => "date-time",
        AnswerType::Time => "time",
        AnswerType::Text(text) => match text.form {
            TextForm::Line => "string",
            TextForm::Lines => "text",
            TextForm::Url => "url",
        },
        AnswerType::Choice(choice) if choice.open => "open-choice",
        AnswerType::Choice(choice) if choice.repeats => "choices",
        AnswerType::Choice(_) => "choice",
        AnswerType::Reference => "reference",
    }
}

#[test]
fn every_question_type_has_a_file_without_faults() {
    let types = [
        "boolean",
        "choice",
        "choices",
        "date",
        "date-time",
        "decimal",
        "integer",
        "open-choice",
        "quantity",
        "string",
        "text",
        "time",
        "url",
    ];
    let files: Vec<String> =
        names(".json").iter().filter_map(|name| name.strip_prefix(QUESTION)).map(str::to_owned).collect();
    assert_eq!(files, types);
    for name in files {
        let (form, faults) =
            load(&format!("{QUESTION}{name}")).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        assert!(faults.0.is_empty(), "{name}: {faults}");
        let questionnaire = &form.questionnaire;
        let questions: Vec<_> =
            questionnaire.indices().filter_map(|idx| questionnaire.question(idx)).collect();
        let [question] = questions.as_slice() else {
            panic!("{name}: one question, not {}", questions.len())
        };
        assert_eq!(type_name(&question.answer), name);
        assert!(
            question.explanation.is_some() && question.sources.len() == 2,
            "{name}: an explanation and two sources"
        );
    }
}
