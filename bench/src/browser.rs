//! Chromium, headless, driven through chromedriver and, where that has no word for it, through the developer tools.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value as Json, json};

use crate::error::Error;
use crate::group::Group;

/// When frames are made.
#[derive(Clone, Copy, PartialEq)]
pub enum Frames {
    /// Sixty a second, as on a screen.
    AsOnScreen,
    /// As soon as there is something to show, so that no wait is rounded up to the next of sixty.
    AtOnce,
}

/// A running browser with files of its own; all of it goes when it is dropped.
pub struct Browser {
    client: Client,
    /// The script that runs first on every page, as the browser calls it.
    first: Option<String>,
    _group: Group,
    // After the programs that write into it.
    _dir: Dir,
}

impl Browser {
    /// Opens one; nothing that is asked of it later may take longer than the limit.
    pub async fn open(scratch: &Path, frames: Frames, limit: Duration) -> Result<Browser, Error> {
        let dir = Dir::make(scratch)?;
        let mut command = Command::new(program("CHROMEDRIVER")?);
        command.arg("--port=0").env("TMPDIR", &dir.0).env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        let (group, lines) = Group::start(&command);
        let port = lines.iter().find_map(|line| {
            let rest = line.split_once("started successfully on port ")?.1;
            rest.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.ok_or_else(|| failed("start its driver")("chromedriver ended".to_owned()))?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let capabilities = json!({ "goog:chromeOptions": options(&dir.0, frames)? });
        builder.capabilities(capabilities.as_object().cloned().unwrap_or_default());
        let client = builder
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .map_err(|error| failed("start")(error.to_string()))?;
        let timeouts = TimeoutConfiguration::new(Some(limit), Some(limit), None);
        let browser = Browser { client, first: None, _group: group, _dir: dir };
        browser.client.update_timeouts(timeouts).await.map_err(from_driver("keep to a limit"))?;
        Ok(browser)
    }

    /// From now on this runs before anything else on every page.
    pub async fn run_first(&mut self, script: &str) -> Result<(), Error> {
        if let Some(identifier) = self.first.take() {
            let what = json!({ "identifier": identifier });
            self.tell("Page.removeScriptToEvaluateOnNewDocument", what).await?;
        }
        let added = self.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
        self.first = added["identifier"].as_str().map(str::to_owned);
        Ok(())
    }

    /// Opens a page, up to its load event.
    pub async fn visit(&self, url: &str) -> Result<(), Error> {
        self.client.goto(url).await.map_err(from_driver("open a page"))
    }

    /// Leaves the page for an empty one.
    pub async fn leave(&self) -> Result<(), Error> {
        self.visit("about:blank").await
    }

    /// What a script on the page comes to; it may wait.
    pub async fn ask(&self, script: &str) -> Result<Json, Error> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ {script} }})().then((it) => done({{ is: it ?? null }}), (it) => done({{ failed: String(it?.stack ?? it) }}))"
        );
        let answer =
            self.client.execute_async(&wrapped, Vec::new()).await.map_err(from_driver("run a script"))?;
        match answer.get("failed").and_then(Json::as_str) {
            Some(why) => Err(failed("run a script")(why.to_owned())),
            None => Ok(answer.get("is").cloned().unwrap_or_default()),
        }
    }

    /// Gives a command to the developer tools, and returns what they answer.
    pub async fn tell(&self, command: &'static str, params: Json) -> Result<Json, Error> {
        let command = DevTools { command, params };
        self.client.issue_cmd(command).await.map_err(from_driver("obey its developer tools"))
    }

    /// A picture of what can be seen.
    pub async fn picture(&self) -> Result<Vec<u8>, Error> {
        self.client.screenshot().await.map_err(from_driver("take a picture"))
    }
}

/// A command of the developer tools, through the driver.
#[derive(Debug)]
struct DevTools {
    command: &'static str,
    params: Json,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.params });
        (hyper::Method::POST, Some(body.to_string()))
    }
}

fn failed(doing: &'static str) -> impl FnOnce(String) -> Error {
    move |detail| Error::Browser { doing, detail }
}

fn from_driver(doing: &'static str) -> impl FnOnce(fantoccini::error::CmdError) -> Error {
    move |error| {
        let detail = error.to_string();
        // The two ways in which a driver says that its limit has passed.
        match detail.contains("script timeout")
            || detail.contains("timeout: ")
            || detail.starts_with("timeout")
        {
            true => Error::TooLong,
            false => Error::Browser { doing, detail },
        }
    }
}

fn program(variable: &'static str) -> Result<PathBuf, Error> {
    env::var_os(variable).map(PathBuf::from).ok_or(Error::NotSet { variable })
}

fn options(dir: &Path, frames: Frames) -> Result<Json, Error> {
    let profile = format!("--user-data-dir={}", dir.join("profile").display());
    let mut args = vec![
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        // A page that is measured is never put to rest.
        "--disable-background-timer-throttling",
        "--disable-renderer-backgrounding",
        "--disable-backgrounding-occluded-windows",
        "--no-first-run",
        "--lang=en-US",
        "--window-size=1000,900",
        &profile,
    ];
    if frames == Frames::AtOnce {
        args.extend(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
    }
    Ok(json!({ "binary": program("CHROMIUM")?, "args": args, "prefs": { "intl.accept_languages": "en-US" } }))
}

/// A folder for the files of one browser.
struct Dir(PathBuf);

impl Dir {
    fn make(scratch: &Path) -> Result<Dir, Error> {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let dir = scratch.join(format!("{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed)));
        fs::create_dir_all(&dir).map_err(Error::file("create", &dir))?;
        Ok(Dir(dir))
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        // A program that is killed may still write for a moment.
        for _ in 0..100 {
            if fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
