//! What the visitor sees: screens, questions and parts, in Leptos. Everything on the page says and does what the session
//! and the words say; no component decides anything about the check.
//!
//! A screen, a question and a part are functions from what they show to an [`el::El`]. All of them are given [`Ui`].

use std::ops::Deref;
use std::sync::Arc;

use check::summary::Day;
use check::words::{Word, Words};
use engine::form::Form;
use engine::model::ItemIdx;
use engine::session::{Event, Progress, Screen, Session};
use js_sys::Date;
use leptos::prelude::*;

use crate::settings::Settings;
use crate::shell::Shell;

/// What is asked, and the words of the interface, in one language.
#[derive(Debug)]
pub struct LocalizedForm {
    /// The language, a BCP-47 tag.
    pub language: String,
    /// The questionnaire and its logic.
    pub form: Form,
    /// The words.
    pub words: Words,
}

/// What a component may do: look at the session, send it an event, find words and settings, tell the frame.
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
    /// The session; what reads it runs again after every step.
    pub(crate) fn session(&self) -> impl Deref<Target = Session> {
        self.session.read()
    }

    /// The session as it is now, for what is made once.
    pub(crate) fn session_now(&self) -> impl Deref<Target = Session> {
        self.session.read_untracked()
    }

    /// Takes a step.
    pub(crate) fn send(&self, event: Event) {
        let check = self.check();
        self.session.write().step(&check.form, event);
    }

    /// Questionnaire and words, as they are now: screens are made anew in another language.
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

    /// How far the visitor is who is at this question.
    pub(crate) fn progress(&self, item: ItemIdx) -> Progress {
        self.session_now().progress(&self.check().form, item)
    }

    /// The same in words.
    pub(crate) fn count(&self, now: &Progress) -> String {
        let (question, questions) = (now.question.to_string(), now.questions.to_string());
        self.fill(Word::ProgressCount, &[("question", &question), ("questions", &questions)])
    }

    /// What the clinic has set.
    pub(crate) fn settings(&self) -> Settings {
        self.settings.get_value()
    }

    /// Level of the main heading plus some, at most 6.
    pub(crate) fn level(&self, below: u8) -> u8 {
        (self.settings.with_value(|settings| settings.heading_level) + below).min(6)
    }

    /// Today.
    pub(crate) fn today(&self) -> Day {
        let now = Date::new_0();
        // Where the visitor is: the date of a string in UTC may be another one.
        let local = Date::new(&(now.get_time() - now.get_timezone_offset() * 6e4).into());
        let iso = local.to_iso_string().as_string().unwrap_or_default();
        Day { iso: iso.chars().take(10).collect(), read: self.local_date(&now) }
    }

    /// The day until which an answer that is given now is kept, as the visitor's language writes it.
    pub(crate) fn kept_until(&self) -> String {
        let days = self.settings.with_value(|settings| settings.keep_days);
        self.local_date(&Date::new(&(Date::now() + f64::from(days) * 864e5).into()))
    }

    /// A day such as 2026-11-22, as the visitor's language writes it.
    pub(crate) fn day(&self, day: &str) -> String {
        // Noon, so that no time zone makes it another day.
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
