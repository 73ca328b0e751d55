//! Interrupting and resuming: after a reload, from the start screen, from the review, and with an invalid record.

use serde_json::{Value as Json, json};

use crate::harness::{Page, Person, Site};

/// Placeholder for the time at which a record is stored.
const NOW: &str = "now";

const QUESTIONNAIRE: &str = "https://candidate-check.example/fhir/Questionnaire/ketamine-therapy";

/// A record as the widget writes it, of a visitor who has answered one question.
pub fn record(changes: &[(&str, Json)]) -> String {
    let version = check::content::questionnaire("en").expect("there is English")["version"].clone();
    let mut record = json!({
        "format": 1,
        "questionnaire": QUESTIONNAIRE,
        "version": version,
        "written": NOW,
        "item": [{ "linkId": "age", "answer": [{ "valueCoding": { "code": "25-64" } }] }],
    });
    for (field, value) in changes {
        record[*field] = value.clone();
    }
    record.to_string()
}

#[tokio::test]
async fn minor_gets_result_with_help_and_without_booking() {
    let page = Page::open(Site::with(r#"booking="https://clinic.example/book" phone="555 0142""#)).await;
    page.start().await;
    page.answer("age", "under-18").await;
    page.next().await;
    page.is_on("result").await;
    page.shows_help_lines().await;
    let result = page.reads("[data-screen=result]").await;
    assert!(result.contains("another adult you trust"), "no adult to ask: {result}");
    assert!(!page.has("a[href^='https://clinic.example']").await, "a minor can't book");
}

#[tokio::test]
async fn resumes_after_a_reload_and_asks_about_safety_again() {
    let page = Page::open(Site::new()).await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "ptsd anxiety")]);
    page.walk_to("therapy-tried", &person).await;
    page.record_contains("impact").await;
    page.reload().await;
    page.is_on("start").await;
    assert!(!page.has("[data-action=start]").await, "there are answers to resume");
    page.resume().await;
    page.asks("safety").await;
    assert_eq!(page.chosen().await, "", "the answer about safety is gone");
    page.go("back").await;
    page.asks("reasons").await;
    assert_eq!(page.chosen().await, "ptsd anxiety");
    page.next().await;
    page.answer("safety", "no").await;
    page.next().await;
    page.answer("attempt", "never").await;
    page.next().await;
    page.walk_to("review", &person).await;
    page.unfold().await;
    let review = page.reads("[data-screen=review]").await;
    assert!(review.contains("25 to 64"), "{review}");
}

#[tokio::test]
async fn resume_skips_questions_answered_or_skipped_before() {
    let page = Page::open(Site::new()).await;
    page.walk_to("therapy-tried", &Person::with_answers(&[("age", "25-64"), ("reasons", "ptsd")])).await;
    page.record_contains("impact").await;
    page.reload().await;
    page.resume().await;
    page.answer("safety", "no").await;
    page.next().await;
    page.answer("attempt", "never").await;
    page.next().await;
    page.asks("therapy-tried").await;
}

#[tokio::test]
async fn start_over_forgets_everything() {
    let page = Page::open(Site::new()).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    page.reload().await;
    page.is_on("start").await;
    page.start_over().await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "");
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}

#[tokio::test]
async fn returning_to_the_start_screen_keeps_answers() {
    let page = Page::open(Site::new()).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "65-plus")])).await;
    page.go("back").await;
    page.asks("age").await;
    page.go("back").await;
    page.is_on("start").await;
    page.focus_is_on(".cc-heading").await;
    page.resume().await;
    page.is_on("question").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "65-plus");
}

/// Saves a record as another tab would.
const SAVED_ELSEWHERE: &str = "localStorage.setItem('candidate-check:answers', \
    arguments[0].replace('\"now\"', JSON.stringify(new Date())))";

#[tokio::test]
async fn start_offers_answers_saved_by_another_tab() {
    let page = Page::open(Site::new()).await;
    page.is_on("start").await;
    page.eval(SAVED_ELSEWHERE, &[&record(&[])]).await;
    page.press("start").await;
    page.focus_is_on(".cc-heading").await;
    page.resume().await;
    page.asks("reasons").await;
    page.go("back").await;
    assert_eq!(page.chosen().await, "25-64");
}

#[tokio::test]
async fn start_keeps_answers_another_tab_saves_meanwhile() {
    let page = Page::open(Site::new()).await;
    page.is_on("start").await;
    let both = format!("root.querySelector('[data-action=start]').click(); {SAVED_ELSEWHERE}");
    page.eval(&both, &[&record(&[])]).await;
    page.asks("age").await;
    page.record_contains("25-64").await;
}

