//! What the visitor takes along: print, copy as text, save as a file. Nothing leaves the page unless the visitor acts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::handoff::Summary;
use crate::ui::parts::{heading, press};
use crate::ui::print::print;
use crate::ui::{Ui, ui};
use crate::words::Word;

/// Take it with you.
#[component]
pub fn TakeAway() -> impl IntoView {
    let ui = ui();
    // Shown when the browser refuses to copy, so that the visitor can do it by hand.
    let by_hand = RwSignal::new(None::<String>);
    let copied = RwSignal::new(false);
    let on_print = Callback::new(move |()| print(&summary(ui)));
    let on_copy = Callback::new(move |()| {
        let text = summary(ui).to_text();
        spawn_local(async move {
            let done = copy(&text).await;
            copied.set(done);
            by_hand.set((!done).then_some(text));
        });
    });
    let on_save = Callback::new(move |()| {
        // A browser that refuses downloads says so itself.
        let _ = save(&summary(ui).to_text());
    });
    view! {
        <section class="cc-take">
            {heading(ui.level(1), false, ui.word(Word::ResultTakeTitle))}
            <p>{ui.word(Word::ResultTakeText)}</p>
            <div class="cc-buttons">
                {press("print", ui.word(Word::ResultPrint), false, on_print)}
                {press("copy", ui.word(Word::ResultCopy), false, on_copy)}
                {press("save", ui.word(Word::ResultSave), false, on_save)}
            </div>
            <p role="status">{move || copied.get().then(|| ui.word(Word::ResultCopied))}</p>
            {move || by_hand.get().map(|text| view! {
                <label class="cc-field cc-field--wide">
                    <span>{ui.word(Word::ResultCopyFailed)}</span>
                    <textarea class="cc-input" rows="8" readonly prop:value=text></textarea>
                </label>
            })}
        </section>
    }
}

fn summary(ui: Ui) -> Summary {
    let check = ui.check();
    let today = js_sys::Date::new_0().to_locale_date_string(&ui.settings().language, &JsValue::UNDEFINED);
    let lasting = ui.session_now().lasting(&check.form);
    Summary::new(&check.form, &check.words, &lasting, &String::from(today))
}

/// Copies text; false where the browser has no clipboard here or refuses.
async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Without a secure context there is no clipboard, though the type says there is.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Offers text as a file.
fn save(text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download("ketamine-therapy-check.txt");
    link.click();
    web_sys::Url::revoke_object_url(&url)
}
