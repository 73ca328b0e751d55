//! Chromium, headless, through chromedriver.

use std::path::Path;
use std::process::Command;

pub use devkit::webdriver::chromedriver_port as port;
use serde_json::{Value as Json, json};

use super::{Browser, Launch, program};

pub const INSTALL_HINT: &str = "install Chromium with chromedriver (Debian: apt-get install chromium chromium-driver), or name \
                        the programs in CHROMIUM and CHROMEDRIVER; `cargo xtask test` does it";

pub fn launch() -> Launch {
    let mut command = Command::new(program("CHROMEDRIVER", &["chromedriver"], INSTALL_HINT));
    command.arg("--port=0");
    Launch { command, display: None }
}

pub fn capabilities(dir: &Path) -> Json {
    let browser = program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"], INSTALL_HINT);
    let args = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--lang=en-US",
        "--window-size=1000,900",
        &format!("--user-data-dir={}", dir.join("profile").display()),
    ];
    let options = json!({
        "binary": browser,
        "args": args,
        "prefs": {
            "intl.accept_languages": "en-US",
            "download.default_directory": dir.join("downloads"),
            "download.prompt_for_download": false,
        },
    });
    json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// Deletes all cookies.
pub async fn forget_cookies(browser: &Browser) {
    let command = json!({ "cmd": "Network.clearBrowserCookies", "params": {} });
    browser.vendor("goog/cdp/execute", command).await;
}

/// Empties the logs.
pub async fn forget_console(browser: &Browser) {
    for kind in ["browser", "performance"] {
        browser.vendor("se/log", json!({ "type": kind })).await;
    }
}

/// The console text in an entry of the log, where text from a page is a JavaScript string literal.
pub fn console(entry: &str) -> String {
    let (place, said) = entry.split_once(" \"").unwrap_or((entry, ""));
    let said = serde_json::from_str::<String>(&format!("\"{said}"));
    said.map_or_else(|_| entry.to_owned(), |said| format!("{place} {said}"))
}

#[test]
fn parses_chromium_log_entries() {
    assert_eq!(
        console(r#"http://x.example/ 0:106 "it can’t\nbe \"x\"""#),
        "http://x.example/ 0:106 it can’t\nbe \"x\""
    );
    for other in ["http://x.example/ 1:2 Uncaught Error: \"x\" is wrong", "javascript 1:2 5"] {
        assert_eq!(console(other), other);
    }
}
