//! Questionnaires in `gallery/`: one of each question type that loads without a fault (`question-….json`), and one for
//! each trouble, named by it, with what the loader says of it in the `.txt` file beside.

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

/// Every question type has a file of this name.
const QUESTION: &str = "question-";

/// The files that still run: what is wrong with them has one safe reading, or is only a warning.
const STILL_RUN: [&str; 18] = [
    "below-no-number",
    "display-among-questions",
    "enable-when-circle",
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
    "figure-row-off-axis",
    "figure-without-axis",
    "stands-for-graver",
    "stands-for-in-turn",
    "stands-for-no-finding",
];

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "gallery"].iter().collect()
}

/// The names of the files that end so, without the ending.
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

/// The files with a trouble, and what is wrong with them.
fn troubles() -> BTreeMap<String, Faults> {
    let names = names(".json").into_iter().filter(|name| !name.starts_with(QUESTION));
    let faults = |name: &String| match load(name) {
        Ok((_, faults)) | Err(faults) => faults,
    };
    names.map(|name| (name.clone(), faults(&name))).collect()
}

#[test]
fn every_trouble_is_told_as_the_file_beside_it_says() {
    let mut wrong = Vec::new();
    for (name, faults) in troubles() {
        let (found, expected) = (faults.to_string(), text(&format!("{name}.txt")));
        if found != expected.trim_end() {
            wrong.push(format!("tests/gallery/{name}.txt says:\n{expected}the loader says:\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_with_a_message_has_its_questionnaire() {
    let troubles: BTreeSet<String> = troubles().into_keys().collect();
    assert_eq!(names(".txt"), troubles);
}

#[test]
fn a_questionnaire_is_refused_for_an_error_and_for_nothing_less() {
    for (name, faults) in troubles() {
        let runs = load(&name).is_ok();
        assert_eq!(runs, STILL_RUN.contains(&name.as_str()), "{name}: {faults}");
        assert_eq!(runs, faults.worst() != Some(Severity::Error), "{name}: {faults}");
    }
}

/// Lists every kind of fault. A new one does not compile until it stands here, and then the test below wants its file.
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
    OneAxis, Misplaced, NeverShown, ComputedWithConditions, NotBelow, StandsFor, NoAxis, OffAxis,
}

#[test]
fn every_kind_of_fault_has_a_file() {
    let troubles = troubles();
    let covered: BTreeSet<&str> =
        troubles.values().flat_map(|faults| &faults.0).map(|fault| kind(&fault.kind)).collect();
    let missing: Vec<_> = KINDS.iter().filter(|kind| !covered.contains(*kind)).collect();
    assert!(missing.is_empty(), "tests/gallery/ has no questionnaire with {missing:?}; add one and its .txt");
}

#[test]
fn a_file_with_many_faults_reports_them_all_at_once() {
    let faults = load("many-faults").expect_err("there are errors");
    let kinds: BTreeSet<&str> = faults.0.iter().map(|fault| kind(&fault.kind)).collect();
    assert!(kinds.len() >= 7, "{faults}");
    assert_eq!(faults.to_string().lines().count(), faults.0.len(), "a line each");
}

/// The example of `docs/questionnaire.md` has to work as it stands there.
#[test]
fn the_example_of_the_documentation_has_no_fault_and_finds_something() {
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
fn a_message_says_where_what_and_how_to_mend_it() {
    for (name, faults) in troubles() {
        for fault in &faults.0 {
            let text = fault.to_string();
            let place = fault.link_id.as_ref().map_or("questionnaire", |link_id| link_id.as_str());
            let rest = text.strip_prefix(place).and_then(|rest| rest.strip_prefix(": "));
            let (what, mend) = rest.and_then(|rest| rest.split_once("; ")).unwrap_or_default();
            assert!(!what.is_empty() && !mend.is_empty(), "{name}: {text}");
            assert!(!text.ends_with('.'), "{name}: {text}");
        }
    }
}

/// What the file of a question type must hold.
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
fn every_question_type_has_a_file_that_loads_without_a_fault() {
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
            "{name}: with all that belongs to it"
        );
    }
}
