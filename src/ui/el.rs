//! The one kind of view that all screens are made of: an element with attributes, listeners and children.
//! Knows nothing of the check. Leptos mounts it and keeps its live parts up to date.
//!
//! Every typed view that `view!` makes is compiled on its own, and this widget is downloaded by people on weak
//! networks. One type for all elements is compiled once: `ARCHITECTURE.md` has the figures.

use leptos::prelude::{RenderEffect, document};
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Element, Event, HtmlElement, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is not on the page yet.
pub struct El {
    tag: String,
    svg: bool,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Child>,
    listeners: Vec<(&'static str, Listener)>,
    live: Vec<Live>,
}

/// What is done on an event.
type Listener = Box<dyn FnMut(Event)>;

enum Child {
    Text(String),
    Element(El),
    Live(Box<dyn Fn() -> Option<El>>),
}

enum Live {
    Attribute(&'static str, Box<dyn Fn() -> Option<String>>),
    Property(&'static str, Box<dyn Fn() -> JsValue>),
    Text(Box<dyn Fn() -> String>),
}

/// An HTML element.
pub fn el(tag: &str) -> El {
    El {
        tag: tag.into(),
        svg: false,
        attributes: Vec::new(),
        children: Vec::new(),
        listeners: Vec::new(),
        live: Vec::new(),
    }
}

/// An SVG element.
pub fn svg(tag: &str) -> El {
    El { svg: true, ..el(tag) }
}

/// An element with a class and text, the most common kind.
pub fn text(tag: &str, class: &'static str, text: String) -> El {
    el(tag).class(class).text(text)
}

impl El {
    /// Sets the class; an empty one is left out.
    pub fn class(self, class: &'static str) -> El {
        if class.is_empty() { self } else { self.attr("class", class) }
    }

    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: &str) -> El {
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute without a value where it applies.
    pub fn flag(self, name: &'static str, on: bool) -> El {
        if on { self.attr(name, "") } else { self }
    }

    /// Adds text.
    pub fn text(mut self, text: String) -> El {
        self.children.push(Child::Text(text));
        self
    }

    /// Adds an element.
    pub fn child(mut self, child: El) -> El {
        self.children.push(Child::Element(child));
        self
    }

    /// Adds elements; also an `Option`.
    pub fn children(mut self, children: impl IntoIterator<Item = El>) -> El {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    /// Adds an element that is made again when what it reads changes.
    pub fn live(mut self, make: impl Fn() -> Option<El> + 'static) -> El {
        self.children.push(Child::Live(Box::new(make)));
        self
    }

    /// Keeps an attribute as it should be; `None` takes it off.
    pub fn live_attr(mut self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> El {
        self.live.push(Live::Attribute(name, Box::new(value)));
        self
    }

    /// Keeps a property as it should be, such as `checked` of a checkbox.
    pub fn live_prop(mut self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> El {
        self.live.push(Live::Property(name, Box::new(value)));
        self
    }

    /// Keeps the text as it should be.
    pub fn live_text(mut self, text: impl Fn() -> String + 'static) -> El {
        self.live.push(Live::Text(Box::new(text)));
        self
    }

    /// Listens to an event.
    pub fn on(mut self, event: &'static str, listener: impl FnMut(Event) + 'static) -> El {
        self.listeners.push((event, Box::new(listener)));
        self
    }

    /// Makes the element; what it needs to stay alive is kept in `kept`.
    fn make(self, kept: &mut Vec<Kept>) -> Element {
        let made = if self.svg {
            document().create_element_ns(Some(SVG), &self.tag)
        } else {
            document().create_element(&self.tag)
        };
        // Tags are written in this package and valid.
        let element = made.unwrap_throw();
        for (name, value) in self.attributes {
            // Names are written in this package and valid.
            let _ = element.set_attribute(name, &value);
        }
        for (event, listener) in self.listeners {
            let listener = Closure::wrap(listener);
            let _ = element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
            kept.push(Kept::Listener { _closure: listener });
        }
        for child in self.children {
            match child {
                Child::Text(text) => append(&element, &document().create_text_node(&text)),
                Child::Element(child) => append(&element, &child.make(kept)),
                Child::Live(make) => {
                    // Marks the place while there is nothing to show.
                    let place: Node = document().create_comment("").into();
                    append(&element, &place);
                    kept.push(follow(place, make));
                }
            }
        }
        for live in self.live {
            kept.push(live.follow(element.clone()));
        }
        element
    }
}

fn append(parent: &Element, child: &Node) {
    // Appending a new node to a new element can't be refused.
    let _ = parent.append_child(child);
}

/// Shows what `make` makes before the place, and again whenever what it reads changes.
fn follow(place: Node, make: Box<dyn Fn() -> Option<El>>) -> Kept {
    let effect = RenderEffect::new(move |before: Option<Option<Made>>| {
        drop(before.flatten());
        let made = make().map(El::build);
        if let (Some(made), Some(parent)) = (&made, place.parent_node()) {
            let _ = parent.insert_before(&made.element, Some(&place));
        }
        made
    });
    Kept::Child { _effect: effect }
}

impl Live {
    fn follow(self, element: Element) -> Kept {
        let effect = RenderEffect::new(move |_: Option<()>| match &self {
            Live::Attribute(name, value) => {
                let _ = match value() {
                    Some(value) => element.set_attribute(name, &value),
                    None => element.remove_attribute(name),
                };
            }
            Live::Property(name, value) => {
                let (name, value) = (JsValue::from_str(name), value());
                // Setting a field to what stands in it would still disturb who is typing there.
                if js_sys::Reflect::get(&element, &name).ok().as_ref() != Some(&value) {
                    let _ = js_sys::Reflect::set(&element, &name, &value);
                }
            }
            Live::Text(text) => element.set_text_content(Some(&text())),
        });
        Kept::Live { _effect: effect }
    }
}

/// What an element needs to stay alive.
enum Kept {
    Listener { _closure: Closure<dyn FnMut(Event)> },
    Live { _effect: RenderEffect<()> },
    Child { _effect: RenderEffect<Option<Made>> },
}

/// An element on the page. Dropping it takes it off.
pub struct Made {
    element: Element,
    _kept: Vec<Kept>,
}

impl Drop for Made {
    fn drop(&mut self) {
        self.element.remove();
    }
}

impl Render for El {
    type State = Made;

    fn build(self) -> Made {
        let mut kept = Vec::new();
        Made { element: self.make(&mut kept), _kept: kept }
    }

    fn rebuild(self, state: &mut Made) {
        let mut made = self.build();
        state.insert_before_this(&mut made);
        *state = made;
    }
}

impl Mountable for Made {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // The place was given by the loader and stays while the widget is on it.
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else { return false };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

/// Moves the focus; an element that can't take it leaves it where it is.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
