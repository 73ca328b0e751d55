//! The handle that every screen, question and part gets. Each of them is a function that returns an [`el::El`]. They show the
//! session and the texts; no component decides anything about the check.

use std::ops::Deref;
use std::sync::Arc;

use check::words::{Word, Words};
use engine::form::Form;
use engine::model::ItemIdx;
use engine::session::{Event, Progress, Screen, Session};
use js_sys::Date;
use leptos::prelude::*;

use crate::settings::Settings;
use crate::shell::Shell;

/// The questionnaire and the texts of the interface, in one language.
#[derive(Debug)]
pub struct LocalizedForm {
    /// The language, a BCP-47 tag.
    pub language: String,
    /// The questionnaire and its logic.
    pub form: Form,
    /// The texts.
    pub words: Words,
}

/// A component’s access to the session, the texts, the settings and the shell.
#[derive(Clone, Copy)]
pub struct Ui {
    pub(crate) session: RwSignal<Session>,
    pub(crate) screen: Memo<Screen>,
    pub(crate) check: RwSignal<Arc<LocalizedForm>>,
    pub(crate) settings: StoredValue<Settings>,
    pub(crate) shell: Shell,
    pub(crate) notice: RwSignal<Option<Word>>,
}

impl Ui {
    /// The session. An effect that reads it runs again after every step.
    pub(crate) fn session(&self) -> impl Deref<Target = Session> {
        self.session.read()
    }

    /// The current session, without tracking.
    pub(crate) fn session_now(&self) -> impl Deref<Target = Session> {
        self.session.read_untracked()
    }

    /// Sends an event to the session.
    pub(crate) fn send(&self, event: Event) {
        let check = self.check();
        self.session.write().step(&check.form, event);
    }

    /// The current questionnaire and texts, without tracking: screens are rendered again in another language.
    pub(crate) fn check(&self) -> Arc<LocalizedForm> {
        self.check.get_untracked()
    }

    /// A text of the interface.
    pub(crate) fn word(&self, word: Word) -> String {
        self.check().words.get(word).to_owned()
    }

    /// A text of the interface with its placeholders filled in.
    pub(crate) fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        self.check().words.fill(word, values)
    }

    /// The progress of a visitor at this question.
    pub(crate) fn progress(&self, item: ItemIdx) -> Progress {
        self.session_now().progress(&self.check().form, item)
    }

    /// The progress as a text: a short one, or a sentence.
    pub(crate) fn count(&self, word: Word, now: &Progress) -> String {
        let (question, questions) = (now.question.to_string(), now.questions.to_string());
        self.fill(word, &[("question", &question), ("questions", &questions)])
    }

    /// The settings of the clinic.
    pub(crate) fn settings(&self) -> Settings {
        self.settings.get_value()
    }

    /// The level of the main heading plus `below`, at most 6.
    pub(crate) fn level(&self, below: u8) -> u8 {
        (self.settings.with_value(|settings| settings.heading_level) + below).min(6)
    }

    /// The current day, such as 2026-11-22.
    pub(crate) fn today(&self) -> String {
        let now = Date::new_0();
        // In local time, because the date in UTC may be another one.
        let local = Date::new(&(now.get_time() - now.get_timezone_offset() * 6e4).into());
        let iso = local.to_iso_string().as_string().unwrap_or_default();
        iso.chars().take(10).collect()
    }

    /// The last day on which an answer that is given now is stored, in the format of the visitor's language.
    pub(crate) fn expiry_date(&self) -> String {
        let days = self.settings.with_value(|settings| settings.keep_days);
        self.local_date(&Date::new(&(Date::now() + f64::from(days) * 864e5).into()))
    }

    /// A day such as 2026-11-22, in the format of the visitor's language.
    pub(crate) fn day(&self, day: &str) -> String {
        // Noon, so that it is the same day in every time zone.
        let date = Date::new(&format!("{day}T12:00:00").into());
        if date.get_time().is_nan() { day.into() } else { self.local_date(&date) }
    }

    pub(crate) fn local_date(&self, date: &Date) -> String {
        let options = js_sys::Object::new();
        // Setting a property of a new object can't fail.
        let _ = js_sys::Reflect::set(&options, &"dateStyle".into(), &"long".into());
        date.to_locale_date_string(&self.check().language, &options).into()
    }
}
