//! Validation errors: the text stands beside the field and in a summary, is tied to the field, and disappears when the
//! visitor fixes the answer.

use serde_json::json;

use crate::harness::{Page, Site, questionnaire};

/// Asserts that the message stands beside the field and in the summary, and that the field is tied to it.
async fn error_is_shown(page: &Page, field: &str) {
    page.focus_is_on(".cc-problems").await;
    let script = "const field = root.querySelector(arguments[0]), message = root.querySelector('.cc-error');
        const link = root.querySelector('.cc-problems button');
        return root.querySelector('.cc-problems').role === 'alert' && message.innerText.length > 10 &&
            link.innerText === message.innerText && field.ariaInvalid === 'true' &&
            field.getAttribute('aria-describedby').split(' ').includes(message.id)";
    page.assert("the message beside the field, tied to it, and in the summary", script, &[field]).await;
    let described =
        "const ids = root.querySelector(arguments[0]).getAttribute('aria-describedby').split(' ');
        return ids.every(id => root.querySelectorAll('#' + id).length === 1)";
    page.assert("every element that describes the field exists", described, &[field]).await;
    page.click(".cc-problems button").await;
    page.focus_is_on("#cc-field").await;
}

/// Asserts that nothing is left of the message after the visitor has fixed the answer.
async fn error_is_gone(page: &Page, field: &str) {
    let script = "return !root.querySelector('.cc-problems, .cc-error, [aria-invalid=true]') &&
        (root.querySelector(arguments[0]).getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
            .every(id => root.querySelector('#' + id))";
    page.until("no trace of the message", script, &[field]).await;
}

#[tokio::test]
async fn error_for_a_missing_choice_appears_and_clears() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.press("next").await;
    error_is_shown(&page, "fieldset").await;
    page.choose("25-64").await;
    error_is_gone(&page, "fieldset").await;
}

#[tokio::test]
async fn error_for_an_invalid_field_appears_and_clears() {
    let field = |kind: &str| json!({ "linkId": kind, "type": kind, "text": kind, "required": true });
    let own = questionnaire(json!([
        field("integer"),
        field("decimal"),
        field("url"),
        field("string"),
        field("boolean")
    ]));
    let site = Site::with(r#"questionnaire="/own.json""#).file("/own.json", "application/json", &own);
    let page = Page::open(site).await;
    page.start().await;
    for (kind, wrong, right) in [
        ("integer", "1.5", "3"),
        ("decimal", "x", "2.5"),
        ("url", "example.org", "https://example.org/"),
        ("string", " ", "a"),
    ] {
        page.asks(kind).await;
        page.type_in(wrong).await;
        page.press("next").await;
        error_is_shown(&page, "#cc-field").await;
        page.type_in(right).await;
        error_is_gone(&page, "#cc-field").await;
        page.next().await;
    }
    page.asks("boolean").await;
}
