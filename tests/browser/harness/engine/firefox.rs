//! Firefox, headless, through geckodriver.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};
use tokio::sync::OnceCell;

use super::{Browser, Driver, Engine, Launch, program};

pub const INSTALL_HINT: &str = "install Firefox (Debian: apt-get install firefox-esr) and geckodriver (cargo install \
                        geckodriver --debug), or name the programs in FIREFOX and GECKODRIVER; `cargo xtask test` does it";

/// The profile inside a browser's folder.
const PROFILE: &str = "profile";

pub fn launch() -> Launch {
    let mut command = Command::new(program("GECKODRIVER", &["geckodriver"], INSTALL_HINT));
    command.args(["--port=0", "--websocket-port=0", "--allow-system-access"]);
    Launch { command, display: None }
}

pub fn port(line: &str) -> Option<u16> {
    line.split_once("Listening on 127.0.0.1:")?.1.parse().ok()
}

pub fn capabilities(dir: &Path, proxy: &str) -> Json {
    let prefs = json!({
        // Prints the console to standard output, where the test reads it.
        "devtools.console.stdout.content": true,
        "devtools.console.stdout.chrome": false,
        "browser.dom.window.dump.enabled": true,
        "browser.download.folderList": 2,
        "browser.download.dir": dir.join("downloads"),
        "browser.download.alwaysOpenPanel": false,
        // A saved PDF would be opened too.
        "pdfjs.disabled": true,
        // Prints to a file; the print dialog would wait for ever.
        "print.always_print_silent": true,
        "print_printer": "Mozilla Save to PDF",
        "print.printer_Mozilla_Save_to_PDF.print_to_file": true,
        "print.printer_Mozilla_Save_to_PDF.print_to_filename": dir.join("printed.pdf"),
        "intl.accept_languages": "en-US",
        // Removing a page's only cross-site frame ends its process. A script that is aborted there would leave its state
        // half changed, and later code would log errors about it.
        "dom.abort_script_on_child_shutdown": false,
        // Firefox's own traffic would go through the proxy, which must see only the traffic of pages.
        "services.settings.server": "data:,",
        "browser.search.update": false,
    });
    json!({
        "browserName": "firefox",
        "proxy": send_to(proxy),
        "moz:firefoxOptions": {
            "binary": program("FIREFOX", &["firefox-esr", "firefox"], INSTALL_HINT),
            "args": ["-headless", "--width=1000", "--height=900", "-profile", dir.join(PROFILE)],
            "prefs": prefs,
        },
    })
}

/// Makes the profile. A first start compiles Firefox's own scripts, which takes most of the CPU time of a start, so the
/// compiled scripts of the run's first browser are copied to all others.
pub async fn make_profile(dir: &Path) {
    static COMPILED: OnceCell<Vec<(PathBuf, Vec<u8>)>> = OnceCell::const_new();
    let write = |(name, bytes): &(PathBuf, Vec<u8>)| {
        let path = dir.join(PROFILE).join(name);
        fs::create_dir_all(path.parent()?).and_then(|()| fs::write(&path, bytes)).ok()
    };
    let written = COMPILED.get_or_init(compile).await.iter().try_for_each(write);
    written.expect("the profile can be written");
}

/// Starts Firefox once and closes it properly, which makes it save its compiled scripts.
async fn compile() -> Vec<(PathBuf, Vec<u8>)> {
    const COMPILED: &str = "startupCache";
    /// Without it, Firefox assumes that another version compiled the scripts.
    const VERSION: &str = "compatibility.ini";
    let driver = Driver::start(Engine::Firefox);
    let profile = driver.folder().join(PROFILE);
    fs::create_dir_all(&profile).expect("the profile can be written");
    let client = driver.open("127.0.0.1:9").await.expect("Firefox can be started");
    client.close().await.expect("Firefox can be closed");
    let compiled = fs::read_dir(profile.join(COMPILED)).into_iter().flatten().flatten();
    let names = compiled.map(|it| Path::new(COMPILED).join(it.file_name())).chain([VERSION.into()]);
    names.filter_map(|it| fs::read(profile.join(&it)).ok().map(|bytes| (it, bytes))).collect()
}

/// Sends requests for other hosts than this machine to this address, where the test sees them.
fn send_to(address: &str) -> Json {
    json!({ "proxyType": "manual", "httpProxy": address, "sslProxy": address, "noProxy": ["127.0.0.1", "localhost"] })
}

/// Deletes all cookies.
pub async fn forget_cookies(browser: &Browser) {
    browser.firefox("Services.cookies.removeAll()", &[]).await;
}

/// Discards the printed lines.
pub async fn forget_console(browser: &Browser) {
    browser.drain_printed().await;
}

/// The console text of a page in a line that Firefox prints: a JavaScript string literal, unlike Firefox's own messages.
pub fn console(line: &str) -> Option<String> {
    if line.starts_with("JavaScript error: http") {
        return Some(line.to_owned());
    }
    let (kind, said) = line.strip_prefix("console.")?.split_once(": \"")?;
    let said = format!("\"{said}");
    let said = serde_json::from_str(&said).unwrap_or(said);
    Some(format!("{kind}: {said}"))
}

#[test]
fn parses_firefox_console_lines() {
    assert_eq!(
        console(r#"console.warn: "it can\u2019t\nbe \"x\"""#).as_deref(),
        Some("warn: it can’t\nbe \"x\"")
    );
    assert_eq!(console(r#"console.log: "a" 1"#).as_deref(), Some(r#"log: "a" 1"#));
    assert_eq!(console("1795393328808\tMarionette\tINFO\tMarionette enabled"), None);
    assert_eq!(console("console.error: RSLoader: its own"), None);
    assert_eq!(console("JavaScript error: resource://gre/x.mjs, line 1: its own"), None);
}
