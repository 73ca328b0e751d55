//! The brief: its preview, and each way in which it leaves, allowed and refused. It never contains the answer about safety.

use check::brief::{Clinic, Visit, chart};
use engine::record;
use engine::session::Session;
use serde_json::json;

use crate::harness::{Fault, Page, Person, Site, questionnaire};

/// Records the printed pages, from the frame that prints. Installed before the frame's own handler runs, because Chromium
/// loads an empty frame while it is appended.
const PRINTER: &str = "const append = Node.prototype.appendChild; \
    Node.prototype.appendChild = function (child) { const own = child.onload; \
    if (child.tagName === 'IFRAME') child.onload = event => { const page = child.contentDocument; \
        child.contentWindow.print = () => { child.contentWindow.dispatchEvent(new Event('beforeprint')); \
            const { lang, dir } = page.documentElement; \
            window.printed = [page.body.innerText, page.title, lang + ' ' + dir]; \
            child.contentWindow.dispatchEvent(new Event('afterprint')) }; own.call(child, event) }; \
    return append.call(this, child) };";

/// A browser that ignores every call to print, as in a frame that forbids dialogs.
const NO_PRINTER: &str = "const append = Node.prototype.appendChild; \
    Node.prototype.appendChild = function (child) { const own = child.onload; \
    if (child.tagName === 'IFRAME') child.onload = event => { child.contentWindow.print = () => {}; own.call(child, event) }; \
    return append.call(this, child) };";

/// A browser that refuses every copy.
const NO_CLIPBOARD: &str = "Object.defineProperty(navigator, 'clipboard', \
    { value: { writeText: async () => { throw new DOMException('no', 'NotAllowedError') } } })";

/// The pages of the preview.
const PREVIEW: &str = "return root.querySelector('.cc-sheets').innerText";
/// The sentence about the last press.
const OUTCOME: &str = "return root.querySelector('#cc-outcome').innerText";
/// The text to copy by hand.
const BY_HAND: &str = "return root.querySelector('.cc-take textarea')?.value";

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

async fn open(script: &str) -> Page {
    let page = Page::open(Site::new().script(script)).await;
    page.walk_to("result", &person()).await;
    page.take().await;
    page
}

/// The brief of the answers that the page has stored, as the command line makes it.
async fn brief(page: &Page) -> (paper::Document, String) {
    let form = check::content::form("en").expect("there is English");
    let words = check::content::words("en").expect("there is English");
    let texts = check::content::brief_texts("en").expect("there is English");
    let saved = record::read(&form, &page.record().await).expect("the record can be read");
    let session = Session::resume(&form, saved);
    let visit = Visit { form: &form, persistable: session.persistable(), day: "2026-11-29" };
    let document = visit.brief(&texts, &words, &texts, &Clinic::default());
    (document, chart(&visit.for_clinician(&texts), &texts))
}

fn contains_all_but_safety(text: &str) {
    for part in [
        "Self-report, not verified. Thoughts of suicide and safety are asked in private and never printed: please ask.",
        "Antidepressants not helping enough: 2+",
        "Sleep through the night",
        "Age: 25-64",
        "Not a diagnosis",
    ] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    let questionnaire = check::content::questionnaire("en").expect("there is English");
    for private in ["safety", "attempt"] {
        let asked = question(&questionnaire, private).expect("there is such a question");
        assert!(!text.contains(asked), "the question about {private} is in it: {text}");
    }
    assert!(!text.contains("not alone"), "a finding from the safety answer is in it: {text}");
}

fn question<'q>(item: &'q serde_json::Value, link_id: &str) -> Option<&'q str> {
    if item["linkId"] == link_id {
        return item["text"].as_str();
    }
    item["item"].as_array()?.iter().find_map(|it| question(it, link_id))
}

#[tokio::test]
async fn preview_shows_every_text_that_leaves() {
    let page = open("").await;
    let shown = page.text_of(PREVIEW, &[]).await;
    contains_all_but_safety(&shown);
    let (document, _) = brief(&page).await;
    let shown: String = shown.split_whitespace().collect();
    for text in document.texts() {
        let text: String = text.split_whitespace().collect();
        assert!(shown.contains(&text), "the preview lacks {text}");
    }
}

