//! Every type of the built-in questions: how it is answered, what is said of a mistake, how it is mended.

use crate::harness::{Page, Person, Site};

/// Asserts that the summary has the focus and says something, that the field says the same, and that the summary's
/// link leads to the field without a trace in the address.
async fn a_problem_is_shown(page: &Page, says: &str) {
    page.focus_is_on(".cc-problems").await;
    let summary = page.reads(".cc-problems").await;
    assert!(summary.contains(says), "the summary says: {summary}");
    let beside = page.reads("#cc-error").await;
    assert!(beside.contains(says), "beside the field stands: {beside}");
    page.assert("the field is marked", "return !!root.querySelector('[aria-invalid=true]')", &[]).await;
    page.click(".cc-problems button").await;
    page.focus_is_on("#cc-field").await;
    assert_eq!(page.path().await, "/", "the address");
}

#[tokio::test]
async fn one_of_several_options_and_a_question_left_open() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asks("age").await;
    page.press("next").await;
    a_problem_is_shown(&page, "Choose an answer").await;
    page.choose("18-24").await;
    page.choose("25-64").await;
    assert_eq!(page.chosen().await, "25-64");
    assert!(!page.has(".cc-problems").await, "the problem goes when there is an answer");
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
    assert_eq!(page.chosen().await, "", "a second click takes it back");
}

#[tokio::test]
async fn a_number_with_letters_or_out_of_range_is_mended_at_the_field() {
    let page = Page::open(Site::new()).await;
    page.walk_to("bp-systolic", &Person::with_only(&[("age", "25-64"), ("bp-known", "yes")])).await;
    assert!(page.reads(".cc-field").await.contains("mm Hg"), "the unit stands beside the field");
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
async fn a_long_text_says_how_much_is_left_and_when_it_is_too_long() {
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
    page.press("next").await;
    a_problem_is_shown(&page, "500 characters").await;
    page.type_in("Sleep through the night\nand wake rested").await;
    page.next().await;
    page.asks("questions-for-clinician").await;
    page.skip().await;
    page.is_on("review").await;
    assert!(page.reads("[data-screen=review]").await.contains("Sleep through the night"));
}

#[tokio::test]
async fn why_a_question_is_asked_is_folded_and_names_its_source() {
    let page = Page::open(Site::new()).await;
    page.walk_to("medicines", &Person::with_only(&[("age", "25-64")])).await;
    let folded = "return !root.querySelector('.cc-why').open";
    page.assert("folded", folded, &[]).await;
    page.click(".cc-why summary").await;
    page.until("unfolded", "return root.querySelector('.cc-why').open", &[]).await;
    assert!(page.reads(".cc-why").await.contains("clinician"));
}

#[tokio::test]
async fn a_button_stays_where_it_is_when_it_is_pressed() {
    let page = Page::open(Site::new()).await;
    page.walk_to("payment", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    // From the question’s top, because the page may scroll.
    let listen = "const top = (part) => root.querySelector(part).getBoundingClientRect().top; \
                  window.place = () => Math.round(top('.cc-buttons') - top('.cc-question')); window.before = place(); \
                  root.addEventListener('mousedown', () => { window.pressed = place() }, true)";
    page.eval(listen, &[]).await;
    page.click("[data-action=back]").await;
    page.assert("the buttons did not move", "return before > 100 && before === pressed", &[]).await;
}
