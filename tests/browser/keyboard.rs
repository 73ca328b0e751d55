//! A visit by keyboard alone: where the focus goes, that it can be seen, and that it is never caught.

use fantoccini::key::Key;

use crate::harness::{Page, Person, Site};

/// Presses Tab until the focus is on something; it has to come within a turn through the widget.
async fn tab_to(page: &Page, selector: &str) {
    let script = "return !!root.activeElement?.matches(arguments[0])";
    for _ in 0..60 {
        if page.eval(script, &[selector]).await == true {
            return focus_can_be_seen(page).await;
        }
        page.keys(&[Key::Tab]).await;
    }
    page.fail(&format!("Tab does not lead to {selector}")).await
}

/// Asserts that nothing lies over the middle of what has the focus.
async fn focus_can_be_seen(page: &Page) {
    let script = "const it = root.activeElement, box = it.getBoundingClientRect(); \
                  const top = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
                  return it.contains(top) || !!top?.contains(it)";
    page.until("the focus where it can be seen", script, &[]).await;
}

#[tokio::test]
async fn a_short_visit_by_keyboard_alone() {
    let page = Page::open(Site::of(
        "<a href=\"#\" id=\"first\">A link before</a><candidate-check></candidate-check>\
         <script src=\"/release/candidate-check.js\"></script><a href=\"#\" id=\"last\">A link after</a>",
    ))
    .await;
    page.is_on("start").await;
    tab_to(&page, "[data-action=start]").await;
    page.keys(&[Key::Enter]).await;
    page.asks("age").await;
    page.focus_is_on(".cc-heading").await;

    tab_to(&page, "[name=cc-answer]").await;
    page.keys(&[Key::Space]).await;
    assert_eq!(page.chosen().await, "under-18");
    page.keys(&[Key::Down, Key::Down]).await;
    assert_eq!(page.chosen().await, "25-64");
    page.keys(&[Key::Enter]).await;
    page.asks("reasons").await;
    page.focus_is_on(".cc-heading").await;

    tab_to(&page, "[name=cc-answer][value=other]").await;
    page.keys(&[Key::Space]).await;
    assert_eq!(page.chosen().await, "other");
    tab_to(&page, "[data-action=next]").await;
    page.keys(&[Key::Enter]).await;
    page.asks("safety-now").await;
    tab_to(&page, "[data-action=skip]").await;
    page.keys(&[Key::Space]).await;
    page.is_on("help").await;
    page.focus_is_on(".cc-heading").await;
    tab_to(&page, "[data-action=continue]").await;
    page.keys(&[Key::Enter]).await;
    page.asks("impact").await;
    page.focus_is_on(".cc-heading").await;
}

#[tokio::test]
async fn enter_in_a_field_continues_and_says_what_is_the_matter() {
    let page = Page::open(Site::new()).await;
    page.walk_to("bp-systolic", &Person::with_only(&[("age", "25-64"), ("bp-known", "yes")])).await;
    page.focus_is_on(".cc-heading").await;
    tab_to(&page, "#cc-field").await;
    page.element("#cc-field").await.send_keys("x").await.expect("a letter can be typed");
    page.keys(&[Key::Enter]).await;
    page.focus_is_on(".cc-problems").await;
    tab_to(&page, ".cc-problems a").await;
    page.keys(&[Key::Enter]).await;
    page.focus_is_on("#cc-field").await;
    page.keys(&[Key::Backspace]).await;
    page.element("#cc-field").await.send_keys("130").await.expect("digits can be typed");
    page.keys(&[Key::Enter]).await;
    page.asks("bp-diastolic").await;
}

#[tokio::test]
async fn tab_passes_through_the_widget_and_out_again() {
    let page = Page::open(Site::of(
        "<candidate-check></candidate-check><script src=\"/release/candidate-check.js\"></script>\
         <button id=\"after\">After</button>",
    ))
    .await;
    page.start().await;
    page.asks("age").await;
    let mut met = Vec::new();
    for _ in 0..60 {
        page.keys(&[Key::Tab]).await;
        if page.eval("return document.activeElement?.id === 'after'", &[]).await == true {
            break;
        }
        focus_can_be_seen(&page).await;
        let script =
            "return root.activeElement?.dataset.action ?? root.activeElement?.tagName.toLowerCase() ?? ''";
        met.push(page.text_of(script, &[]).await);
    }
    page.assert("Tab leads out", "return document.activeElement?.id === 'after'", &[]).await;
    for control in ["input", "next", "skip", "leave", "clear"] {
        assert!(met.iter().any(|it| it == control), "{control} can't be reached: {met:?}");
    }
}

#[tokio::test]
async fn what_happens_is_announced() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asks("age").await;
    let status = "return root.querySelector('.cc-hidden[role=status]').textContent";
    page.until("the count", &format!("{status}.includes('Question 1 of')"), &[]).await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.until("the next count", &format!("{status}.includes('Question 2 of')"), &[]).await;
    page.press("next").await;
    page.until("an alert", "return root.querySelector('.cc-problems[role=alert]')?.innerText", &[]).await;
}
