//! Shows the brief for a visit in the browser, and lets it leave the device. Visitors download it after everything else, so it
//! is apart from the widget.
#![cfg(target_arch = "wasm32")]

mod dom;

mod clipboard;
mod file;
mod sheet;

mod input;
mod print;

mod screen;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use input::{Input, Loaded};
use screen::Screen;
use sheet::sheets;

/// The brief on the page. Freeing it removes it.
#[wasm_bindgen]
pub struct Shown {
    _screen: Screen,
}

/// Shows the brief in an element: its pages, and the ways to take them along.
///
/// # Errors
/// If a part of the input is not of this release.
#[wasm_bindgen]
pub fn show(slot: Element, input: Input) -> Result<Shown, String> {
    let loaded = Loaded::new(&input).ok_or(OTHER_RELEASE)?;
    Ok(Shown { _screen: Screen::show(slot, loaded) })
}

/// Puts the pages of the brief into an element, for a page that is printed as a whole.
///
/// # Errors
/// If a part of the input is not of this release.
#[wasm_bindgen]
pub fn paper(slot: &Element, input: Input) -> Result<(), String> {
    let loaded = Loaded::new(&input).ok_or(OTHER_RELEASE)?;
    let pages = sheets(&loaded.brief(loaded.own), loaded.level + 1);
    slot.replace_children_with_node_1(&pages);
    Ok(())
}

const OTHER_RELEASE: &str = "the brief’s files are not of one release; replace all of them together";
