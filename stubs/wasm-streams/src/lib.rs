//! Leptos can stream from a server, and what it uses for that exports itself to JavaScript, where no linker may take it
//! out: every visitor would download it. The widget has no server. This has the same names, and nothing behind them.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::JsValue;

/// A stream that nothing comes out of.
#[derive(Debug)]
pub struct ReadableStream;

impl ReadableStream {
    /// Leaves the browser's stream alone.
    pub fn from_raw(_: web_sys::ReadableStream) -> ReadableStream {
        ReadableStream
    }

    /// Leaves the stream alone.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> ReadableStream {
        ReadableStream
    }

    /// There is none.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("the widget sends nothing")
    }

    /// Nothing.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