#[tokio::test]
async fn saved_pdf_equals_that_of_the_command_line() {
    let page = open("").await;
    let (document, _) = brief(&page).await;
    page.press("pdf").await;
    let saved = page.saved_pdf("visit-brief.pdf").await;
    assert_eq!(saved.len(), pdf::write(&document).bytes.len());
    assert!(saved == pdf::write(&document).bytes, "the same bytes for the same answers and date");
    // No browser tells whether it saved the file.
    page.until("the notice", &format!("{OUTCOME}.includes('visit-brief.pdf')"), &[]).await;
    contains_text_for_the_chart(&page).await;
}

#[tokio::test]
async fn outcome_of_a_press_is_in_sight_with_large_text() {
    let style = "<style>html { font-size: 32px } body { font-size: 1rem }</style>";
    let page = Page::open(Site::new().head(style).script(NO_CLIPBOARD)).await;
    page.resize(390, 700).await;
    page.walk_to("result", &person()).await;
    page.take().await;
    // The button at the bottom of the window, so that the sentence below it is out of sight.
    let press = "const it = root.querySelector('[data-action=copy]'); it.scrollIntoView({ block: 'end' }); it.click()";
    page.eval(press, &[]).await;
    page.until(
        "the notice in sight",
        "const { top, bottom } = root.querySelector('#cc-outcome').getBoundingClientRect();
         return bottom > top && top >= 0 && bottom <= innerHeight",
        &[],
    )
    .await;
}

/// The text for the chart stands below, to be copied by hand.
async fn contains_text_for_the_chart(page: &Page) {
    let (_, chart) = brief(page).await;
    let shown = page.until("the text to copy by hand", BY_HAND, &[]).await;
    assert_eq!(shown.as_str(), Some(chart.as_str()));
}

#[tokio::test]
async fn signs_that_the_pdf_lacks_are_counted() {
    let page = Page::open(Site::new()).await;
    let person = Person::with_only(&[("age", "25-64"), ("goals", "Dance 💃 again, Łukasz")]);
    page.walk_to("result", &person).await;
    page.take().await;
    page.press("pdf").await;
    page.until("the notice", &format!("{OUTCOME}.startsWith('In the PDF, 2 signs')"), &[]).await;
    page.saved_pdf("visit-brief.pdf").await;
}

#[tokio::test]
async fn pdf_that_cannot_be_made_is_said() {
    let page = Page::open_blank(Site::new()).await;
    page.server.fault("/pdf-", Fault::Missing);
    page.visit("/").await;
    page.walk_to("result", &person()).await;
    page.take().await;
    page.press("pdf").await;
    page.until("the notice", &format!("{OUTCOME}.includes('can’t be made here')"), &[]).await;
    contains_text_for_the_chart(&page).await;
}

#[tokio::test]
async fn copied_text_is_the_page_for_the_clinician() {
    let stub = "Object.defineProperty(navigator, 'clipboard', \
                { value: { writeText: async text => { window.copied = text } } })";
    let page = open(stub).await;
    page.press("copy").await;
    let text = page.until("the copied text", "return window.copied", &[]).await;
    let text = text.as_str().unwrap_or_default();
    assert_eq!(text, brief(&page).await.1);
    assert!(text.lines().count() <= paper::LINES, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= paper::WIDTH), "{text}");
    page.until("the confirmation", &format!("{OUTCOME}.includes('Copied')"), &[]).await;
    assert!(!page.has(".cc-take textarea").await);
}

#[tokio::test]
async fn text_can_be_selected_when_copying_is_refused() {
    let page = open(NO_CLIPBOARD).await;
    page.press("copy").await;
    contains_text_for_the_chart(&page).await;
}

#[tokio::test]
async fn text_can_be_selected_when_the_clipboard_never_answers() {
    let page = open(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => new Promise(() => {}) } })",
    )
    .await;
    page.press("copy").await;
    page.until_timeout(2, "the text", "return root.querySelector('.cc-take textarea')").await;
    contains_text_for_the_chart(&page).await;
}

/// A browser that can share files, with the outcome of sharing.
fn sharing(outcome: &str) -> String {
    format!(
        "navigator.canShare = ({{ files }}) => files.length === 1; \
         navigator.share = async ({{ files: [file] }}) => {{ window.shared = [file.name, file.type, file.size]; {outcome} }}"
    )
}

