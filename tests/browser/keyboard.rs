//! Visits by keyboard alone: the focus moves to the right place, is visible, and is never trapped.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Page, Person, Site, questionnaire};

/// Presses Tab until the focus is on an element, which must happen within one turn through the widget.
async fn tab_to(page: &Page, selector: &str) {
    let script = "return !!root.activeElement?.matches(arguments[0])";
    for _ in 0..60 {
        if page.eval(script, &[selector]).await == true {
            focus_stands_out(page).await;
            return focus_can_be_seen(page).await;
        }
        page.keys(&[Key::Tab]).await;
    }
    page.fail(&format!("Tab does not lead to {selector}")).await
}

/// Asserts that the focus ring is at least two pixels wide and has a contrast of 3 to 1 to the surface.
async fn focus_stands_out(page: &Page) {
    let script = "const it = root.activeElement, ringed = it.closest('.cc-option') ?? it;
        const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const light = color => {
          paint.clearRect(0, 0, 1, 1);
          paint.fillStyle = color;
          paint.fillRect(0, 0, 1, 1);
          const linear = [...paint.getImageData(0, 0, 1, 1).data].map(it => it / 255)
            .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
          return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
        };
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ringed);
        const lights = [outlineColor, getComputedStyle(root.querySelector('.cc')).backgroundColor].map(light).sort((a, b) => a - b);
        return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 && (lights[1] + 0.05) / (lights[0] + 0.05) >= 3";
    page.assert("a visible focus ring", script, &[]).await;
}

/// Asserts that nothing covers the middle of the focused element, or the first line of a text area: browsers scroll to its caret.
async fn focus_can_be_seen(page: &Page) {
    let script = "const it = root.activeElement, box = it.getBoundingClientRect(); \
                  const below = it.matches('textarea') ? 16 : box.height / 2; \
                  const top = root.elementFromPoint(box.x + box.width / 2, box.y + below); \
                  return it.contains(top) || !!top?.contains(it)";
    page.until("the focused element not covered", script, &[]).await;
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

    tab_to(&page, ".cc-options input").await;
    page.keys(&[Key::Space]).await;
    assert_eq!(page.chosen().await, "under-18");
    page.keys(&[Key::Down, Key::Down]).await;
    assert_eq!(page.chosen().await, "25-64");
    page.keys(&[Key::Enter]).await;
    page.asks("reasons").await;
    page.focus_is_on(".cc-heading").await;

    tab_to(&page, ".cc-options input[value=other]").await;
    page.keys(&[Key::Space]).await;
    assert_eq!(page.chosen().await, "other");
    tab_to(&page, "[data-action=next]").await;
    page.keys(&[Key::Enter]).await;
    page.asks("safety").await;
    tab_to(&page, "[data-action=skip]").await;
    page.keys(&[Key::Space]).await;
    page.is_on("help").await;
    page.focus_is_on(".cc-heading").await;
    tab_to(&page, "[data-action=continue]").await;
    page.keys(&[Key::Enter]).await;
    page.asks("attempt").await;
    page.focus_is_on(".cc-heading").await;
}

/// Presses a control by keyboard.
async fn operate(page: &Page, action: &str, key: Key) {
    tab_to(page, &format!("[data-action={action}]")).await;
    page.keys(&[key]).await;
}

#[tokio::test]
async fn tab_reaches_the_options_of_each_question() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    // The visitor passes the options of each question, and comes to the next one or back.
    let steps =
        [("age", "skip"), ("reasons", "skip"), ("safety", "back"), ("reasons", "back"), ("age", "skip")];
    for (question, action) in steps {
        page.asks(question).await;
        page.focus_is_on(".cc-heading").await;
        page.keys(&[Key::Tab]).await;
        page.focus_is_on(".cc-options input").await;
        operate(&page, action, Key::Enter).await;
    }
    page.asks("reasons").await;
}

