//! Policies that say which scripts may run, and what scripts may do: nonces, hashes, trusted types.

use super::{ATTRIBUTES, begins, falls_back, forbidden, starts, under, with_policy, works};
use crate::harness::{Page, Site, hook};

/// The tag with a nonce, as a server writes a new one for each page.
fn with_nonce() -> Site {
    Site::of(&format!(
        "<candidate-check {ATTRIBUTES}></candidate-check>\
         <script src=\"/release/candidate-check.js\" nonce=\"r4nd0m\" async></script>"
    ))
}

#[tokio::test]
async fn a_nonce_and_strict_dynamic_let_the_tag_bring_its_files() {
    let policy = "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'";
    works(with_policy(with_nonce(), policy)).await;
}

#[tokio::test]
async fn a_nonce_alone_is_enough() {
    let policy = "default-src 'none'; script-src 'nonce-r4nd0m' 'wasm-unsafe-eval'; connect-src 'self'";
    begins(with_policy(with_nonce(), policy)).await;
}

#[tokio::test]
async fn scripts_may_be_forbidden_to_make_markup_or_code_of_text() {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                  require-trusted-types-for 'script'; trusted-types 'none'";
    let page = works(under(policy)).await;
    // The same browser tells of one that does.
    page.eval("try { document.body.innerHTML = '<p>text</p>' } catch {}", &[]).await;
    page.eval("new Audio().src = '/again'", &[]).await;
    let told = || page.server.posted().iter().any(|it| it.contains("require-trusted-types-for"));
    while !told() {
        page.until("a report of markup made of text", "return true", &[]).await;
    }
}

#[tokio::test]
async fn without_any_source_of_styles_the_check_has_its_looks() {
    begins(under(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'",
    ))
    .await;
}

#[tokio::test]
async fn a_policy_that_only_reports_changes_nothing() {
    let site = under("default-src *; script-src 'self' 'wasm-unsafe-eval'")
        .header("content-security-policy-report-only", "default-src 'none'");
    let page = Page::open(site).await;
    starts(&page).await;
}

#[tokio::test]
async fn where_the_files_behind_the_tag_are_forbidden_visitors_find_help() {
    // A path allows the one file.
    let page = Page::open_nothing(under("default-src 'none'")).await;
    let tag = page.server.url("/release/candidate-check.js");
    let hook = page.server.url(hook::PATH);
    let policy =
        format!("default-src 'none'; script-src {tag} {hook} 'wasm-unsafe-eval'; connect-src 'self'");
    page.server.serve(under(&policy));
    page.visit("/").await;
    falls_back(&page).await;
    let told = forbidden(&page).await;
    assert!(told.iter().all(|it| it.starts_with("script-src") && it.contains("/runner-")), "{told:?}");
    page.console_says(&["candidate-check: can’t run here", "runner-"]).await;
}
