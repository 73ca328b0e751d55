//! A clinic's own questionnaire: the question types that the built-in one does not use, and invalid files.

use serde_json::{Value as Json, json};

use crate::harness::{Fault, Page, Site, questionnaire};

const OWN: &str = r#"questionnaire="/own.json" phone="(555) 555-0142""#;

fn site(questions: Json) -> Site {
    Site::with(OWN).file("/own.json", "application/json", &questionnaire(questions))
}

fn question(kind: &str) -> Json {
    json!({ "linkId": kind, "type": kind, "text": format!("A question of type {kind}"), "required": true })
}

fn with_unit(mut question: Json) -> Json {
    question["extension"] = json!([
        { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueDecimal": 20.0 },
        { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 400.0 },
        { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
          "valueCoding": { "system": "http://unitsofmeasure.org", "code": "kg", "display": "kilograms" } },
    ]);
    question
}

/// Types an invalid value, asserts the error message, and fixes the value.
async fn fixes_invalid_value(page: &Page, wrong: &str, says: &str, right: &str) {
    page.type_in(wrong).await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    let summary = page.reads(".cc-problems").await;
    assert!(summary.contains(says), "the error for {wrong} is: {summary}");
    page.type_in(right).await;
    page.next().await;
}

#[tokio::test]
async fn accepts_booleans_and_numbers() {
    let questions = json!([
        question("boolean"),
        question("integer"),
        question("decimal"),
        with_unit(question("quantity"))
    ]);
    let page = Page::open(site(questions)).await;
    page.start().await;
    page.asks("boolean").await;
    page.choose("true").await;
    page.choose("false").await;
    assert_eq!(page.chosen().await, "false");
    page.next().await;
    fixes_invalid_value(&page, "1.5", "whole number", "3").await;
    fixes_invalid_value(&page, "some", "Write a number", "1,5").await;
    page.asks("quantity").await;
    fixes_invalid_value(&page, "500", "from 20 to 400", "70.5").await;
    page.is_on("review").await;
    page.unfold().await;
    let review = page.reads("[data-screen=review]").await;
    for part in ["No", "3", "1.5", "70.5 kilograms"] {
        assert!(review.contains(part), "{part} is not in the review: {review}");
    }
}

#[tokio::test]
async fn accepts_dates_and_times() {
    let page = Page::open(site(json!([question("date"), question("dateTime"), question("time")]))).await;
    page.start().await;
    for (link_id, value) in [("date", "2024-02-29"), ("dateTime", "2024-05-01T10:30"), ("time", "08:30")] {
        page.asks(link_id).await;
        page.press("next").await;
        page.focus_is_on(".cc-problems").await;
        page.set_field(value).await;
        page.next().await;
    }
    page.is_on("review").await;
    page.unfold().await;
    let review = page.reads("[data-screen=review]").await;
    for part in ["2024-02-29", "2024-05-01T10:30", "08:30"] {
        assert!(review.contains(part), "{part} is not in the review: {review}");
    }
    page.change("date").await;
    page.asks("date").await;
    page.assert(
        "the day is in its field",
        "return root.querySelector('#cc-field').value === '2024-02-29'",
        &[],
    )
    .await;
    page.go("back").await;
    page.change("dateTime").await;
    page.asks("dateTime").await;
    let script = "return root.querySelector('#cc-field').value === '2024-05-01T10:30'";
    page.assert("the moment is in its field", script, &[]).await;
}

#[tokio::test]
async fn partial_date_or_time_is_an_error() {
    let optional = |kind: &str| json!({ "linkId": kind, "type": kind, "text": format!("A {kind}") });
    let page = Page::open(site(json!([optional("date"), optional("time"), optional("boolean")]))).await;
    page.start().await;
    for (kind, value) in [("date", "2024-02-29"), ("time", "08:30")] {
        page.asks(kind).await;
        page.eval("root.querySelector('#cc-field').focus()", &[]).await;
        page.keys(&['0', '2']).await;
        page.press("next").await;
        page.focus_is_on(".cc-problems").await;
        page.set_field(value).await;
        page.next().await;
    }
    page.asks("boolean").await;
}

#[tokio::test]
async fn warns_about_unreachable_findings_and_claims_no_safety() {
    let finding = json!({ "linkId": "smoking", "type": "display", "text": "Talk about smoking",
        "enableWhen": [{ "question": "boolean", "operator": "=", "answerBoolean": true }] });
    let results = json!({ "linkId": "results", "type": "group", "text": "Results", "item": [finding] });
    let page = Page::open(site(json!([question("boolean"), results]))).await;
    page.console_says(&["/own.json", "smoking", "never shown", "part results"]).await;
    page.start().await;
    page.choose("true").await;
    page.next().await;
    page.is_on("result").await;
    let result = page.reads("[data-screen=result]").await;
    assert!(!result.contains("No points raised") && !result.contains("stands out"), "{result}");
}

#[tokio::test]
async fn accepts_text_urls_and_open_choice_answers() {
    let mut open = question("open-choice");
    open["answerOption"] =
        json!([{ "valueCoding": { "code": "tea", "display": "Tea" } }, { "valueString": "Water" }]);
    let page = Page::open(site(json!([question("string"), question("text"), question("url"), open]))).await;
    page.start().await;
    page.answer("string", "In a word").await;
    page.next().await;
    page.answer("text", "In two lines\nof text").await;
    page.next().await;
    fixes_invalid_value(&page, "example.org", "https://", "https://example.org/me").await;
    page.asks("open-choice").await;
    page.choose("tea").await;
    page.element(".cc-field input")
        .await
        .send_keys("Apple juice, cold")
        .await
        .expect("another answer can be typed");
    assert_eq!(page.chosen().await, "", "another answer replaces the option");
    page.next().await;
    page.is_on("review").await;
    page.unfold().await;
    let review = page.reads("[data-screen=review]").await;
    for part in ["In a word", "In two lines", "https://example.org/me", "Apple juice, cold"] {
        assert!(review.contains(part), "{part} is not in the review: {review}");
    }
    page.change("open-choice").await;
    page.choose("tea").await;
    page.until("the field is empty again", "return root.querySelector('.cc-field input').value === ''", &[])
        .await;
    page.next().await;
    page.unfold().await;
    assert!(page.reads("[data-screen=review]").await.contains("Tea"));
}

#[tokio::test]
async fn single_question_does_not_imply_a_minor() {
    let page = Page::open(site(json!([question("boolean")]))).await;
    page.start().await;
    page.choose("true").await;
    page.next().await;
    page.is_on("result").await;
    let result = page.reads("[data-screen=result]").await;
    assert!(!result.contains("for adults") && result.contains("555-0142"), "{result}");
}

#[tokio::test]
async fn reports_invalid_questionnaire_with_file_place_and_fix() {
    let mut wrong = question("boolean");
    wrong["enableWhen"] = json!([{ "question": "nowhere", "operator": "=", "answerBoolean": true }]);
    let page = Page::open(
        site(json!([wrong, question("reference")]))
            .script("addEventListener('candidate-check-error', it => window.heard = it.detail === null)"),
    )
    .await;
    // Before the visitor starts.
    page.is_on("error").await;
    page.shows_help_lines().await;
    page.assert("the phone", "return !!root.querySelector('[data-screen] a[href^=\"tel:5555550142\"]')", &[])
        .await;
    page.console_says(&["/own.json", "boolean", "nowhere", "correct"]).await;
    page.console_says(&["/own.json", "reference"]).await;
    page.assert("the page receives an error event without detail", "return window.heard", &[]).await;
}

#[tokio::test]
async fn reports_a_missing_or_malformed_questionnaire() {
    let page = Page::open_blank(site(json!([question("boolean")]))).await;
    page.server.fault("own.json", Fault::Missing);
    page.visit("/").await;
    page.is_on("error").await;
    page.console_says(&["/own.json", "404"]).await;

    page.server.recover();
    page.server.fault("own.json", Fault::Replaced("<html>".into()));
    page.visit("/").await;
    page.is_on("error").await;
    page.console_says(&["/own.json", "not JSON", "FHIR R4"]).await;
}

#[tokio::test]
async fn retries_compiler_and_runner_when_loaded_as_a_module() {
    let module = r#"<script type="module" src="/release/module.js"></script>"#;
    let element = format!("<candidate-check {OWN} start=\"click\"></candidate-check>");
    let site = Site::of(&element).head(module).file(
        "/own.json",
        "application/json",
        &questionnaire(json!([question("boolean")])),
    );
    for missing in ["/compile-", "/runner-"] {
        let page = Page::open_blank(site.clone()).await;
        page.server.fault(missing, Fault::Missing);
        page.visit("/").await;
        page.is_on("start").await;
        page.press("start").await;
        page.is_on("error").await;
        page.console_says(&[missing, "is it there?"]).await;
        let console = page.console().await.concat();
        let (_, said) = console.split_once("can’t run here").expect("the console reports it");
        assert_eq!(said.matches("/release/").count(), 1, "one file is named: {said}");
        page.server.recover();
        page.press("restart").await;
        page.start().await;
        page.asks("boolean").await;
    }
}
