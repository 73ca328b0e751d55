//! Policies on which scripts may run and what they may do: nonces, hashes, trusted types.

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
async fn nonce_and_strict_dynamic_let_the_tag_load_its_files() {
    let policy = "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'";
    works(with_policy(with_nonce(), policy)).await;
}

#[tokio::test]
async fn a_nonce_alone_is_enough() {
    let policy = "default-src 'none'; script-src 'nonce-r4nd0m' 'wasm-unsafe-eval'; connect-src 'self'";
    begins(with_policy(with_nonce(), policy)).await;
}

#[tokio::test]
async fn works_when_trusted_types_are_required() {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                  require-trusted-types-for 'script'; trusted-types 'none'";
    let page = works(under(policy)).await;
    // The same browser reports a script that breaks this policy.
    page.eval("try { document.body.innerHTML = '<p>text</p>' } catch {}", &[]).await;
    page.eval("new Audio().src = '/again'", &[]).await;
    let is_reported = || page.server.posted().iter().any(|it| it.contains("require-trusted-types-for"));
    while !is_reported() {
        page.until("the report of markup from text", "return true", &[]).await;
    }
}

#[tokio::test]
async fn check_is_styled_without_any_style_source() {
    begins(under(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'",
    ))
    .await;
}

#[tokio::test]
async fn report_only_policy_changes_nothing() {
    let site = under("default-src *; script-src 'self' 'wasm-unsafe-eval'")
        .header("content-security-policy-report-only", "default-src 'none'");
    let page = Page::open(site).await;
    starts(&page).await;
}

#[tokio::test]
async fn forbidden_modules_fall_back_to_the_help_lines() {
    // The policy allows the path of the loader only.
    let page = Page::open_blank(under("default-src 'none'")).await;
    let tag = page.server.url("/release/candidate-check.js");
    let hook = page.server.url(hook::PATH);
    let policy =
        format!("default-src 'none'; script-src {tag} {hook} 'wasm-unsafe-eval'; connect-src 'self'");
    page.server.serve(under(&policy));
    page.visit("/").await;
    falls_back(&page).await;
    let reports = forbidden(&page).await;
    assert!(reports.iter().all(|it| it.starts_with("script-src") && it.contains("/runner-")), "{reports:?}");
    page.console_says(&["candidate-check: can’t run here", "runner-"]).await;
}
