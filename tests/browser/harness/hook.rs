//! The script that runs before all others on a page. It sets the day, controls the clock, and records the console where the
//! driver does not. It is a file of the site itself, because a page's policy may forbid anything else.

use hyper::body::Bytes;

use super::engine::Engine;

/// Path of the script. Requests for it are not recorded.
pub const PATH: &str = "/harness/first.js";

const CONSOLE: &str = include_str!("console.js");
const DAY: &str = include_str!("day.js");
const CLOCK: &str = include_str!("clock.js");

/// The text of the script. With `real_time`, timeouts end by themselves.
pub fn script(real_time: bool) -> Bytes {
    let console = if Engine::chosen() == Engine::WebKit { CONSOLE } else { "" };
    let clock = if real_time { "" } else { CLOCK };
    [console, DAY, clock].concat().into()
}

/// Inserts the script before all others on the page. If the policy names a nonce, the script has it.
pub fn put_first(page: Bytes, policy: &str) -> Bytes {
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
