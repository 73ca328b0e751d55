//! The summary as copied text, saved file and printed page; it never contains the answer about safety.

use serde_json::json;

use crate::harness::{Page, Person, Site};

/// Records the printed text, from the frame that prints. Installed before the frame's own handler runs, because Chromium
/// loads an empty frame while it is appended.
const PRINTER: &str = "const append = Node.prototype.appendChild; \
    const text = page => [...page.body.querySelectorAll('*')].map(it => it.textContent).join('\\n'); \
    Node.prototype.appendChild = function (child) { const own = child.onload; \
    if (child.tagName === 'IFRAME') child.onload = event => { const page = child.contentDocument; \
        child.contentWindow.print = () => { const { lang, dir } = page.documentElement; \
            window.printed = [text(page), page.title, lang + ' ' + dir]; \
            child.contentWindow.dispatchEvent(new Event('afterprint')) }; own.call(child, event) }; \
    return append.call(this, child) };";

fn person() -> Person {
    Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("safety", "now"),
        ("antidepressants-tried", "two-or-more"),
        ("medicines", "opioids"),
        ("goals", "Sleep through the night"),
    ])
}

/// The first line of every summary.
const FIRST: &str = "Self-report, not verified. Thoughts of suicide and safety are asked in private and never printed: please ask.";

fn contains_all_but_safety(text: &str) {
    for part in ["two or more", "Sleep through the night", "25 to 64", "not a diagnosis"] {
        assert!(text.to_lowercase().contains(&part.to_lowercase()), "{part} is missing: {text}");
    }
    let questionnaire = check::content::questionnaire("en").expect("there is English");
    for private in ["safety", "attempt"] {
        let asked = question(&questionnaire, private).expect("there is such a question");
        assert!(!text.contains(asked), "the question about {private} is in it: {text}");
    }
    assert!(!text.contains("not alone"), "a finding from the safety answer is in it: {text}");
    assert!(
        text.trim_start().starts_with(FIRST),
        "the notice about the missing safety answers is not first: {text}"
    );
}

fn question<'q>(item: &'q serde_json::Value, link_id: &str) -> Option<&'q str> {
    if item["linkId"] == link_id {
        return item["text"].as_str();
    }
    item["item"].as_array()?.iter().find_map(|it| question(it, link_id))
}

#[tokio::test]
async fn copied_text_contains_all_but_the_safety_answer() {
    let stub = "Object.defineProperty(navigator, 'clipboard', \
                { value: { writeText: async text => { window.copied = text } } })";
    let page = Page::open(Site::new().script(stub)).await;
    page.walk_to("result", &person()).await;
    page.press("copy").await;
    let text = page.until("the copied text", "return window.copied", &[]).await;
    contains_all_but_safety(text.as_str().unwrap_or_default());
    page.until("the confirmation", "return root.querySelector('.cc-take').innerText.includes('Copied')", &[])
        .await;
}

#[tokio::test]
async fn text_can_be_selected_when_copying_is_refused() {
    let stub = "Object.defineProperty(navigator, 'clipboard', \
                { value: { writeText: async () => { throw new DOMException('no', 'NotAllowedError') } } })";
    let page = Page::open(Site::new().script(stub)).await;
    page.walk_to("result", &person()).await;
    page.press("copy").await;
    let text = page.until("the text", "return root.querySelector('.cc-take textarea')?.value", &[]).await;
    contains_all_but_safety(text.as_str().unwrap_or_default());
}

#[tokio::test]
async fn saved_file_contains_all_but_the_safety_answer() {
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &person()).await;
    page.press("save").await;
    contains_all_but_safety(&page.saved_file("visit-summary.txt").await);
}

#[tokio::test]
async fn printed_page_contains_only_the_summary() {
    let page = Page::open(Site::new().script(PRINTER)).await;
    page.walk_to("result", &person()).await;
    page.press("print").await;
    let printed = page.until("the printed text", "return window.printed", &[]).await;
    let text = printed[0].as_str().unwrap_or_default();
    contains_all_but_safety(text);
    assert!(!text.contains("Hill Road Clinic"), "the page around the widget is printed: {text}");
    assert_eq!(printed[1], json!("Summary for a visit"));
    assert_eq!(printed[2], json!("en ltr"), "language and direction of the paper");
    page.until(
        "the frame gone again",
        "return !root.querySelector('iframe') && !document.querySelector('iframe')",
        &[],
    )
    .await;
}

#[tokio::test]
async fn page_prints_as_the_summary_without_the_safety_answer() {
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &person()).await;
    let text = page.printed_text().await;
    let from = text.find(FIRST).unwrap_or_else(|| panic!("the summary is not printed: {text}"));
    // The help lines above every screen.
    assert!(text[..from].contains("988") && text[..from].lines().count() < 15, "more is above it: {text}");
    contains_all_but_safety(&text[from..]);
    page.resize(320, 800).await;
    let fits = "const print = root.querySelector('.cc-print'); return print.scrollWidth <= print.clientWidth";
    page.assert("no line is cut off in a narrow column", fits, &[]).await;
}

#[tokio::test]
async fn spanish_visit_prints_a_spanish_page() {
    let page = Page::open(Site::with(r#"lang="es""#).script(PRINTER)).await;
    page.is_in_language("es").await;
    page.walk_to("result", &person()).await;
    page.press("print").await;
    let printed = page.until("the printed text", "return window.printed", &[]).await;
    assert_eq!(printed[2], json!("es ltr"), "language and direction of the paper");
    let words = check::content::words("es").expect("there is Spanish");
    assert_eq!(printed[1], json!(words.get(check::words::Word::SummaryTitle)));
    let text = printed[0].as_str().unwrap_or_default();
    assert!(text.contains("De 25 a 64"), "the answers are not in Spanish: {text}");
    // The date in Spanish.
    assert!(text.contains(" de 20"), "{text}");
}