#[tokio::test]
async fn pdf_can_be_shared_where_the_browser_can() {
    let page = open(&sharing("")).await;
    page.press("share").await;
    let shared = page.until("the shared file", "return window.shared", &[]).await;
    let size = pdf::write(&brief(&page).await.0).bytes.len();
    assert_eq!(shared, json!(["visit-brief.pdf", "application/pdf", size]));
    assert_eq!(page.text_of(OUTCOME, &[]).await, "", "the share sheet itself has told");
    page.eval(
        "window.shared = null; navigator.share = async () => { throw new DOMException('', 'AbortError') }",
        &[],
    )
    .await;
    page.press("share").await;
    page.press("copy").await;
    page.until("the next press", &format!("{OUTCOME} !== ''"), &[]).await;
}

#[tokio::test]
async fn refused_sharing_is_said() {
    let page = open(&sharing("throw new DOMException('no', 'NotAllowedError')")).await;
    page.press("share").await;
    page.until("the notice", &format!("{OUTCOME}.includes('did not share')"), &[]).await;
    contains_text_for_the_chart(&page).await;
}

#[tokio::test]
async fn no_sharing_is_offered_where_the_browser_cannot() {
    let page = open("Object.defineProperty(navigator, 'canShare', { value: undefined })").await;
    assert!(!page.has("[data-action=share]").await);
}

#[tokio::test]
async fn print_contains_the_pages_of_the_preview_alone() {
    let page = open(PRINTER).await;
    page.press("print").await;
    let printed = page.until("the printed text", "return window.printed", &[]).await;
    let text = printed[0].as_str().unwrap_or_default();
    contains_all_but_safety(text);
    assert!(!text.contains("Hill Road Clinic"), "the page around the widget is printed: {text}");
    let (document, _) = brief(&page).await;
    let printed_words: String = text.split_whitespace().collect();
    for text in document.texts() {
        let text: String = text.split_whitespace().collect();
        assert!(printed_words.contains(&text), "the print lacks {text}");
    }
    assert_eq!(printed[1], json!("Brief for a visit"));
    assert_eq!(printed[2], json!("en ltr"), "language and direction of the paper");
    page.until(
        "the frame gone again",
        "return !root.querySelector('iframe') && !document.querySelector('iframe')",
        &[],
    )
    .await;
    assert_eq!(page.text_of(OUTCOME, &[]).await, "");
}

#[tokio::test]
async fn print_that_does_not_begin_is_said() {
    let page = open(NO_PRINTER).await;
    page.press("print").await;
    page.until_timeout(2, "the notice", &format!("{OUTCOME}.includes('did not print')")).await;
    contains_text_for_the_chart(&page).await;
    assert!(!page.has("iframe").await, "the frame is gone");
}

#[tokio::test]
async fn many_presses_leave_nothing_behind() {
    let page = open(PRINTER).await;
    let elements = "return [document.querySelectorAll('*').length, root.querySelectorAll('*').length]";
    for _ in 0..3 {
        for action in ["print", "copy", "swap"] {
            page.press(action).await;
        }
    }
    page.press("swap").await;
    page.until("the frames gone again", "return !root.querySelector('iframe')", &[]).await;
    let before = page.eval(elements, &[]).await;
    for _ in 0..10 {
        page.press("print").await;
        page.press("swap").await;
    }
    page.until("the frames gone again", "return !root.querySelector('iframe')", &[]).await;
    assert_eq!(page.eval(elements, &[]).await, before);
}

#[tokio::test]
async fn first_page_can_be_in_another_language() {
    let page = open(PRINTER).await;
    page.press("swap").await;
    page.focus_is_on("[data-action=swap]").await;
    let pages = "return [...root.querySelectorAll('.cc-sheet')].map(it => [it.closest('[lang]').lang, it.querySelector('h3').innerText])";
    assert_eq!(page.eval(pages, &[]).await, json!([["es", "Resumen para la visita"], ["en", "For you"]]));
    page.press("print").await;
    let printed = page.until("the printed text", "return window.printed", &[]).await;
    assert_eq!(printed[1], json!("Resumen para la visita"));
    assert!(printed[0].as_str().is_some_and(|text| text.contains("Edad: 25-64") && text.contains("For you")));
    page.press("swap").await;
    assert_eq!(page.eval(pages, &[]).await, json!([["en", "Brief for a visit"], ["en", "For you"]]));
}

