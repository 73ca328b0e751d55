//! No answer leaves the page by the markup alone: with no script of ours alive, nothing on it can be sent.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Page, Person, Site, questionnaire};

/// What the page itself never can: `wreck` spoils all that the WASM has in its memory, so that whatever it does next ends in a
/// trap, of which `traps` is the number. `watch` begins to count forms as they are sent, in `sent`: a page that is on its way
/// elsewhere still looks as it did, and only the form knows.
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
        // What happens to a form in a shadow root is not heard outside.
        for (const it of [document, document.querySelector('candidate-check').shadowRoot]) {
          it.addEventListener('formdata', () => sent++, true);
        }
      };
    }";

/// Sends everything that can be sent, in the page and in its shadow roots, as a script of the page could.
const SEND_EVERYTHING: &str = "const all = from => [...from.querySelectorAll('*')].flatMap(it => [it, ...(it.shadowRoot ? all(it.shadowRoot) : [])]);
    for (const it of all(document)) {
      for (const form of [it, it.form]) {
        for (const send of ['submit', 'requestSubmit']) {
          try { HTMLFormElement.prototype[send].call(form) } catch {}
        }
      }
    }";

/// Presses all that is on the screen. What is around it is the loader's, which lives on: it leaves, clears, or asks for files.
const PRESS_EVERYTHING: &str = "for (const it of root.querySelectorAll('[data-screen] :is(button, input, textarea, summary)')) it.click()";

/// A page that can wreck the WASM.
async fn open(attributes: &str) -> Page {
    Page::open(Site::with(attributes).script(PREPARE)).await
}

/// Asserts that the browser is where it was since `watch`, and has asked for nothing but the files of the page and of the
/// release.
async fn nothing_was_sent(page: &Page) {
    page.assert("the page is as it was, and no form was sent", "return window.sent === 0", &[]).await;
    assert_eq!(page.path().await, "/");
    let told: Vec<String> = page
        .server
        .requests()
        .into_iter()
        .filter(|it| it.contains(['?', '#']) || it.contains("cc-"))
        .collect();
    assert_eq!(told, Vec::<String>::new(), "requests that could tell an answer");
    assert_eq!(page.server.posted(), Vec::<String>::new());
}

/// The WASM stops; nobody has noticed yet.
async fn stop(page: &Page) {
    page.eval("watch(); wreck()", &[]).await;
}

/// Asserts that what was just done came to the WASM, which could not answer, and that nothing else has come of it.
async fn it_was_in_vain(page: &Page, question: &str) {
    nothing_was_sent(page).await;
    page.assert("the WASM was reached, and stopped", "return traps > 0", &[]).await;
    page.eval("traps = 0", &[]).await;
    page.asks(question).await;
}

/// Goes on in every way there is, with the WASM gone.
async fn go_on_in_vain(page: &Page, question: &str) {
    stop(page).await;
    page.press("next").await;
    it_was_in_vain(page, question).await;
    page.eval("root.querySelector('.cc-options input, #cc-field').focus()", &[]).await;
    page.keys(&[Key::Enter]).await;
    it_was_in_vain(page, question).await;
    page.eval(PRESS_EVERYTHING, &[]).await;
    it_was_in_vain(page, question).await;
    page.eval(SEND_EVERYTHING, &[]).await;
    nothing_was_sent(page).await;
    page.asks(question).await;
}

#[tokio::test]
async fn an_option_is_not_sent_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.choose("now").await;
    go_on_in_vain(&page, "safety").await;
    page.focus_is_on(".cc-options input").await;
}

#[tokio::test]
async fn several_options_are_not_sent_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("reasons", &Person::with_only(&[("age", "25-64")])).await;
    page.choose("depression").await;
    go_on_in_vain(&page, "reasons").await;
}

#[tokio::test]
async fn the_browsers_own_enter_sends_nothing_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.choose("now").await;
    stop(&page).await;
    page.keys(&[Key::Enter]).await;
    it_was_in_vain(&page, "safety").await;
}

#[tokio::test]
async fn what_is_typed_is_not_sent_when_the_wasm_has_stopped() {
    for kind in ["string", "text", "url", "integer"] {
        let words = json!([{ "linkId": "words", "type": kind, "text": "In your words" }]);
        let site = Site::with(r#"questionnaire="/own.json""#).script(PREPARE);
        let page = Page::open(site.file("/own.json", "application/json", &questionnaire(words))).await;
        page.start().await;
        page.type_in("secret").await;
        go_on_in_vain(&page, "words").await;
    }
}

#[tokio::test]
async fn the_way_to_what_is_to_be_mended_leaves_no_trace_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.start().await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    stop(&page).await;
    page.click(".cc-problems :is(a, button)").await;
    it_was_in_vain(&page, "age").await;
}

#[tokio::test]
async fn nothing_can_be_sent_by_a_script_of_the_page_on_any_question() {
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
async fn nothing_is_sent_from_inside_a_form_of_the_page() {
    let body = r#"<form action="/elsewhere"><candidate-check></candidate-check></form>
        <script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open(Site::of(body)).await;
    page.start().await;
    page.choose("25-64").await;
    page.eval("document.forms[0].submit()", &[]).await;
    page.until("the page behind the form", "return location.pathname === '/elsewhere'", &[]).await;
    assert_eq!(page.path().await, "/elsewhere?", "the form of the page has nothing of the check");
}
