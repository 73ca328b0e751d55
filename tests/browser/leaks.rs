//! No answer can leave the page through the markup: even with the WASM stopped, no form on it can be sent.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Page, Person, Site, questionnaire};

/// Functions for the tests. `wreck` overwrites the memory of the WASM, so that its next step ends in a trap; `traps` counts
/// the traps. `watch` starts to count submitted forms in `sent`: a page that is navigating still looks unchanged, and only
/// the form's event shows the submission.
const PREPARE: &str = "{
      const memories = [];
      for (const name of ['instantiate', 'instantiateStreaming']) {
        const made = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
          const it = await made.apply(WebAssembly, given);
          memories.push(...Object.values((it.instance ?? it).exports).filter(it => it instanceof WebAssembly.Memory));
          return it;
        };
      }
      window.wreck = () => memories.forEach(it => new Uint8Array(it.buffer).fill(0xff));
      window.traps = 0;
      addEventListener('error', it => { traps += it.error instanceof WebAssembly.RuntimeError });
      window.watch = () => {
        window.sent = 0;
        // Events of a form in a shadow root do not reach the document.
        for (const it of [document, document.querySelector('candidate-check').shadowRoot]) {
          it.addEventListener('formdata', () => sent++, true);
        }
      };
    }";

/// Submits every form in the page and in its shadow roots, as a script of the page could.
const SEND_EVERYTHING: &str = "const all = from => [...from.querySelectorAll('*')].flatMap(it => [it, ...(it.shadowRoot ? all(it.shadowRoot) : [])]);
    for (const it of all(document)) {
      for (const form of [it, it.form]) {
        for (const send of ['submit', 'requestSubmit']) {
          try { HTMLFormElement.prototype[send].call(form) } catch {}
        }
      }
    }";

/// Presses every control on the screen. Controls around it belong to the loader, which still works: they leave, clear, or
/// request files.
const PRESS_EVERYTHING: &str = "for (const it of root.querySelectorAll('[data-screen] :is(button, input, textarea, summary)')) it.click()";

/// A page that can wreck the WASM.
async fn open(attributes: &str) -> Page {
    Page::open(Site::with(attributes).script(PREPARE)).await
}

/// Asserts that the browser has not navigated since `watch`, and has requested only the files of the page and of the
/// release.
async fn nothing_was_sent(page: &Page) {
    page.assert("no form was sent", "return window.sent === 0", &[]).await;
    assert_eq!(page.path().await, "/");
    let sent: Vec<String> = page
        .server
        .requests()
        .into_iter()
        .filter(|it| it.contains(['?', '#']) || it.contains("cc-"))
        .collect();
    assert_eq!(sent, Vec::<String>::new(), "requests that could contain an answer");
    assert_eq!(page.server.posted(), Vec::<String>::new());
}

/// Stops the WASM; its next step will trap.
async fn stop(page: &Page) {
    page.eval("watch(); wreck()", &[]).await;
}

/// Asserts that the last action reached the stopped WASM, and had no other effect.
async fn trapped_without_effect(page: &Page, question: &str) {
    nothing_was_sent(page).await;
    page.assert("the WASM trapped", "return traps > 0", &[]).await;
    page.eval("traps = 0", &[]).await;
    page.asks(question).await;
}

/// Stops the WASM, and then tries every way to continue.
async fn try_to_continue(page: &Page, question: &str) {
    stop(page).await;
    page.press("next").await;
    trapped_without_effect(page, question).await;
    page.eval("root.querySelector('.cc-options input, #cc-field').focus()", &[]).await;
    page.keys(&[Key::Enter]).await;
    trapped_without_effect(page, question).await;
    page.eval(PRESS_EVERYTHING, &[]).await;
    trapped_without_effect(page, question).await;
    page.eval(SEND_EVERYTHING, &[]).await;
    nothing_was_sent(page).await;
    page.asks(question).await;
}

#[tokio::test]
async fn an_option_is_not_sent_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.choose("now").await;
    try_to_continue(&page, "safety").await;
    page.focus_is_on(".cc-options input").await;
}

#[tokio::test]
async fn several_options_are_not_sent_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("reasons", &Person::with_only(&[("age", "25-64")])).await;
    page.choose("depression").await;
    try_to_continue(&page, "reasons").await;
}

#[tokio::test]
async fn native_enter_sends_nothing_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.choose("now").await;
    stop(&page).await;
    page.keys(&[Key::Enter]).await;
    trapped_without_effect(&page, "safety").await;
}

#[tokio::test]
async fn typed_text_is_not_sent_when_the_wasm_has_stopped() {
    for kind in ["string", "text", "url", "integer"] {
        let words = json!([{ "linkId": "words", "type": kind, "text": "In your words" }]);
        let site = Site::with(r#"questionnaire="/own.json""#).script(PREPARE);
        let page = Page::open(site.file("/own.json", "application/json", &questionnaire(words))).await;
        page.start().await;
        page.type_in("secret").await;
        try_to_continue(&page, "words").await;
    }
}

#[tokio::test]
async fn error_link_leaves_no_trace_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.start().await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    stop(&page).await;
    page.click(".cc-problems :is(a, button)").await;
    trapped_without_effect(&page, "age").await;
}

#[tokio::test]
async fn page_scripts_can_not_submit_any_question() {
    let page = open("").await;
    page.start().await;
    page.eval("watch()", &[]).await;
    for (question, answer) in [("age", "25-64"), ("reasons", "depression"), ("safety", "no")] {
        page.answer(question, answer).await;
        page.eval(SEND_EVERYTHING, &[]).await;
        nothing_was_sent(&page).await;
        page.asks(question).await;
        page.next().await;
    }
}

#[tokio::test]
async fn enclosing_form_of_the_page_sends_no_answers() {
    let body = r#"<form action="/elsewhere"><candidate-check></candidate-check></form>
        <script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open(Site::of(body)).await;
    page.start().await;
    page.choose("25-64").await;
    page.eval("document.forms[0].submit()", &[]).await;
    page.until("the page behind the form", "return location.pathname === '/elsewhere'", &[]).await;
    assert_eq!(page.path().await, "/elsewhere?", "the page's form contains no data of the check");
}
