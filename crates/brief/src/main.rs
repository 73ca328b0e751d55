//! The program that shows the brief for a visit in the browser, and lets it leave the device. Trunk builds it for wasm32.
//! Visitors download it after everything else, so it is apart from the widget.

#[cfg(target_arch = "wasm32")]
mod clipboard;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod file;
#[cfg(target_arch = "wasm32")]
mod input;
#[cfg(target_arch = "wasm32")]
mod print;
#[cfg(target_arch = "wasm32")]
mod screen;
#[cfg(target_arch = "wasm32")]
mod sheet;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod exports {
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

    use crate::input::{Input, Loaded};
    use crate::screen::Screen;
    use crate::sheet::sheets;

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
        let pages = sheets(&loaded.brief(loaded.own).document, loaded.level + 1);
        slot.replace_children_with_node_1(&pages);
        Ok(())
    }

    const OTHER_RELEASE: &str = "the brief’s files are not of one release; replace all of them together";
}

fn main() {}
