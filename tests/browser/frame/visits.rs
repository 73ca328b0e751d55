//! Visits in the frame work as visits without a frame.

use serde_json::json;

use super::{files, open, site, tag};
use crate::harness::{Fault, Page, Person, Release, Site, Verdict, questionnaire};

fn person() -> Person {
    Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("antidepressants-tried", "two-or-more"),
        ("safety", "no"),
        ("medicines", "opioids"),
    ])
}

/// Presses Start on the page, and enters the frame.
async fn start_before_the_frame_comes(page: &Page) {
    page.is_on("start").await;
    page.press("start").await;
    page.enter().await;
}

/// Answers in the frame, loads the page again, and starts again.
async fn come_back_with_an_answer(page: &Page) {
    page.walk_by_hand("reasons", &person()).await;
    page.record_contains("25-64").await;
    page.leave_frame().await;
    page.reload().await;
    start_before_the_frame_comes(page).await;
}

#[tokio::test]
async fn visit_in_the_frame_ends_with_the_expected_result() {
    let (page, _files) =
        open(r#"clinic="Willow Bend" phone="(555) 555-0142" cost-note="We say it first.""#).await;
    page.enter().await;
    page.walk_by_hand("result", &person()).await;
    let verdict = Verdict::on(&person());
    assert_eq!(page.axes().await, (verdict.safety, verdict.fit));
    let result = page.reads("[data-screen=result]").await;
    for part in ["Willow Bend", "(555) 555-0142", "We say it first."] {
        assert!(result.contains(part), "the attribute {part} did not reach the frame: {result}");
    }
    assert_eq!(page.stored_keys().await, ["candidate-check:answers"], "stored for the files' origin");
    page.leave_frame().await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new(), "stored for the page's origin");
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

#[tokio::test]
async fn keeps_answers_after_a_reload() {
    let (page, _files) = open("").await;
    page.enter().await;
    page.walk_to("reasons", &person()).await;
    page.record_contains("25-64").await;
    page.leave_frame().await;
    page.reload().await;
    page.enter().await;
    page.resume().await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn start_pressed_before_the_frame_loads_starts_the_check() {
    let (page, _files) = open(r#"start="click""#).await;
    start_before_the_frame_comes(&page).await;
    page.asks("age").await;
    page.leave_frame().await;
    page.assert("the focus is in the frame", "return root.activeElement?.tagName === 'IFRAME'", &[]).await;
}

#[tokio::test]
async fn focus_moves_to_the_next_screen_in_the_frame() {
    let (page, _files) = open(r#"start="click""#).await;
    start_before_the_frame_comes(&page).await;
    page.asks("age").await;
    page.focus_is_on(".cc-heading").await;
    come_back_with_an_answer(&page).await;
    page.focus_is_on("[data-action=resume]").await;
}

#[tokio::test]
async fn offers_to_resume_earlier_answers() {
    let (page, _files) = open(r#"start="click""#).await;
    start_before_the_frame_comes(&page).await;
    page.asks("age").await;
    come_back_with_an_answer(&page).await;
    page.resume().await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn cards_opened_before_the_frame_loads_open_in_it() {
    let (page, _files) = open(r#"start="click""#).await;
    page.is_on("start").await;
    page.click("details summary").await;
    page.enter().await;
    page.until("the cards", "return root.querySelectorAll('details details').length > 5", &[]).await;
}

#[tokio::test]
async fn frame_takes_the_page_language_and_follows_the_switch() {
    let (page, _files) = open(r#"lang="es""#).await;
    page.is_in_language("es").await;
    page.enter().await;
    page.is_in_language("es").await;
    page.start().await;
    page.leave_frame().await;
    let title = |tag: &str| {
        let words = check::content::section(tag, "shell").expect("there are words");
        words["title"].clone()
    };
    let is_called = "return root.querySelector('iframe').title === arguments[0]";
    page.until("the name of the frame in Spanish", is_called, &[&title("es")]).await;
    page.switch_language("en").await;
    page.focus_is_on("[data-action=language]").await;
    page.until("the name of the frame in English", is_called, &[&title("en")]).await;
    page.enter().await;
    page.is_in_language("en").await;
    page.asks("age").await;
    page.assert("the words", "return root.querySelector('.cc-heading').innerText.includes('How old')", &[])
        .await;
}

#[tokio::test]
async fn custom_questionnaire_is_resolved_against_the_page() {
    let own = questionnaire(json!([{ "linkId": "one", "type": "string", "text": "What is it about?" }]));
    let files = files().await;
    let site = site(&files, r#"questionnaire="/own.json""#)
        .file("/own.json", "application/json", &own)
        .header("access-control-allow-origin", "*");
    let page = Page::open(site).await;
    page.enter().await;
    page.start().await;
    page.answer("one", "Sleep").await;
    page.press("next").await;
    page.is_on("result").await;
}

#[tokio::test]
async fn frame_works_without_storage() {
    let files = files().await;
    let release = Release::get();
    let refuse =
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
        get() { throw new DOMException('The operation is insecure.', 'SecurityError') } });";
    let script = format!("{refuse}{}", release.text("framed-"));
    files.fault("/framed-", Fault::Replaced(script.into()));
    let page = Page::open(site(&files, "")).await;
    page.enter().await;
    page.walk_to("reasons", &person()).await;
    let notice = page.until("a notice", "return root.querySelector('.cc-notice')?.innerText", &[]).await;
    assert!(notice.to_string().contains("not saved in this browser"), "{notice}");
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64", "the answer is kept in memory");
}

#[tokio::test]
async fn two_frames_on_a_page_work_side_by_side() {
    let files = files().await;
    let element = r#"<candidate-check id="a" isolation="frame" phone="555 0142"></candidate-check>
        <candidate-check id="b" isolation="frame" phone="555 0143"></candidate-check>"#;
    let page = Page::open(Site::of(&format!("{element}{}", tag(&files)))).await;
    page.enter_one("#a").await;
    page.start().await;
    page.leave_frame().await;
    page.eval("document.querySelector('#b').scrollIntoView()", &[]).await;
    page.enter_one("#b").await;
    page.is_on("start").await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    page.leave_frame().await;
    page.enter_one("#a").await;
    page.asks("age").await;
}

#[tokio::test]
async fn printing_from_the_frame_prints_the_brief() {
    let (page, _files) = open("").await;
    page.enter().await;
    page.walk_to("result", &person()).await;
    // Installed before the frame's own handler runs, because Chromium loads an empty frame while it is appended.
    let printer = "const append = Node.prototype.appendChild; \
        Node.prototype.appendChild = function (child) { const own = child.onload; \
        if (child.tagName === 'IFRAME') child.onload = event => { \
            child.contentWindow.print = () => { child.contentWindow.dispatchEvent(new Event('beforeprint')); \
                window.printed = child.contentDocument.body.innerText }; \
            own.call(child, event) }; \
        return append.call(this, child) }";
    page.eval(printer, &[]).await;
    page.take().await;
    page.press("print").await;
    let printed = page.until("the printed text", "return window.printed", &[]).await;
    let printed = printed.as_str().unwrap_or_default();
    assert!(printed.contains("Age: 25-64") && printed.contains("not a diagnosis"), "{printed}");
    assert!(!printed.contains("Hill Road Clinic"), "the page around the widget is printed: {printed}");
}

#[tokio::test]
async fn links_never_open_inside_the_frame() {
    let (page, _files) = open(r#"phone="555 0142" booking="mailto:desk@example.com""#).await;
    page.enter().await;
    page.walk_to("result", &person()).await;
    let script = "const target = it => it.target || document.querySelector('base').target;
        const links = [...root.querySelectorAll('a[href]')];
        return [links.length > 5, links.filter(it => target(it) !== (it.protocol.startsWith('http') ? '_blank' : '_top'))
            .map(it => it.href), ['tel:', 'mailto:'].every(it => links.some(link => link.protocol === it))]";
    assert_eq!(page.eval(script, &[]).await, json!([true, [], true]));
}
