//! Vendor commands beyond the WebDriver standard.

use std::time::{Duration, Instant};

use devkit::webdriver::VendorCommand;
use serde_json::{Value as Json, json};

use super::Browser;

impl Browser {
    /// Sends a vendor command and returns the response.
    pub async fn vendor(&self, path: &'static str, body: Json) -> Json {
        let answer = self.client.issue_cmd(VendorCommand { path, body }).await;
        answer.unwrap_or_else(|error| panic!("{:?} can't do {path}: {error}", self.engine()))
    }

    /// The lines that Firefox printed since the last call. The page prints a mark; all earlier lines come before it.
    pub async fn drain_printed(&self) -> Vec<String> {
        const MARK: &str = "harness: so far";
        let marked = self.client.execute(&format!("dump('{MARK}\\n')"), Vec::new()).await.is_ok();
        let start = Instant::now();
        let mut printed = self.driver.printed();
        while marked && !printed.iter().any(|line| line == MARK) && start.elapsed() < Duration::from_secs(5) {
            tokio::time::sleep(Duration::from_millis(2)).await;
            printed.extend(self.driver.printed());
        }
        printed
    }

    /// Runs a script in Firefox's own window, around the page.
    pub async fn firefox(&self, script: &str, arguments: &[String]) {
        self.vendor("moz/context", json!({ "context": "chrome" })).await;
        let done = self.client.execute(script, arguments.iter().map(|it| json!(it)).collect()).await;
        done.expect("Firefox runs the script");
        self.vendor("moz/context", json!({ "context": "content" })).await;
    }
}
