//! Browser engines and the WebDriver programs that drive them. Another engine is another variant: its program, its
//! arguments, its capabilities; whatever only one engine can do is asked for here as well.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

const MEND: &str = "install Chromium with chromedriver (Debian: apt-get install chromium chromium-driver), or name the \
                    programs in CHROMIUM and CHROMEDRIVER; `cargo xtask test` does it";

/// A browser engine.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    /// Chromium, headless, through chromedriver.
    Chromium,
}

impl Engine {
    /// How the driver is started so that it takes a free port and prints it.
    fn command(self) -> Command {
        match self {
            Engine::Chromium => {
                let mut command = Command::new(program("CHROMEDRIVER", &["chromedriver"]));
                command.arg("--port=0");
                command
            }
        }
    }

    /// The port in a line that the driver prints.
    fn port(self, line: &str) -> Option<u16> {
        match self {
            Engine::Chromium => {
                line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
            }
        }
    }

    fn capabilities(self, dir: &Path) -> Capabilities {
        let Engine::Chromium = self;
        let browser = program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]);
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
        let capabilities = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        capabilities.as_object().cloned().unwrap_or_default()
    }
}

/// The program that the environment names, or the first of these that is on the path.
fn program(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(named) = env::var_os(variable) {
        return named.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found = env::split_paths(&path).flat_map(|dir| names.iter().map(move |name| dir.join(name)));
    found.find(|it| it.is_file()).unwrap_or_else(|| panic!("there is no {} here; {MEND}", names[0]))
}

/// A running driver with its browser, in a process group and a folder of their own; both go when it is dropped.
pub struct Driver {
    child: Child,
    // Kept open: a driver whose output nobody takes would end.
    _output: BufReader<ChildStdout>,
    engine: Engine,
    dir: PathBuf,
    port: u16,
}

impl Driver {
    pub fn start(engine: Engine) -> Driver {
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let name = format!("browser-{}-{}", std::process::id(), STARTED.fetch_add(1, Ordering::Relaxed));
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(dir.join("downloads")).expect("the folder for test files can be written");
        let mut said = Vec::new();
        // A driver takes a port that is free for one kind of address and ends if the other kind has it taken.
        for _ in 0..5 {
            let mut command = engine.command();
            command.env("TMPDIR", &dir).env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
            let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}; {MEND}"));
            let mut output = BufReader::new(child.stdout.take().expect("the output is piped"));
            loop {
                let mut line = String::new();
                if output.read_line(&mut line).unwrap_or(0) == 0 {
                    break;
                }
                if let Some(port) = engine.port(line.trim()) {
                    return Driver { child, _output: output, engine, dir, port };
                }
                said.push(line);
            }
            let _ = child.wait();
        }
        panic!("the driver of {engine:?} ended before it listened, five times: {}; {MEND}", said.concat());
    }

    /// Opens a browser.
    pub async fn connect(&self) -> Client {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.engine.capabilities(&self.dir));
        let client = builder.connect(&format!("http://127.0.0.1:{}", self.port)).await;
        client.unwrap_or_else(|error| panic!("{:?} can't be started: {error}; {MEND}", self.engine))
    }

    /// Where files land that the visitor saves.
    pub fn downloads(&self) -> PathBuf {
        self.dir.join("downloads")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The whole group: a driver that is killed alone leaves its browser running.
        let kill = format!("kill -s KILL -- -{}", self.child.id());
        let _ = Command::new("sh").arg("-c").arg(kill).stderr(Stdio::null()).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Takes what was logged since the last time: `browser` is the console, `performance` the network. Beyond the standard;
/// chromedriver has it.
#[derive(Debug)]
pub struct TakeLog(pub &'static str);

impl WebDriverCompatibleCommand for TakeLog {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(json!({ "type": self.0 }).to_string()))
    }
}

/// Shows the page as it is printed. Beyond the standard; chromedriver has it.
#[derive(Debug)]
pub struct ShowAsPrinted;

impl WebDriverCompatibleCommand for ShowAsPrinted {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        let command = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "media": "print" } });
        (hyper::Method::POST, Some(command.to_string()))
    }
}