#[tokio::test]
async fn everything_beside_the_questions_works_by_keyboard_alone() {
    let no_clipboard = "Object.defineProperty(navigator, 'clipboard', { value: undefined })";
    let page = Page::open(Site::new().script(no_clipboard)).await;
    page.is_on("start").await;
    tab_to(&page, ".cc-fold > summary").await;
    page.keys(&[Key::Enter]).await;
    page.until("the cards", "return root.querySelectorAll('details details').length > 5", &[]).await;
    tab_to(&page, "details details > summary").await;
    page.keys(&[Key::Space]).await;
    page.until("an open card", "return root.querySelector('details details').open", &[]).await;
    operate(&page, "language", Key::Enter).await;
    page.is_in_language("es").await;
    page.focus_is_on("[data-action=language]").await;
    page.keys(&[Key::Enter]).await;
    page.is_in_language("en").await;

    // After the last stop, some browsers move the focus to their own controls.
    page.eval("root.querySelector('.cc-help a').focus()", &[]).await;
    operate(&page, "start", Key::Space).await;
    page.asks("age").await;
    tab_to(&page, ".cc-why > summary").await;
    page.keys(&[Key::Enter]).await;
    page.until("the reason", "return root.querySelector('.cc-why').open", &[]).await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "other")]);
    page.walk_to("review", &person).await;
    tab_to(&page, "details:has([data-for=impact]) > summary").await;
    page.keys(&[Key::Enter]).await;
    tab_to(&page, "[data-for=impact]").await;
    page.keys(&[Key::Enter]).await;
    page.asks("impact").await;
    operate(&page, "back", Key::Enter).await;
    page.is_on("review").await;
    page.focus_is_on("[data-for=impact]").await;
    operate(&page, "finish", Key::Enter).await;
    page.is_on("result").await;
    page.focus_is_on(".cc-heading").await;
    tab_to(&page, "[data-finding] summary").await;
    let fold = "return root.activeElement.closest('details').open";
    let before = page.eval(fold, &[]).await;
    page.keys(&[Key::Enter]).await;
    page.until(
        "the fold as it was not",
        &format!("{fold} !== (arguments[0] === 'true')"),
        &[&before.to_string()],
    )
    .await;
    operate(&page, "take", Key::Enter).await;
    page.is_on("take").await;
    page.focus_is_on(".cc-heading").await;
    page.until("the pages", "return root.querySelector('.cc-sheet')", &[]).await;
    operate(&page, "copy", Key::Enter).await;
    tab_to(&page, ".cc-take textarea").await;
    operate(&page, "swap", Key::Enter).await;
    page.focus_is_on("[data-action=swap]").await;
    operate(&page, "back", Key::Enter).await;
    page.is_on("result").await;
    page.focus_is_on(".cc-heading").await;
    operate(&page, "clear", Key::Enter).await;
    page.focus_is_on("[data-action=keep]").await;
    page.keys_together(Key::Shift, Key::Tab).await;
    page.focus_is_on("[data-action=confirm]").await;
    page.keys(&[Key::Enter]).await;
    page.is_on("cleared").await;
    page.focus_is_on(".cc-heading").await;
    operate(&page, "restart", Key::Enter).await;
    page.is_on("start").await;
}

#[tokio::test]
async fn shift_tab_visits_the_same_stops_in_reverse() {
    let page = Page::open(Site::of(
        "<button id=\"before\">Before</button><candidate-check></candidate-check>\
         <script src=\"/release/candidate-check.js\"></script><button id=\"after\">After</button>",
    ))
    .await;
    page.start().await;
    page.asks("age").await;
    page.choose("25-64").await;
    let here = "const it = root.activeElement; return document.activeElement.id || \
                (it ? it.dataset.action ?? it.href ?? it.value ?? it.tagName : '')";
    page.eval("document.querySelector('#before').focus()", &[]).await;
    let mut there = vec![page.text_of(here, &[]).await];
    while there.last().is_some_and(|it| it != "after") && there.len() < 40 {
        page.keys(&[Key::Tab]).await;
        there.push(page.text_of(here, &[]).await);
    }
    let mut back = vec![page.text_of(here, &[]).await];
    while back.last().is_some_and(|it| it != "before") && back.len() < 40 {
        page.keys_together(Key::Shift, Key::Tab).await;
        back.push(page.text_of(here, &[]).await);
    }
    back.reverse();
    assert_eq!(there, back, "the stops there and back");
    let order = ["tel:988", "more", "leave", "25-64", "skip", "back", "next", "language", "clear", "after"];
    let places: Vec<Option<usize>> =
        order.iter().map(|stop| there.iter().position(|it| it == stop)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "the order of {order:?}: {there:?}");
}

