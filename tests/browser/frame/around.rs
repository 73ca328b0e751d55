//! The page around the frame: it sizes the frame, follows the focus, passes its styles on, and keeps the way out.

use fantoccini::key::Key;
use serde_json::json;

use super::{files, open, site, tag};
use crate::harness::{Engine, Page, Person, Server, Site};

/// Asserts that the frame is exactly as tall as the check in it: nothing is cut off, and nothing scrolls inside.
async fn fits(page: &Page, at: &str) {
    let inside = page.eval("return Math.ceil(root.querySelector('.cc').getBoundingClientRect().height)", &[]);
    let inside = inside.await.to_string();
    page.leave_frame().await;
    page.until(
        &format!("room for {at}"),
        "return root.querySelector('iframe').clientHeight === +arguments[0]",
        &[&inside],
    )
    .await;
    page.assert(
        "nothing is wider than the page",
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth",
        &[],
    )
    .await;
    page.enter().await;
    page.assert(
        "nothing is wider than the frame",
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth",
        &[],
    )
    .await;
}

async fn is_elsewhere(page: &Page) {
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

/// A page in whose frame an answer is saved; the test is in the frame.
async fn with_answers(attributes: &str) -> (Page, Server) {
    let files = files().await;
    let page = Page::open_blank(site(&files, attributes)).await;
    page.visit("/before").await;
    page.visit("/").await;
    page.enter().await;
    page.walk_by_hand("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    (page, files)
}

/// Dispatches three presses of Shift to the document.
const SHIFT: &str = "setTimeout(() => { for (const key of ['Shift', 'Shift', 'Shift']) \
                     document.dispatchEvent(new KeyboardEvent('keydown', { key })) })";

/// Presses Shift three times where the focus is. Afterwards the test is outside the frame.
async fn shift_three_times(page: &Page, inside: bool) {
    let as_event = match page.engine() {
        Engine::Chromium => false,
        // Its driver sends keys to the page, even if the focus is in the frame.
        Engine::Firefox => inside,
        // Its driver waits for ever if a key unloads the page together with a frame of another origin.
        Engine::WebKit => true,
    };
    if as_event {
        page.eval(SHIFT, &[]).await;
    }
    if inside {
        page.leave_frame().await;
    }
    if !as_event {
        page.keys(&[Key::Shift, Key::Shift, Key::Shift]).await;
    }
}

/// Whether a visitor who comes back can resume.
async fn finds_answers(page: &Page) -> bool {
    page.visit("/").await;
    page.enter().await;
    page.is_on("start").await;
    page.has("[data-action=resume]").await
}

#[tokio::test]
async fn frame_is_as_tall_as_its_content_on_small_screens_too() {
    let files = files().await;
    let element = format!(
        r#"<div style="width: 280px"><candidate-check isolation="frame" phone="555 0142"></candidate-check></div>{}"#,
        tag(&files)
    );
    let page = Page::open(Site::of(&element)).await;
    page.enter().await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "now")]);
    for screen in ["start", "age", "reasons", "help", "medicines", "review", "result"] {
        page.walk_to(screen, &person).await;
        fits(&page, screen).await;
        page.eval("for (const it of root.querySelectorAll('details')) it.open = true", &[]).await;
        fits(&page, &format!("{screen}, unfolded")).await;
    }
    page.leave_frame().await;
    page.eval("document.querySelector('div').style.width = '600px'", &[]).await;
    page.enter().await;
    page.until("the frame is wider", "return innerWidth > 500", &[]).await;
    fits(&page, "a wider page").await;
}

#[tokio::test]
async fn page_scrolls_to_the_focus_inside_the_frame() {
    let files = files().await;
    let body = format!(
        r#"<p style="height: 700px">above</p><candidate-check isolation="frame"></candidate-check>
           <p style="height: 1500px">below</p>{}"#,
        tag(&files)
    );
    let page = Page::open(Site::of(&body)).await;
    page.eval("root.host.scrollIntoView()", &[]).await;
    page.enter().await;
    page.walk_to("medicines", &Person::with_only(&[("age", "25-64"), ("reasons", "depression")])).await;
    page.click(".cc-options input[value=none]").await;
    page.go("next").await;
    page.focus_is_on(".cc-heading").await;
    let top = page.eval("return root.querySelector('.cc-heading').getBoundingClientRect().top", &[]).await;
    page.leave_frame().await;
    let seen = "const top = root.querySelector('iframe').getBoundingClientRect().top + +arguments[0]; \
                return top >= 0 && top < innerHeight - 60";
    page.until("the heading in sight", seen, &[&top.to_string()]).await;
}

