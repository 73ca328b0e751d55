//! The script that keeps what the console is told, for an engine whose driver does not. It is a file of the site's own,
//! because a page's policy may forbid anything else.

use hyper::body::Bytes;

use super::engine::Engine;

/// Where it is served; no test counts requests for it.
pub const PATH: &str = "/harness/console.js";

pub const FILE: &str = include_str!("hook.js");

/// The page with the script before all others, if the engine needs it. Where the policy names a nonce, the script bears it.
pub fn put_first(page: Bytes, policy: &str) -> Bytes {
    if Engine::chosen() != Engine::WebKit {
        return page;
    }
    let text = String::from_utf8_lossy(&page);
    let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split('\'').next());
    let nonce = nonce.map(|nonce| format!(" nonce=\"{nonce}\"")).unwrap_or_default();
    let tag = format!("<script src=\"{PATH}\"{nonce}></script>");
    let tags = ["<head", "<html", "<!doctype"];
    let first =
        tags.iter().find_map(|tag| text.find(tag)).and_then(|at| Some(at + text[at..].find('>')? + 1));
    let (before, after) = text.split_at(first.unwrap_or(0));
    format!("{before}{tag}{after}").into()
}
