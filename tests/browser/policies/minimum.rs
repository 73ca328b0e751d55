//! The minimal policy, and tests that no part of it can be left out.

use super::{
    MINIMUM, embed, falls_back, forbidden, shows_what_the_page_wrote, starts, under, with_policy, works,
};
use crate::harness::{Page, Site};

fn minimum_without(token: &str) -> String {
    assert!(MINIMUM.contains(token), "{token} is not in the policy");
    format!("default-src 'none'; {}", MINIMUM.replace(token, ""))
}

#[tokio::test]
async fn minimal_policy_runs_the_whole_check_without_a_report() {
    let rest = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    works(under(&format!("{rest}; {MINIMUM}"))).await;
}

#[tokio::test]
async fn documented_policy_is_the_tested_policy() {
    for (file, text) in [
        ("docs/policies.md", include_str!("../../../docs/policies.md")),
        ("README.md", include_str!("../../../README.md")),
    ] {
        assert!(text.contains(&format!("\n{MINIMUM}\n")), "{file} does not contain the policy");
    }
}

#[tokio::test]
async fn page_s_own_content_stays_without_a_script_source() {
    let page = Page::open(under(&minimum_without("'self' 'wasm-unsafe-eval'"))).await;
    shows_what_the_page_wrote(&page).await;
    assert!(forbidden(&page).await[0].contains("candidate-check.js"));
}

#[tokio::test]
async fn missing_connect_src_is_named_on_the_console() {
    let page = Page::open(under(&minimum_without("; connect-src 'self'"))).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "connect-src"]).await;
    let reports = forbidden(&page).await;
    assert!(!reports.is_empty() && reports.iter().all(|it| it.starts_with("connect-src")), "{reports:?}");
}

#[tokio::test]
async fn first_screen_in_another_language_needs_only_script_src() {
    let site = Site::of(&embed("start=\"click\"", "/release"));
    let page = Page::open(with_policy(site, &minimum_without("; connect-src 'self'"))).await;
    page.is_on("start").await;
    page.press_at_once("language").await;
    page.is_in_language("es").await;
    page.press("start").await;
    page.is_on("error").await;
    page.console_says(&["candidate-check: can’t run here"]).await;
}

#[tokio::test]
async fn policy_in_a_meta_element_works() {
    let site = Site::of(&embed("", "/release"));
    let meta =
        format!("<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; {MINIMUM}\">");
    let page = Page::open(site.head(&meta)).await;
    starts(&page).await;
}
