//! The single view type of all screens: an element with attributes, listeners and children.
//! It is independent of the check. Leptos mounts it and updates its reactive parts.
//!
//! `view!` creates a separate type for each view, and each type is compiled separately. People download this widget on
//! weak networks. One type for all elements is compiled once and is cheap to move: `docs/decisions/005-one-view-type.md` has the figures.
#![cfg(target_arch = "wasm32")]

use leptos::prelude::{RenderEffect, document};
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Element, Event, FocusOptions, HtmlElement, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element before it is mounted, alone or as part of a mounted element. It is moved several hundred times, so it is
/// only as large as a pointer.
pub struct El(Box<Parts>);

struct Parts {
    element: Element,
    /// Listeners and effects of the element and its children. They must live as long as the element.
    subscriptions: Vec<Subscription>,
}

enum Subscription {
    Listener { _closure: Closure<dyn FnMut(Event)> },
    Effect { _effect: RenderEffect<()> },
}

/// An HTML element. Tags are written in this package and valid.
pub fn el(tag: &str) -> El {
    wrap(document().create_element(tag))
}

/// An SVG element.
pub fn svg(tag: &str) -> El {
    wrap(document().create_element_ns(Some(SVG), tag))
}

fn wrap(element: Result<Element, JsValue>) -> El {
    El(Box::new(Parts { element: element.unwrap_throw(), subscriptions: Vec::new() }))
}

/// An element with a class and text, the most common kind.
pub fn text(tag: &str, class: &str, text: String) -> El {
    el(tag).class(class).text(text)
}

impl El {
    /// Sets the class; an empty one is left out.
    pub fn class(self, class: &str) -> El {
        if class.is_empty() { self } else { self.attr("class", class) }
    }

    /// Sets an attribute. Names are written in this package and valid.
    pub fn attr(self, name: &str, value: &str) -> El {
        let _ = self.0.element.set_attribute(name, value);
        self
    }

    /// Sets an attribute without a value if `on`.
    pub fn flag(self, name: &str, on: bool) -> El {
        if on { self.attr(name, "") } else { self }
    }

    /// The element itself, for code that fills it by other means.
    pub fn element(&self) -> Element {
        self.0.element.clone()
    }

    /// Adds text.
    pub fn text(self, text: String) -> El {
        self.append(&document().create_text_node(&text));
        self
    }

    /// Adds an element.
    pub fn child(mut self, mut child: El) -> El {
        self.append(&child.0.element);
        self.0.subscriptions.append(&mut child.0.subscriptions);
        self
    }

    /// Adds elements; also an `Option`.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// Adds an element that is made again when a signal that `make` reads changes.
    pub fn child_with(self, make: impl Fn() -> Option<El> + 'static) -> El {
        // Marks the place of the element while `make` returns `None`.
        let place: Node = document().create_comment("").into();
        self.append(&place);
        self.effect(follow(place, Box::new(make)))
    }

    /// Keeps an attribute up to date; `None` removes it.
    pub fn attr_with(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> El {
        self.follow_attr(name, Box::new(value))
    }

    fn follow_attr(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> El {
        self.update_with(Box::new(move |element| {
            let _ = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }))
    }

    /// Keeps a property up to date, such as `checked` of a checkbox.
    pub fn prop_with(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> El {
        self.follow_prop(name, Box::new(value))
    }

    fn follow_prop(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> El {
        self.update_with(Box::new(move |element| {
            let (name, value) = (JsValue::from_str(name), value());
            // Setting a field to its own value would still disturb a person who is typing in it.
            if js_sys::Reflect::get(element, &name).ok().as_ref() != Some(&value) {
                let _ = js_sys::Reflect::set(element, &name, &value);
            }
        }))
    }

    /// Keeps the text up to date.
    pub fn text_with(self, text: impl Fn() -> String + 'static) -> El {
        self.follow_text(Box::new(text))
    }

    fn follow_text(self, text: Box<dyn Fn() -> String>) -> El {
        self.update_with(Box::new(move |element| element.set_text_content(Some(&text()))))
    }

    /// Listens to an event.
    pub fn on(self, event: &str, listener: impl FnMut(Event) + 'static) -> El {
        self.listen(event, Closure::wrap(Box::new(listener)))
    }

    fn listen(self, event: &str, closure: Closure<dyn FnMut(Event)>) -> El {
        let _ = self.0.element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        self.keep(Subscription::Listener { _closure: closure })
    }

    /// Runs `update` now, and again when a signal that it reads changes.
    fn update_with(self, update: Box<dyn Fn(&Element)>) -> El {
        let element = self.0.element.clone();
        self.effect(move || update(&element))
    }

    /// Runs `act` now, and again when a signal that it reads changes, as long as the element exists.
    pub fn effect(self, act: impl FnMut() + 'static) -> El {
        let mut act: Box<dyn FnMut()> = Box::new(act);
        self.keep(Subscription::Effect { _effect: RenderEffect::new(move |_| act()) })
    }

    fn keep(mut self, subscription: Subscription) -> El {
        self.0.subscriptions.push(subscription);
        self
    }

    fn append(&self, child: &Node) {
        // Appending a new node to a new element can't fail.
        let _ = self.0.element.append_child(child);
    }
}

/// Shows the element of `make` before the place, and replaces it each time.
fn follow(place: Node, make: Box<dyn Fn() -> Option<El>>) -> impl FnMut() {
    let mut shown = None;
    move || {
        // Removes the old element first, because it may have the focus or a name.
        drop(shown.take());
        shown = make().map(El::build);
        if let (Some(Mounted(mounted)), Some(parent)) = (&shown, place.parent_node()) {
            let _ = parent.insert_before(&mounted.element, Some(&place));
        }
    }
}

/// An element on the page. Dropping it removes it.
pub struct Mounted(Box<Parts>);

impl Drop for Mounted {
    fn drop(&mut self) {
        self.unmount();
    }
}

impl Render for El {
    type State = Mounted;

    fn build(self) -> Mounted {
        Mounted(self.0)
    }

    fn rebuild(self, state: &mut Mounted) {
        let mut mounted = self.build();
        state.insert_before_this(&mut mounted);
        *state = mounted;
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        self.0.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // The loader made the parent, and it exists as long as the widget.
        let _ = parent.insert_before(&self.0.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.0.element.parent_element() else { return false };
        child.mount(&parent, Some(&self.0.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.0.element.clone()]
    }
}

/// Moves the focus, and scrolls to the element if it is out of sight. If the element can't take it, the focus stays.
pub fn focus(element: Option<Element>) {
    focus_with(element, &FocusOptions::new());
}

/// Moves the focus without scrolling.
pub fn focus_in_place(element: Option<Element>) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    focus_with(element, &options);
}

fn focus_with(element: Option<Element>, options: &FocusOptions) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus_with_options(options);
    }
}
