//! A running driver with its browser and its files; all of it goes when it is dropped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use devkit::Scratch;
use devkit::group::Group;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;

use super::{Engine, Launch};

pub struct Driver {
    group: Group,
    _display: Option<Group>,
    // After the programs that write into it.
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
        // A driver takes a port that is free for one kind of address and ends if the other kind has it taken.
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
        panic!("{command:?} ended before it listened, five times:\n{}\n{}", said.join("\n"), engine.mend());
    }

    /// Opens a browser that sends requests to other hosts to this address; an engine with a log of its own sends them
    /// where they belong.
    pub async fn connect(&self, proxy: &str) -> Client {
        self.engine.prepare(self.folder()).await;
        self.open(proxy).await
    }

    /// The same with what there is in its folder.
    pub(super) async fn open(&self, proxy: &str) -> Client {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.engine.capabilities(self.folder(), proxy));
        let client = builder.connect(&format!("http://127.0.0.1:{}", self.port)).await;
        client.unwrap_or_else(|error| {
            panic!("{:?} can't be started: {error}; {}", self.engine, self.engine.mend())
        })
    }

    /// Where all its files are.
    pub(super) fn folder(&self) -> &Path {
        self.scratch.path()
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where it listens on this machine.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Where files land that the visitor saves.
    pub fn downloads(&self) -> PathBuf {
        self.folder().join("downloads")
    }

    /// Ends driver and browser; what waits for them fails.
    pub fn kill(&self) {
        self.group.kill();
    }

    /// Takes away what was saved.
    pub fn empty_downloads(&self) {
        let emptied = fs::remove_dir_all(self.downloads()).and_then(|()| fs::create_dir(self.downloads()));
        emptied.expect("the folder for test files can be written");
    }

    /// What driver and browser printed since the last time.
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

/// Takes away the folders of runs that are over: browsers that stayed open to the end had no one to do it.
fn clear(all: &Path) {
    for folder in fs::read_dir(all).into_iter().flatten().flatten() {
        let name = folder.file_name();
        let process = name.to_str().and_then(|it| it.strip_prefix("browser-")?.split_once('-'));
        if process.is_some_and(|(process, _)| !Path::new("/proc").join(process).exists()) {
            // Another run may be at it.
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

#[tokio::test]
async fn when_a_test_ends_nothing_of_its_browser_runs_any_more() {
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
    driver.connect("127.0.0.1:9").await;
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
