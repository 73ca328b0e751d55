//! If the frame can't be loaded, visitors get the fallback as on every page where the check can't run, and the console
//! tells the page's owner how to fix it.

use super::{files, site};
use crate::harness::{Fault, Page, Server, Site};

const CLINIC: &str = r#"clinic="Willow Bend" phone="(555) 555-0142" booking="https://clinic.example/book""#;

async fn shows_the_fallback(page: &Page) {
    page.until("the frame", "return root?.querySelector('iframe')", &[]).await;
    page.until_timeout(9, "the fallback", "return root?.querySelector('[data-screen=error]')").await;
    page.shows_help_lines().await;
    let script = "const href = it => root.querySelector(`[data-screen=error] a[href=\"${it}\"]`); \
                  return !!href('tel:5555550142') && !!href('https://clinic.example/book') && !root.querySelector('iframe')";
    page.assert("phone and booking", script, &[]).await;
    page.console_says(&[
        "candidate-check: can’t run here",
        "did not answer",
        "put the file there",
        "frame-src",
    ])
    .await;
}

#[tokio::test]
async fn missing_frame_page_is_retried() {
    let files = files().await;
    let page = Page::open_blank(site(&files, CLINIC)).await;
    files.fault(".html", Fault::Missing);
    page.visit("/").await;
    page.is_on("start").await;
    page.shows_help_lines().await;
    page.press("start").await;
    shows_the_fallback(&page).await;
    files.recover();
    page.press("restart").await;
    page.enter().await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn falls_back_when_the_page_forbids_the_frame() {
    let files = files().await;
    let policy = "frame-src 'none'";
    let page = Page::open(site(&files, CLINIC).header("content-security-policy", policy)).await;
    shows_the_fallback(&page).await;
}

#[tokio::test]
async fn falls_back_when_the_server_forbids_the_frame() {
    let files = Server::start(
        Site::new().header("access-control-allow-origin", "*").header("x-frame-options", "DENY"),
    )
    .await;
    let page = Page::open(site(&files, CLINIC)).await;
    shows_the_fallback(&page).await;
}

#[tokio::test]
async fn falls_back_in_a_sandbox_without_an_origin() {
    let files = files().await;
    let policy = "sandbox allow-scripts";
    let page = Page::open(site(&files, CLINIC).header("content-security-policy", policy)).await;
    shows_the_fallback(&page).await;
}

#[tokio::test]
async fn warns_when_the_frame_has_the_origin_of_the_page() {
    let page = Page::open(Site::with(r#"isolation="frame""#)).await;
    page.enter().await;
    page.start().await;
    page.leave_frame().await;
    page.console_says(&["isolation=", "isolates nothing", "another origin"]).await;
}

#[tokio::test]
async fn strict_policy_that_allows_the_frame_reports_nothing() {
    let files = files().await;
    let origin = files.foreign_url("");
    let policy =
        format!("default-src 'none'; script-src {origin} 'self'; frame-src {origin}; img-src 'self'");
    let watch = "window.violations = []; document.addEventListener('securitypolicyviolation', \
                 it => violations.push(`${it.violatedDirective} ${it.blockedURI} ${it.sample}`));";
    let site = site(&files, r#"lang="es""#)
        .file("/watch.js", "text/javascript", watch)
        .head(r#"<script src="/watch.js"></script>"#)
        .header("content-security-policy", &policy);
    let page = Page::open(site).await;
    page.enter().await;
    page.start().await;
    page.asks("age").await;
    page.leave_frame().await;
    page.assert("nothing", "return violations.length === 0", &[]).await;
}
