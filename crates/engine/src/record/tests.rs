//! The record: its contents, the answers that it never contains, and rejected records.

use serde_json::{Value as Json, json};

use super::*;
use crate::model::LinkId;
use crate::session::{Event, Screen};
use crate::testing::visits::{MARK, SECRETS, marked_form, random_events, random_visit};
use crate::testing::{at, choice, extended, form, item, value, with};

const DAY: &str = "2026-11-22";

/// The record, parsed as JSON.
fn record(form: &Form, session: &Session, written: &str) -> Json {
    let text = super::record(form, session, written);
    let json: Json = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(text.ends_with(EMPTY_RECORD_END), json["item"] == json!([]), "{text}");
    json
}

fn small() -> Form {
    form(&[
        choice("a", "x y", &[]),
        item("b", "integer", &["a = #x"]),
        extended(choice("safe", "yes no", &[]), "transient", "valueBoolean", "true"),
        item("c", "boolean", &[]),
    ])
}

/// A visit to the small form in which `a`, `b` and `safe` are answered and `c` is on the screen.
fn visit(form: &Form) -> Session {
    let mut session = Session::new(form);
    let choose = |option| Event::Choose(option, true);
    for event in
        [Event::Begin, choose(0), Event::Next, Event::Type("7".into()), Event::Next, choose(1), Event::Next]
    {
        session.step(form, event);
    }
    session
}

fn good() -> Json {
    record(&small(), &visit(&small()), DAY)
}

#[test]
fn record_names_its_questionnaire_version_and_date() {
    let expected = json!({
        "format": 1,
        "questionnaire": "https://example.org/Questionnaire/test",
        "version": "1",
        "written": "2026-11-22",
        // The third question, which was passed too, is transient.
        "place": [3, 4],
        "item": [
            { "linkId": "a", "answer": [{ "valueCoding": { "code": "x" } }] },
            { "linkId": "b", "answer": [{ "valueInteger": 7 }] },
        ],
    });
    assert_eq!(good(), expected);
}

#[test]
fn written_record_is_read_back() {
    let form = small();
    let saved = read(&form, &good()).expect("it was just written");
    let given: Vec<_> = saved.given.into_iter().map(|given| (given.item, given.values)).collect();
    assert_eq!(given, [(at(&form, "a"), vec![value("#x")]), (at(&form, "b"), vec![value("7")])]);
    assert!(saved.lost.is_empty() && !saved.other_version);
}

#[test]
fn rejects_a_record_of_something_else() {
    let check = |record: Json, error| assert_eq!(read(&small(), &record).map(|_| ()), Err(error), "{record}");
    check(Json::Null, StorageError::Unreadable);
    check(json!("text"), StorageError::Unreadable);
    check(json!([]), StorageError::Unreadable);
    check(json!({}), StorageError::Unreadable);
    check(with(good(), "format", "1".into()), StorageError::Unreadable);
    check(with(good(), "format", 0.into()), StorageError::OtherFormat);
    check(with(good(), "format", 2.into()), StorageError::OtherFormat);
    check(with(good(), "format", json!(1.5)), StorageError::Unreadable);
    check(with(good(), "questionnaire", "https://example.org/other".into()), StorageError::Unreadable);
    check(with(good(), "questionnaire", Json::Null), StorageError::Unreadable);
    check(with(good(), "item", Json::Null), StorageError::Unreadable);
    check(with(good(), "item", json!({ "linkId": "a" })), StorageError::Unreadable);
}

#[test]
fn reads_the_fitting_answers_of_another_version() {
    for version in ["0".into(), Json::Null] {
        let saved = read(&small(), &with(good(), "version", version)).expect("it can be read");
        assert!(saved.other_version);
        assert_eq!(saved.given.len(), 2);
    }
    let items =
        json!([{ "linkId": "a", "answer": [{ "valueCoding": { "code": "z" } }] }, { "linkId": "gone" }, 7]);
    let saved = read(&small(), &with(good(), "item", items)).expect("it can be read");
    assert_eq!(saved.lost, ["a", "gone"].map(LinkId::new));
    assert!(saved.given.is_empty());
}

#[test]
fn transient_answer_in_a_record_is_ignored() {
    let form = small();
    let items = json!([{ "linkId": "safe", "answer": [{ "valueCoding": { "code": "yes" } }] }]);
    let session = Session::resume(&form, read(&form, &with(good(), "item", items)).expect("it can be read"));
    assert!(session.answers_of(at(&form, "safe")).is_empty() && !session.was_seen(at(&form, "safe")));
}

#[test]
fn record_never_contains_transient_answers() {
    let form = marked_form();
    let (mut recorded, mut answered) = (0, 0);
    for seed in devkit::chance::seeds(200) {
        let session = random_events(&form, seed, 400);
        let record = record(&form, &session, DAY);
        let secret = form
            .questionnaire
            .indices()
            .filter(|idx| form.questionnaire.question(*idx).is_some_and(|it| it.transient));
        for idx in secret {
            answered += usize::from(!session.answers_of(idx).is_empty());
            let name = form.questionnaire.item(idx).link_id.as_str();
            assert!(!record.to_string().contains(name), "seed {seed}: {record}");
        }
        assert!(!record.to_string().contains(MARK), "seed {seed}: {record}");
        recorded += record["item"].as_array().map_or(0, Vec::len);
    }
    assert!(
        recorded > 2_000 && answered > 50,
        "the visits are too simple: {recorded} items, {answered} secrets"
    );
}

