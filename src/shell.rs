//! The frames around all widgets on the page, which share one WASM: what a widget tells its own, and what all of them hear
//! if the WASM itself is at fault. Then the visitor gets the fallback, and the page's owner the place in the code; the message
//! of a panic is never printed, because it could hold an answer.

use std::cell::RefCell;
use std::panic::{PanicHookInfo, set_hook};

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::console;

thread_local! {
    static FRAMES: RefCell<Vec<Option<Function>>> = const { RefCell::new(Vec::new()) };
}

/// The frame around one widget.
#[derive(Clone, Copy)]
pub struct Frame(usize);

impl Frame {
    /// Knows a frame by the function that hears what it is told.
    pub(crate) fn new(hear: Function) -> Frame {
        set_hook(Box::new(report));
        FRAMES.with_borrow_mut(|frames| {
            // The place of one that is gone, if there is any.
            let place = frames.iter().position(Option::is_none).unwrap_or(frames.len());
            frames.resize(frames.len().max(place + 1), None);
            frames[place] = Some(hear);
            Frame(place)
        })
    }

    /// Tells it something.
    pub fn tell(self, what: &str) {
        // Taken out first: what the frame does may come back here.
        let hear = FRAMES.with_borrow(|frames| frames.get(self.0).cloned().flatten());
        if let Some(hear) = hear {
            // The frame is ours; if it throws there is nobody left to tell.
            let _ = hear.call1(&JsValue::NULL, &what.into());
        }
    }

    /// Lets it go, because its widget is off the page.
    pub(crate) fn forget(self) {
        FRAMES.with_borrow_mut(|frames| {
            if let Some(frame) = frames.get_mut(self.0) {
                *frame = None;
            }
        });
    }
}

fn report(info: &PanicHookInfo) {
    let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
    console::error_1(&format!("candidate-check: stopped at {place}; please report this place").into());
    // Taken first: a frame that panics in turn must not find itself here again. Places stay: their widgets still hold them.
    let hear_all: Vec<Function> =
        FRAMES.with_borrow_mut(|frames| frames.iter_mut().filter_map(Option::take).collect());
    for hear in hear_all {
        // A frame that is gone has nothing to show.
        let _ = hear.call1(&JsValue::NULL, &"broken".into());
    }
}
