//! Pages with policies, each with its exact headers. `docs/policies.md` documents them for clinics.
//!
//! The browser reports each violation to the test's server, so the tests receive it even if the page may run no script.

mod integrity;
mod minimum;
mod origins;
mod permissions;
mod scripts;
mod wasm;

use crate::harness::{Page, Person, Site, hook};

/// The minimal policy of the check. `docs/policies.md` and `README.md` contain it word for word.
const MINIMUM: &str = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

const ATTRIBUTES: &str = r#"clinic="Willow Bend" phone="(555) 555-0142" booking="https://clinic.example/book" exit-url="/elsewhere""#;

/// The element and its script tag, with the files from this folder.
fn embed(attributes: &str, from: &str) -> String {
    format!(
        "<candidate-check {ATTRIBUTES} {attributes}>In danger, call <a href=\"tel:911\">911</a>.</candidate-check>\
         <script src=\"{from}/candidate-check.js\" async></script>"
    )
}

/// A site that sends this policy with its pages.
fn under(policy: &str) -> Site {
    with_policy(Site::of(&embed("", "/release")), policy)
}

/// Adds a policy to a site. It also forbids media, which the check does not use: [`forbidden`] provokes that violation
/// to know that all reports before it have arrived.
fn with_policy(site: Site, policy: &str) -> Site {
    site.header("content-security-policy", &format!("{policy}; media-src 'none'; report-uri /forbidden"))
}

/// The violations of the policy on the page: directive, blocked address and source file.
async fn forbidden(page: &Page) -> Vec<String> {
    page.eval("new Audio().src = '/last'", &[]).await;
    loop {
        let posted = page.server.posted();
        let reports = posted.iter().map(|report| read(report));
        // Leaves out the browser's own request for an icon, and the test's own script.
        let mut reports: Vec<String> =
            reports.filter(|it| !it.contains("/favicon.ico ") && !it.contains(hook::PATH)).collect();
        if let Some(last) = reports.iter().position(|it| it.starts_with("media-src")) {
            reports.truncate(last);
            return reports;
        }
        page.until("the report of the last violation", "return true", &[]).await;
        tokio::task::yield_now().await;
    }
}

fn read(report: &str) -> String {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
    let field = |name: &str| report["csp-report"][name].as_str().unwrap_or_default().to_owned();
    format!("{} {} {}", field("effective-directive"), field("blocked-uri"), field("source-file"))
}

/// Performs everything that a visitor can do, from the start screen on, and leaves.
async fn whole_visit(page: &Page) {
    page.is_on("start").await;
    page.is_styled().await;
    page.click("details summary").await;
    page.until("the cards", "return root.querySelectorAll('details details').length > 5", &[]).await;
    page.switch_language("es").await;
    page.switch_language("en").await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "other"), ("medicines", "opioids")]);
    page.walk_to("result", &person).await;
    page.take().await;
    for action in ["copy", "pdf", "print"] {
        page.press(action).await;
    }
    page.saved_pdf("visit-brief.pdf").await;
    page.switch_language("es").await;
    page.clear().await;
    page.is_on("cleared").await;
    page.press("leave").await;
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

/// Asserts that the whole check works without a violation of the policy.
async fn works(site: Site) -> Page {
    let page = Page::open(site).await;
    whole_visit(&page).await;
    assert_eq!(forbidden(&page).await, Vec::<String>::new());
    page
}

/// Asserts that the check can be started and is styled, without a violation of the policy.
async fn begins(site: Site) -> Page {
    let page = Page::open(site).await;
    starts(&page).await;
    page.is_styled().await;
    assert_eq!(forbidden(&page).await, Vec::<String>::new());
    page
}

/// Asserts that a question can be answered.
async fn starts(page: &Page) {
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
}

/// Asserts that the fallback shows the help lines and the clinic's phone number.
async fn falls_back(page: &Page) {
    page.is_on("error").await;
    page.shows_help_lines().await;
    let phone = "return !!root.querySelector('[data-screen=error] a[href=\"tel:5555550142\"]')";
    page.assert("the phone number", phone, &[]).await;
}

/// Asserts that the page's own content of the element is visible, because the script did not run.
async fn shows_what_the_page_wrote(page: &Page) {
    let script = "return document.readyState === 'complete' && !root && \
                  document.querySelector('candidate-check a[href=\"tel:911\"]').checkVisibility()";
    page.until("the page's own content", script, &[]).await;
}
