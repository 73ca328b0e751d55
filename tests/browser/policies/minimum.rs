//! The least that a policy must allow, and that nothing of it can be left out.

use super::{
    MINIMUM, embed, falls_back, forbidden, shows_what_the_page_wrote, starts, under, with_policy, works,
};
use crate::harness::{Page, Site};

fn minimum_without(token: &str) -> String {
    assert!(MINIMUM.contains(token), "{token} is not in the policy");
    format!("default-src 'none'; {}", MINIMUM.replace(token, ""))
}

#[tokio::test]
async fn with_everything_else_forbidden_the_whole_check_works_and_nothing_is_reported() {
    let rest = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    works(under(&format!("{rest}; {MINIMUM}"))).await;
}

#[tokio::test]
async fn the_policy_of_the_documentation_is_the_one_that_was_tried() {
    for (file, text) in [
        ("docs/policies.md", include_str!("../../../docs/policies.md")),
        ("README.md", include_str!("../../../README.md")),
    ] {
        assert!(text.contains(&format!("\n{MINIMUM}\n")), "{file} has another policy");
    }
}

#[tokio::test]
async fn without_a_source_of_scripts_the_page_s_own_words_stay() {
    let page = Page::open(under(&minimum_without("'self' 'wasm-unsafe-eval'"))).await;
    shows_what_the_page_wrote(&page).await;
    assert!(forbidden(&page).await[0].contains("candidate-check.js"));
}

#[tokio::test]
async fn without_leave_to_fetch_the_console_names_the_directive() {
    let page = Page::open(under(&minimum_without("; connect-src 'self'"))).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "connect-src"]).await;
    let told = forbidden(&page).await;
    assert!(!told.is_empty() && told.iter().all(|it| it.starts_with("connect-src")), "{told:?}");
}

#[tokio::test]
async fn the_first_screen_in_another_language_needs_scripts_alone() {
    let site = Site::of(&embed("start=\"click\"", "/release"));
    let page = Page::open(with_policy(site, &minimum_without("; connect-src 'self'"))).await;
    page.is_on("start").await;
    page.press_at_once("language").await;
    page.speaks("es").await;
    page.press("start").await;
    page.is_on("error").await;
    page.console_says(&["candidate-check: can’t run here"]).await;
}

#[tokio::test]
async fn a_policy_in_the_page_itself_does_as_well() {
    let site = Site::of(&embed("", "/release"));
    let meta =
        format!("<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; {MINIMUM}\">");
    let page = Page::open(site.head(&meta)).await;
    starts(&page).await;
}
