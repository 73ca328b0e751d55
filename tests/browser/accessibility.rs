//! axe-core on every screen: no violation of its rules, best practices included.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::harness::{Page, Person, Site};

fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("xtask/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&path).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; install it: npm ci --ignore-scripts in xtask/, or cargo xtask build",
                path.display()
            )
        })
    })
}

async fn has_no_violation(page: &Page, screen: &str) {
    has_no_violation_in(page, "candidate-check", screen).await;
}

/// The same for any part of a page.
pub async fn has_no_violation_in(page: &Page, part: &str, screen: &str) {
    // On the page itself rather than served, so that no rule of the page stands in the way.
    page.eval(&format!("if (!window.axe) {{ {} }}", axe()), &[]).await;
    let script = "const found = await axe.run('PART', { resultTypes: ['violations'] }); \
                  return found.violations.map(it => `${it.id}: ${it.help}: ${it.nodes.map(node => \
                  node.target + ' ' + node.failureSummary).join(' | ')}`)";
    let found = page.eval_async(&script.replace("PART", part)).await;
    let found: Vec<Json> = serde_json::from_value(found).expect("a list of violations");
    assert!(found.is_empty(), "{screen}: {found:#?}");
}

async fn every_screen(language: &str, head: &str) {
    let element = format!(r#"lang="{language}" phone="555 0142" booking="https://clinic.example/book""#);
    let page = Page::open(Site::with(&element).head(head)).await;
    page.speaks(language).await;
    page.is_on("start").await;
    has_no_violation(&page, "start").await;
    page.click("details summary").await;
    let open = "root.querySelectorAll('details details').forEach((card) => (card.open = true)); \
                return root.querySelectorAll('details[open] figure').length > 3";
    page.until("the cards with their figures", open, &[]).await;
    has_no_violation(&page, "learn cards").await;
    page.start().await;
    has_no_violation(&page, "a choice").await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    has_no_violation(&page, "a choice with a problem").await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("safety-now", "yes"),
        ("bp-known", "yes"),
        ("medicines", "opioids lamotrigine"),
    ]);
    page.walk_to("help", &person).await;
    has_no_violation(&page, "help").await;
    page.walk_to("bp-systolic", &person).await;
    page.type_in("x").await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    has_no_violation(&page, "a number with a problem").await;
    page.walk_to("goals", &person).await;
    has_no_violation(&page, "text").await;
    page.walk_to("review", &person).await;
    has_no_violation(&page, "review").await;
    page.walk_to("result", &person).await;
    has_no_violation(&page, "result").await;
    page.press("clear").await;
    page.is_on("cleared").await;
    has_no_violation(&page, "cleared").await;
}

#[tokio::test]
async fn no_screen_breaks_a_rule() {
    every_screen("en", "").await;
}

#[tokio::test]
async fn no_screen_breaks_a_rule_in_spanish() {
    every_screen("es", "").await;
}

#[tokio::test]
async fn no_screen_breaks_a_rule_in_the_dark() {
    every_screen("en", "<style>:root { color-scheme: dark; background: #101514; color: #eee }</style>").await;
}

#[tokio::test]
async fn the_fallback_breaks_no_rule() {
    let page =
        Page::open_nothing(Site::with(r#"phone="555 0142" booking="https://clinic.example/book""#)).await;
    page.server.fault("_bg.wasm", crate::harness::Fault::Missing);
    page.visit("/").await;
    page.is_on("error").await;
    has_no_violation(&page, "fallback").await;
}
