//! The data that a visit leaves on the device, in every place where a page can store something.

use serde_json::Value as Json;

use super::page::Page;

/// The widget's record of the built-in check.
const RECORD: &str = "candidate-check:answers";

impl Page {
    /// All of these as one text: both storages, cookies, databases, caches, URL, title, history, window name.
    pub async fn stored_data(&self) -> String {
        let script = "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, \
                      document.title, history.state, window.name, await indexedDB.databases(), await caches.keys()])";
        self.eval_async(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Keys in both storages. Keys that begin with `host` are left out: tests set them for the host page.
    pub async fn stored_keys(&self) -> Vec<String> {
        let script = "return [localStorage, sessionStorage].flatMap(it => Object.keys(it))
            .filter(it => !it.startsWith('host'))";
        serde_json::from_value(self.eval(script, &[]).await).expect("a list of keys")
    }

    /// The record of answers, or `Null` without one.
    pub async fn record(&self) -> Json {
        let text = self.text_of("return localStorage.getItem(arguments[0])", &[RECORD]).await;
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Waits until the record mentions something.
    pub async fn record_contains(&self, what: &str) {
        let script = "return localStorage.getItem(arguments[0])?.includes(arguments[1])";
        self.until(&format!("{what} in the record"), script, &[RECORD, what]).await;
    }

    /// Stores a record before the widget starts, on a page of the site without a widget, and then visits the start page.
    pub async fn store_record(&self, record: &str) {
        self.visit("/before").await;
        let put =
            "localStorage.setItem(arguments[0], arguments[1].replace('\"now\"', JSON.stringify(new Date())))";
        self.eval(put, &[RECORD, record]).await;
        self.visit("/").await;
    }
}
