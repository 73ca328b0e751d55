//! Tests of the storage in a real browser, without a whole visit: refused, full, and with invalid records.
#![cfg(target_arch = "wasm32")]

use candidate_check::settings::Settings;
use candidate_check::store::Store;
use engine::form::Form;
use engine::model::ItemIdx;
use engine::record::{StorageError, read};
use engine::session::{Event, Screen, Session};
use js_sys::eval;
use serde_json::{Value as Json, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const KEY: &str = "candidate-check:answers";

fn form() -> Form {
    let question =
        |link_id: &str| json!({ "linkId": link_id, "type": "boolean", "text": "Do you sleep well?" });
    let questionnaire = json!({
        "resourceType": "Questionnaire",
        "url": "https://example.org/Questionnaire/sleep",
        "version": "1",
        "item": [{ "linkId": "section", "type": "group", "text": "Sleep", "item": [question("a"), question("b")] }],
    });
    Form::load(&questionnaire).expect("the form has no fault").0
}

fn settings(storage: &str) -> Settings {
    let given = eval(&format!("({})", json!({ "storage": storage, "key": KEY, "resume": true })));
    Settings::new(&given.expect("it is an object"))
}

fn run(script: &str) -> String {
    let value = eval(&format!("String((() => {{ {script} }})())")).expect("the script runs");
    value.as_string().unwrap_or_default()
}

fn stored(area: &str) -> Json {
    serde_json::from_str(&run(&format!("return {area}.getItem('{KEY}')"))).unwrap_or_default()
}

fn clear_storage() {
    run("localStorage.clear(); sessionStorage.clear()");
}

/// Answers the first question with yes and goes to the next.
fn answer(form: &Form, session: &mut Session) {
    session.step(form, Event::Choose(0, true));
    session.step(form, Event::Next);
}

/// The question on the screen.
fn asked(session: &Session) -> Option<ItemIdx> {
    match session.screen() {
        Screen::Question(visit) => Some(visit.item),
        _ => None,
    }
}

#[wasm_bindgen_test]
fn record_is_restored_from_the_chosen_storage() {
    for (storage, area) in [("local", "localStorage"), ("session", "sessionStorage")] {
        clear_storage();
        let form = form();
        let (store, mut session) = Store::open(&form, &settings(storage));
        assert_eq!(store.error, None);
        store.save(&form, &session).expect("there is room");
        assert_eq!(stored(area), Json::Null, "nothing is written before there is an answer");
        answer(&form, &mut session);
        store.save(&form, &session).expect("there is room");
        assert_eq!(stored(area)["questionnaire"], "https://example.org/Questionnaire/sleep");
        assert_eq!(run("return localStorage.length + sessionStorage.length"), "1");
        let (_, resumed) = Store::open(&form, &settings(storage));
        assert_eq!(asked(&resumed), asked(&session));
    }
    clear_storage();
}

#[wasm_bindgen_test]
fn without_storage_nothing_is_written() {
    clear_storage();
    let form = form();
    let (store, mut session) = Store::open(&form, &settings("none"));
    answer(&form, &mut session);
    assert_eq!(store.save(&form, &session), Ok(()));
    assert_eq!(run("return localStorage.length + sessionStorage.length"), "0");
}

/// A question of each type that has its own form in JSON.
fn of_every_type() -> Form {
    let item = |link_id: &str, kind: &str| json!({ "linkId": link_id, "type": kind, "text": "?" });
    let mut items: Vec<Json> = ["boolean", "integer", "decimal", "date", "dateTime", "time", "string", "url"]
        .map(|kind| item(kind, kind))
        .to_vec();
    items.push(json!({ "linkId": "long", "type": "decimal", "text": "?" }));
    items.push(json!({ "linkId": "quantity", "type": "quantity", "text": "?" }));
    items.push(json!({ "linkId": "choice", "type": "open-choice", "text": "?", "repeats": true, "answerOption": [
        { "valueCoding": { "system": "https://example.org/codes", "code": "a", "display": "A" } }, { "valueString": "b" },
    ] }));
    let questionnaire = json!({ "resourceType": "Questionnaire", "url": "https://example.org/q", "version": "1", "item": items });
    Form::load(&questionnaire).unwrap_or_else(|faults| panic!("{faults}")).0
}

#[wasm_bindgen_test]
fn browser_json_gives_the_same_session_as_serde_json() {
    clear_storage();
    let form = of_every_type();
    let answer = |name: &str, value: Json| json!({ "linkId": name, "answer": [{ name_of(name): value }] });
    fn name_of(link_id: &str) -> &'static str {
        match link_id {
            "boolean" => "valueBoolean",
            "integer" => "valueInteger",
            "decimal" | "long" => "valueDecimal",
            "date" => "valueDate",
            "dateTime" => "valueDateTime",
            "time" => "valueTime",
            "url" => "valueUri",
            "quantity" => "valueQuantity",
            _ => "valueString",
        }
    }
    let number = |text: &str| -> Json { serde_json::from_str(text).expect("it is a number") };
    let items = json!([
        answer("boolean", json!(false)),
        answer("integer", json!(-42)),
        answer("decimal", number("0.1")),
        answer("date", json!("2024-02")),
        answer("dateTime", json!("2024-02-29T12:00:00+05:30")),
        answer("time", json!("08:30:00")),
        answer("string", json!("“\\\"\u{1}é")),
        answer("url", json!("https://example.org")),
        answer("quantity", json!({ "value": number("72.50"), "unit": "kg", "code": "kg" })),
        { "linkId": "choice", "answer": [{ "valueCoding": { "system": "https://example.org/codes", "code": "a" } }, { "valueString": "b" }] },
        { "linkId": "gone", "answer": null },
        7,
    ]);
    let record = json!({ "format": 1, "questionnaire": "https://example.org/q", "version": "1",
        "written": "2024-01-01T00:00:00.000Z", "item": items });
    let by_serde = Session::resume(&form, read(&form, &record).expect("it is a record"));
    run(&format!("localStorage.setItem('{KEY}', {})", json!(record.to_string())));
    let (store, by_browser) = Store::open(&form, &settings("local"));
    assert_eq!(store.error, None);
    let mut answered = 0;
    for idx in form.questionnaire.indices() {
        assert_eq!(by_browser.answers_of(idx), by_serde.answers_of(idx));
        answered += by_browser.answers_of(idx).len();
    }
    assert_eq!(answered, 11);
    clear_storage();
}