#[tokio::test]
async fn changing_an_answer_returns_focus_to_its_button() {
    let page = Page::open(Site::new()).await;
    page.walk_to("review", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.change("ride-home").await;
    page.asks("ride-home").await;
    page.focus_is_on(".cc-heading").await;
    assert_eq!(page.chosen().await, "yes");
    page.answer("ride-home", "no").await;
    page.next().await;
    page.is_on("review").await;
    page.focus_is_on("[data-action=change][data-for=ride-home]").await;
    page.change("impact").await;
    page.asks("impact").await;
    page.go("back").await;
    page.is_on("review").await;
    page.focus_is_on("[data-for=impact]").await;
}

#[tokio::test]
async fn a_change_that_enables_questions_offers_them() {
    let page = Page::open(Site::new()).await;
    page.walk_to("review", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.change("conditions").await;
    page.answer("conditions", "glaucoma").await;
    page.next().await;
    page.is_on("review").await;
    page.go("next").await;
    page.answer("glaucoma-control", "controlled").await;
    page.next().await;
    page.is_on("review").await;
}

#[tokio::test]
async fn record_of_another_version_keeps_only_valid_answers() {
    let page = Page::open_blank(Site::new()).await;
    let coding = |link_id: &str, code: &str| json!({ "linkId": link_id, "answer": [{ "valueCoding": { "code": code } }] });
    let items = json!([coding("age", "25-64"), coding("impact", "huge"), coding("shoe-size", "big")]);
    page.store_record(&record(&[("version", json!("0.9")), ("item", items)])).await;
    page.resume().await;
    page.is_on("changed").await;
    let text = page.reads("[data-screen=changed]").await;
    assert!(text.contains("daily life") || text.contains("day"), "the question that is asked again: {text}");
    assert!(text.contains("no longer belong to a question (1)"), "{text}");
    page.go("continue").await;
    page.asks("reasons").await;
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64");
}

#[tokio::test]
async fn expired_record_is_removed() {
    let page = Page::open_blank(Site::with(r#"keep-days="3""#)).await;
    page.store_record(&record(&[("written", json!("2020-01-01T00:00:00.000Z"))])).await;
    page.is_on("start").await;
    assert!(page.has("[data-action=start]").await, "there are no answers to resume");
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}

#[tokio::test]
async fn record_dated_in_the_future_is_removed() {
    let page = Page::open_blank(Site::new()).await;
    page.store_record(&record(&[("written", json!("2999-01-01T00:00:00.000Z"))])).await;
    page.is_on("start").await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}

#[tokio::test]
async fn record_is_kept_for_keep_days() {
    for (days, age, is_kept) in [(1, 0.9, true), (1, 1.1, false), (30, 29.9, true), (30, 30.1, false)] {
        let page = Page::open_blank(Site::with(&format!(r#"keep-days="{days}""#))).await;
        page.visit("/before").await;
        let written = format!("return new Date(Date.now() - {age} * 864e5).toISOString()");
        let written = page.text_of(&written, &[]).await;
        page.store_record(&record(&[("written", json!(written))])).await;
        page.is_on("start").await;
        assert_eq!(page.has("[data-action=resume]").await, is_kept, "after {age} of {days} days");
        assert_eq!(page.stored_keys().await.len(), usize::from(is_kept), "after {age} of {days} days");
    }
}

#[tokio::test]
async fn unreadable_record_is_quarantined_and_reported() {
    let page = Page::open_blank(Site::new()).await;
    let foreign = record(&[("questionnaire", json!("https://other.example/Questionnaire/x"))]);
    let newer = record(&[("format", json!(99))]);
    for left in ["{oops", "[1, 2]", "null", &foreign, &newer] {
        page.store_record(left).await;
        page.resume().await;
        page.asks("age").await;
        let notice = page.reads(".cc-notice").await;
        assert!(notice.contains("could not read"), "the notice for {left} is: {notice}");
        let aside = page.text_of("return localStorage.getItem('candidate-check:set-aside')", &[]).await;
        let aside: Json = serde_json::from_str(&aside).unwrap_or_default();
        let data = aside["data"].as_str().unwrap_or_default();
        let (before, after) = left.split_once("\"now\"").unwrap_or((left, ""));
        assert!(data.starts_with(before) && data.ends_with(after), "{left} was set aside as {data}");
        page.assert(
            "the record is gone",
            "return localStorage.getItem('candidate-check:answers') === null",
            &[],
        )
        .await;
    }
}
