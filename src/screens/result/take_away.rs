//! The summary to take along: print, copy as text, save as a file. Nothing leaves the page unless the visitor acts.

use check::summary::{Clinic, Summary, sentences};
use check::words::Word;
use el::{El, el};
use engine::model::Private;
use leptos::prelude::{Get, RwSignal, Set, document, window};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::parts::{Weight, action_button, buttons, heading};
use crate::print::print;
use crate::ui::Ui;

/// The id of the message after copying.
const COPY_STATUS: &str = "cc-copying";

/// The outcome of copying.
#[derive(Clone)]
enum Copying {
    NotTried,
    Done,
    /// The browser refused. The text is shown, so that the visitor can copy it by hand.
    Refused(String),
}

/// The section “Take it with you”.
pub fn take_away(ui: Ui) -> El {
    let copying = RwSignal::new(Copying::NotTried);
    let on_copy = move |_| {
        let text = summary(ui).to_text();
        spawn_local(async move {
            let done = copy(&text).await;
            copying.set(if done { Copying::Done } else { Copying::Refused(text) });
        });
    };
    let on_print = move |event: web_sys::Event| {
        let button = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(row) = button.and_then(|button| button.parent_element()) {
            print(&row, summary(ui), ui.word(Word::SummaryTitle), ui.settings().print_style);
        }
    };
    let on_save = move |_| {
        // A browser that refuses downloads tells the visitor itself.
        let _ = save(&summary(ui).to_text(), &ui.word(Word::SummaryFile));
    };
    let status = move || match copying.get() {
        Copying::Done => ui.word(Word::ResultCopied),
        Copying::Refused(_) => ui.word(Word::ResultCopyFailed),
        Copying::NotTried => String::new(),
    };
    let by_hand = move || match copying.get() {
        Copying::Refused(text) => Some(by_hand(text)),
        Copying::NotTried | Copying::Done => None,
    };
    let button = |action, word| action_button(action, ui.word(word), Weight::Secondary);
    el("section")
        .class("cc-take")
        .child(heading(ui.level(1), ui.word(Word::ResultTakeTitle)).attr("tabindex", "-1"))
        .child(el("p").text(privacy_text(ui)))
        .child(buttons([
            button("print", Word::ResultPrint).on("click", on_print),
            button("copy", Word::ResultCopy).on("click", on_copy),
            button("save", Word::ResultSave).on("click", on_save),
        ]))
        // A separate element for the name: in Firefox and WebKit a status can’t label another element.
        .child(el("p").attr("role", "status").child(el("span").attr("id", COPY_STATUS).text_with(status)))
        .child_with(by_hand)
}

/// The text about data that leaves the browser and data that never does. Every sentence is true for this questionnaire.
fn privacy_text(ui: Ui) -> String {
    let private = match ui.check().form.questionnaire.private {
        Private::Safety => Some(Word::ResultTakePrivate),
        Private::Some => Some(Word::ResultTakeSomePrivate),
        Private::None => None,
    };
    let words = [Some(Word::ResultTakeText), private, Some(Word::ResultTakeLanguage)];
    let check = ui.check();
    sentences(words.into_iter().flatten().map(|word| check.words.get(word)))
}

/// The text to copy by hand. The message is its label, so that the message is announced too.
fn by_hand(text: String) -> El {
    let field = el("textarea").class("cc-input").attr("rows", "8").attr("aria-labelledby", COPY_STATUS);
    field.flag("readonly", true).text(text)
}

/// The summary of the answers that may leave the device.
pub(super) fn summary(ui: Ui) -> Summary {
    let check = ui.check();
    let settings = ui.settings();
    let clinic = Clinic { name: settings.clinic, phone: settings.phone, address: settings.address };
    Summary::new(&check.form, &check.words, ui.session_now().persistable(), &ui.today(), &clinic)
}

/// Copies text. Returns false if the browser has no clipboard here or refuses.
async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Without a secure context there is no clipboard, although the type is not optional.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Offers text as a file. Its name does not reveal the content, because it stays in the list of downloads.
fn save(text: &str, name: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(&format!("{name}.txt"));
    link.click();
    web_sys::Url::revoke_object_url(&url)
}
