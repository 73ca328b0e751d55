//! Files on another server than the page, and pages that are cross-origin isolated.

use super::{MINIMUM, begins, embed, falls_back, starts, whole_visit, with_policy, works};
use crate::harness::{Fault, Page, Server, Site};

const EVERYONE: (&str, &str) = ("access-control-allow-origin", "*");

/// A server for the files only, with another name and port than the page's.
async fn file_server(headers: &[(&'static str, &str)]) -> (Server, String) {
    let site = headers.iter().fold(Site::of(""), |site, (name, value)| site.header(name, value));
    let server = Server::start(site).await;
    let folder = server.url("/release").replace("127.0.0.1", "localhost");
    (server, folder)
}

#[tokio::test]
async fn loads_files_from_another_server_that_allows_it() {
    let (files, folder) = file_server(&[EVERYONE]).await;
    let page = Page::open(Site::of(&embed("", &folder))).await;
    starts(&page).await;
    assert!(files.requests().iter().any(|path| path.contains("_bg.wasm")));
    assert!(!page.server.requests().iter().any(|path| path.contains("/release/")));
}

/// The minimal policy with this source in place of `'self'`.
fn policy_for(source: &str) -> String {
    format!("default-src 'none'; {}", MINIMUM.replace("'self'", source))
}

#[tokio::test]
async fn policy_can_name_the_other_server_instead_of_self() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    let origin = folder.trim_end_matches("/release");
    works(with_policy(Site::of(&embed("", &folder)), &policy_for(origin))).await;
}

#[tokio::test]
async fn policy_can_name_a_folder_of_the_other_server() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    begins(with_policy(Site::of(&embed("", &folder)), &policy_for(&format!("{folder}/")))).await;
}

#[tokio::test]
async fn missing_cors_header_falls_back_and_is_reported() {
    let (_files, folder) = file_server(&[]).await;
    let page = Page::open(Site::of(&embed("", &folder))).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "runner-", "CORS"]).await;
}

#[tokio::test]
async fn cors_header_missing_on_other_files_is_reported() {
    // For example a server that is configured for `.js` but not for `.wasm` and `.json`, or a proxy that removes the
    // header.
    let (files, folder) = file_server(&[EVERYONE]).await;
    let (bare, _) = file_server(&[]).await;
    files.fault("check.en", Fault::Moved(bare.url("/release/check.en")));
    let page = Page::open(Site::of(&embed("", &folder))).await;
    falls_back(&page).await;
    page.console_says(&["candidate-check: can’t run here", "check.en", "Access-Control-Allow-Origin"]).await;
}

/// A page that is cross-origin isolated.
fn isolated(body: &str) -> Site {
    Site::of(body)
        .header("cross-origin-opener-policy", "same-origin")
        .header("cross-origin-embedder-policy", "require-corp")
}

async fn is_isolated(page: &Page) {
    page.assert("the page is cross-origin isolated", "return crossOriginIsolated", &[]).await;
}

#[tokio::test]
async fn isolated_page_loads_files_of_its_own_server() {
    let page = Page::open(isolated(&embed("", "/release"))).await;
    is_isolated(&page).await;
    starts(&page).await;
}

#[tokio::test]
async fn isolated_page_loads_third_party_files_with_corp_header() {
    let (_files, folder) = file_server(&[EVERYONE, ("cross-origin-resource-policy", "cross-origin")]).await;
    let page = Page::open(isolated(&embed("", &folder))).await;
    is_isolated(&page).await;
    whole_visit(&page).await;
}

#[tokio::test]
async fn isolated_page_loads_third_party_files_with_crossorigin() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    let tag = embed("", &folder).replace("async>", "async crossorigin>");
    let page = Page::open(isolated(&tag)).await;
    is_isolated(&page).await;
    starts(&page).await;
}

#[tokio::test]
async fn isolated_page_shows_its_own_content_without_either() {
    let (_files, folder) = file_server(&[EVERYONE]).await;
    let page = Page::open(isolated(&embed("", &folder))).await;
    super::shows_what_the_page_wrote(&page).await;
}
