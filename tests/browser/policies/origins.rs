//! Files on another server than the page, and pages that keep to themselves.

use super::{MINIMUM, begins, embed, falls_back, starts, whole_visit, with_policy, works};
use crate::harness::{Fault, Page, Server, Site};

const EVERYONE: (&str, &str) = ("access-control-allow-origin", "*");

/// A server of the files alone, under another name and port than the page's.
async fn file_server(headers: &[(&'static str, &str)]) -> (Server, String) {
    let site = headers.iter().fold(Site::of(""), |site, (name, value)| site.header(name, value));
    let server = Server::start(site).await;
    let folder = server.url("/release").replace("127.0.0.1", "localhost");
    (server, folder)
}

#[tokio::test]
async fn files_may_come_from_another_server_that_allows_it() {
    let (files, folder) = file_server(&[EVERYONE]).await;
    let page = Page::open(Site::of(&embed("", &folder))).await;
    starts(&page).await;
    assert!(files.requests().iter().any(|path| path.contains("_bg.wasm")));
    assert!(!page.server.requests().iter().any(|path| path.contains("/release/")));
}

/// The policy with something in the place of the page's own server.
fn naming(source: &str) -> String {
    format!("default-src 'none'; {}", MINIMUM.replace("'self'", source))
}

#[tokio::test]
async fn the_policy_names_the_other_server_in_the_place_of_self() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    let origin = folder.trim_end_matches("/release");
    works(with_policy(Site::of(&embed("", &folder)), &naming(origin))).await;
}

#[tokio::test]
async fn a_folder_of_the_other_server_is_enough() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    begins(with_policy(Site::of(&embed("", &folder)), &naming(&format!("{folder}/")))).await;
}

#[tokio::test]
async fn without_its_leave_visitors_find_help_and_the_owner_hears_of_the_header() {
    let (_files, folder) = file_server(&[]).await;
    let page = Page::open(Site::of(&embed("", &folder))).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "runner-", "CORS"]).await;
}

#[tokio::test]
async fn a_header_that_only_scripts_carry_is_named_too() {
    // A server that was told of `.js` and not of `.wasm` and `.json`, or a proxy that takes the header away.
    let (files, folder) = file_server(&[EVERYONE]).await;
    let (bare, _) = file_server(&[]).await;
    files.fault("check.en", Fault::Moved(bare.url("/release/check.en")));
    let page = Page::open(Site::of(&embed("", &folder))).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "check.en", "Access-Control-Allow-Origin"]).await;
}

/// A page that may use what only pages apart from all others may.
fn apart(body: &str) -> Site {
    Site::of(body)
        .header("cross-origin-opener-policy", "same-origin")
        .header("cross-origin-embedder-policy", "require-corp")
}

async fn is_apart(page: &Page) {
    page.assert("the page is on its own", "return crossOriginIsolated", &[]).await;
}

#[tokio::test]
async fn a_page_apart_from_all_others_takes_files_of_its_own_server() {
    let page = Page::open(apart(&embed("", "/release"))).await;
    is_apart(&page).await;
    starts(&page).await;
}

#[tokio::test]
async fn a_page_apart_takes_files_of_another_server_with_one_header_more() {
    let (_files, folder) = file_server(&[EVERYONE, ("cross-origin-resource-policy", "cross-origin")]).await;
    let page = Page::open(apart(&embed("", &folder))).await;
    is_apart(&page).await;
    whole_visit(&page).await;
}

#[tokio::test]
async fn or_with_crossorigin_on_the_tag() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    let tag = embed("", &folder).replace("async>", "async crossorigin>");
    let page = Page::open(apart(&tag)).await;
    is_apart(&page).await;
    starts(&page).await;
}

#[tokio::test]
async fn a_page_apart_shows_its_own_words_without_either() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    let page = Page::open(apart(&embed("", &folder))).await;
    super::shows_what_the_page_wrote(&page).await;
}
