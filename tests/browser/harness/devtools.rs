//! What Chromium can do beyond the standard: commands of its developer tools. Tests that need them ask first, so that
//! they hold in every engine.

use std::env;

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value as Json, json};

use super::page::Page;

/// Whether the browser of this run has them.
pub fn has_devtools() -> bool {
    env::var("BROWSER").is_ok_and(|name| name == "chromium") || env::var_os("BROWSER").is_none()
}

#[derive(Debug)]
struct Command(&'static str, Json);

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

impl Page {
    /// Gives a command to the developer tools, and returns what they answer.
    pub async fn devtools(&self, command: &'static str, parameters: Json) -> Json {
        match self.client.issue_cmd(Command(command, parameters)).await {
            Ok(answer) => answer,
            Err(error) => self.fail(&format!("{command} failed: {error}")).await,
        }
    }
}
