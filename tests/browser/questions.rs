//! Every type of the built-in questions: answering, error messages, fixing an error.

use serde_json::json;

use crate::harness::{Page, Person, Site};

/// Asserts that the error summary has the focus and contains a text, that the field shows the same text, and that the
/// summary's link leads to the field without a change of the URL.
async fn a_problem_is_shown(page: &Page, says: &str) {
    page.focus_is_on(".cc-problems").await;
    let summary = page.reads(".cc-problems").await;
    assert!(summary.contains(says), "the summary says: {summary}");
    let beside = page.reads("#cc-error").await;
    assert!(beside.contains(says), "the text at the field: {beside}");
    page.assert("the field is marked", "return !!root.querySelector('[aria-invalid=true]')", &[]).await;
    page.click(".cc-problems button").await;
    page.focus_is_on("#cc-field").await;
    assert_eq!(page.path().await, "/", "the URL");
}

#[tokio::test]
async fn single_choice_requires_an_answer_and_keeps_it() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asks("age").await;
    page.press("next").await;
    a_problem_is_shown(&page, "Choose an answer").await;
    page.choose("18-24").await;
    page.choose("25-64").await;
    assert_eq!(page.chosen().await, "25-64");
    assert!(!page.has(".cc-problems").await, "an answer removes the error");
    page.next().await;
    page.asks("reasons").await;
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64", "the answer is still there");
}

#[tokio::test]
async fn an_exclusive_option_clears_the_others_and_is_cleared_by_them() {
    let page = Page::open(Site::new()).await;
    page.walk_to("vascular", &Person::with_only(&[("age", "25-64")])).await;
    page.choose("aneurysm").await;
    page.choose("avm").await;
    assert_eq!(page.chosen().await, "aneurysm avm");
    page.choose("none").await;
    assert_eq!(page.chosen().await, "none");
    page.choose("avm").await;
    assert_eq!(page.chosen().await, "avm");
    page.choose("not-sure").await;
    assert_eq!(page.chosen().await, "not-sure");
    page.choose("not-sure").await;
    assert_eq!(page.chosen().await, "", "a second click deselects it");
}

#[tokio::test]
async fn invalid_number_is_reported_and_fixed_in_its_field() {
    let page = Page::open(Site::new()).await;
    page.walk_to("bp-systolic", &Person::with_only(&[("age", "25-64"), ("bp-known", "yes")])).await;
    assert!(page.reads(".cc-field").await.contains("mm Hg"), "the unit is beside the field");
    page.type_in("high").await;
    page.press("next").await;
    a_problem_is_shown(&page, "whole number").await;
    page.type_in("999").await;
    page.press("next").await;
    a_problem_is_shown(&page, "from 50 to 300").await;
    page.type_in("120").await;
    page.next().await;
    page.asks("bp-diastolic").await;
    assert!(!page.has(".cc-problems").await);
}

#[tokio::test]
async fn long_text_shows_remaining_length_and_limit_error() {
    let page = Page::open(Site::new()).await;
    page.walk_to("goals", &Person::with_only(&[("age", "25-64")])).await;
    page.type_in("Sleep").await;
    page.until(
        "495 characters left",
        "return root.querySelector('[data-screen=question]').innerText.includes('495')",
        &[],
    )
    .await;
    page.set_field(&"long ".repeat(101)).await;
    let over = "return root.querySelector('[data-screen=question]').innerText.includes('over the limit: 5')";
    page.until("the number of characters over the limit", over, &[]).await;
    page.press("next").await;
    a_problem_is_shown(&page, "500 characters").await;
    page.type_in("Sleep through the night\nand wake rested").await;
    page.next().await;
    page.asks("questions-for-clinician").await;
    page.skip().await;
    page.is_on("review").await;
    page.unfold().await;
    assert!(page.reads("[data-screen=review]").await.contains("Sleep through the night"));
}

#[tokio::test]
async fn reason_for_a_question_is_folded_and_names_its_source() {
    let page = Page::open(Site::new()).await;
    page.walk_to("medicines", &Person::with_only(&[("age", "25-64")])).await;
    let folded = "return !root.querySelector('.cc-why').open";
    page.assert("folded", folded, &[]).await;
    page.click(".cc-why summary").await;
    page.until("unfolded", "return root.querySelector('.cc-why').open", &[]).await;
    assert!(page.reads(".cc-why").await.contains("clinician"));
}

#[tokio::test]
async fn buttons_do_not_move_when_pressed() {
    let page = Page::open(Site::new()).await;
    page.walk_to("payment", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    // From the question’s top, because the page may scroll.
    let listen = "const top = (part) => root.querySelector(part).getBoundingClientRect().top; \
                  window.place = () => Math.round(top('.cc-way') - top('.cc-question')); window.before = place(); \
                  root.addEventListener('mousedown', () => { window.pressed = place() }, true)";
    page.eval(listen, &[]).await;
    page.click("[data-action=back]").await;
    page.assert("the buttons did not move", "return before > 100 && before === pressed", &[]).await;
}

#[tokio::test]
async fn a_long_list_is_in_groups_with_headings() {
    let page = Page::open(Site::new()).await;
    page.walk_to("medicines", &Person::with_only(&[("age", "25-64")])).await;
    let script = "const sizes = [...root.querySelectorAll('fieldset fieldset')].map(it => it.querySelectorAll('input').length);
        const headings = [...root.querySelectorAll('fieldset fieldset > legend')].map(it => it.textContent);
        const after = [...root.querySelectorAll('.cc-options input')].filter(it => !it.closest('fieldset fieldset')).map(it => it.value);
        return [sizes, headings[0], after]";
    let found = page.eval(script, &[]).await;
    assert_eq!(found, json!([[8, 3, 5, 4], "Mood, sleep, attention, nerve pain", ["none", "not-sure"]]));
}
