//! Validates values with the element’s own readers, so that the panel accepts exactly the values that the element accepts.

use js_sys::JsString;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::css;

use playground::settings::{Kind, Setting};

// The build writes `src/element/attributes.js` beside the panel.
#[wasm_bindgen(raw_module = "./attributes.js")]
extern "C" {
    #[wasm_bindgen(js_name = read)]
    fn read_attribute(name: &str, text: &str) -> JsValue;
}

/// The value can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad;

/// The value to use; `None` if it is empty or the default.
pub fn validate(setting: &Setting, given: &str) -> Result<Option<String>, Bad> {
    // Rust and JavaScript differ in which characters are blank.
    let given = String::from(JsString::from(given).trim());
    if given.is_empty() {
        return Ok(None);
    }
    let can_be = |property| css::supports_with_value(property, &given).unwrap_or_default();
    let is_valid = match &setting.kind {
        Kind::Color => can_be("color"),
        // Only these two kinds must match the syntax exactly.
        Kind::Length => can_be("outline-offset"),
        Kind::Font => can_be("font-family"),
        _ => read_attribute(&setting.name, &given).is_truthy(),
    };
    let value = (setting.default.as_deref() != Some(given.as_str())).then_some(given);
    if is_valid { Ok(value) } else { Err(Bad) }
}

/// The language of a tag such as `es-MX`, if the check has it.
pub fn language(tag: &str) -> Option<String> {
    read_attribute("lang", tag).as_string()
}
