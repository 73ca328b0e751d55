//! What a visit leaves behind on the device, wherever a page can leave something.

use serde_json::Value as Json;

use super::page::Page;

/// The widget's record of the built-in check.
const RECORD: &str = "candidate-check:answers";

impl Page {
    /// Every place at once as text: both storages, cookies, databases, caches, address, title, history, window name.
    pub async fn all_that_is_kept(&self) -> String {
        let script = "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, \
                      document.title, history.state, window.name, await indexedDB.databases(), await caches.keys()])";
        self.eval_async(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Keys in the storages, without those that begin with `host`, which tests set for the host page.
    pub async fn keys_kept(&self) -> Vec<String> {
        let script = "return [localStorage, sessionStorage].flatMap(it => Object.keys(it))
            .filter(it => !it.startsWith('host'))";
        serde_json::from_value(self.eval(script, &[]).await).expect("a list of keys")
    }

    /// The record of answers; `Null` if there is none.
    pub async fn record(&self) -> Json {
        let text = self.text_of("return localStorage.getItem(arguments[0])", &[RECORD]).await;
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Waits until the record mentions something.
    pub async fn record_holds(&self, what: &str) {
        let script = "return localStorage.getItem(arguments[0])?.includes(arguments[1])";
        self.until(&format!("{what} in the record"), script, &[RECORD, what]).await;
    }

    /// Puts a record in place before the widget looks: on a page of the site that has no widget.
    pub async fn left_behind(&self, record: &str) {
        self.visit("/before").await;
        let put =
            "localStorage.setItem(arguments[0], arguments[1].replace('\"now\"', JSON.stringify(new Date())))";
        self.eval(put, &[RECORD, record]).await;
        self.visit("/").await;
    }
}
