//! Headless Chromium, driven through chromedriver, and through the developer tools if chromedriver lacks a command.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use devkit::Scratch;
use devkit::group::Group;
use devkit::webdriver::{VendorCommand, chromedriver_port};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value as Json, json};

use crate::error::Error;

/// When the browser renders frames.
#[derive(Clone, Copy, PartialEq)]
pub enum Frames {
    /// Sixty a second, as on a screen.
    AsOnScreen,
    /// As soon as there is something to show, so that no time is rounded up to the next 1/60 s.
    AtOnce,
}

/// A running browser with its own files; dropping it ends the browser and removes the files.
pub struct Browser {
    client: Client,
    /// The browser's identifier of the script that runs first on every page.
    first: Option<String>,
    _group: Group,
    // Dropped after the programs that write into it.
    _scratch: Scratch,
}

impl Browser {
    /// Opens a browser; no later command may take longer than the limit.
    pub async fn open(scratch: &Path, frames: Frames, limit: Duration) -> Result<Browser, Error> {
        let made = Scratch::make(scratch, "browser").map_err(Error::file("create", scratch))?;
        let dir = made.path();
        let mut command = Command::new(program("CHROMEDRIVER")?);
        command.arg("--port=0").env("TMPDIR", dir).env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        let (group, lines) = Group::start(&command);
        let port = lines.iter().find_map(|line| chromedriver_port(&line));
        let port = port.ok_or_else(|| failed("start its driver")("chromedriver ended".to_owned()))?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let capabilities = json!({ "goog:chromeOptions": options(dir, frames)? });
        builder.capabilities(capabilities.as_object().cloned().unwrap_or_default());
        let client = builder
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .map_err(|error| failed("start")(error.to_string()))?;
        let timeouts = TimeoutConfiguration::new(Some(limit), Some(limit), None);
        let browser = Browser { client, first: None, _group: group, _scratch: made };
        browser.client.update_timeouts(timeouts).await.map_err(from_driver("set its time limits"))?;
        Ok(browser)
    }

    /// From now on this runs before anything else on every page.
    pub async fn run_first(&mut self, script: &str) -> Result<(), Error> {
        if let Some(identifier) = self.first.take() {
            let what = json!({ "identifier": identifier });
            self.send_command("Page.removeScriptToEvaluateOnNewDocument", what).await?;
        }
        let added =
            self.send_command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
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

    /// The result of a script on the page, which may use `await`.
    pub async fn evaluate(&self, script: &str) -> Result<Json, Error> {
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

    /// Sends a command to the developer tools, and returns the response.
    pub async fn send_command(&self, command: &'static str, params: Json) -> Result<Json, Error> {
        let body = json!({ "cmd": command, "params": params });
        let command = VendorCommand { path: "goog/cdp/execute", body };
        self.client.issue_cmd(command).await.map_err(from_driver("run a command of its developer tools"))
    }

    /// A PNG screenshot of the viewport.
    pub async fn picture(&self) -> Result<Vec<u8>, Error> {
        self.client.screenshot().await.map_err(from_driver("take a picture"))
    }
}

fn failed(doing: &'static str) -> impl FnOnce(String) -> Error {
    move |detail| Error::Browser { doing, detail }
}

fn from_driver(doing: &'static str) -> impl FnOnce(fantoccini::error::CmdError) -> Error {
    move |error| {
        let detail = error.to_string();
        // The two messages of a driver after a timeout.
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
        // The browser must never suspend a measured page.
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
