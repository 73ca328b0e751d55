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

    /// Moves the pointer to the corner of the window, off everything.
    pub async fn point_at_nothing(&self) {
        self.cdp("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": 0, "y": 0 })).await;
    }

    /// A picture of what the window shows, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("Chromium takes pictures")
    }

    async fn cdp(&self, command: &'static str, parameters: Json) -> Json {
        let done = self.client.issue_cmd(Cdp(command, parameters)).await;
        done.unwrap_or_else(|error| panic!("Chromium refuses {command}: {error}"))
    }
}
