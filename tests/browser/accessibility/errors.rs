//! What can’t be understood: said in words beside the field and in a summary, tied to the field, and gone when mended.

use serde_json::json;

use crate::harness::{Page, Site, questionnaire};

/// The message must stand beside the field and in the summary, and the field must be tied to it.
async fn is_said(page: &Page, field: &str) {
    page.focus_is_on(".cc-problems").await;
    let script = "const field = root.querySelector(arguments[0]), said = root.querySelector('.cc-error');
        const link = root.querySelector('.cc-problems button');
        return root.querySelector('.cc-problems').role === 'alert' && said.innerText.length > 10 &&
            link.innerText === said.innerText && field.ariaInvalid === 'true' &&
            field.getAttribute('aria-describedby').split(' ').includes(said.id)";
    page.assert("the message beside the field, tied to it, and in the summary", script, &[field]).await;
    let told = "const ids = root.querySelector(arguments[0]).getAttribute('aria-describedby').split(' ');
        return ids.every(id => root.querySelectorAll('#' + id).length === 1)";
    page.assert("all that describes the field is there", told, &[field]).await;
    page.click(".cc-problems button").await;
    page.focus_is_on("#cc-field").await;
}

/// What was wrong is mended: nothing is left of the message.
async fn is_gone(page: &Page, field: &str) {
    let script = "return !root.querySelector('.cc-problems, .cc-error, [aria-invalid=true]') &&
        (root.querySelector(arguments[0]).getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
            .every(id => root.querySelector('#' + id))";
    page.until("no word of it any more", script, &[field]).await;
}

#[tokio::test]
async fn a_choice_without_an_answer_is_said_and_mended() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.press("next").await;
    is_said(&page, "fieldset").await;
    page.choose("25-64").await;
    is_gone(&page, "fieldset").await;
}

#[tokio::test]
async fn what_can_not_be_understood_in_a_field_is_said_and_mended() {
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
        is_said(&page, "#cc-field").await;
        page.type_in(right).await;
        is_gone(&page, "#cc-field").await;
        page.next().await;
    }
    page.asks("boolean").await;
}
