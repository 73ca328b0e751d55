//! What happens if the widget itself is at fault: the visitor gets the fallback, the page's owner the place in the code.
//! The message of a panic is never printed, because it could hold an answer.

use std::cell::RefCell;
use std::panic::{PanicHookInfo, set_hook};

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::console;

thread_local! {
    /// The frames of all widgets on the page: they share one WASM, so they stop together.
    static FRAMES: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

/// Tells this frame, too, if the widget stops.
pub(super) fn report_to(frame: &Function) {
    FRAMES.with_borrow_mut(|frames| frames.push(frame.clone()));
    set_hook(Box::new(report));
}

/// Lets a frame go whose widget is off the page.
pub(super) fn forget(frame: &Function) {
    FRAMES.with_borrow_mut(|frames| frames.retain(|known| known != frame));
}

fn report(info: &PanicHookInfo) {
    let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
    console::error_1(&format!("candidate-check: stopped at {place}; please report this place").into());
    // Taken first: a frame that panics in turn must not find itself here again.
    for frame in FRAMES.take() {
        // A frame that is gone has nothing to show.
        let _ = frame.call1(&JsValue::NULL, &"broken".into());
    }
}
