//! The question about safety: immediate help for every answer but “no”, and no trace of the answer anywhere.

use crate::harness::{Page, Person, Site};

async fn brings_help_and_leaves_no_trace(answer: Option<&str>) {
    let page = Page::open(Site::with(r#"booking="https://clinic.example/book""#)).await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("antidepressants-tried", "two-or-more"),
    ]);
    page.walk_to("safety", &person).await;
    let before = page.eval("return history.length", &[]).await;
    match answer {
        Some(answer) => {
            page.answer("safety", answer).await;
            page.next().await;
        }
        None => page.skip().await,
    }
    page.is_on("help").await;
    page.focus_is_on(".cc-heading").await;
    page.shows_help_lines().await;
    let primary = "return root.querySelector('[data-action=continue]').part.contains('primary')";
    assert_eq!(page.eval(primary, &[]).await, false, "continue is never the primary control");
    page.go("back").await;
    page.asks("safety").await;
    assert_eq!(page.chosen().await, answer.unwrap_or_default(), "the answer is still on the page");
    page.go("next").await;
    page.is_on("help").await;
    page.go("continue").await;
    page.asks("attempt").await;
    page.walk_to("result", &person).await;

    let kept = page.stored_data().await;
    assert!(kept.contains("two-or-more"), "the other answers are kept: {kept}");
    assert!(!kept.contains("safety"), "the question about safety left a trace: {kept}");
    assert_eq!(page.eval("return history.length", &[]).await, before, "entries in the history");
    assert_eq!(page.eval("return document.title", &[]).await, "Hill Road Clinic");
    assert_eq!(page.path().await, "/");
    if matches!(answer, Some("now" | "not-sure")) {
        assert_eq!(page.axes().await.0, "urgent");
        nothing_invites_to_book(&page).await;
    }
}

/// Help comes first, no other button is primary, and there is no booking link.
async fn nothing_invites_to_book(page: &Page) {
    let script = "const [first] = root.querySelectorAll('[data-screen=result] section'); \
                  const links = root.querySelectorAll('a[href^=\"https://clinic.example\"]'); \
                  const filled = [...root.querySelectorAll('[data-screen=result] .cc-button--primary')]; \
                  return first.matches('.cc-urgent') && links.length === 0 && filled.every(it => first.contains(it))";
    page.assert("help first, and no booking link", script, &[]).await;
}

#[tokio::test]
async fn now_brings_help_and_leaves_no_trace() {
    brings_help_and_leaves_no_trace(Some("now")).await;
}

#[tokio::test]
async fn past_weeks_bring_help_and_leave_no_trace() {
    brings_help_and_leaves_no_trace(Some("past-weeks")).await;
}

#[tokio::test]
async fn not_sure_brings_help_and_leaves_no_trace() {
    brings_help_and_leaves_no_trace(Some("not-sure")).await;
}

#[tokio::test]
async fn rather_not_say_brings_help_and_leaves_no_trace() {
    brings_help_and_leaves_no_trace(Some("prefer-not-to-say")).await;
}

#[tokio::test]
async fn skipping_brings_help_and_leaves_no_trace() {
    // The last step of the shared test would press Next on the open question, which requires an answer.
    let page = Page::open(Site::new()).await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.skip().await;
    page.is_on("help").await;
    page.shows_help_lines().await;
    page.go("continue").await;
    page.asks("attempt").await;
    page.answer("attempt", "never").await;
    page.next().await;
    page.asks("impact").await;
    let kept = page.stored_data().await;
    assert!(kept.contains("other") && !kept.contains("safety"), "kept: {kept}");
}

#[tokio::test]
async fn answering_no_continues_without_a_help_panel() {
    let page = Page::open(Site::new()).await;
    page.walk_to("safety", &Person::with_answers(&[("age", "25-64"), ("reasons", "other")])).await;
    page.answer("safety", "no").await;
    page.next().await;
    page.answer("attempt", "never").await;
    page.next().await;
    page.asks("impact").await;
    let kept = page.stored_data().await;
    assert!(!kept.contains("safety"), "kept: {kept}");
}

#[tokio::test]
async fn emergency_signs_show_911_first() {
    let page = Page::open(Site::with(r#"booking="https://clinic.example/book""#)).await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "other"),
        ("bp-known", "yes"),
        ("bp-systolic", "185"),
        ("bp-diastolic", "95"),
    ]);
    page.walk_to("bp-symptoms", &person).await;
    page.answer("bp-symptoms", "not-sure").await;
    page.next().await;
    page.is_on("help").await;
    let first = "return root.querySelector('[data-screen=help] a').getAttribute('href')";
    assert_eq!(page.eval(first, &[]).await, "tel:911");
    page.go("continue").await;
    page.walk_to("result", &person).await;
    assert_eq!(page.axes().await.0, "urgent");
    nothing_invites_to_book(&page).await;
    let first = "return root.querySelector('.cc-urgent a').getAttribute('href')";
    assert_eq!(page.eval(first, &[]).await, "tel:911");
}

#[tokio::test]
async fn the_same_help_twice_in_a_row_is_shown_once() {
    let page = Page::open(Site::new()).await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.answer("safety", "past-weeks").await;
    page.next().await;
    page.is_on("help").await;
    page.go("continue").await;
    page.answer("attempt", "past-3-months").await;
    page.next().await;
    page.asks("impact").await;
    // After going back, the help is shown again.
    page.go("back").await;
    page.asks("attempt").await;
    page.next().await;
    page.is_on("help").await;
}
