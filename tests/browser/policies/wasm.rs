//! Pages that forbid WebAssembly: the fallback must appear at once, and the console must say what to change.

use serde_json::Value as Json;

use super::{ATTRIBUTES, begins, falls_back, forbidden, under, with_policy};
use crate::harness::{Engine, Page, Site};

const FORBIDS: &str = "default-src 'none'; script-src 'self'; connect-src 'self'";

/// The maximum time until the fallback appears, in milliseconds.
const MAX_WAIT: f64 = 1000.0;

async fn is_reported_once(page: &Page) {
    page.console_says(&["candidate-check: can’t run here", "'wasm-unsafe-eval'", "script-src"]).await;
    let reports = forbidden(page).await;
    // WebKit forbids WebAssembly without a report.
    let expected = usize::from(page.engine() != Engine::WebKit);
    assert_eq!(reports.len(), expected, "the number of reports: {reports:?}");
    assert!(reports.iter().all(|it| it.starts_with("script-src wasm-eval")), "{reports:?}");
    let requests = page.server.requests();
    assert!(
        !requests.iter().any(|path| path.contains("_bg.wasm") || path.contains("/check.")),
        "{requests:?}"
    );
}

#[tokio::test]
async fn help_appears_within_a_second_of_start() {
    let page = Page::open(with_policy(Site::with(&format!("{ATTRIBUTES} start=\"click\"")), FORBIDS)).await;
    page.is_on("start").await;
    let script = "const start = performance.now(); root.querySelector('[data-action=start]').click();
        const shown = () => root.querySelector('[data-screen=error]');
        await new Promise(done => {
            new MutationObserver(() => shown() && done()).observe(root, { childList: true, subtree: true }) });
        return performance.now() - start";
    let took = page.eval_async(script).await;
    assert!(took.as_f64().is_some_and(|it| it < MAX_WAIT), "it took {took} ms");
    falls_back(&page).await;
    is_reported_once(&page).await;
}

#[tokio::test]
async fn help_appears_without_a_press_when_the_check_comes_near() {
    let watch = "addEventListener('candidate-check-ready', it => window.ready = it.timeStamp);
        addEventListener('candidate-check-error', it => window.failed = it.timeStamp)";
    let site = under(FORBIDS)
        .file("/watch.js", "text/javascript", watch)
        .head("<script src=\"/watch.js\"></script>");
    let page = Page::open(site).await;
    falls_back(&page).await;
    let took: Json = page.eval("return window.failed - window.ready", &[]).await;
    assert!(took.as_f64().is_some_and(|it| it < MAX_WAIT), "it took {took} ms");
    is_reported_once(&page).await;
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
async fn unsafe_eval_also_allows_wasm() {
    begins(under("default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'")).await;
}

#[tokio::test]
async fn a_browser_without_wasm_falls_back() {
    let page = Page::open(
        under("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'").script("delete window.WebAssembly"),
    )
    .await;
    falls_back(&page).await;
    let requests = page.server.requests();
    assert!(!requests.iter().any(|path| path.contains("_bg.wasm")), "{requests:?}");
}
