//! A stub for the crate that Leptos uses to stream from a server. That crate exports functions to JavaScript, so the linker
//! can't remove it and every visitor would download it. The widget has no server. The stub has the same names and does nothing.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::JsValue;

/// A stream without items.
#[derive(Debug)]
pub struct ReadableStream;

impl ReadableStream {
    /// Ignores the browser's stream.
    pub fn from_raw(_: web_sys::ReadableStream) -> ReadableStream {
        ReadableStream
    }

    /// Ignores the stream.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> ReadableStream {
        ReadableStream
    }

    /// Always panics, because there is no stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("the widget sends nothing")
    }

    /// An empty stream.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