#[wasm_bindgen_test]
fn number_that_the_browser_would_round_is_asked_again() {
    clear_storage();
    let form = of_every_type();
    let record = r#"{"format":1,"questionnaire":"https://example.org/q","version":"1","written":"2024-01-01",
        "item":[{"linkId":"long","answer":[{"valueDecimal":123456789012345678}]}]}"#;
    run(&format!("localStorage.setItem('{KEY}', {})", json!(record)));
    let (_, session) = Store::open(&form, &settings("local"));
    let long = form.questionnaire.find("long").expect("it is there");
    assert_eq!(session.answers_of(long), []);
    assert_eq!(*session.screen(), Screen::Changed { again: vec![long], gone: 0 });
    clear_storage();
}

#[wasm_bindgen_test]
fn deeply_nested_record_does_not_overflow_the_stack() {
    clear_storage();
    let (open, close) = ("\"item\":[{".repeat(20_000), "}]".repeat(20_000));
    let head = r#""format":1,"questionnaire":"https://example.org/Questionnaire/sleep","version":"1""#;
    let record = format!("{{{head},{open}\"linkId\":\"a\"{close}}}");
    run(&format!("localStorage.setItem('{KEY}', {})", json!(record)));
    let (store, session) = Store::open(&form(), &settings("local"));
    assert_eq!(store.error, None);
    assert!(matches!(session.screen(), Screen::Question(_)));
    clear_storage();
}

#[wasm_bindgen_test]
fn invalid_record_is_quarantined_and_the_check_starts_over() {
    let cases = [
        ("{oops", StorageError::Unreadable),
        ("", StorageError::Unreadable),
        ("[]", StorageError::Unreadable),
        (r#"{"format":1,"questionnaire":"https://other.example/q","item":[]}"#, StorageError::Unreadable),
        (
            r#"{"format":1,"questionnaire":"https://example.org/Questionnaire/sleep"}"#,
            StorageError::Unreadable,
        ),
        (
            r#"{"format":2,"questionnaire":"https://example.org/Questionnaire/sleep","item":[]}"#,
            StorageError::OtherFormat,
        ),
    ];
    for (left, expected) in cases {
        clear_storage();
        run(&format!("localStorage.setItem('{KEY}', {})", json!(left)));
        let (store, session) = Store::open(&form(), &settings("local"));
        assert_eq!(store.error, Some(expected), "{left}");
        assert!(matches!(session.screen(), Screen::Question(_)), "{left}");
        assert_eq!(run(&format!("return localStorage.getItem('{KEY}')")), "null", "{left}");
        let aside = run("return localStorage.getItem('candidate-check:set-aside')");
        let aside: Json = serde_json::from_str(&aside).expect("the quarantined record is JSON");
        assert_eq!(aside["data"], left);
    }
    clear_storage();
}

#[wasm_bindgen_test]
fn full_storage_is_an_error_and_not_a_panic() {
    clear_storage();
    let form = form();
    let (store, mut session) = Store::open(&form, &settings("local"));
    answer(&form, &mut session);
    run("window.put = Storage.prototype.setItem; \
         Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }");
    let saved = store.save(&form, &session);
    run("Storage.prototype.setItem = window.put");
    assert_eq!(saved, Err(StorageError::Full));
}

#[wasm_bindgen_test]
fn refused_storage_is_reported_when_it_is_opened() {
    clear_storage();
    let form = form();
    run("const refuse = { configurable: true, get() { throw new DOMException('no', 'SecurityError') } }; \
         window.own = Object.getOwnPropertyDescriptor(window, 'localStorage'); \
         Object.defineProperty(window, 'localStorage', refuse)");
    let (store, mut session) = Store::open(&form, &settings("local"));
    answer(&form, &mut session);
    let saved = store.save(&form, &session);
    run("Object.defineProperty(window, 'localStorage', window.own)");
    assert_eq!(store.error, Some(StorageError::Refused));
    assert_eq!(saved, Ok(()), "it is stored in memory, so the error is not reported again");
}
