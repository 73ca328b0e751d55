//! If the widget's files can't be loaded: help, phone and booking in their place, and a retry.

use std::time::Duration;

use crate::harness::{Fault, Page, Release, Site};

const CLINIC: &str =
    r#"clinic="Willow Bend" phone="(555) 555-0142" booking="https://clinic.example/book" start="click""#;

/// The loader's own limit is 10 seconds.
const GIVES_UP: Duration = Duration::from_secs(16);

async fn shows_the_fallback(page: &Page) {
    page.until_within(GIVES_UP, "the fallback", "return root?.querySelector('[data-screen=error]')", &[])
        .await;
    page.focus_is_on(".cc-heading").await;
    page.shows_help_lines().await;
    let script = "const href = it => root.querySelector(`[data-screen=error] a[href=\"${it}\"]`); \
                  return !!href('tel:5555550142') && !!href('https://clinic.example/book')";
    page.assert("phone and booking", script, &[]).await;
    page.assert("nothing is still busy", "return !root.querySelector('[aria-busy]')", &[]).await;
    page.assert(
        "no message about loading",
        "return root.querySelector('[role=status]').textContent === ''",
        &[],
    )
    .await;
}

async fn works_after_trying_again(page: &Page) {
    page.server.recover();
    page.press("restart").await;
    page.start().await;
    page.asks("age").await;
}

async fn falls_back_and_recovers(fault_in: &str, fault: Fault, says: &[&str]) {
    let page = Page::open_blank(Site::with(CLINIC)).await;
    page.server.fault(fault_in, fault);
    page.visit("/").await;
    page.is_on("start").await;
    page.press("start").await;
    shows_the_fallback(&page).await;
    page.console_says(says).await;
    works_after_trying_again(&page).await;
}

#[tokio::test]
async fn falls_back_without_the_wasm() {
    falls_back_and_recovers("_bg.wasm", Fault::Missing, &["candidate-check: can’t run here"]).await;
}

#[tokio::test]
async fn falls_back_with_a_corrupt_wasm() {
    falls_back_and_recovers(
        "_bg.wasm",
        Fault::Replaced("no wasm".into()),
        &["candidate-check: can’t run here"],
    )
    .await;
}

#[tokio::test]
async fn falls_back_without_the_runner() {
    falls_back_and_recovers("/runner-", Fault::Missing, &["candidate-check: can’t run here"]).await;
}

#[tokio::test]
async fn falls_back_without_the_check_file() {
    falls_back_and_recovers("check.en", Fault::Missing, &["check.en", "must exist unchanged"]).await;
}

#[tokio::test]
async fn falls_back_with_the_check_file_of_another_release() {
    let other = r#"{"questionnaire":{"resourceType":"Questionnaire"},"words":{"shell.title":"Hello"}}"#;
    falls_back_and_recovers(
        "check.en",
        Fault::Replaced(other.into()),
        &["check.en", "unchanged from this release"],
    )
    .await;
}

#[tokio::test]
async fn falls_back_with_a_wasm_that_never_arrives() {
    // The one test of a limit in real time.
    let page = Page::open_blank(Site::with(CLINIC).in_real_time()).await;
    page.server.fault("/widget-", Fault::Silent);
    page.visit("/").await;
    page.is_on("start").await;
    page.press("start").await;
    page.until("the message about loading", "return root.querySelector('[role=status]').textContent", &[])
        .await;
    page.shows_help_lines().await;
    shows_the_fallback(&page).await;
    page.console_says(&["too slow"]).await;
    works_after_trying_again(&page).await;
}

#[tokio::test]
async fn failed_retry_moves_focus_to_the_new_error() {
    let page = Page::open_blank(Site::with(CLINIC)).await;
    page.server.fault("/widget-", Fault::Missing);
    page.visit("/").await;
    page.press("start").await;
    page.is_on("error").await;
    let mark = "root.querySelector('[data-screen=error]').id = 'before'";
    page.eval(mark, &[]).await;
    page.press("restart").await;
    page.until("the new try", "return root.querySelector('[data-screen=error]:not(#before)')", &[]).await;
    page.focus_is_on(".cc-heading").await;
}

#[tokio::test]
async fn fallback_before_start_does_not_take_the_focus() {
    let site = Site::with(r#"phone="555 0142" start="eager""#);
    let page = Page::open_blank(site).await;
    page.server.fault("/widget-", Fault::Missing);
    page.visit("/").await;
    page.is_on("error").await;
    page.assert("the focus stays where it was", "return document.activeElement === document.body", &[]).await;
    page.shows_help_lines().await;
}

#[tokio::test]
async fn start_screen_needs_no_file_but_the_script() {
    let page = Page::open_blank(Site::with(CLINIC)).await;
    for part in ["_bg.wasm", "/runner-", "check.en"] {
        page.server.fault(part, Fault::Silent);
    }
    page.visit("/").await;
    page.is_on("start").await;
    page.shows_help_lines().await;
    let asked = page.server.requests();
    let own = asked.iter().filter(|path| path.starts_with("/release/")).count();
    assert_eq!(own, 1, "with start=\"click\" nothing else is requested: {asked:?}");
    assert_eq!(
        Release::get().name("candidate-check.js"),
        "candidate-check.js",
        "the name that pages rely on"
    );
}

const OPEN: &str =
    "root.querySelector('details').open = false; root.querySelector('details summary').click()";
const MISSING: &str = "return root?.querySelector('details [role=status]')?.checkVisibility()";
const CARDS: &str = "return root?.querySelector('details details summary')";

#[tokio::test]
async fn missing_learn_cards_do_not_block_and_are_retried() {
    let page = Page::open_blank(Site::with(CLINIC)).await;
    page.server.fault("learn.en", Fault::Missing);
    page.visit("/").await;
    page.start().await;
    page.asks("age").await;
    page.press("back").await;
    page.is_on("start").await;
    page.eval(OPEN, &[]).await;
    page.until("the message about missing cards", MISSING, &[]).await;
    page.is_on("start").await;
    page.console_says(&["learn.en"]).await;
    page.server.recover();
    page.eval(OPEN, &[]).await;
    page.until("the cards", CARDS, &[]).await;
}

#[tokio::test]
async fn start_works_without_learn_cards() {
    let page = Page::open_blank(Site::with(CLINIC)).await;
    page.server.fault("learn.en", Fault::Missing);
    page.visit("/").await;
    page.is_on("start").await;
    page.click("details summary").await;
    page.until("the message about missing cards", MISSING, &[]).await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn learn_cards_that_never_arrive_time_out() {
    let page = Page::open_blank(Site::with(CLINIC)).await;
    page.server.fault("learn.en", Fault::Silent);
    page.visit("/").await;
    page.is_on("start").await;
    page.click("details summary").await;
    page.until("the message about loading", "return root.querySelector('[role=status]').textContent", &[])
        .await;
    page.until_timeout(8, "the message about missing cards", MISSING).await;
    page.is_on("start").await;
    page.server.recover();
    page.eval(OPEN, &[]).await;
    page.until("the cards", CARDS, &[]).await;
}

#[tokio::test]
async fn starts_without_intersection_observer() {
    let head = "<script>delete window.IntersectionObserver</script>";
    let page = Page::open(Site::with("").head(head)).await;
    page.start().await;
    page.asks("age").await;
}
