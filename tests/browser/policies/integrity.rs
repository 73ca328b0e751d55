//! Files that were changed in transit: which files are refused, and which hashes a page must declare for that.

use hyper::body::Bytes;
use serde_json::{Value as Json, json};

use super::{ATTRIBUTES, falls_back, shows_what_the_page_wrote, whole_visit};
use crate::harness::{Fault, Page, Release, Site};

/// The hash of a file in the release's list.
fn hash(file: &str) -> String {
    let list: Json = serde_json::from_str(&Release::get().text("integrity.json")).expect("the list is JSON");
    list[file].as_str().expect("the list contains the file").to_owned()
}

fn tag(hash: &str) -> String {
    format!(
        "<candidate-check {ATTRIBUTES}>In danger, call <a href=\"tel:911\">911</a>.</candidate-check>\
         <script src=\"/release/candidate-check.js\" integrity=\"{hash}\" crossorigin async></script>"
    )
}

/// A page that declares the hashes of the loader and of its modules.
fn pinned() -> Site {
    let release = Release::get();
    let modules = release.files.keys().filter(|name| name.ends_with(".js") && *name != "candidate-check.js");
    let hashes: serde_json::Map<_, _> =
        modules.map(|name| (format!("/release/{name}"), hash(name).into())).collect();
    let map = json!({ "integrity": hashes });
    Site::of(&tag(&hash("candidate-check.js"))).head(&format!("<script type=\"importmap\">{map}</script>"))
}

/// A file of the release with a harmless addition. It would run.
fn changed(part: &str, more: &[u8]) -> Fault {
    let release = Release::get();
    let mut bytes = release.files[release.name(part)].to_vec();
    bytes.extend(more);
    Fault::Replaced(Bytes::from(bytes))
}

async fn with_fault(site: Site, part: &str, fault: Fault) -> Page {
    let page = Page::open_blank(site).await;
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
async fn pinned_page_refuses_a_changed_runner() {
    let page = with_fault(pinned(), "/runner-", changed("runner-", b"\n;")).await;
    falls_back(&page).await;
    // The runner fetches the check. The WASM arrives beside the runner, and nothing runs it.
    assert!(!page.server.requests().iter().any(|path| path.contains("/check.")));
}

#[tokio::test]
async fn unpinned_page_runs_a_changed_runner() {
    // This is why the documentation recommends the import map.
    let page = with_fault(Site::new(), "/runner-", changed("runner-", b"\n;")).await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn a_changed_wasm_is_refused_everywhere() {
    // Adds an empty custom section, so the module stays valid.
    let page = with_fault(Site::with(ATTRIBUTES), "/widget-", changed("widget-", &[0, 2, 1, b'x'])).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "_bg.wasm", "unchanged from this release"]).await;
}

#[tokio::test]
async fn a_changed_check_is_refused_everywhere() {
    let page = with_fault(Site::with(ATTRIBUTES), "check.en", changed("check.en", b" ")).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "check.en", "unchanged from this release"]).await;
}

#[tokio::test]
async fn only_an_integrity_policy_blocks_a_retry_under_another_name() {
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
async fn pinned_tag_works_when_unhashed_scripts_are_forbidden() {
    let page = Page::open(pinned().header("integrity-policy", "blocked-destinations=(script)")).await;
    whole_visit(&page).await;
}
