//! No data is left behind or lost in unusual visits: erased answers, a page in the back/forward cache, clearing in another
//! tab, storage that becomes forbidden midway, double clicks.

use serde_json::json;

use crate::harness::{Page, Person, Site, questionnaire};

/// A page on which the first question is answered.
async fn begun() -> Page {
    let page = Page::open(Site::with(r#"exit-url="/elsewhere""#)).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    page
}

async fn is_back_at_the_start(page: &Page) {
    page.is_on("start").await;
    page.until("no question", "return !root.querySelector('[data-question]')", &[]).await;
}

#[tokio::test]
async fn an_answer_that_is_erased_leaves_no_trace() {
    let text = json!([{ "linkId": "words", "type": "string", "text": "In your words" }]);
    let site = Site::with(r#"questionnaire="/own.json""#).file(
        "/own.json",
        "application/json",
        &questionnaire(text),
    );
    let page = Page::open(site).await;
    page.start().await;
    page.set_field("secret").await;
    page.until("the answer stored", "return JSON.stringify(localStorage).includes('secret')", &[]).await;
    page.set_field("").await;
    page.until("nothing stored", "return localStorage.length === 0", &[]).await;
}

#[tokio::test]
async fn page_from_the_back_forward_cache_shows_no_answers() {
    let page = begun().await;
    page.eval("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))", &[]).await;
    is_back_at_the_start(&page).await;
    page.resume().await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn answers_cleared_in_another_tab_are_not_saved_again() {
    // The record alone, or the whole storage; the event of the latter has no key.
    for clear in ["localStorage.removeItem('candidate-check:answers')", "localStorage.clear()"] {
        let page = begun().await;
        // A page of the same site in a frame causes the same storage event as another tab.
        let elsewhere = format!(
            "const frame = document.createElement('iframe'); frame.src = '/before'; document.body.append(frame); \
             await new Promise(done => frame.onload = done); frame.contentWindow.{clear}"
        );
        page.eval_async(&elsewhere).await;
        is_back_at_the_start(&page).await;
        assert!(page.has("[data-action=start]").await, "there are no answers to resume");
        assert_eq!(page.stored_keys().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn clearing_one_of_two_widgets_clears_both() {
    let page = begun().await;
    page.eval("document.body.append(document.createElement('candidate-check'))", &[]).await;
    let press = "const other = [...document.querySelectorAll('candidate-check')].at(-1).shadowRoot; \
                 for (const it of ['clear', 'confirm']) other.querySelector(`[data-action=${it}]`).click()";
    page.eval(press, &[]).await;
    is_back_at_the_start(&page).await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}

#[tokio::test]
async fn works_when_storage_becomes_forbidden_midway() {
    let page = begun().await;
    let forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })";
    page.eval(forbid, &[]).await;
    page.skip().await;
    page.asks("safety").await;
    page.until("a notice", "return root.querySelector('.cc-notice')", &[]).await;
    page.press("leave").await;
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

#[tokio::test]
async fn double_click_neither_dismisses_help_nor_skips_a_question() {
    let page = Page::open(Site::new()).await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64")])).await;
    let again = "root.querySelector(`[data-action=${arguments[0]}]`).dispatchEvent( \
                 new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }))";
    for action in ["skip", "next"] {
        page.eval(again, &[action]).await;
        page.asks("safety").await;
        assert!(!page.has(".cc-problems").await, "{action} was meant for the previous question");
    }
    page.choose("now").await;
    page.press("next").await;
    page.is_on("help").await;
    page.eval(again, &["continue"]).await;
    page.is_on("help").await;
    page.press("continue").await;
    page.asks("attempt").await;
}
