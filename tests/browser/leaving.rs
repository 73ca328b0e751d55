//! Clearing answers, and quick exit.

use fantoccini::key::Key;

use crate::harness::{Page, Person, Site};

/// Records the visible text and the stored keys when the page unloads.
const WITNESS: &str =
    "addEventListener('pagehide', () => sessionStorage.setItem('host:witness', JSON.stringify({
    seen: document.querySelector('candidate-check').shadowRoot.textContent,
    keys: Object.keys(localStorage),
})))";

async fn with_answers(attributes: &str) -> Page {
    let site = Site::with(&format!(r#"exit-url="/elsewhere" {attributes}"#)).script(WITNESS);
    let page = Page::open_blank(site).await;
    page.visit("/before").await;
    page.visit("/").await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    page
}

async fn is_elsewhere(page: &Page) {
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

async fn witness(page: &Page) -> String {
    page.text_of("return sessionStorage.getItem('host:witness')", &[]).await
}

#[tokio::test]
async fn clearing_removes_every_key_and_confirms_it() {
    let page = with_answers("").await;
    let script = "localStorage.setItem('candidate-check:set-aside', '{}'); localStorage.setItem('host', '1'); \
                  sessionStorage.setItem('candidate-check:x', '1'); sessionStorage.setItem('host', '1')";
    page.eval(script, &[]).await;
    page.clear().await;
    page.is_on("cleared").await;
    page.focus_is_on(".cc-heading").await;
    assert!(page.reads("[data-screen=cleared]").await.contains("Nothing from this check is stored"));
    page.assert(
        "no text about the visitor's progress",
        "return !root.querySelector('[role=status]').textContent",
        &[],
    )
    .await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
    page.assert(
        "the host's own keys stay",
        "return localStorage.host === '1' && sessionStorage.host === '1'",
        &[],
    )
    .await;
    page.press("restart").await;
    page.is_on("start").await;
    page.start().await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "", "nothing is left in memory either");
}

#[tokio::test]
async fn leaving_hides_clears_and_replaces_the_page() {
    let page = with_answers("").await;
    page.press("leave").await;
    is_elsewhere(&page).await;
    let witness = witness(&page).await;
    assert!(
        !witness.contains("25 to 64") && !witness.contains("depression"),
        "visible at the end: {witness}"
    );
    assert!(!witness.contains("candidate-check:"), "stored at the end: {witness}");
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
    page.go_back().await;
    assert_eq!(page.path().await, "/before", "Back does not return to the check");
}

#[tokio::test]
async fn shift_three_times_leaves_from_anywhere_on_the_page() {
    let page = with_answers("").await;
    page.eval("document.activeElement.blur()", &[]).await;
    page.keys(&[Key::Shift, Key::Shift, Key::Shift]).await;
    is_elsewhere(&page).await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}

#[tokio::test]
async fn interrupted_or_held_shift_does_not_leave() {
    let page = with_answers("").await;
    page.keys(&[
        Key::Shift,
        Key::Tab,
        Key::Shift,
        Key::Shift,
        Key::Tab,
        Key::Escape,
        Key::Escape,
        Key::Escape,
    ])
    .await;
    assert_eq!(page.path().await, "/");
    page.asks("reasons").await;
    // A driver does not repeat a key that is held down; a keyboard does.
    let held = "for (const repeat of [false, true, true, true]) \
                document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', repeat, bubbles: true })); \
                document.body.dispatchEvent(new KeyboardEvent('keyup', { key: 'Shift', bubbles: true }))";
    page.eval(held, &[]).await;
    page.asks("reasons").await;
    page.keys(&[Key::Escape, Key::Shift, Key::Shift, Key::Shift]).await;
    is_elsewhere(&page).await;
}

#[tokio::test]
async fn on_leave_keep_keeps_the_answers() {
    let page = with_answers(r#"on-leave="keep""#).await;
    page.press("leave").await;
    is_elsewhere(&page).await;
    assert_eq!(page.record().await["item"][0]["linkId"], "age");
    assert!(!witness(&page).await.contains("25 to 64"), "the content is removed at once all the same");
}

#[tokio::test]
async fn leaving_works_on_the_start_screen_before_loading() {
    let page = Page::open(Site::with(r#"start="click" exit-url="/elsewhere""#)).await;
    page.is_on("start").await;
    page.press("leave").await;
    is_elsewhere(&page).await;
}

#[tokio::test]
async fn shift_while_selecting_or_scrolling_does_not_leave() {
    let page = with_answers("").await;
    for between in
        ["new PointerEvent('pointerdown', { bubbles: true })", "new WheelEvent('wheel', { bubbles: true })"]
    {
        for _ in 0..3 {
            page.keys(&[Key::Shift]).await;
            page.eval(&format!("document.body.dispatchEvent({between})"), &[]).await;
        }
    }
    page.asks("reasons").await;
    assert_eq!(page.path().await, "/");
}
