//! Role and name of an element for assistive technology, as the browser computes them.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value as Json;

use super::page::Page;

#[derive(Debug)]
struct Computed {
    what: &'static str,
    element: String,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/element/{}/{}", session.unwrap_or_default(), self.element, self.what))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::GET, None)
    }
}

impl Page {
    /// Role and name of each element that a script returns.
    pub async fn spoken(&self, script: &str) -> Vec<(String, String)> {
        let found = self.eval(script, &[]).await;
        let elements = found.as_array().cloned().unwrap_or_default();
        let ids = elements.iter().filter_map(|it| it.as_object()?.values().next()?.as_str());
        let mut spoken = Vec::new();
        for element in ids {
            let (role, name) =
                (self.computed("computedrole", element).await, self.computed("computedlabel", element).await);
            spoken.push((role, name));
        }
        spoken
    }

    async fn computed(&self, what: &'static str, element: &str) -> String {
        match self.browser.client.issue_cmd(Computed { what, element: element.into() }).await {
            Ok(Json::String(text)) => text,
            other => self.fail(&format!("the browser gives no {what}: {other:?}")).await,
        }
    }
}
