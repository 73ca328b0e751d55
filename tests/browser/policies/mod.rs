//! Pages with policies, each with its exact headers. `docs/policies.md` is what clinics read of it.
//!
//! The browser sends what a policy forbids to the test's server, so that it is heard whatever the page may run.

mod abilities;
mod intact;
mod minimum;
mod origins;
mod scripts;
mod wasm;

use crate::harness::{Page, Person, Site, hook};

/// What every file may need: `docs/policies.md` and `README.md` have it word for word.
const MINIMUM: &str = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

const ATTRIBUTES: &str = r#"clinic="Willow Bend" phone="(555) 555-0142" booking="https://clinic.example/book" exit-url="/elsewhere""#;

/// The tag with its element, from a folder on any server.
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

/// Adds a policy to a site. What is played can be forbidden without touching the check: it shows that all is heard.
fn with_policy(site: Site, policy: &str) -> Site {
    site.header("content-security-policy", &format!("{policy}; media-src 'none'; report-uri /forbidden"))
}

/// Everything that the policy forbade on the page: directive and address.
async fn forbidden(page: &Page) -> Vec<String> {
    page.eval("new Audio().src = '/last'", &[]).await;
    loop {
        let posted = page.server.posted();
        let told = posted.iter().map(|report| read(report));
        // The browser's own wish for an icon, and the test's own script.
        let mut told: Vec<String> =
            told.filter(|it| !it.contains("/favicon.ico ") && !it.contains(hook::PATH)).collect();
        if let Some(last) = told.iter().position(|it| it.starts_with("media-src")) {
            told.truncate(last);
            return told;
        }
        page.until("the report of what was forbidden last", "return true", &[]).await;
        tokio::task::yield_now().await;
    }
}

fn read(report: &str) -> String {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
    let field = |name: &str| report["csp-report"][name].as_str().unwrap_or_default().to_owned();
    format!("{} {} {}", field("effective-directive"), field("blocked-uri"), field("source-file"))
}

/// Does everything that a visitor can do, from the start screen on, and leaves.
async fn whole_visit(page: &Page) {
    page.is_on("start").await;
    page.has_its_looks().await;
    page.click("details summary").await;
    page.until("the cards", "return root.querySelectorAll('details details').length > 5", &[]).await;
    page.speak("es").await;
    page.speak("en").await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "other"), ("medicines", "opioids")]);
    page.walk_to("result", &person).await;
    for action in ["copy", "save", "print"] {
        page.press(action).await;
    }
    page.speak("es").await;
    page.press("clear").await;
    page.is_on("cleared").await;
    page.press("leave").await;
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

/// Asserts that the whole check works and that nothing of it is forbidden.
async fn works(site: Site) -> Page {
    let page = Page::open(site).await;
    whole_visit(&page).await;
    assert_eq!(forbidden(&page).await, Vec::<String>::new());
    page
}

/// Asserts that the check can be begun, with its looks, and that nothing of it is forbidden.
async fn begins(site: Site) -> Page {
    let page = Page::open(site).await;
    starts(&page).await;
    page.has_its_looks().await;
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

/// Asserts that visitors find help lines and phone where the check can't run.
async fn falls_back(page: &Page) {
    page.is_on("error").await;
    page.shows_help_lines().await;
    let phone = "return !!root.querySelector('[data-screen=error] a[href=\"tel:5555550142\"]')";
    page.assert("the phone", phone, &[]).await;
}

/// Asserts that what the page itself wrote inside the element is there, because the script did not run.
async fn shows_what_the_page_wrote(page: &Page) {
    let script = "return document.readyState === 'complete' && !root && \
                  document.querySelector('candidate-check a[href=\"tel:911\"]').checkVisibility()";
    page.until("the page's own words", script, &[]).await;
}
