//! The PDF as a file: saved, or shared with another app.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FilePropertyBag, HtmlAnchorElement, Url};

use crate::dom::{after, get, node, window};

/// The time for which the address of a file is valid. Slow browsers read it long after the press.
const LIFETIME: Duration = Duration::from_secs(60);

/// A PDF as a file. Its name does not reveal the content, because it stays in the list of downloads.
///
/// # Errors
/// If the browser has no files.
pub fn pdf_file(bytes: &JsValue, name: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type("application/pdf");
    File::new_with_u8_array_sequence_and_options(&Array::of1(bytes), name, &options)
}

/// Asks the browser to save a file. Browsers do not tell whether they did.
///
/// # Errors
/// If the browser has no addresses for files.
pub fn save(file: &File) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(file)?;
    let link: HtmlAnchorElement = node("a", "", "").unchecked_into();
    link.set_href(&url);
    link.set_download(&file.name());
    link.click();
    after(LIFETIME, move || drop(Url::revoke_object_url(&url)));
    Ok(())
}

/// Whether the browser can share such a file with another app.
pub fn can_share() -> bool {
    let file = pdf_file(&js_sys::Uint8Array::new_with_length(1), "a.pdf");
    let can = file.and_then(|file| call("canShare", &files(&file)));
    can.is_ok_and(|can| can.is_truthy())
}

/// Shares a file. True if it was shared, or if the visitor has closed the dialog.
pub async fn share(file: &File) -> bool {
    let Ok(shared) = call("share", &files(file)) else { return false };
    match JsFuture::from(shared.unchecked_into::<Promise>()).await {
        Ok(_) => true,
        Err(error) => get(&error, "name") == "AbortError",
    }
}

/// The argument of the browser's functions for sharing.
fn files(file: &File) -> Object {
    let data = Object::new();
    // Setting a property of a new object can't fail.
    let _ = Reflect::set(&data, &"files".into(), &Array::of1(file));
    data
}

/// Calls a function of the navigator that not every browser has.
fn call(name: &str, data: &Object) -> Result<JsValue, JsValue> {
    let navigator = window().navigator();
    let function: Function = get(&navigator, name).dyn_into()?;
    function.call1(&navigator, data)
}
