//! A running driver with its browser and its files; dropping it ends and deletes all of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use devkit::Scratch;
use devkit::group::Group;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::time::timeout;

use super::{Engine, Launch};

/// Limit for the start of a browser, which takes a second on an idle machine.
const START_LIMIT: Duration = Duration::from_secs(60);

pub struct Driver {
    group: Group,
    _display: Option<Group>,
    // Dropped after the programs that write into it.
    scratch: Scratch,
    lines: Mutex<Receiver<String>>,
    engine: Engine,
    port: u16,
}

impl Driver {
    pub fn start(engine: Engine) -> Driver {
        let scratch = scratch();
        let Launch { mut command, display } = engine.launch(scratch.path());
        command.env("TMPDIR", scratch.path()).env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        let mut said = Vec::new();
        // A driver takes a port that is free for one address family, and ends if the port is taken for the other one.
        for _ in 0..5 {
            let (group, lines) = Group::start(&command);
            let port = lines.iter().find_map(|line| {
                let port = engine.port(&line);
                said.push(line);
                port
            });
            if let Some(port) = port {
                let lines = Mutex::new(lines);
                return Driver { group, _display: display, scratch, lines, engine, port };
            }
        }
        panic!(
            "{command:?} ended before it listened, five times:\n{}\n{}",
            said.join("\n"),
            engine.install_hint()
        );
    }

    /// Opens a browser that sends requests for other hosts to this address. An engine with its own network log sends them
    /// to the real hosts.
    ///
    /// # Errors
    /// The browser did not start. A browser that crashes while it starts may leave the driver waiting for ever, so it must
    /// answer within [`START_LIMIT`].
    pub async fn connect(&self, proxy: &str) -> Result<Client, String> {
        self.engine.prepare(self.folder()).await;
        let opened = timeout(START_LIMIT, self.open(proxy)).await;
        opened.unwrap_or_else(|_| Err(format!("no answer within {START_LIMIT:?}")))
    }

    /// The same with the current content of its folder, and without a limit.
    pub(super) async fn open(&self, proxy: &str) -> Result<Client, String> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.engine.capabilities(self.folder(), proxy));
        let client = builder.connect(&format!("http://127.0.0.1:{}", self.port)).await;
        client.map_err(|error| error.to_string())
    }

    /// The folder of all its files.
    pub(super) fn folder(&self) -> &Path {
        self.scratch.path()
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Its port on this machine.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// The folder of the files that the visitor saves.
    pub fn downloads(&self) -> PathBuf {
        self.folder().join("downloads")
    }

    /// Ends driver and browser; pending commands fail.
    pub fn kill(&self) {
        self.group.kill();
    }

    /// Deletes the saved files.
    pub fn empty_downloads(&self) {
        let emptied = fs::remove_dir_all(self.downloads()).and_then(|()| fs::create_dir(self.downloads()));
        emptied.expect("the folder for test files can be written");
    }

    /// The lines that driver and browser printed since the last call.
    pub fn printed(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).try_iter().collect()
    }
}

/// A folder for the files of one browser.
fn scratch() -> Scratch {
    static CLEARED: Once = Once::new();
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    CLEARED.call_once(|| clear(all));
    let scratch = Scratch::make(all, "browser");
    let scratch = scratch.expect("the folder for test files can be written");
    fs::create_dir(scratch.path().join("downloads")).expect("the folder for test files can be written");
    scratch
}

/// Deletes the folders of finished runs: browsers that were open at the end of a run leave theirs.
fn clear(all: &Path) {
    for folder in fs::read_dir(all).into_iter().flatten().flatten() {
        let name = folder.file_name();
        let process = name.to_str().and_then(|it| it.strip_prefix("browser-")?.split_once('-'));
        if process.is_some_and(|(process, _)| !Path::new("/proc").join(process).exists()) {
            // Another run may delete it at the same time.
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

#[tokio::test]
async fn drop_ends_all_browser_processes_and_deletes_files() {
    let running = |mark: &str| {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        processes
            .filter(|it| {
                let text = |name: &str| fs::read(it.path().join(name)).unwrap_or_default();
                let known = [text("environ"), text("cmdline")].concat();
                String::from_utf8_lossy(&known).contains(mark)
            })
            .count()
    };
    let driver = Driver::start(Engine::chosen());
    driver.connect("127.0.0.1:9").await.expect("the browser starts");
    let mark = driver.folder().display().to_string();
    assert!(running(&mark) > 2, "driver and browser run");
    drop(driver);
    let start = Instant::now();
    while running(&mark) > 0 {
        assert!(start.elapsed() < Duration::from_secs(10), "{} processes run still", running(&mark));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!Path::new(&mark).exists(), "{mark} is still there");
}
