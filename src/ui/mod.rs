//! What the visitor sees: screens, questions and parts, in Leptos. Everything on the page says and does what the session
//! and the words say; no component decides anything about the check.
//!
//! One context, [`Ui`], given by `app.rs`; screens and questions use it, parts take props only.

mod app;
mod learn;
mod parts;
mod print;
mod questions;
mod screens;

use std::sync::Arc;

use leptos::prelude::*;

pub use app::{App, AppProps};
pub use learn::{LearnCards, LearnCardsProps};

use crate::embed::Settings;
use crate::form::Form;
use crate::session::{Event, Screen, Session};
use crate::words::{Word, Words};

/// What is asked, and the words of the interface.
#[derive(Debug)]
pub struct Check {
    /// The questionnaire and its logic.
    pub form: Form,
    /// The words.
    pub words: Words,
}

/// What a component may do: look at the session, send it an event, find words and settings.
#[derive(Clone, Copy)]
pub struct Ui {
    session: RwSignal<Session>,
    screen: Memo<Screen>,
    check: StoredValue<Arc<Check>>,
    settings: StoredValue<Settings>,
    shell: StoredValue<js_sys::Function, LocalStorage>,
    notice: RwSignal<Option<Word>>,
}

impl Ui {
    /// The session, for looking at it; tracks every change.
    pub fn session(&self) -> impl std::ops::Deref<Target = Session> {
        self.session.read()
    }

    /// The session without tracking.
    pub fn session_now(&self) -> impl std::ops::Deref<Target = Session> {
        self.session.read_untracked()
    }

    /// Takes a step.
    pub fn send(&self, event: Event) {
        let check = self.check();
        self.session.write().step(&check.form, event);
    }

    /// Questionnaire and words.
    #[must_use]
    pub fn check(&self) -> Arc<Check> {
        self.check.get_value()
    }

    /// A text of the interface.
    #[must_use]
    pub fn word(&self, word: Word) -> String {
        self.check.with_value(|check| check.words.get(word).to_owned())
    }

    /// A text of the interface with its placeholders filled in.
    #[must_use]
    pub fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        self.check.with_value(|check| check.words.fill(word, values))
    }

    /// What the clinic has set.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.settings.get_value()
    }

    /// Tells the frame around the widget.
    pub fn tell(&self, what: &str) {
        // The frame is ours; if it throws there is nobody left to tell.
        self.shell.with_value(|shell| drop(shell.call1(&wasm_bindgen::JsValue::NULL, &what.into())));
    }

    /// Level of the main heading plus some, at most 6.
    #[must_use]
    pub fn level(&self, below: u8) -> u8 {
        (self.settings.with_value(|settings| settings.heading_level) + below).min(6)
    }
}

/// The context.
#[must_use]
pub fn ui() -> Ui {
    use_context().expect("Ui: ui/app.rs provides it before any screen is made")
}