#[tokio::test]
async fn focus_is_never_hidden_under_pinned_bars() {
    // The size of a phone: because of its small height, much content scrolls under the help line and the way on.
    let frame = r#"<iframe src="/narrow" style="width:320px;height:600px;border:0"></iframe>"#;
    let inner = r#"<title>narrow</title><candidate-check></candidate-check>
        <script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open(Site::of(frame).html("/narrow", inner)).await;
    page.enter_frame().await;
    page.walk_to("reasons", &Person::with_only(&[("age", "25-64")])).await;
    let pinned = "return ['.cc-help', '.cc-way'].every(it => getComputedStyle(root.querySelector(it)).position === 'sticky')";
    page.assert("both are pinned", pinned, &[]).await;
    page.eval("root.querySelector('.cc-help a').focus()", &[]).await;
    let mut stops = 0;
    for key in [false, true] {
        for _ in 0..25 {
            // A label may extend under them; its control may not.
            let script = "const it = root.activeElement; if (!it || it.closest('.cc-help, .cc-way, .cc-foot')) return 'all of it';
                const box = it.getBoundingClientRect();
                const { bottom } = root.querySelector('.cc-help').getBoundingClientRect();
                const { top } = root.querySelector('.cc-way').getBoundingClientRect();
                const seen = box.bottom <= top + 1 && box.top >= bottom - 1;
                return seen ? 'all of it' : `${it.outerHTML.slice(0, 120)} from ${box.top} to ${box.bottom}, pinned at ${bottom} and ${top}`";
            assert_eq!(
                page.text_of(script, &[]).await,
                "all of it",
                "the visible part of the focused element"
            );
            if page.eval("return !!root.activeElement?.closest('.cc-foot')", &[]).await == true {
                break;
            }
            stops += 1;
            match key {
                false => page.keys(&[Key::Tab]).await,
                true => page.keys_together(Key::Shift, Key::Tab).await,
            }
        }
        page.eval("root.querySelector('[data-action=skip]').focus()", &[]).await;
    }
    assert!(stops > 20, "only {stops} stops");
}

#[tokio::test]
async fn enter_in_a_field_continues_or_shows_the_error() {
    let page = Page::open(Site::new()).await;
    page.walk_to("bp-systolic", &Person::with_only(&[("age", "25-64"), ("bp-known", "yes")])).await;
    page.focus_is_on(".cc-heading").await;
    tab_to(&page, "#cc-field").await;
    page.element("#cc-field").await.send_keys("x").await.expect("a letter can be typed");
    page.keys(&[Key::Enter]).await;
    page.focus_is_on(".cc-problems").await;
    tab_to(&page, ".cc-problems button").await;
    page.keys(&[Key::Enter]).await;
    page.focus_is_on("#cc-field").await;
    page.keys(&[Key::Backspace]).await;
    page.element("#cc-field").await.send_keys("130").await.expect("digits can be typed");
    page.keys(&[Key::Enter]).await;
    page.asks("bp-diastolic").await;
}

#[tokio::test]
async fn enter_on_a_date_button_opens_the_calendar_and_stays() {
    let day = json!([{ "linkId": "day", "type": "date", "text": "A day" }]);
    let site = Site::with(r#"questionnaire="/own.json""#);
    let page = Page::open(site.file("/own.json", "application/json", &questionnaire(day))).await;
    page.start().await;
    page.set_field("2024-02-29").await;
    page.eval("root.querySelector('#cc-field').focus()", &[]).await;
    // The button is the last stop in the field, after day, month and year.
    tab_to(&page, "[data-action=skip]").await;
    page.keys_together(Key::Shift, Key::Tab).await;
    page.focus_is_on("#cc-field").await;
    page.keys(&[Key::Enter]).await;
    page.until("the calendar", "return root.querySelector('#cc-field').matches(':open')", &[]).await;
    page.asks("day").await;
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
    for control in ["input", "next", "skip", "back", "clear"] {
        assert!(met.iter().any(|it| it == control), "{control} can't be reached: {met:?}");
    }
}

#[tokio::test]
async fn announces_progress_and_errors() {
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
