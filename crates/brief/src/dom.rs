//! Elements of the page. Tags and names of attributes are written in this package and valid.

use std::time::Duration;

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Document, Element, Window};

/// A listener of an element. It must live as long as the element.
pub type Listener = Closure<dyn FnMut()>;

/// The window of the page.
pub fn window() -> Window {
    web_sys::window().unwrap_throw()
}

/// The document of the page.
pub fn document() -> Document {
    window().document().unwrap_throw()
}

/// An element with a class, which may be empty, and text.
pub fn node(tag: &str, class: &str, text: &str) -> Element {
    let element = document().create_element(tag).unwrap_throw();
    if !class.is_empty() {
        set(&element, "class", class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    element
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Appends a child, and returns it.
pub fn add(parent: &Element, child: Element) -> Element {
    // Appending a new node can't fail.
    let _ = parent.append_child(&child);
    child
}

/// A button. `action` is its stable name for tests and styling, `kind` is primary, secondary or quiet.
pub fn button(action: &str, kind: &str, label: &str) -> Element {
    let button = node("button", &format!("cc-button cc-button--{kind}"), label);
    let part = if kind == "primary" { kind } else { "secondary" };
    for (name, value) in [("type", "button"), ("part", part), ("data-action", action)] {
        set(&button, name, value);
    }
    button
}

/// Calls a function when an element is pressed.
pub fn on_click(element: &Element, act: impl FnMut() + 'static) -> Listener {
    let listener: Listener = Closure::wrap(Box::new(act));
    let _ = element.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
    listener
}

/// Calls a function after a time.
pub fn after(time: Duration, act: impl FnOnce() + 'static) {
    let act: Function = Closure::once_into_js(act).unchecked_into();
    let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&act, milliseconds);
}

/// A property of an object; `undefined` if it has none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
