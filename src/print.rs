//! Prints a summary and nothing else of the page: in a frame of its own inside the shadow root, so that the host page is
//! left as it is.

use check::summary::Summary;
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlIFrameElement, Window};

/// Opens the browser's print dialog with the summary in these styles. The frame goes inside `place` until printing is over.
///
/// `name` is that of the document, which browsers print at the edge of the paper and propose for a file: it says nothing of
/// what the questionnaire is about.
pub fn print(place: &Element, summary: Summary, name: String, looks: String) {
    let Ok(frame) = document().create_element("iframe") else { return };
    let frame: HtmlIFrameElement = frame.unchecked_into();
    for (name, value) in [("class", "cc-print-frame"), ("aria-hidden", "true"), ("tabindex", "-1")] {
        let _ = frame.set_attribute(name, value);
    }
    let inner = frame.clone();
    // The frame is a document of its own: it must say again which language it is in.
    let spoken = ["lang", "dir"].map(|name| {
        let said = place.closest(&format!("[{name}]")).ok().flatten();
        (name, said.and_then(|said| said.get_attribute(name)).unwrap_or_default())
    });
    // Some browsers replace the frame's first document when it has loaded, so it is filled only then.
    let on_load = Closure::once_into_js(move || {
        // Moved on the page it would load again.
        inner.set_onload(None);
        let (Some(document), Some(window)) = (inner.content_document(), inner.content_window()) else {
            return;
        };
        // Some browsers go on before the dialog is closed, so the frame stays until they say that it is.
        let after = Closure::once_into_js(move || inner.remove());
        let _ = window.add_event_listener_with_callback("afterprint", after.unchecked_ref());
        if let Some(root) = document.document_element() {
            for (name, value) in &spoken {
                let _ = root.set_attribute(name, value);
            }
        }
        // Without print there is nothing better to do than to leave the page as it is.
        let _ = fill(&document, &window, &summary, &name, &looks).and_then(|()| window.print());
    });
    frame.set_onload(Some(on_load.unchecked_ref()));
    let _ = place.append_child(&frame);
}

fn fill(
    document: &Document,
    window: &Window,
    summary: &Summary,
    name: &str,
    looks: &str,
) -> Result<(), JsValue> {
    document.set_title(name);
    style(document, window, looks)?;
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

/// Adds the print styles without inline style, as the page's policy may forbid it.
fn style(document: &Document, window: &Window, looks: &str) -> Result<(), JsValue> {
    let constructor: js_sys::Function = js_sys::Reflect::get(window, &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = js_sys::Reflect::construct(&constructor, &js_sys::Array::new())?;
    let replace: js_sys::Function = js_sys::Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &looks.into())?;
    js_sys::Reflect::set(document, &"adoptedStyleSheets".into(), &js_sys::Array::of1(&sheet))?;
    Ok(())
}
