//! The WASM's side of the element: what the runner calls, and the settings it hands over.
//! The element itself, its attributes and what is painted before the WASM is there are in `loader.js`.

use std::any::Any;
use std::sync::Arc;

use check::words::Words;
use engine::form::Form;
use engine::model::Questionnaire;
use engine::packed;
use engine::session::{Event, Session};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::{App, app};
use crate::error::EmbedError;
use crate::learn::learn_cards;
use crate::settings::Settings;
use crate::shell::{HostShell, Shell};
use crate::store::Store;
use crate::ui::LocalizedForm;

/// A widget on the page. Freeing it takes the widget off and lets everything go.
#[wasm_bindgen]
pub struct Mounted {
    _view: Box<dyn Any>,
    check: ArcRwSignal<Arc<LocalizedForm>>,
    session: ArcRwSignal<Session>,
    shell: Shell,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.shell.forget();
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Goes from the start screen to the questions again.
    pub fn begin(&self) {
        self.session.write().step(&self.check.get_untracked().form, Event::Begin);
    }

    /// Goes on in another language: the answers and the place in the check stay.
    ///
    /// `check`, `custom` and `language` are as in [`mount`].
    ///
    /// # Errors
    /// As [`mount`]; everything stays as it was then.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, check: &str, custom: Option<String>, language: &str) -> Result<(), String> {
        let check = load(check, custom.as_deref(), language).map_err(|error| error.to_string())?;
        // The session knows items by their place.
        if !check.form.questionnaire.has_items_of(&self.check.get_untracked().form.questionnaire) {
            return Err(EmbedError::Changed.to_string());
        }
        self.check.set(Arc::new(check));
        Ok(())
    }
}

/// Runs the check in an element.
///
/// `check` is the built-in check of the visitor's language, `custom` the clinic's questionnaire as it was compiled, if it has one, `language`
/// the visitor's language, `settings` the element's attributes after validation. `shell` is the loader’s side of the widget.
///
/// # Errors
/// A message for the page's owner: what is wrong, where, and how to fix it.
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

/// Learn cards on the page. Freeing them takes them off.
#[wasm_bindgen]
pub struct Cards {
    _view: Box<dyn Any>,
}

/// Shows the learn cards in an element, their titles as headings of a level; empty `cards` are none that could be had,
/// which is said in their place. `cards` and `check` are those of the visitor's language.
///
/// # Errors
/// A message for the page's owner: what is wrong, where, and how to fix it.
#[wasm_bindgen]
pub fn learn(slot: HtmlElement, cards: &str, check: &str, level: u8) -> Result<Cards, String> {
    let (words, _): (Words, Questionnaire) =
        packed::read(check).ok_or_else(|| EmbedError::Check.to_string())?;
    let cards = packed::read::<Questionnaire>(cards);
    let view = leptos::mount::mount_to_renderer(&slot, move || learn_cards(cards.as_ref(), &words, level));
    Ok(Cards { _view: Box::new(view) })
}

/// Reads the words and the questionnaire to run.
fn load(check: &str, custom: Option<&str>, language: &str) -> Result<LocalizedForm, EmbedError> {
    let (words, built_in): (Words, Questionnaire) = packed::read(check).ok_or(EmbedError::Check)?;
    let questionnaire = match custom {
        None => built_in,
        Some(custom) => packed::read(custom).ok_or(EmbedError::Check)?,
    };
    Ok(LocalizedForm { language: language.into(), form: Form::new(questionnaire), words })
}
