//! Prints a document and nothing else of the page. It uses an iframe inside the shadow root, so that the host page stays
//! unchanged.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use paper::Document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlIFrameElement, Window};

use crate::dom::{add, after, get, node, set};
use crate::sheet::sheets;

/// The time within which a browser that prints says so.
const LIMIT: Duration = Duration::from_secs(2);

/// Opens the browser's print dialog with a document in these styles. The frame stays inside `parent` until printing is
/// done. If the browser does not begin to print, as in a frame that forbids dialogs, it calls `refused`.
///
/// Browsers print the document's title at the edge of the paper and propose it as a file name.
pub fn print(parent: &Element, paper: &Document, css: &str, refused: impl FnOnce() + 'static) {
    let frame: HtmlIFrameElement = node("iframe", "cc-print-frame", "").unchecked_into();
    for (name, value) in [("aria-hidden", "true"), ("tabindex", "-1")] {
        set(&frame, name, value);
    }
    let begun = Rc::new(Cell::new(false));
    let (inner, begins) = (frame.clone(), begun.clone());
    let (paper, css) = (paper.clone(), css.to_owned());
    let direction = parent.closest("[dir]").ok().flatten().and_then(|it| it.get_attribute("dir"));
    // Some browsers replace the iframe's first document after loading, so it is filled only then.
    let on_load = Closure::once_into_js(move || {
        // An iframe that is moved on the page loads again.
        inner.set_onload(None);
        let Some(window) = inner.content_window() else { return };
        let before = Closure::once_into_js(move || begins.set(true));
        let _ = window.add_event_listener_with_callback("beforeprint", before.unchecked_ref());
        // If printing fails, nobody hears of a beginning.
        if fill(&window, &paper, direction.as_deref().unwrap_or("ltr"), &css).is_err() {
            return;
        }
        // Some browsers return before the dialog is closed, so the iframe stays until `afterprint`.
        let after = Closure::once_into_js(move || inner.remove());
        let _ = window.add_event_listener_with_callback("afterprint", after.unchecked_ref());
        let _ = window.print();
    });
    frame.set_onload(Some(on_load.unchecked_ref()));
    let _ = parent.append_child(&frame);
    after(LIMIT, move || {
        if !begun.get() {
            frame.remove();
            refused();
        }
    });
}

/// Fills a window with a document.
fn fill(window: &Window, paper: &Document, direction: &str, css: &str) -> Result<(), JsValue> {
    let document = window.document().ok_or(JsValue::NULL)?;
    document.set_title(&paper.title);
    if let Some(root) = document.document_element() {
        root.set_attribute("lang", &paper.language)?;
        root.set_attribute("dir", direction)?;
    }
    style(&document, window, css)?;
    add(&document.body().ok_or(JsValue::NULL)?.into(), sheets(paper, 1));
    Ok(())
}

/// Adds the print styles without inline styles, which the page's policy may forbid.
fn style(document: &web_sys::Document, window: &Window, css: &str) -> Result<(), JsValue> {
    let constructor: js_sys::Function = get(window, "CSSStyleSheet").dyn_into()?;
    let sheet = js_sys::Reflect::construct(&constructor, &js_sys::Array::new())?;
    let replace: js_sys::Function = get(&sheet, "replaceSync").dyn_into()?;
    replace.call1(&sheet, &css.into())?;
    js_sys::Reflect::set(document, &"adoptedStyleSheets".into(), &js_sys::Array::of1(&sheet))?;
    Ok(())
}
