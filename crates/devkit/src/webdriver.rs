//! Extensions to the WebDriver standard.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value as Json;

/// A command of one vendor's, such as `goog/cdp/execute`.
#[derive(Debug)]
pub struct VendorCommand {
    pub path: &'static str,
    pub body: Json,
}

impl WebDriverCompatibleCommand for VendorCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(self.body.to_string()))
    }
}

/// The port in the line that chromedriver prints when it listens.
pub fn chromedriver_port(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

#[test]
fn port_is_parsed_from_the_output_of_the_driver() {
    assert_eq!(chromedriver_port("ChromeDriver was started successfully on port 40123."), Some(40123));
    assert_eq!(chromedriver_port("Starting ChromeDriver 140.0 on port 0"), None);
}
