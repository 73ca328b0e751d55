//! `isolation="frame"`: the same check in a frame of the files' own origin. The page around it keeps the help lines and
//! the way out, and learns no answer. The files come from another site than the page.

mod around;
mod channel;
mod missing;
mod visits;

use crate::harness::{Page, Server, Site};

/// A server of the files, with the configuration for pages on other sites.
async fn files() -> Server {
    Server::start(Site::new().header("access-control-allow-origin", "*")).await
}

/// The tag for files on another server.
fn tag(files: &Server) -> String {
    format!(r#"<script src="{}" async></script>"#, files.foreign_url("/release/candidate-check.js"))
}

/// A site that shows the check of another server in a frame. Its `exit-url` is `/elsewhere` unless `attributes` contains
/// another: of duplicate attributes, HTML uses the first.
fn site(files: &Server, attributes: &str) -> Site {
    Site::of(&format!(
        r#"<candidate-check isolation="frame" {attributes} exit-url="/elsewhere"></candidate-check>{}"#,
        tag(files)
    ))
}

/// The page of such a site, and the server of its files.
async fn open(attributes: &str) -> (Page, Server) {
    let files = files().await;
    let page = Page::open(site(&files, attributes)).await;
    (page, files)
}
