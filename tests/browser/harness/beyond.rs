//! What WebDriver's standard does not have, and how each engine gives it: the console, the network, paper, exact sizes.

use std::sync::PoisonError;

use serde_json::{Value as Json, json};

use super::engine::{Engine, chromium_console, firefox_console};
use super::hook;
use super::page::Page;

impl Page {
    /// Everything the console said so far. What is said in the moment in which a page goes may be lost in WebKit.
    pub async fn console(&self) -> Vec<String> {
        self.hear().await;
        self.console.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes down what the console said since the last time; WebKit's forgets it when the page goes.
    pub(super) async fn hear(&self) {
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
        let printed = self.browser.printed_so_far().await;
        printed.iter().filter_map(|line| firefox_console(line)).collect()
    }

    async fn webkit_console(&self) -> Vec<String> {
        // Whatever stands there is something said: no test takes a page that it can't hear for a silent one.
        let script = "return window.harnessConsole?.splice(0) ?? \
                      (location.protocol === 'about:' ? [] : ['harness: this page can’t be heard'])";
        let taken = self.browser.client.execute(script, Vec::new()).await;
        taken.ok().and_then(|lines| serde_json::from_value(lines).ok()).unwrap_or_default()
    }

    /// The addresses that the page has asked for since the last time, whatever the host: as Chromium's own log has them;
    /// in the others as they came to the server, which stands for every other host as well.
    pub async fn asked_for(&self) -> Vec<String> {
        if self.engine() != Engine::Chromium {
            return self.server.asked_for();
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

    /// What of the widget comes out of the printer if the page itself is printed.
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
            // No driver can show it, so the sheets are told that paper is the screen.
            Engine::WebKit => {
                let script = "for (const sheet of root.adoptedStyleSheets) for (const { media } of sheet.cssRules) \
                              if (media) media.mediaText = media.mediaText.replace('screen', 'not all').replace('print', 'all')";
                self.eval(script, &[]).await;
            }
        }
        self.text_of("return root.querySelector('.cc').innerText", &[]).await
    }

    /// Gives the page exactly this much room, in CSS pixels.
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

    /// What the browser counts for the page, such as `Nodes` and `JSEventListeners`, once all garbage is gone. Chromium
    /// alone can.
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

    /// Gives a command to Chromium's developer tools, and returns what they answer.
    pub async fn chromium(&self, command: &str, params: Json) -> Json {
        self.browser.vendor("goog/cdp/execute", json!({ "cmd": command, "params": params })).await
    }
}
