//! Pages that forbid WebAssembly: visitors must not wait, and the owner must hear what to change.

use serde_json::Value as Json;

use super::{ATTRIBUTES, begins, falls_back, forbidden, under, with_policy};
use crate::harness::{Engine, Page, Site};

const FORBIDS: &str = "default-src 'none'; script-src 'self'; connect-src 'self'";

/// How long visitors may wait for the phone number, in milliseconds.
const AT_ONCE: f64 = 1000.0;

async fn says_once_what_to_add(page: &Page) {
    page.console_says(&["candidate-check: can’t run here", "'wasm-unsafe-eval'", "script-src"]).await;
    let told = forbidden(page).await;
    // WebKit forbids it without a report.
    let reports = usize::from(page.engine() != Engine::WebKit);
    assert_eq!(told.len(), reports, "one report and no more: {told:?}");
    assert!(told.iter().all(|it| it.starts_with("script-src wasm-eval")), "{told:?}");
    let asked = page.server.requests();
    assert!(!asked.iter().any(|path| path.contains("_bg.wasm") || path.contains("/check.")), "{asked:?}");
}

#[tokio::test]
async fn a_second_after_start_at_most_visitors_find_help() {
    let page = Page::open(with_policy(Site::with(&format!("{ATTRIBUTES} start=\"click\"")), FORBIDS)).await;
    page.is_on("start").await;
    let script = "const start = performance.now(); root.querySelector('[data-action=start]').click();
        const shown = () => root.querySelector('[data-screen=error]');
        await new Promise(done => {
            new MutationObserver(() => shown() && done()).observe(root, { childList: true, subtree: true }) });
        return performance.now() - start";
    let took = page.eval_async(script).await;
    assert!(took.as_f64().is_some_and(|it| it < AT_ONCE), "it took {took} ms");
    falls_back(&page).await;
    says_once_what_to_add(&page).await;
}

#[tokio::test]
async fn without_a_press_they_find_it_as_soon_as_the_check_comes_near() {
    let watch = "addEventListener('candidate-check-ready', it => window.ready = it.timeStamp);
        addEventListener('candidate-check-error', it => window.failed = it.timeStamp)";
    let site = under(FORBIDS)
        .file("/watch.js", "text/javascript", watch)
        .head("<script src=\"/watch.js\"></script>");
    let page = Page::open(site).await;
    falls_back(&page).await;
    let took: Json = page.eval("return window.failed - window.ready", &[]).await;
    assert!(took.as_f64().is_some_and(|it| it < AT_ONCE), "it took {took} ms");
    says_once_what_to_add(&page).await;
}

#[tokio::test]
async fn a_second_policy_that_forbids_wasm_wins() {
    let site =
        under("script-src 'self' 'wasm-unsafe-eval'").header("content-security-policy", "script-src 'self'");
    let page = Page::open(site).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "'wasm-unsafe-eval'"]).await;
}

#[tokio::test]
async fn the_older_and_wider_word_for_it_does_as_well() {
    begins(under("default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'")).await;
}

#[tokio::test]
async fn a_browser_without_wasm_falls_back() {
    let page = Page::open(
        under("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'").script("delete window.WebAssembly"),
    )
    .await;
    falls_back(&page).await;
    let asked = page.server.requests();
    assert!(!asked.iter().any(|path| path.contains("_bg.wasm")), "{asked:?}");
}
