//! No data leaves the page: no request after the first question, no cookie, no event with an answer.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Fault, Page, Person, Site};

/// Records every event of the widget that reaches the window.
const LISTENER: &str = "window.heard = []; for (const name of ['ready', 'error', 'started', 'finished', 'cleared', \
                        'booking', 'answer', 'result']) addEventListener('candidate-check-' + name, \
                        it => heard.push([name, it.detail, it.target.tagName]));";

fn person() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "now"), ("goals", "Sleep")])
}

/// A person who may book a visit.
fn calm() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "no"), ("attempt", "never")])
}

/// Whether files that are called so have arrived: a module and its WASM, or texts.
const LOADED: &str = "const all = performance.getEntriesByType('resource').filter(it => it.name.includes('/' + arguments[0])); \
    return all.length === 2 && all.every(it => it.responseEnd)";

#[tokio::test]
async fn makes_no_request_after_the_first_question() {
    let attributes = r#"booking="https://clinic.example/book" clinic="Willow Bend""#;
    let page = Page::open(Site::with(attributes).script("window.print = () => {}")).await;
    page.start().await;
    page.asks("age").await;
    // The last files, which come in idle time.
    page.until("the program for the PDF", LOADED, &["pdf-"]).await;
    page.new_requests().await;
    let before = page.server.requests();
    assert!(before.iter().any(|path| path.contains("_bg.wasm")), "the server records requests: {before:?}");

    page.walk_to("result", &person()).await;
    page.take().await;
    for action in ["copy", "print", "swap", "pdf"] {
        page.press(action).await;
    }
    page.saved_pdf("visit-brief.pdf").await;
    page.go("back").await;
    page.go("change").await;
    page.go("finish").await;
    page.clear().await;
    page.is_on("cleared").await;

    assert_eq!(page.server.requests(), before, "requests to the server");
    let asked = page.new_requests().await;
    // The saved file and the empty frame for printing have URLs without a host.
    let away: Vec<&String> =
        asked.iter().filter(|url| !url.starts_with("blob:") && !url.starts_with("about:")).collect();
    assert!(away.is_empty(), "requests of the browser: {away:?}");
}

#[tokio::test]
async fn wasm_is_downloaded_once_and_beside_the_runner() {
    let page = Page::open_blank(Site::with(r#"start="click""#)).await;
    page.server.fault("/runner-", Fault::Silent);
    page.visit("/").await;
    page.press("start").await;
    let arrived = "return performance.getEntriesByType('resource').some(it => it.name.includes('_bg.wasm'))";
    page.until("the WASM before the runner", arrived, &[]).await;

    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asks("age").await;
    let requests = page.server.requests();
    let downloads = requests.iter().filter(|path| path.contains("/widget-")).count();
    assert_eq!(downloads, 1, "{requests:?}");
}

#[tokio::test]
async fn requests_to_any_host_are_recorded() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.new_requests().await;
    page.eval("new Image().src = 'http://spy.invalid/spy.gif'; fetch('/elsewhere')", &[]).await;
    let mut asked = Vec::new();
    let start = Instant::now();
    for url in ["http://spy.invalid/spy.gif", &page.server.url("/elsewhere")] {
        while !asked.iter().any(|it| it == url) {
            tokio::time::sleep(Duration::from_millis(10)).await;
            asked.extend(page.new_requests().await);
            if start.elapsed() > Duration::from_secs(20) {
                page.fail(&format!("{url} is not among {asked:?}")).await;
            }
        }
    }
}

#[tokio::test]
async fn a_visit_leaves_one_key_and_no_cookie() {
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &person()).await;
    assert_eq!(page.stored_keys().await, ["candidate-check:answers"]);
    assert_eq!(page.cookies().await, 0);
    assert_eq!(
        page.eval_async("return [await indexedDB.databases(), await caches.keys()]").await,
        json!([[], []])
    );
    let record = page.record().await;
    let fields: Vec<&String> = record.as_object().into_iter().flat_map(|it| it.keys()).collect();
    assert_eq!(fields, ["format", "item", "questionnaire", "version", "written"]);
}

#[tokio::test]
async fn page_receives_only_the_ready_event() {
    let page = Page::open(Site::new().script(LISTENER)).await;
    page.walk_to("result", &person()).await;
    page.clear().await;
    page.is_on("cleared").await;
    assert_eq!(page.eval("return heard", &[]).await, json!([["ready", null, "CANDIDATE-CHECK"]]));
}

#[tokio::test]
async fn progress_events_contain_steps_but_no_answer() {
    let stop = "addEventListener('click', it => it.composedPath()[0].closest?.('a') && it.preventDefault());";
    let site = Site::with(r#"events="progress" booking="https://clinic.example/book""#);
    let page = Page::open(site.script(LISTENER).script(stop)).await;
    page.walk_to("result", &calm()).await;
    page.click("a[href='https://clinic.example/book']").await;
    page.clear().await;
    page.is_on("cleared").await;
    let names = ["ready", "started", "finished", "booking", "cleared"];
    let expected: Vec<_> = names.iter().map(|name| json!([name, null, "CANDIDATE-CHECK"])).collect();
    assert_eq!(page.eval("return heard", &[]).await, json!(expected));
}

#[tokio::test]
async fn external_links_open_new_tabs_and_send_no_referrer() {
    let page = Page::open(Site::with(r#"booking="https://clinic.example/book?from=site""#)).await;
    page.walk_to("result", &calm()).await;
    let script = "const links = [...root.querySelectorAll('a[href^=http]')]; \
                  return links.length > 1 && links.every(it => it.relList.contains('noopener') && \
                  it.relList.contains('noreferrer') && it.target === '_blank' && !it.ping)";
    page.assert("every external link is closed off", script, &[]).await;
    page.assert(
        "the booking link is the clinic's own",
        "return !!root.querySelector('a[href=\"https://clinic.example/book?from=site\"]')",
        &[],
    )
    .await;
}

#[tokio::test]
async fn files_of_the_brief_come_after_the_first_question_without_a_press() {
    let page = Page::open_blank(Site::with(r#"start="eager""#)).await;
    page.server.fault("/widget-", Fault::Silent);
    page.visit("/").await;
    page.is_on("start").await;
    let texts = "return performance.getEntriesByType('resource').some(it => it.name.includes('/check.') && it.responseEnd)";
    page.until("the texts of the check", texts, &[]).await;
    page.eval_async("await new Promise(done => (globalThis.requestIdleCallback ?? setTimeout)(done))").await;
    let of_the_brief = || {
        let requests = page.server.requests();
        requests.into_iter().filter(|it| it.contains("/brief") || it.contains("/pdf-")).collect::<Vec<_>>()
    };
    assert_eq!(of_the_brief(), Vec::<String>::new(), "requests before the widget is there");
    page.server.recover();
    page.visit("/").await;
    page.start().await;
    page.asks("age").await;
    for name in ["brief.", "brief-", "pdf-"] {
        page.until("the files, though nothing was pressed", LOADED, &[name]).await;
    }
    assert_eq!(of_the_brief().len(), 6, "each once: {:?}", of_the_brief());
}
