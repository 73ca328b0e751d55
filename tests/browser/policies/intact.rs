//! Files that were changed on their way: what is refused, and what a page must say for that.

use hyper::body::Bytes;
use serde_json::{Value as Json, json};

use super::{ATTRIBUTES, falls_back, shows_what_the_page_wrote, whole_visit};
use crate::harness::{Fault, Page, Release, Site};

/// The hash that the release lists for a file.
fn hash(file: &str) -> String {
    let list: Json = serde_json::from_str(&Release::get().text("integrity.json")).expect("the list is JSON");
    list[file].as_str().expect("the release lists its files").to_owned()
}

fn tag(hash: &str) -> String {
    format!(
        "<candidate-check {ATTRIBUTES}>In danger, call <a href=\"tel:911\">911</a>.</candidate-check>\
         <script src=\"/release/candidate-check.js\" integrity=\"{hash}\" crossorigin async></script>"
    )
}

/// A page that says what the tag and the module behind it must be.
fn pinned() -> Site {
    let release = Release::get();
    let modules = release.files.keys().filter(|name| name.ends_with(".js") && *name != "candidate-check.js");
    let hashes: serde_json::Map<_, _> =
        modules.map(|name| (format!("/release/{name}"), hash(name).into())).collect();
    let map = json!({ "integrity": hashes });
    Site::of(&tag(&hash("candidate-check.js"))).head(&format!("<script type=\"importmap\">{map}</script>"))
}

/// A file of the release with something harmless added, that would run.
fn changed(part: &str, more: &[u8]) -> Fault {
    let release = Release::get();
    let mut bytes = release.files[release.name(part)].to_vec();
    bytes.extend(more);
    Fault::Holds(Bytes::from(bytes))
}

async fn with_fault(site: Site, part: &str, fault: Fault) -> Page {
    let page = Page::open_nothing(site).await;
    page.server.fault(part, fault);
    page.visit("/").await;
    page
}

#[tokio::test]
async fn a_changed_loader_does_not_run() {
    let page = with_fault(pinned(), "/candidate-check.js", changed("candidate-check.js", b"\n;")).await;
    shows_what_the_page_wrote(&page).await;
}

#[tokio::test]
async fn a_changed_runner_is_refused_where_the_page_says_what_it_must_be() {
    let page = with_fault(pinned(), "/runner-", changed("runner-", b"\n;")).await;
    falls_back(&page).await;
    assert!(!page.server.requests().iter().any(|path| path.contains("_bg.wasm")));
}

#[tokio::test]
async fn a_changed_runner_runs_where_the_page_says_nothing() {
    // The reason why the documentation asks for the import map.
    let page = with_fault(Site::new(), "/runner-", changed("runner-", b"\n;")).await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn a_changed_wasm_is_refused_everywhere() {
    // An empty section with a name: the module stays a good one.
    let page = with_fault(Site::with(ATTRIBUTES), "_bg.wasm", changed("_bg.wasm", &[0, 2, 1, b'x'])).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "_bg.wasm", "as this release has it"]).await;
}

#[tokio::test]
async fn a_changed_check_is_refused_everywhere() {
    let page = with_fault(Site::with(ATTRIBUTES), "check.en", changed("check.en", b" ")).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "check.en", "as this release has it"]).await;
}

#[tokio::test]
async fn a_second_try_asks_by_another_name_that_only_a_policy_can_forbid() {
    for (policy, place) in
        [("blocked-destinations=(script)", "error"), ("blocked-destinations=(style)", "age")]
    {
        let page =
            with_fault(pinned().header("integrity-policy", policy), "/runner-", changed("runner-", b"\n;"))
                .await;
        falls_back(&page).await;
        page.press_at_once("restart start").await;
        page.until("another screen", "return !root.querySelector('[data-screen=start]')", &[]).await;
        assert_eq!(page.place().await, place, "with {policy}");
    }
}

#[tokio::test]
async fn where_scripts_without_a_hash_are_forbidden_the_pinned_tag_works() {
    let page = Page::open(pinned().header("integrity-policy", "blocked-destinations=(script)")).await;
    whole_visit(&page).await;
}
