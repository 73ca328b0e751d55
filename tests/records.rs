//! Resumes records that released versions have left on people's devices (`records/`): all valid answers are kept, and
//! the other questions are asked again.

#![cfg(not(target_arch = "wasm32"))]

use std::path::PathBuf;
use std::{env, fs};

use check::content;
use engine::form::Form;
use engine::model::{AnswerType, ItemIdx, NumberType, Value};
use engine::record;
use engine::session::{Event, Screen, Session};
use serde_json::Value as Json;

/// Set this variable to write the record of the current version.
const REFRESH: &str = "REFRESH_SNAPSHOTS";

/// When the records were written.
const WRITTEN: &str = "2026-11-29T09:30:00.000Z";

fn form() -> Form {
    content::form("en").expect("the check is built in")
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "records"].iter().collect()
}

fn record(version: &str) -> Json {
    let path = folder().join(format!("{version}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The versions with a record.
fn versions() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("the records are there");
    let files = files.map(|file| file.expect("the folder can be listed").path());
    let mut versions: Vec<String> =
        files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    versions.sort();
    versions
}

fn resume(form: &Form, record: &Json) -> Session {
    Session::resume(form, record::read(form, record).unwrap_or_else(|error| panic!("{error}")))
}

fn name(form: &Form, idx: ItemIdx) -> &str {
    form.questionnaire.item(idx).link_id.as_str()
}

fn codes(form: &Form, session: &Session, question: &str) -> Vec<String> {
    let idx = form.questionnaire.find(question).unwrap_or_else(|| panic!("there is no {question}"));
    session.answers_of(idx).iter().map(Value::literal).collect()
}

/// A visit that answers as many questions as possible, so that every question is asked.
fn full_visit(form: &Form) -> Session {
    let mut session = Session::new(form);
    session.step(form, Event::Begin);
    loop {
        match session.screen().clone() {
            Screen::Question(visit) => {
                answer(form, &mut session, visit.item);
                session.step(form, Event::Next);
                assert_eq!(session.problem(), None, "{}", name(form, visit.item));
            }
            Screen::Help(..) => session.step(form, Event::Continue),
            _ => return session,
        }
    }
}

fn answer(form: &Form, session: &mut Session, idx: ItemIdx) {
    match form.questionnaire.question(idx).map(|question| &question.answer) {
        Some(AnswerType::Choice(choice)) if choice.repeats => {
            let several = (0..choice.options.len()).filter(|at| !choice.options[*at].exclusive);
            several.for_each(|at| session.step(form, Event::Choose(at, true)));
        }
        // Not the first option, which is for minors and for normal blood pressure, and not the last, which says little.
        Some(AnswerType::Choice(choice)) => {
            let at = if name(form, idx) == "bp-known" { 0 } else { choice.options.len() / 2 };
            session.step(form, Event::Choose(at, true));
        }
        Some(AnswerType::Number(NumberType { below, .. })) => {
            let number = if below.is_some() { "95" } else { "185" };
            session.step(form, Event::Type(number.into()));
        }
        _ => session.step(form, Event::Type("Sleep through the night.".into())),
    }
}

#[test]
fn this_version_writes_its_reference_record() {
    let form = form();
    let session = full_visit(&form);
    let found = record::record(&form, &session, WRITTEN);
    let found: Json = found.parse().expect("a record is JSON");
    let path = folder().join(format!("{}.json", form.questionnaire.version));
    if env::var_os(REFRESH).is_some() {
        fs::write(&path, format!("{found:#}\n"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let expected: Option<Json> = fs::read_to_string(&path).ok().and_then(|text| text.parse().ok());
    assert!(
        expected.as_ref() == Some(&found),
        "this version writes another record than {}; what was released must stay readable.\n\
         If it is meant to, run `{REFRESH}=1 cargo test --test records` and look at the difference",
        path.display()
    );
    // The record has an answer to every persistable question, and to no other.
    let items = found["item"].as_array().expect("a record has items");
    let kept = items.iter().filter(|item| item["answer"].is_array()).map(|item| item["linkId"].as_str());
    let persistable = form
        .questionnaire
        .indices()
        .filter(|idx| form.questionnaire.question(*idx).is_some_and(|question| !question.transient));
    let persistable = persistable.map(|idx| Some(name(&form, idx)));
    assert_eq!(kept.collect::<Vec<_>>(), persistable.collect::<Vec<_>>());
}

/// Whether an answer of a record is valid for the question as it is now.
fn fits(answer: &AnswerType, given: &Json) -> bool {
    match answer {
        AnswerType::Choice(choice) => {
            let code = given["valueCoding"]["code"].as_str();
            choice.options.iter().any(|option| Some(option.value.literal().as_str()) == code)
        }
        AnswerType::Number(_) => given["valueInteger"].is_i64(),
        AnswerType::Text(_) => given["valueString"].is_string(),
        other => panic!("extend this test to read {other:?}"),
    }
}

/// A version as its numbers.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().expect("a version is made of numbers")).collect()
}

#[test]
fn every_released_record_resumes_with_all_valid_answers() {
    let form = form();
    let versions = versions();
    assert!(versions.contains(&form.questionnaire.version) && versions.len() > 1, "{versions:?}");
    for version in versions {
        let record = record(&version);
        assert_eq!(record["version"], version.as_str());
        let session = resume(&form, &record);
        let (mut kept, mut again) = (0, Vec::new());
        for item in record["item"].as_array().expect("a record has items") {
            let link_id = item["linkId"].as_str().expect("an item has a linkId");
            let idx =
                form.questionnaire.find(link_id).unwrap_or_else(|| panic!("{version}: {link_id} is gone"));
            let question = form.questionnaire.question(idx).expect("a record contains answers to questions");
            let given = item["answer"].as_array().map_or(&[][..], Vec::as_slice);
            let has_changed = question.since.as_ref().is_some_and(|since| numbers(since) > numbers(&version));
            if has_changed || !given.iter().all(|given| fits(&question.answer, given)) {
                assert!(session.answers_of(idx).is_empty() && !session.was_seen(idx), "{version}: {link_id}");
                again.push(link_id);
                continue;
            }
            let expected = given.iter().map(|given| match &given["valueCoding"]["code"] {
                Json::String(code) => code.clone(),
                _ => given["valueInteger"].as_i64().map_or_else(
                    || given["valueString"].as_str().unwrap_or_default().to_owned(),
                    |number| number.to_string(),
                ),
            });
            assert_eq!(codes(&form, &session, link_id), expected.collect::<Vec<_>>(), "{version}: {link_id}");
            assert!(session.was_seen(idx), "{version}: {link_id}");
            kept += 1;
        }
        assert!(kept > 20, "{version}: only {kept} answers were kept");
        let is_told = matches!(session.screen(), Screen::Changed { .. });
        assert_eq!(is_told, version != form.questionnaire.version, "{version}: {:?}", session.screen());
        assert!(is_told || again.is_empty(), "{version}: {again:?}");
    }
}

#[test]
fn transient_questions_are_asked_again_the_next_day() {
    let form = form();
    let session = resume(&form, &record(&form.questionnaire.version));
    let unseen: Vec<&str> = session.unseen().map(|idx| name(&form, idx)).collect();
    assert_eq!(unseen, ["safety", "attempt"]);
}

#[test]
fn record_of_1_1_0_asks_changed_questions_again() {
    let form = form();
    let mut session = resume(&form, &record("1.1.0"));
    let Screen::Changed { again, gone } = session.screen().clone() else {
        panic!("the change should be announced: {:?}", session.screen());
    };
    let again: Vec<&str> = again.into_iter().map(|idx| name(&form, idx)).collect();
    // An option was removed, or the question covers more than before, so "none of these" has another meaning.
    let expected = [
        "vascular",
        "heart",
        "conditions",
        "psychosis",
        "other-mental-health",
        "alcohol",
        "substances",
        "medicines",
    ];
    assert_eq!(again, expected);
    assert_eq!(gone, 0, "every question still exists");
    // These questions took one answer and now take several.
    assert_eq!(codes(&form, &session, "prior-ketamine"), ["helped"]);
    assert_eq!(codes(&form, &session, "pain-types"), ["crps", "other-pain"]);
    assert_eq!(codes(&form, &session, "pregnancy"), ["no"]);
    assert_eq!(codes(&form, &session, "goals"), ["Sleep through the night."]);
    // New questions are asked as well, in their place.
    session.step(&form, Event::Continue);
    let mut asked = Vec::new();
    loop {
        match session.screen().clone() {
            Screen::Question(visit) => {
                let question = name(&form, visit.item);
                asked.push(question.to_owned());
                if ["heart", "conditions"].contains(&question) {
                    // The first options: heart attack and glaucoma.
                    session.step(&form, Event::Choose(0, true));
                    session.step(&form, Event::Next);
                } else {
                    session.step(&form, Event::Skip);
                }
            }
            Screen::Help(..) => session.step(&form, Event::Continue),
            screen => {
                assert_eq!(screen, Screen::Review);
                break;
            }
        }
    }
    let expected = [
        "safety",
        "attempt",
        "other-treatments",
        "vascular",
        "heart",
        // The options of `heart-event-when` have changed; those of `heart-control` have not.
        "heart-event-when",
        "conditions",
        "allergy-or-anesthesia",
        "psychosis",
        "other-mental-health",
        "alcohol",
        "substances",
        "medicines",
        "medicine-list",
    ];
    assert_eq!(asked, expected);
    assert_eq!(codes(&form, &session, "heart-control"), ["well-controlled"]);
    assert_eq!(codes(&form, &session, "glaucoma-control"), ["controlled"]);
}
