//! The demo page around the panel: the element on it, its address, the clipboard. Nothing is stored.

use leptos::prelude::{document, window};
use playground::settings::{Place, Setting};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, UrlSearchParams};

use crate::validate::language;

/// The start of the fragment of an address with a set-up. A fragment never leaves the browser.
const MARK: &str = "#set-up?";

fn element() -> Option<HtmlElement> {
    document().query_selector("candidate-check").ok()??.dyn_into().ok()
}

/// The value that the page itself gives a setting.
pub fn given(setting: &Setting) -> String {
    let value = match (setting.place, element()) {
        (Place::Attribute, Some(element)) => element.get_attribute(&setting.name),
        _ => None,
    };
    value.unwrap_or_default()
}

/// Gives the element exactly these settings, and the page the element's language.
pub fn apply(set: &[(&Setting, Option<String>)]) {
    let Some(element) = element() else { return };
    for (setting, value) in set {
        if setting.place == Place::Property {
            // Every value is already validated. Removing an absent attribute does nothing.
            let _ = element.style().set_property(&setting.name, value.as_deref().unwrap_or_default());
        }
        if setting.name == "lang" {
            set_language(value.as_deref());
        }
        // The element restarts when an attribute changes, so an attribute with the same value is not set.
        if setting.place == Place::Attribute && element.get_attribute(&setting.name) != *value {
            // Names come from content/element.yaml, and any value may stand in an attribute.
            let _ = match value {
                Some(value) => element.set_attribute(&setting.name, value),
                None => element.remove_attribute(&setting.name),
            };
        }
    }
}

/// Puts a new element in the place of the old one, so that it begins at its start screen. With `questionnaire`, it has that
/// address and no other; otherwise it has its own again.
pub fn restart(questionnaire: Option<&str>) {
    const OWN: &str = "data-own-questionnaire";
    let Some(element) = element() else { return };
    let Some(copy) = element.clone_node_with_deep(true).ok().and_then(|it| it.dyn_into::<Element>().ok())
    else {
        return;
    };
    if let Some(own) = copy.get_attribute(OWN) {
        let _ = if own.is_empty() {
            copy.remove_attribute("questionnaire")
        } else {
            copy.set_attribute("questionnaire", &own)
        };
        let _ = copy.remove_attribute(OWN);
    }
    if let Some(address) = questionnaire {
        let _ = copy.set_attribute(OWN, &copy.get_attribute("questionnaire").unwrap_or_default());
        let _ = copy.set_attribute("questionnaire", address);
    }
    let _ = element.replace_with_with_node_1(&copy);
}

/// Scrolls the check into view, unless its top is there.
pub fn show_check() {
    let Some(element) = element() else { return };
    let height = window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or_default();
    // Above the page, the panel covers its upper part.
    let covered = if is_wide() { 0.0 } else { panel_height() };
    let top = element.get_bounding_client_rect().top();
    if top < covered || top > covered + (height - covered) * 0.6 {
        element.scroll_into_view();
    }
}

fn panel_height() -> f64 {
    let panel = document().query_selector(".pg").ok().flatten();
    panel.map(|it| it.get_bounding_client_rect().bottom()).unwrap_or_default()
}

/// Shows the check as wide as on a phone, or as wide as the page lets it be.
pub fn set_phone_width(on: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.class_list().toggle_with_force("pg-phone", on);
    }
}

/// The made-up clinic speaks English and Spanish; its style sheet selects one by the page's language.
fn set_language(lang: Option<&str>) {
    let lang = lang.and_then(language).unwrap_or_else(|| "en".into());
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", &lang);
    }
}

/// The hash of the loader, which the build wrote into the page.
pub fn integrity(panel: &Element) -> Option<String> {
    panel.get_attribute("data-integrity").filter(|hash| hash.starts_with("sha"))
}

/// Whether the panel fits beside the clinic's page.
pub fn is_wide() -> bool {
    window().match_media("(min-width: 1100px)").ok().flatten().is_some_and(|it| it.matches())
}

/// The values in the address, by short name.
pub fn in_address() -> impl Fn(&str) -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    let params = hash.strip_prefix(MARK).and_then(|it| UrlSearchParams::new_with_str(it).ok());
    move |id| params.as_ref()?.get(id)
}

/// Whether the address contains a set-up, and not an anchor of the clinic's page.
pub fn is_in_address() -> bool {
    window().location().hash().is_ok_and(|hash| hash.starts_with(MARK))
}

/// Writes a set-up to the address in place of the old one. An empty set-up removes the old one or changes nothing.
pub fn put_in_address(set: &[(&str, String)]) {
    let hash = window().location().hash().unwrap_or_default();
    let Ok(params) = UrlSearchParams::new() else { return };
    for (id, value) in set {
        params.set(id, value);
    }
    let new =
        if set.is_empty() { "#".to_owned() } else { format!("{MARK}{}", String::from(params.to_string())) };
    if new != hash && (is_in_address() || !set.is_empty()) {
        // A browser may refuse many changes in a row; it accepts a later one.
        let history = window().history();
        let _ = history.map(|it| it.replace_state_with_url(&JsValue::NULL, "", Some(&new)));
    }
}

/// The whole address.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// Copies a text, and reports whether it worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Pages without HTTPS have no clipboard.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    if !clipboard.is_ok_and(|it| it.is_object()) {
        return done(false);
    }
    let written = window().navigator().clipboard().write_text(text);
    spawn_local(async move { done(JsFuture::from(written).await.is_ok()) });
}
