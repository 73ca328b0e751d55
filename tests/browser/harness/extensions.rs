//! Features that the WebDriver standard lacks, for each engine: the console, the network, print, exact sizes.

use std::sync::PoisonError;

use serde_json::{Value as Json, json};

use super::engine::{Engine, chromium_console, firefox_console};
use super::hook;
use super::page::Page;

impl Page {
    /// Every console line so far. WebKit may lose lines that are logged while a page unloads.
    pub async fn console(&self) -> Vec<String> {
        self.drain_console().await;
        self.console.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Collects the console lines since the last call. WebKit drops them when the page unloads.
    pub(super) async fn drain_console(&self) {
        let new = match self.engine() {
            Engine::Chromium => self.chromium_console().await,
            Engine::Firefox => self.firefox_console().await,
            Engine::WebKit => self.webkit_console().await,
        };
        self.console.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
    }

    async fn chromium_console(&self) -> Vec<String> {
        let entries = self.chromium_log("browser").await;
        entries.iter().map(|entry| chromium_console(entry["message"].as_str().unwrap_or_default())).collect()
    }

    async fn firefox_console(&self) -> Vec<String> {
        let printed = self.browser.drain_printed().await;
        printed.iter().filter_map(|line| firefox_console(line)).collect()
    }

    async fn webkit_console(&self) -> Vec<String> {
        // A page whose console can't be read reports a line, so no test mistakes it for a silent page.
        let script = "return window.harnessConsole?.splice(0) ?? \
                      (location.protocol === 'about:' ? [] : ['harness: the console of this page can’t be read'])";
        let taken = self.browser.client.execute(script, Vec::new()).await;
        taken.ok().and_then(|lines| serde_json::from_value(lines).ok()).unwrap_or_default()
    }

    /// The URLs that the page has requested since the last call, of any host. In Chromium they come from its own log;
    /// in the other engines from the test server, which also answers for every other host.
    pub async fn new_requests(&self) -> Vec<String> {
        if self.engine() != Engine::Chromium {
            return self.server.new_requests();
        }
        let log = self.chromium_log("performance").await;
        let events = log.iter().filter_map(|entry| {
            let event: Json = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let event = &event["message"];
            let url = event["params"]["request"]["url"].as_str()?;
            let counts = event["method"] == "Network.requestWillBeSent" && !url.ends_with(hook::PATH);
            counts.then(|| url.to_owned())
        });
        events.collect()
    }

    async fn chromium_log(&self, kind: &str) -> Vec<Json> {
        let log = self.browser.vendor("se/log", json!({ "type": kind })).await;
        log.as_array().cloned().unwrap_or_default()
    }

    /// The text of the widget on paper if the page itself is printed.
    pub async fn printed_text(&self) -> String {
        match self.engine() {
            Engine::Chromium => {
                let params = json!({ "media": "print" });
                self.chromium("Emulation.setEmulatedMedia", params).await;
            }
            Engine::Firefox => {
                self.browser
                    .firefox("gBrowser.selectedBrowser.browsingContext.mediumOverride = 'print'", &[])
                    .await;
            }
            // Its driver can't emulate print, so the stylesheets are rewritten to apply print rules on the screen.
            Engine::WebKit => {
                let script = "for (const sheet of root.adoptedStyleSheets) for (const { media } of sheet.cssRules) \
                              if (media) media.mediaText = media.mediaText.replace('screen', 'not all').replace('print', 'all')";
                self.eval(script, &[]).await;
            }
        }
        self.text_of("return root.querySelector('.cc').innerText", &[]).await
    }

    /// Sets the exact size of the page, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        match self.engine() {
            Engine::Chromium => {
                let size =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.chromium("Emulation.setDeviceMetricsOverride", size).await;
            }
            // The window can't be as narrow as a phone; the page in it can.
            Engine::Firefox => {
                let script = "const { style } = gBrowser.selectedBrowser; style.flex = 'none'; \
                              for (const it of ['', 'min-', 'max-']) [style[it + 'width'], style[it + 'height']] = arguments";
                self.browser.firefox(script, &[format!("{width}px"), format!("{height}px")]).await;
            }
            Engine::WebKit => {
                let around = self.eval("return outerHeight - innerHeight", &[]).await;
                let around = around.as_u64().and_then(|it| u32::try_from(it).ok()).unwrap_or_default();
                let resized = self.browser.client.set_window_size(width, height + around).await;
                resized.expect("the window can be resized");
            }
        }
        let script = "return `${innerWidth} ${innerHeight}` === arguments[0]";
        self.until("the new size", script, &[&format!("{width} {height}")]).await;
    }

    /// Counters of the page, such as `Nodes` and `JSEventListeners`, after a garbage collection. Only Chromium has
    /// them.
    pub async fn counts(&self, names: &[&str]) -> Vec<u64> {
        self.chromium("HeapProfiler.collectGarbage", json!({})).await;
        self.chromium("Performance.enable", json!({})).await;
        let metrics = self.chromium("Performance.getMetrics", json!({})).await;
        let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
        let count = |name: &&str| {
            let found = metrics.iter().find(|it| it["name"] == **name);
            found.and_then(|it| it["value"].as_f64()).expect("Chromium counts this") as u64
        };
        names.iter().map(count).collect()
    }

    /// Sends a command to Chromium's developer tools and returns the response.
    pub async fn chromium(&self, command: &str, params: Json) -> Json {
        self.browser.vendor("goog/cdp/execute", json!({ "cmd": command, "params": params })).await
    }
}
