//! Firefox, headless, through geckodriver.

use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};

use super::{Launch, program};

pub const MEND: &str = "install Firefox (Debian: apt-get install firefox-esr) and geckodriver (cargo install \
                        geckodriver --debug), or name the programs in FIREFOX and GECKODRIVER; `cargo xtask test` does it";

pub fn launch(dir: &Path) -> Launch {
    let mut command = Command::new(program("GECKODRIVER", &["geckodriver"], MEND));
    command.args(["--port=0", "--websocket-port=0", "--allow-system-access"]);
    command.arg(format!("--profile-root={}", dir.display()));
    Launch { command, display: None }
}

pub fn port(line: &str) -> Option<u16> {
    line.split_once("Listening on 127.0.0.1:")?.1.parse().ok()
}

pub fn capabilities(dir: &Path, proxy: &str) -> Json {
    let prefs = json!({
        // The console goes where the test reads it: into what the program prints.
        "devtools.console.stdout.content": true,
        "devtools.console.stdout.chrome": false,
        "browser.dom.window.dump.enabled": true,
        "browser.download.folderList": 2,
        "browser.download.dir": dir.join("downloads"),
        "browser.download.alwaysOpenPanel": false,
        // A page that is printed becomes a file; a window that asks for a printer would wait for ever.
        "print.always_print_silent": true,
        "print_printer": "Mozilla Save to PDF",
        "print.printer_Mozilla_Save_to_PDF.print_to_file": true,
        "print.printer_Mozilla_Save_to_PDF.print_to_filename": dir.join("printed.pdf"),
        "intl.accept_languages": "en-US",
        // Firefox's own traffic would go through the proxy, where only that of pages is looked for.
        "services.settings.server": "data:,",
        "browser.search.update": false,
    });
    json!({
        "browserName": "firefox",
        "proxy": send_to(proxy),
        "moz:firefoxOptions": {
            "binary": program("FIREFOX", &["firefox-esr", "firefox"], MEND),
            "args": ["-headless", "--width=1000", "--height=900"],
            "prefs": prefs,
        },
    })
}

/// Sends requests for hosts that are not this machine to this address, where the test sees them.
fn send_to(address: &str) -> Json {
    json!({ "proxyType": "manual", "httpProxy": address, "sslProxy": address, "noProxy": ["127.0.0.1", "localhost"] })
}

/// What a page told the console, in a line that Firefox prints: text as JavaScript writes it, unlike text of Firefox's own.
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
fn a_line_of_firefox_is_read_as_the_console_wrote_it() {
    assert_eq!(
        console(r#"console.warn: "it can\u2019t\nbe \"x\"""#).as_deref(),
        Some("warn: it can’t\nbe \"x\"")
    );
    assert_eq!(console(r#"console.log: "a" 1"#).as_deref(), Some(r#"log: "a" 1"#));
    assert_eq!(console("1795393328808\tMarionette\tINFO\tMarionette enabled"), None);
    assert_eq!(console("console.error: RSLoader: its own"), None);
    assert_eq!(console("JavaScript error: resource://gre/x.mjs, line 1: its own"), None);
}
