//! The functions that the runner calls. The element, its attributes and the first paint are in `loader.js`.

use std::any::Any;
use std::sync::Arc;

use check::words::Words;
use engine::model::Questionnaire;
use engine::packed::{self, Packed};
use engine::session::{Event, Session};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::{App, app};
use crate::error::EmbedError;
use crate::learn::learn_cards;
use crate::parts::all_lines;
use crate::settings::Settings;
use crate::shell::{HostShell, Shell};
use crate::store::Store;
use crate::ui::LocalizedForm;

/// A widget on the page. Freeing it removes the widget and releases everything.
#[wasm_bindgen]
pub struct Mounted {
    _view: Box<dyn Any>,
    check: ArcRwSignal<Arc<LocalizedForm>>,
    session: ArcRwSignal<Session>,
    shell: Shell,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.shell.remove();
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Returns from the start screen to the questions.
    pub fn begin(&self) {
        self.session.write().step(&self.check.get_untracked().form, Event::Begin);
    }

    /// The number of questions that the visitor has answered.
    #[wasm_bindgen(getter)]
    pub fn answered(&self) -> usize {
        let check = self.check.get_untracked();
        self.session.read_untracked().effective(&check.form).answered().count()
    }

    /// Switches to another language. Answers and screen stay.
    ///
    /// `check`, `custom` and `language` are as in [`mount`].
    ///
    /// # Errors
    /// As [`mount`]. Nothing has changed then.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, check: &str, custom: Option<String>, language: &str) -> Result<(), String> {
        let check = load(check, custom.as_deref(), language).map_err(|error| error.to_string())?;
        // The session identifies items by position.
        if !check.form.questionnaire.has_items_of(&self.check.get_untracked().form.questionnaire) {
            return Err(EmbedError::Changed.to_string());
        }
        self.check.set(Arc::new(check));
        Ok(())
    }
}

/// Runs the check in an element.
///
/// `check` is the packed built-in check in the visitor's language, `custom` the packed questionnaire of the clinic if it has
/// one, `language` the visitor's language as a BCP-47 tag, and `settings` the validated attributes of the element. `shell` is
/// the loader’s side of the widget.
///
/// # Errors
/// A message for the page's owner: the error, its place, and how to fix it.
#[wasm_bindgen]
pub fn mount(
    stage: HtmlElement,
    check: &str,
    custom: Option<String>,
    language: &str,
    settings: JsValue,
    shell: HostShell,
) -> Result<Mounted, String> {
    let settings = Settings::new(&settings);
    let check = load(check, custom.as_deref(), language).map_err(|error| error.to_string())?;
    let (store, session) = Store::open(&check.form, &settings);
    let check = ArcRwSignal::new(Arc::new(check));
    let session = ArcRwSignal::new(session);
    let shell = Shell::new(shell);
    let widget =
        App { stage: stage.clone(), check: check.clone(), settings, store, session: session.clone(), shell };
    let view = leptos::mount::mount_to_renderer(&stage, move || app(widget));
    Ok(Mounted { _view: Box::new(view), check, session, shell })
}

/// Content of the start screen that the WASM paints. Freeing it removes it.
#[wasm_bindgen]
pub struct Painted {
    _view: Box<dyn Any>,
}

/// Shows the learn cards in an element, with their titles as headings of `level`. If `cards` is empty, a message says that they
/// are not available. `cards` and `check` are in the visitor's language.
///
/// # Errors
/// A message for the page's owner: the error, its place, and how to fix it.
#[wasm_bindgen]
pub fn learn(slot: HtmlElement, cards: &str, check: &str, level: u8) -> Result<Painted, String> {
    let (words, rest): (Words, Questionnaire) =
        packed::read(check).ok_or_else(|| EmbedError::Check.to_string())?;
    let cards = packed::read::<Questionnaire>(cards).map(|cards| cards.join(rest));
    let view = leptos::mount::mount_to_renderer(&slot, move || learn_cards(cards.as_ref(), &words, level));
    Ok(Painted { _view: Box::new(view) })
}

/// Shows the full list of help lines in an element. `check` is in the visitor's language.
///
/// # Errors
/// A message for the page's owner: the error, its place, and how to fix it.
#[wasm_bindgen]
pub fn lines(slot: HtmlElement, check: &str) -> Result<Painted, String> {
    let words = words(check)?;
    let view = leptos::mount::mount_to_renderer(&slot, move || all_lines(&words));
    Ok(Painted { _view: Box::new(view) })
}

/// Reads the texts alone. They come first in the packed check.
fn words(mut check: &str) -> Result<Words, String> {
    Words::read(&mut check).ok_or_else(|| EmbedError::Check.to_string())
}

/// Reads the texts and the questionnaire to run.
fn load(check: &str, custom: Option<&str>, language: &str) -> Result<LocalizedForm, EmbedError> {
    let (words, form) = check::packed::read(check, custom).ok_or(EmbedError::Check)?;
    Ok(LocalizedForm { language: language.into(), form, words })
}
