//! Copies text.

use std::time::Duration;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::dom::{after, get, window};

/// The time after which the browser is taken to have refused: some never answer.
const LIMIT: Duration = Duration::from_secs(2);

/// Copies text. Returns false if the browser has no clipboard here, refuses, or does not answer.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Without a secure context there is no clipboard, although the type is not optional.
    if get(&navigator, "clipboard").is_undefined() {
        return false;
    }
    let late = Promise::new(&mut |_, reject| {
        after(LIMIT, move || drop(reject.call0(&JsValue::UNDEFINED)));
    });
    let first = Promise::race(&Array::of2(&navigator.clipboard().write_text(text), &late));
    JsFuture::from(first).await.is_ok()
}
