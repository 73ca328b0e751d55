//! `isolation="frame"`: the same check in a frame of the files' own origin. The page around it keeps the help lines and
//! the way out, and learns nothing of the answers. The files come from another site than the page.

mod around;
mod channel;
mod missing;
mod visits;

use crate::harness::{Page, Server, Site};

/// A server of the files, as a clinic would set it up for pages elsewhere.
async fn files() -> Server {
    Server::start(Site::new().header("access-control-allow-origin", "*")).await
}

/// The tag for files that another server has.
fn tag(files: &Server) -> String {
    format!(r#"<script src="{}" async></script>"#, files.foreign_url("/release/candidate-check.js"))
}

/// A site that shows the check of another server in a frame. Its way out is `/elsewhere` unless the attributes name another:
/// of two that are the same, the first counts.
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