#[test]
fn record_does_not_depend_on_answers_about_safety() {
    let form = marked_form();
    let private = ["safety", "attempt"].map(|question| at(&form, question));
    let mut differing = [0, 0];
    for seed in devkit::chance::seeds(40) {
        let stop = 1 + seed as usize % 40;
        // All combinations of answers to both questions, a few of them for each seed.
        let secrets = (0..SECRETS * SECRETS).skip(seed as usize % 5).step_by(5);
        let visits: Vec<Session> = secrets.map(|secret| random_visit(&form, seed, secret, stop)).collect();
        let records: Vec<Json> = visits.iter().map(|session| record(&form, session, DAY)).collect();
        assert!(records.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}: {records:#?}");
        for (question, count) in private.iter().zip(&mut differing) {
            let answers = visits.iter().map(|session| session.answers_of(*question).to_vec());
            let differs = answers.collect::<Vec<_>>().windows(2).any(|pair| pair[0] != pair[1]);
            *count += usize::from(differs);
        }
    }
    assert!(differing.iter().all(|count| *count > 20), "only {differing:?} visits reached the questions");
}

#[test]
fn every_visit_resumes_with_its_effective_answers() {
    let form = marked_form();
    for seed in devkit::chance::seeds(60) {
        let before = random_events(&form, seed, 300);
        let saved = read(&form, &record(&form, &before, DAY)).expect("it was just written");
        assert!(saved.lost.is_empty(), "seed {seed}: {:?}", saved.lost);
        let after = Session::resume(&form, saved);
        let (persistable, again) = (before.persistable(), after.persistable());
        let (persistable, again) = (persistable.effective(&form), again.effective(&form));
        for idx in form.questionnaire.indices() {
            assert_eq!(
                persistable.of(idx),
                again.of(idx),
                "seed {seed}: {:?}",
                form.questionnaire.item(idx).link_id
            );
            assert_eq!(persistable.is_enabled(idx), again.is_enabled(idx), "seed {seed}");
        }
        // A second round trip changes nothing.
        assert_eq!(record(&form, &after, DAY), record(&form, &before, DAY), "seed {seed}");
        assert!(
            !matches!(after.screen(), Screen::Start | Screen::Help(..)),
            "seed {seed}: {:?}",
            after.screen()
        );
    }
}

/// Replaces a random part, at any depth, with junk.
fn corrupt(json: &mut Json, rng: &mut fastrand::Rng) {
    let inner = match json {
        Json::Array(list) if !list.is_empty() => {
            let at = rng.usize(0..list.len());
            if rng.u8(0..8) == 0 {
                let twice = list[at].clone();
                list.push(twice);
            }
            Some(&mut list[at])
        }
        Json::Object(fields) if !fields.is_empty() => {
            let at = rng.usize(0..fields.len());
            fields.values_mut().nth(at)
        }
        _ => None,
    };
    match inner {
        Some(inner) if rng.u8(0..6) > 0 => corrupt(inner, rng),
        _ => {
            let junk = [
                json!(null),
                json!(-1e300),
                json!("<img src=x onerror=alert(1)>"),
                json!("__proto__"),
                json!("x".repeat(100_000)),
                json!([[], {}, 7, "yes"]),
                json!({ "linkId": "safety", "answer": [{ "valueCoding": { "code": "yes" } }] }),
                json!({ "answer": 7, "linkId": [], "valueInteger": "many", "item": [{ "item": {} }] }),
            ];
            *json = junk[rng.usize(0..junk.len())].clone();
        }
    }
}

#[test]
fn corrupted_record_is_rejected_or_its_fitting_answers_are_kept() {
    let form = marked_form();
    let (mut refused, mut lost, mut kept) = (0, 0, 0);
    for seed in devkit::chance::seeds(400) {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut left = record(&form, &random_events(&form, seed, 160), DAY);
        for _ in 0..rng.usize(1..8) {
            // Mostly in the answers: without its other fields the record is rejected.
            match left.get_mut("item") {
                Some(items) if rng.u8(0..20) > 0 => corrupt(items, &mut rng),
                _ => corrupt(&mut left, &mut rng),
            }
        }
        let Ok(saved) = read(&form, &left) else {
            refused += 1;
            continue;
        };
        lost += saved.lost.len();
        let again = record(&form, &Session::resume(&form, saved), DAY);
        let saved = read(&form, &again).unwrap_or_else(|error| panic!("seed {seed}: {error}: {again}"));
        assert!(saved.lost.is_empty(), "seed {seed}: all stored answers must fit: {:?}", saved.lost);
        kept += saved.given.len();
        assert!(!again.to_string().contains("safety"), "seed {seed}: {again}");
    }
    assert!(refused > 20 && lost > 100 && kept > 1_000, "{refused} refused, {lost} lost, {kept} kept");
}
