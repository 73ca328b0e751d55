//! Prints a summary and nothing else of the page. It uses an iframe inside the shadow root, so that the host page stays
//! unchanged.

use check::summary::Summary;
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlIFrameElement, Window};

/// Opens the browser's print dialog with the summary in these styles. The frame stays inside `parent` until printing is
/// done.
///
/// `name` is the title of the document. Browsers print it at the edge of the paper and propose it as a file name, so it does
/// not reveal the subject of the questionnaire.
pub fn print(parent: &Element, summary: Summary, name: String, css: String) {
    let Ok(frame) = document().create_element("iframe") else { return };
    let frame: HtmlIFrameElement = frame.unchecked_into();
    for (name, value) in [("class", "cc-print-frame"), ("aria-hidden", "true"), ("tabindex", "-1")] {
        let _ = frame.set_attribute(name, value);
    }
    let inner = frame.clone();
    // The iframe has its own document, which needs its own language.
    let language = ["lang", "dir"].map(|name| {
        let ancestor = parent.closest(&format!("[{name}]")).ok().flatten();
        (name, ancestor.and_then(|it| it.get_attribute(name)).unwrap_or_default())
    });
    // Some browsers replace the iframe's first document after loading, so it is filled only then.
    let on_load = Closure::once_into_js(move || {
        // An iframe that is moved on the page loads again.
        inner.set_onload(None);
        let (Some(document), Some(window)) = (inner.content_document(), inner.content_window()) else {
            return;
        };
        // Some browsers return before the dialog is closed, so the iframe stays until `afterprint`.
        let after = Closure::once_into_js(move || inner.remove());
        let _ = window.add_event_listener_with_callback("afterprint", after.unchecked_ref());
        if let Some(root) = document.document_element() {
            for (name, value) in &language {
                let _ = root.set_attribute(name, value);
            }
        }
        // If printing fails, the page stays as it is.
        let _ = fill(&document, &window, &summary, &name, &css).and_then(|()| window.print());
    });
    frame.set_onload(Some(on_load.unchecked_ref()));
    let _ = parent.append_child(&frame);
}

fn fill(
    document: &Document,
    window: &Window,
    summary: &Summary,
    name: &str,
    css: &str,
) -> Result<(), JsValue> {
    document.set_title(name);
    style(document, window, css)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    let add = |parent: &Element, tag: &str, text: &str| -> Result<Element, JsValue> {
        let element = document.create_element(tag)?;
        element.set_text_content(Some(text));
        parent.append_child(&element)?;
        Ok(element)
    };
    let first = add(&body, "p", "")?;
    add(&first, "strong", &summary.first)?;
    add(&body, "h1", &summary.title)?;
    for note in &summary.notes {
        add(&body, "p", note)?;
    }
    for part in &summary.parts {
        let section = add(&body, "section", "")?;
        add(&section, "h2", &part.heading)?;
        for entry in &part.entries {
            let article = add(&section, "article", "")?;
            add(&article, "h3", &entry.title)?;
            for line in &entry.lines {
                add(&article, "p", line)?;
            }
        }
    }
    Ok(())
}

/// Adds the print styles without inline styles, which the page's policy may forbid.
fn style(document: &Document, window: &Window, css: &str) -> Result<(), JsValue> {
    let constructor: js_sys::Function = js_sys::Reflect::get(window, &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = js_sys::Reflect::construct(&constructor, &js_sys::Array::new())?;
    let replace: js_sys::Function = js_sys::Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &css.into())?;
    js_sys::Reflect::set(document, &"adoptedStyleSheets".into(), &js_sys::Array::of1(&sheet))?;
    Ok(())
}
