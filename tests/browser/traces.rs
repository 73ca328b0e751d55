//! What must not be left behind or be lost when a visit goes unusual ways: erased answers, a page that is put away, a
//! clearing elsewhere, storage that is forbidden in the middle, clicks in a hurry.

use serde_json::json;

use crate::harness::{Page, Person, Site, questionnaire};

/// A page on which the first question is answered.
async fn begun() -> Page {
    let page = Page::open(Site::with(r#"exit-url="/elsewhere""#)).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;
    page.record_holds("25-64").await;
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
    page.until("the answer kept", "return JSON.stringify(localStorage).includes('secret')", &[]).await;
    page.set_field("").await;
    page.until("nothing kept", "return localStorage.length === 0", &[]).await;
}

#[tokio::test]
async fn a_page_that_is_put_away_comes_back_without_answers_on_it() {
    let page = begun().await;
    page.eval("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))", &[]).await;
    is_back_at_the_start(&page).await;
    page.resume().await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn what_is_cleared_in_another_tab_is_not_written_again() {
    // The record alone, or everything that the site keeps, which has no key.
    for clear in ["localStorage.removeItem('candidate-check:answers')", "localStorage.clear()"] {
        let page = begun().await;
        // A page of the same site in a frame is told what another tab is told.
        let elsewhere = format!(
            "const frame = document.createElement('iframe'); frame.src = '/before'; document.body.append(frame); \
             await new Promise(done => frame.onload = done); frame.contentWindow.{clear}"
        );
        page.eval_async(&elsewhere).await;
        is_back_at_the_start(&page).await;
        assert!(page.has("[data-action=start]").await, "there is nothing to go on with");
        assert_eq!(page.keys_kept().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn clearing_one_of_two_widgets_clears_both() {
    let page = begun().await;
    page.eval("document.body.append(document.createElement('candidate-check'))", &[]).await;
    let press = "[...document.querySelectorAll('candidate-check')].at(-1).shadowRoot \
                 .querySelector('[data-action=clear]').click()";
    page.eval(press, &[]).await;
    is_back_at_the_start(&page).await;
    assert_eq!(page.keys_kept().await, Vec::<String>::new());
}

#[tokio::test]
async fn storage_that_is_forbidden_in_the_middle_is_no_obstacle() {
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
async fn the_second_of_a_double_click_neither_dismisses_help_nor_skips_a_question() {
    let page = Page::open(Site::new()).await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64")])).await;
    let again = "root.querySelector(`[data-action=${arguments[0]}]`).dispatchEvent( \
                 new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }))";
    for action in ["skip", "next"] {
        page.eval(again, &[action]).await;
        page.asks("safety").await;
        assert!(!page.has(".cc-problems").await, "{action} was meant for the question before");
    }
    page.choose("now").await;
    page.press("next").await;
    page.is_on("help").await;
    page.eval(again, &["continue"]).await;
    page.is_on("help").await;
    page.press("continue").await;
    page.asks("attempt").await;
}
