//! Nothing leaves the page: no request after the first question, no cookie, no event that tells anything.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Page, Person, Site};

/// Takes down every event of the widget's that reaches the window.
const LISTENER: &str = "window.heard = []; for (const name of ['ready', 'error', 'started', 'finished', 'cleared', \
                        'booking', 'answer', 'result']) addEventListener('candidate-check-' + name, \
                        it => heard.push([name, it.detail, it.target.tagName]));";

fn person() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "now"), ("goals", "Sleep")])
}

/// Someone whom nothing keeps from booking a visit.
fn calm() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "no"), ("attempt", "never")])
}

#[tokio::test]
async fn after_the_first_question_the_widget_asks_for_nothing() {
    let attributes = r#"booking="https://clinic.example/book" clinic="Willow Bend""#;
    let page = Page::open(Site::with(attributes).script("window.print = () => {}")).await;
    page.start().await;
    page.asks("age").await;
    page.asked_for().await;
    let before = page.server.requests();
    assert!(before.iter().any(|path| path.contains("_bg.wasm")), "the server keeps a list: {before:?}");

    page.walk_to("result", &person()).await;
    for action in ["copy", "print", "save"] {
        page.press(action).await;
    }
    page.until("the word after copying", "return root.querySelector('.cc-take').innerText.length > 0", &[])
        .await;
    page.go("change").await;
    page.go("finish").await;
    page.press("clear").await;
    page.is_on("cleared").await;

    assert_eq!(page.server.requests(), before, "what the server was asked for");
    let asked = page.asked_for().await;
    // A file that the visitor saves, and the empty frame that is printed, have addresses without a host.
    let away: Vec<&String> =
        asked.iter().filter(|url| !url.starts_with("blob:") && !url.starts_with("about:")).collect();
    assert!(away.is_empty(), "what the browser asked for: {away:?}");
}

#[tokio::test]
async fn a_request_would_be_seen_whatever_the_host() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asked_for().await;
    page.eval("new Image().src = 'http://spy.invalid/spy.gif'; fetch('/elsewhere')", &[]).await;
    let mut asked = Vec::new();
    let start = Instant::now();
    for url in ["http://spy.invalid/spy.gif", &page.server.url("/elsewhere")] {
        while !asked.iter().any(|it| it == url) {
            tokio::time::sleep(Duration::from_millis(10)).await;
            asked.extend(page.asked_for().await);
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
    assert_eq!(page.keys_kept().await, ["candidate-check:answers"]);
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
async fn the_page_hears_ready_and_nothing_else() {
    let page = Page::open(Site::new().script(LISTENER)).await;
    page.walk_to("result", &person()).await;
    page.press("clear").await;
    page.is_on("cleared").await;
    assert_eq!(page.eval("return heard", &[]).await, json!([["ready", null, "CANDIDATE-CHECK"]]));
}

#[tokio::test]
async fn a_clinic_that_asks_for_progress_hears_steps_but_no_answer() {
    let stop = "addEventListener('click', it => it.composedPath()[0].closest?.('a') && it.preventDefault());";
    let site = Site::with(r#"events="progress" booking="https://clinic.example/book""#);
    let page = Page::open(site.script(LISTENER).script(stop)).await;
    page.walk_to("result", &calm()).await;
    page.click("a[href='https://clinic.example/book']").await;
    page.press("clear").await;
    page.is_on("cleared").await;
    let names = ["ready", "started", "finished", "booking", "cleared"];
    let expected: Vec<_> = names.iter().map(|name| json!([name, null, "CANDIDATE-CHECK"])).collect();
    assert_eq!(page.eval("return heard", &[]).await, json!(expected));
}

#[tokio::test]
async fn links_that_lead_away_open_apart_and_carry_nothing() {
    let page = Page::open(Site::with(r#"booking="https://clinic.example/book?from=site""#)).await;
    page.walk_to("result", &calm()).await;
    let script = "const links = [...root.querySelectorAll('a[href^=http]')]; \
                  return links.length > 1 && links.every(it => it.relList.contains('noopener') && \
                  it.relList.contains('noreferrer') && it.target === '_blank' && !it.ping)";
    page.assert("every link is closed", script, &[]).await;
    page.assert(
        "the booking link is the clinic's own",
        "return !!root.querySelector('a[href=\"https://clinic.example/book?from=site\"]')",
        &[],
    )
    .await;
}
