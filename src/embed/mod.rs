//! The WASM's side of the element: what the loader calls, and the settings it hands over.
//! The element itself, its attributes and what is painted before the WASM is there are in `loader.js`.

mod error;
mod panic;
mod settings;

use std::any::Any;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

pub use error::EmbedError;
pub use settings::{Place, Settings};

use crate::form::Form;
use crate::session::{Event, Session};
use crate::storage::browser::Store;
use crate::texts;
use crate::ui::{App, Check, app, learn_cards};
use crate::words::Words;

/// A widget on the page. Freeing it takes the widget off and lets everything go.
#[wasm_bindgen]
pub struct Mounted {
    _view: Box<dyn Any>,
    check: ArcRwSignal<Arc<Check>>,
    session: ArcRwSignal<Session>,
    /// Address of the clinic's own questionnaire.
    file: Option<String>,
    frame: js_sys::Function,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        panic::forget(&self.frame);
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
    /// `check`, `own` and `language` are as in [`mount`].
    ///
    /// # Errors
    /// As [`mount`]; everything stays as it was then.
    pub fn speak(&self, check: &str, own: Option<String>, language: &str) -> Result<(), String> {
        let own = own.as_deref().zip(self.file.as_deref());
        let check = load(check, own, language).map_err(|error| error.to_string())?;
        self.check.set(Arc::new(check));
        Ok(())
    }
}

/// The widget's styles, for the shadow root.
#[wasm_bindgen]
#[must_use]
pub fn style() -> String {
    concat!(include_str!("../../style/theme.css"), include_str!("../../style/widget.css")).into()
}

/// Runs the check in an element.
///
/// `check` is the built-in check of the visitor's language, `own` the clinic's questionnaire if it has one, `language`
/// the visitor's language, `settings` the element's attributes after validation. `shell` hears what the frame around the widget should do.
///
/// # Errors
/// A message for the page's owner: what is wrong, where, and how to mend it.
#[wasm_bindgen]
pub fn mount(
    stage: HtmlElement,
    check: &str,
    own: Option<String>,
    language: &str,
    settings: &str,
    shell: js_sys::Function,
) -> Result<Mounted, String> {
    let settings = Settings::from_json(settings);
    let file = settings.questionnaire.clone();
    let check =
        load(check, own.as_deref().zip(file.as_deref()), language).map_err(|error| error.to_string())?;
    let (store, session) = Store::open(&check.form, &settings);
    let check = ArcRwSignal::new(Arc::new(check));
    let session = ArcRwSignal::new(session);
    panic::report_to(&shell);
    let frame = shell.clone();
    let widget =
        App { stage: stage.clone(), check: check.clone(), settings, store, session: session.clone(), shell };
    let view = leptos::mount::mount_to_renderer(&stage, move || app(widget));
    Ok(Mounted { _view: Box::new(view), check, session, file, frame })
}

/// Learn cards on the page. Freeing them takes them off.
#[wasm_bindgen]
pub struct Cards {
    _view: Box<dyn Any>,
}

/// Shows the learn cards in an element, their titles as headings of a level.
///
/// # Errors
/// A message for the page's owner: what is wrong, where, and how to mend it.
#[wasm_bindgen]
pub fn learn(slot: HtmlElement, check: &str, language: &str, level: u8) -> Result<Cards, String> {
    let check = load(check, None, language).map_err(|error| error.to_string())?;
    let view = leptos::mount::mount_to_renderer(&slot, move || learn_cards(&check, level));
    Ok(Cards { _view: Box::new(view) })
}

/// Loads the words and the questionnaire to run.
fn load(check: &str, own: Option<(&str, &str)>, language: &str) -> Result<Check, EmbedError> {
    let built_in: serde_json::Value = serde_json::from_str(check).map_err(|_| EmbedError::Check)?;
    let words = Words::from_json(&built_in["words"]).ok_or(EmbedError::Check)?;
    let form = match own {
        None => Form::load(&built_in["questionnaire"]).map_err(|_| EmbedError::Check)?.0,
        Some((text, file)) => {
            let mut json =
                serde_json::from_str(text).map_err(|_| EmbedError::NotJson { file: file.into() })?;
            texts::speak(&mut json, language);
            let refused = |faults| EmbedError::Questionnaire { file: file.into(), faults };
            Form::load(&json).map_err(refused)?.0
        }
    };
    Ok(Check { language: language.into(), form, words })
}
