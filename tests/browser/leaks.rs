//! No answer leaves the page by the markup alone: with no script of ours alive, nothing on it can be sent.

use serde_json::json;

use crate::harness::{Page, Person, Site, questionnaire};

/// Lets a test reach the memory of the WASM, which the page itself never can.
const TAKE_MEMORY: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
      const made = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const it = await made.apply(WebAssembly, given);
        window.memory ??= Object.values((it.instance ?? it).exports).find(it => it instanceof WebAssembly.Memory);
        return it;
      };
    }";

/// Spoils all that the WASM has in its memory, so that whatever it does next ends in a trap.
const WRECK: &str = "const bytes = new Uint8Array(memory.buffer); bytes.fill(0xff, bytes.length / 2)";

/// Sends everything that can be sent, in the page and in its shadow roots, as a script of the page could.
const SEND_EVERYTHING: &str = "const all = from => [...from.querySelectorAll('*')].flatMap(it => [it, ...(it.shadowRoot ? all(it.shadowRoot) : [])]);
    for (const it of all(document)) {
      for (const form of [it, it.form]) {
        for (const send of ['submit', 'requestSubmit']) {
          try { HTMLFormElement.prototype[send].call(form) } catch {}
        }
      }
    }";

/// A page that knows the WASM's memory.
async fn open(attributes: &str) -> Page {
    Page::open(Site::with(attributes).script(TAKE_MEMORY)).await
}

/// Asserts that the browser is where it was, and has asked for nothing but the files of the page and of the release.
async fn nothing_was_sent(page: &Page) {
    // A page that is on its way elsewhere has arrived when the next one answers.
    page.until("the page as it was", "return document.readyState === 'complete' && window.here", &[]).await;
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

/// Presses Continue, and Enter on the answer, with the WASM gone.
async fn go_on_in_vain(page: &Page) {
    page.eval("window.here = true", &[]).await;
    page.eval(WRECK, &[]).await;
    for press in [
        "root.querySelector('[data-action=next]').click()",
        "root.querySelector('input, textarea').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))",
        "for (const it of root.querySelectorAll('button:not([data-action=leave]):not([data-action=clear])')) it.click()",
    ] {
        // What the widget throws at it is the page's to see and nothing to wait for.
        page.eval(&format!("try {{ {press} }} catch {{}}"), &[]).await;
    }
    page.eval(SEND_EVERYTHING, &[]).await;
    nothing_was_sent(page).await;
}

#[tokio::test]
async fn an_option_is_not_sent_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.choose("now").await;
    go_on_in_vain(&page).await;
    page.focus_is_on(".cc-options input").await;
}

#[tokio::test]
async fn the_browsers_own_enter_sends_nothing_when_the_wasm_has_stopped() {
    let page = open("").await;
    page.walk_to("safety", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.choose("now").await;
    page.eval("window.here = true", &[]).await;
    page.eval(WRECK, &[]).await;
    page.keys(&[fantoccini::key::Key::Enter]).await;
    nothing_was_sent(&page).await;
}

#[tokio::test]
async fn what_is_typed_is_not_sent_when_the_wasm_has_stopped() {
    let words = json!([{ "linkId": "words", "type": "string", "text": "In your words" }]);
    let site = Site::with(r#"questionnaire="/own.json""#).script(TAKE_MEMORY);
    let page = Page::open(site.file("/own.json", "application/json", &questionnaire(words))).await;
    page.start().await;
    page.type_in("secret").await;
    go_on_in_vain(&page).await;
}

#[tokio::test]
async fn nothing_can_be_sent_by_a_script_of_the_page_on_any_question() {
    let page = open("").await;
    page.start().await;
    page.eval("window.here = true", &[]).await;
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
