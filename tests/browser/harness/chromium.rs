//! What only Chromium can do, through its DevTools protocol: count what lives on a page, and take pictures of any size.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value as Json, json};

use super::page::Page;

/// A command of the DevTools protocol. Beyond the standard; chromedriver has it.
#[derive(Debug)]
struct Cdp(&'static str, Json);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

/// What a picture shows of the page: from where, and how much.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    pub top: f64,
    pub width: u32,
    pub height: u32,
}

impl Page {
    /// What the browser counts for the page, such as `Nodes` and `JSEventListeners`, once all garbage is gone.
    pub async fn counts(&self, names: &[&str]) -> Vec<u64> {
        self.cdp("HeapProfiler.collectGarbage", json!({})).await;
        self.cdp("Performance.enable", json!({})).await;
        let metrics = self.cdp("Performance.getMetrics", json!({})).await;
        let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
        let count = |name: &&str| {
            let found = metrics.iter().find(|it| it["name"] == **name);
            found.and_then(|it| it["value"].as_f64()).expect("Chromium counts this") as u64
        };
        names.iter().map(count).collect()
    }

    /// Makes the window as wide and high as this, whatever the screen.
    pub async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// A picture of the page as PNG, in base64.
    pub async fn picture(&self, shot: Shot) -> String {
        let clip = json!({ "x": 0, "y": shot.top, "width": shot.width, "height": shot.height, "scale": 1 });
        let taken =
            self.cdp("Page.captureScreenshot", json!({ "clip": clip, "captureBeyondViewport": true })).await;
        taken["data"].as_str().expect("Chromium takes pictures").to_owned()
    }

    async fn cdp(&self, command: &'static str, parameters: Json) -> Json {
        let done = self.client.issue_cmd(Cdp(command, parameters)).await;
        done.unwrap_or_else(|error| panic!("Chromium refuses {command}: {error}"))
    }
}
