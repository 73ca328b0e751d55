//! What the visitor takes along: text, a file, a printed page, and never the answer about safety.

use serde_json::json;

use crate::harness::{Page, Person, Site};

/// Keeps what is printed: the text of the frame that prints. Armed before the frame's own handler runs, because Chromium
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

fn holds_all_but_safety(text: &str) {
    for part in ["two or more", "Sleep through the night", "25 to 64", "not a diagnosis"] {
        assert!(text.to_lowercase().contains(&part.to_lowercase()), "{part} is missing: {text}");
    }
    let questionnaire = check::content::questionnaire("en").expect("there is English");
    for private in ["safety", "attempt"] {
        let asked = question(&questionnaire, private).expect("there is such a question");
        assert!(!text.contains(asked), "the question about {private} is in it: {text}");
    }
    assert!(!text.contains("not alone"), "what follows from it is in it: {text}");
    assert!(text.trim_start().starts_with(FIRST), "it begins with what it never says: {text}");
}

fn question<'q>(item: &'q serde_json::Value, link_id: &str) -> Option<&'q str> {
    if item["linkId"] == link_id {
        return item["text"].as_str();
    }
    item["item"].as_array()?.iter().find_map(|it| question(it, link_id))
}

#[tokio::test]
async fn copied_text_holds_all_but_the_answer_about_safety() {
    let stub = "Object.defineProperty(navigator, 'clipboard', \
                { value: { writeText: async text => { window.copied = text } } })";
    let page = Page::open(Site::new().script(stub)).await;
    page.walk_to("result", &person()).await;
    page.press("copy").await;
    let text = page.until("the copied text", "return window.copied", &[]).await;
    holds_all_but_safety(text.as_str().unwrap_or_default());
    page.until("a word", "return root.querySelector('.cc-take').innerText.includes('Copied')", &[]).await;
}

#[tokio::test]
async fn where_copying_is_refused_the_text_can_be_selected() {
    let stub = "Object.defineProperty(navigator, 'clipboard', \
                { value: { writeText: async () => { throw new DOMException('no', 'NotAllowedError') } } })";
    let page = Page::open(Site::new().script(stub)).await;
    page.walk_to("result", &person()).await;
    page.press("copy").await;
    let text = page.until("the text", "return root.querySelector('.cc-take textarea')?.value", &[]).await;
    holds_all_but_safety(text.as_str().unwrap_or_default());
}

#[tokio::test]
async fn a_saved_file_holds_all_but_the_answer_about_safety() {
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &person()).await;
    page.press("save").await;
    holds_all_but_safety(&page.saved_file("visit-summary.txt").await);
}

#[tokio::test]
async fn a_printed_page_holds_the_summary_alone() {
    let page = Page::open(Site::new().script(PRINTER)).await;
    page.walk_to("result", &person()).await;
    page.press("print").await;
    let printed = page.until("what is printed", "return window.printed", &[]).await;
    let text = printed[0].as_str().unwrap_or_default();
    holds_all_but_safety(text);
    assert!(!text.contains("Hill Road Clinic"), "the page around is not printed: {text}");
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
async fn the_page_itself_prints_as_the_summary_without_the_answer_about_safety() {
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &person()).await;
    let text = page.printed_text().await;
    let from = text.find(FIRST).unwrap_or_else(|| panic!("the summary is not printed: {text}"));
    // The help lines that stand above every screen.
    assert!(text[..from].contains("988") && text[..from].lines().count() < 15, "more is above it: {text}");
    holds_all_but_safety(&text[from..]);
    page.resize(320, 800).await;
    let fits = "const print = root.querySelector('.cc-print'); return print.scrollWidth <= print.clientWidth";
    page.assert("no line is cut off in a narrow column", fits, &[]).await;
}

#[tokio::test]
async fn a_visitor_who_reads_spanish_prints_a_page_in_spanish() {
    let page = Page::open(Site::with(r#"lang="es""#).script(PRINTER)).await;
    page.speaks("es").await;
    page.walk_to("result", &person()).await;
    page.press("print").await;
    let printed = page.until("what is printed", "return window.printed", &[]).await;
    assert_eq!(printed[2], json!("es ltr"), "language and direction of the paper");
    let words = check::content::words("es").expect("there is Spanish");
    assert_eq!(printed[1], json!(words.get(check::words::Word::SummaryTitle)));
    let text = printed[0].as_str().unwrap_or_default();
    assert!(text.contains("De 25 a 64"), "the answers read in Spanish: {text}");
    // The day as Spanish writes it.
    assert!(text.contains(" de 20"), "{text}");
}