#[tokio::test]
async fn tab_goes_through_the_frame_and_out_again() {
    let (page, _files) = open(r#"start="eager""#).await;
    page.enter().await;
    page.leave_frame().await;
    page.eval("root.querySelector('.cc-help a').focus()", &[]).await;
    let mut way = Vec::new();
    for _ in 0..30 {
        page.keys(&[Key::Tab]).await;
        let at = page.text_of(
            "const it = root.activeElement; return it ? it.dataset.action ?? it.tagName : 'page'",
            &[],
        );
        let at = at.await;
        if way.last() != Some(&at) {
            way.push(at);
        }
    }
    let way: Vec<&str> = way.iter().map(String::as_str).collect();
    assert!(way.starts_with(&["A", "more", "leave", "IFRAME", "language", "clear"]), "{way:?}");
}

#[tokio::test]
async fn help_lines_and_leave_button_appear_once() {
    let (page, _files) = open("").await;
    page.is_on("start").await;
    page.shows_help_lines().await;
    page.enter().await;
    page.start().await;
    page.assert(
        "no second set of them",
        "return !root.querySelector('.cc-help').checkVisibility() && \
        !root.querySelector('.cc-foot').checkVisibility()",
        &[],
    )
    .await;
    page.leave_frame().await;
    page.shows_help_lines().await;
    page.assert(
        "leave stays in sight",
        "const it = root.querySelector('[data-action=leave]').getBoundingClientRect(); \
         return it.bottom <= innerHeight && getComputedStyle(root.querySelector('.cc-help')).position === 'sticky'",
        &[],
    )
    .await;
}

#[tokio::test]
async fn leaving_from_the_page_clears_answers_in_the_frame() {
    let (page, _files) = with_answers("").await;
    // Delays clearing in the frame; the page must wait for it.
    let slow = "const it = root.querySelector('[data-action=leave]'); const click = it.click.bind(it); \
                Object.defineProperty(it, 'click', { value() { setTimeout(click, 50) } })";
    page.eval(slow, &[]).await;
    page.leave_frame().await;
    page.press("leave").await;
    is_elsewhere(&page).await;
    page.go_back().await;
    assert_eq!(page.path().await, "/before", "Back does not return to the check");
    assert!(!finds_answers(&page).await, "answers were left behind");
}

#[tokio::test]
async fn shift_three_times_leaves_the_page_from_inside_the_frame() {
    let (page, _files) = with_answers("").await;
    page.focus_is_on(".cc-heading").await;
    shift_three_times(&page, true).await;
    is_elsewhere(&page).await;
    page.go_back().await;
    assert_eq!(page.path().await, "/before", "Back does not return to the check");
    assert!(!finds_answers(&page).await, "answers were left behind");
}

#[tokio::test]
async fn leaving_hides_everything_before_the_next_page_loads() {
    for inside in [true, false] {
        // The exit leads to a fragment of this page, so no other page loads.
        let (page, _files) = with_answers(r##"exit-url="/#nowhere""##).await;
        if inside {
            // Not by a key of the driver: it crashes if a key removes the frame but not the page.
            page.eval(SHIFT, &[]).await;
            page.leave_frame().await;
        } else {
            page.leave_frame().await;
            page.eval("root.querySelector('.cc-help a').focus()", &[]).await;
            shift_three_times(&page, false).await;
        }
        let shown = "return root.querySelector('.cc').innerText.trim() === 'Leaving'";
        page.until("only the text about leaving", shown, &[]).await;
    }
}

#[tokio::test]
async fn shift_three_times_leaves_the_page_from_outside_the_frame() {
    let (page, _files) = with_answers("").await;
    page.leave_frame().await;
    page.eval("root.activeElement?.blur()", &[]).await;
    page.eval("root.querySelector('.cc-help a').focus()", &[]).await;
    shift_three_times(&page, false).await;
    is_elsewhere(&page).await;
    assert!(!finds_answers(&page).await, "answers were left behind");
}

#[tokio::test]
async fn on_leave_keep_keeps_answers_in_the_frame() {
    let (page, _files) = with_answers(r#"on-leave="keep""#).await;
    page.leave_frame().await;
    page.press("leave").await;
    is_elsewhere(&page).await;
    assert!(finds_answers(&page).await, "the answers are gone");
}

#[tokio::test]
async fn leaving_works_when_the_frame_hangs() {
    let (page, _files) = with_answers("").await;
    // The frame no longer reacts to messages.
    page.eval(
        "Object.defineProperty(root.querySelector('[data-action=leave]'), 'click', { value() {} })",
        &[],
    )
    .await;
    page.leave_frame().await;
    page.press("leave").await;
    is_elsewhere(&page).await;
}

#[tokio::test]
async fn clearing_from_the_page_clears_and_confirms_in_the_frame() {
    let heard = "window.heard = 0; addEventListener('candidate-check-cleared', () => heard++)";
    let files = files().await;
    let page = Page::open(site(&files, r#"events="progress""#).script(heard)).await;
    page.enter().await;
    page.walk_by_hand("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    page.leave_frame().await;
    page.clear().await;
    page.until("the event, once", "return heard === 1", &[]).await;
    page.enter().await;
    page.is_on("cleared").await;
    page.focus_is_on(".cc-heading").await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}

#[tokio::test]
async fn clear_button_is_hidden_until_the_frame_is_loaded() {
    let (page, _files) = open(r#"start="click""#).await;
    page.is_on("start").await;
    let shown = "return !!root.querySelector('[data-action=clear]')?.checkVisibility()";
    assert_eq!(page.eval(shown, &[]).await, json!(false), "nothing could clear the frame's data yet");
    page.press("start").await;
    page.enter().await;
    page.leave_frame().await;
    assert_eq!(page.eval(shown, &[]).await, json!(true));
}

#[tokio::test]
async fn frame_follows_the_styles_of_the_page() {
    let files = files().await;
    let style = "<style>:root { color-scheme: light; --brand: #7a2255; font: 20px/1 serif } \
        candidate-check { --candidate-check-accent: var(--brand); --candidate-check-radius: 0.2em; \
        --candidate-check-surface: light-dark(rgb(250, 250, 240), rgb(10, 20, 30)) } \
        .dark { color-scheme: dark; --brand: rgb(0, 128, 0) }</style>";
    let page = Page::open(site(&files, "").head(style)).await;
    // Page and frame paint the card by the same rules, up to rounding in a color's last digits.
    let looks = "const style = getComputedStyle(root.querySelector('.cc')); \
        const button = getComputedStyle(root.querySelector('.cc-button--primary')); \
        return [style.backgroundColor, button.backgroundColor, style.color, style.fontSize, style.fontFamily, \
                button.borderRadius, style.colorScheme].join()";
    let mut seen = Vec::new();
    for theme in ["", "dark"] {
        page.until("the page", "return root?.querySelector('.cc-button--primary')", &[]).await;
        page.eval("document.documentElement.className = arguments[0]", &[theme]).await;
        // Colors are in transition; and WebKit reports outdated colors of elements that the frame hides.
        let settled = format!(
            "const card = root.querySelector('.cc'), looks = () => {{ {looks} }};
             card.classList.remove('cc--framed');
             let before = looks();
             for (let same = 0; same < 10;) {{
               await new Promise(requestAnimationFrame);
               const now = looks();
               same = now === before ? same + 1 : 0;
               before = now;
             }}
             card.classList.add('cc--framed');
             return before"
        );
        let on_the_page = page.eval_async(&settled).await.as_str().unwrap_or_default().to_owned();
        assert!(on_the_page.contains(",20px,serif,4px,"), "{on_the_page}");
        page.enter().await;
        let same = format!(
            "const parts = it => it.split(/([\\d.]+)/), [here, there] = [(() => {{ {looks} }})(), arguments[0]].map(parts);
             return here.length === there.length && here.every((it, n) => it === there[n] || Math.abs(it - there[n]) < 0.01)"
        );
        page.until(&format!("the looks {on_the_page}"), &same, &[&on_the_page]).await;
        page.leave_frame().await;
        seen.push(on_the_page);
    }
    assert_ne!(seen[0], seen[1], "the page has two themes");
}

#[tokio::test]
async fn moving_keeps_answers_and_removal_leaves_nothing() {
    let files = files().await;
    let body = format!(
        r#"<div id="a"><candidate-check isolation="frame" exit-url="/elsewhere"></candidate-check></div><div id="b"></div>{}"#,
        tag(&files)
    );
    let page = Page::open(Site::of(&body)).await;
    page.enter().await;
    page.walk_by_hand("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    page.leave_frame().await;
    page.eval("document.querySelector('#b').append(root.host)", &[]).await;
    page.enter().await;
    page.resume().await;
    page.asks("reasons").await;
    page.leave_frame().await;

    page.eval("window.kept = root.host; kept.remove()", &[]).await;
    page.keys(&[Key::Shift, Key::Shift, Key::Shift, Key::Shift]).await;
    page.eval("document.querySelector('#a').append(kept)", &[]).await;
    assert_eq!(page.path().await, "/", "Shift does nothing while the element is removed");
    page.enter().await;
    page.resume().await;
    page.asks("reasons").await;
    page.leave_frame().await;
    assert_eq!(page.eval("return root.querySelectorAll('iframe').length", &[]).await, json!(1));
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}
