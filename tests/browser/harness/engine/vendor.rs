//! What WebDriver's standard does not have, in the way of each vendor.

use std::time::{Duration, Instant};

use devkit::webdriver::VendorCommand;
use serde_json::{Value as Json, json};

use super::Browser;

impl Browser {
    /// Gives a command of one vendor's, and returns the answer.
    pub async fn vendor(&self, path: &'static str, body: Json) -> Json {
        let answer = self.client.issue_cmd(VendorCommand { path, body }).await;
        answer.unwrap_or_else(|error| panic!("{:?} can't do {path}: {error}", self.engine()))
    }

    /// What Firefox printed since the last time. The page prints a mark; all that came before it in time stands before it.
    pub async fn printed_so_far(&self) -> Vec<String> {
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
        done.expect("Firefox can be told");
        self.vendor("moz/context", json!({ "context": "content" })).await;
    }
}