#[tokio::test]
async fn pages_that_do_not_load_can_be_tried_again() {
    let page = Page::open_blank(Site::new()).await;
    page.server.fault("/brief.en", Fault::Missing);
    page.visit("/").await;
    page.walk_to("result", &person()).await;
    page.press("take").await;
    page.until("the notice", "return root.querySelector('[data-screen=take] [role=alert]')", &[]).await;
    page.console_says(&["candidate-check: ", "brief.en", "must exist unchanged"]).await;
    page.server.recover();
    page.press("retry").await;
    page.until("the pages", "return root.querySelectorAll('.cc-sheet').length === 2", &[]).await;
    assert!(!page.has("[role=alert]").await);
}

/// The page itself prints as the brief, below the help lines, which are above every screen.
async fn prints_as_the_brief(page: Page) {
    page.until("the pages for paper", "return root.querySelector('.cc-sheet')", &[]).await;
    let text = page.printed_text().await;
    let from = text.find("Brief for a visit").unwrap_or_else(|| panic!("it is not printed: {text}"));
    assert!(text[..from].contains("988") && text[..from].lines().count() < 15, "more is above it: {text}");
    contains_all_but_safety(&text[from..]);
    assert!(
        !text.contains("Save as PDF") && !text.contains("Take it with you"),
        "the screen is printed: {text}"
    );
    page.resize(320, 800).await;
    let fits =
        "const pages = root.querySelector('.cc-sheets'); return pages.scrollWidth <= pages.clientWidth";
    page.assert("no line is cut off in a narrow column", fits, &[]).await;
}

#[tokio::test]
async fn result_prints_as_the_brief_without_the_safety_answer() {
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &person()).await;
    prints_as_the_brief(page).await;
}

#[tokio::test]
async fn preview_prints_as_the_brief_without_the_safety_answer() {
    prints_as_the_brief(open("").await).await;
}

#[tokio::test]
async fn spanish_visit_prints_a_spanish_page() {
    let page = Page::open(Site::with(r#"lang="es""#).script(PRINTER)).await;
    page.is_in_language("es").await;
    page.walk_to("result", &person()).await;
    page.take().await;
    page.press("print").await;
    let printed = page.until("the printed text", "return window.printed", &[]).await;
    assert_eq!(printed[2], json!("es ltr"), "language and direction of the paper");
    assert_eq!(printed[1], json!("Resumen para la visita"));
    let text = printed[0].as_str().unwrap_or_default();
    assert!(text.contains("Edad: 25-64") && text.contains("Para usted"), "not in Spanish: {text}");
}

/// A clinic's own questionnaire with words for clinicians, translated into Spanish or not.
fn own(is_translated: bool) -> Site {
    let base = "https://candidate-check.example/fhir/StructureDefinition/";
    let brief = |text: &str| json!([{ "url": format!("{base}brief"), "valueString": text }]);
    let mut question = json!({
        "linkId": "tea", "type": "choice", "text": "Do you drink tea?", "extension": brief("Tea intake"),
        "answerOption": [
            { "valueCoding": { "code": "daily", "display": "Yes, each day" }, "extension": brief("daily") },
            { "valueCoding": { "code": "never", "display": "No, never" } },
        ],
    });
    if is_translated {
        question["_text"] = json!({ "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/translation",
            "extension": [{ "url": "lang", "valueCode": "es" }, { "url": "content", "valueString": "¿Bebe té?" }],
        }] });
    }
    Site::with(r#"questionnaire="/own.json""#).file(
        "/own.json",
        "application/json",
        &questionnaire(json!([question])),
    )
}

#[tokio::test]
async fn own_questionnaire_has_a_brief_in_its_own_words_and_languages() {
    for is_translated in [false, true] {
        let page = Page::open(own(is_translated)).await;
        page.walk_to("result", &Person::with_only(&[("tea", "daily")])).await;
        page.take().await;
        let shown = page.text_of(PREVIEW, &[]).await;
        assert!(shown.contains("Tea intake: daily"), "{shown}");
        assert!(!shown.contains("asked in private"), "nothing is asked in private there: {shown}");
        assert_eq!(page.has("[data-action=swap]").await, is_translated, "a page in a language that it lacks");
    }
}
