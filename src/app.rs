//! The widget as a whole: shows the screen, and does what must happen at the edges after a step: keep the answers, move
//! the focus, tell the frame.

use std::sync::Arc;

use check::words::Word;
use el::{El, el, focus};
use engine::record::StorageError;
use engine::session::{Screen, Session, VisitMode};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use web_sys::{HtmlElement, console};

use crate::screens::{changed_screen, help_screen, question_screen, result_screen, review_screen};
use crate::settings::Settings;
use crate::shell::{HostEvent, Shell};
use crate::store::Store;
use crate::ui::{LocalizedForm, Ui};

/// What the widget needs to run.
pub struct App {
    /// The element that it fills.
    pub stage: HtmlElement,
    /// What is asked, and the words, in the language that the visitor has chosen.
    pub check: ArcRwSignal<Arc<LocalizedForm>>,
    /// What the clinic has set.
    pub settings: Settings,
    /// Where answers are kept.
    pub store: Store,
    /// Where the visitor is.
    pub session: ArcRwSignal<Session>,
    /// The shell around the widget.
    pub shell: Shell,
}

/// The widget.
pub fn app(app: App) -> El {
    let App { stage, check, settings, store, session, shell } = app;
    let session = RwSignal::from(session);
    let ui = Ui {
        session,
        // A gate: a screen is made again only when the screen changes, not on every answer.
        screen: Memo::new(move |_| session.read().screen().clone()),
        check: check.into(),
        settings: StoredValue::new(settings),
        shell,
        notice: RwSignal::new(store.error.map(notice)),
    };
    if let Some(day) = ui.check().form.questionnaire.due(&ui.today().iso) {
        let due = format!(
            "candidate-check: the content was due for review on {day}; use a release whose content was reviewed since"
        );
        console::warn_1(&due.into());
    }
    let at_problem = stage.clone();
    el("div")
        .effect(keep_answers(ui, store))
        .effect(follow_screens(ui, stage))
        .effect(follow_problems(ui, at_problem))
        .child_with(move || {
            ui.check.track();
            ui.notice.get().map(|word| notice_bar(ui, word))
        })
        .child_with(move || {
            ui.check.track();
            match ui.screen.get() {
                Screen::Start => None,
                Screen::Question(visit) => Some(question_screen(ui, visit.item)),
                Screen::Help(help, visit) => Some(help_screen(ui, help, visit)),
                Screen::Changed { again, gone } => Some(changed_screen(ui, &again, gone)),
                Screen::Review => Some(review_screen(ui)),
                Screen::Result => Some(result_screen(ui)),
            }
        })
}

/// A notice that stays until it is dismissed.
fn notice_bar(ui: Ui, word: Word) -> El {
    let dismiss = el("button")
        .attr("type", "button")
        .class("cc-button")
        .text(ui.word(Word::NoticeDismiss))
        .on("click", move |_| ui.notice.set(None));
    el("div").class("cc-notice").attr("role", "status").child(el("span").text(ui.word(word))).child(dismiss)
}

fn notice(error: StorageError) -> Word {
    match error {
        StorageError::Refused | StorageError::Full => Word::NoticeNotSaved,
        StorageError::Unreadable | StorageError::OtherFormat => Word::NoticeSetAside,
    }
}

/// Saves after every step; says once that it can't.
fn keep_answers(ui: Ui, store: Store) -> impl FnMut() {
    if let Some(error) = store.error {
        warn(error);
    }
    let mut refused = false;
    let mut begun = false;
    move || {
        let check = ui.check();
        let session = ui.session();
        // Nothing to save, and nothing to erase: what is there by now comes from another tab.
        if !std::mem::replace(&mut begun, true) && session.seen().is_empty() {
            return;
        }
        let saved = store.save(&check.form, &session);
        if let Err(error) = saved
            && !std::mem::replace(&mut refused, true)
        {
            warn(error);
            ui.notice.set(Some(notice(error)));
        }
    }
}

/// Tells the page's owner. Storage errors carry nothing of what was stored.
fn warn(error: StorageError) {
    console::warn_1(&format!("candidate-check: {error}").into());
}

/// Moves the focus to the new screen's heading, or to what needs attention, and announces how far the visitor is.
fn follow_screens(ui: Ui, stage: HtmlElement) -> impl FnMut() {
    let mut before: Option<Screen> = None;
    move || {
        let screen = ui.screen.get();
        // Empty where there is no count: what was said before must not be found below another screen.
        let count = match &screen {
            Screen::Question(visit) => ui.count(&ui.progress(visit.item)),
            _ => String::new(),
        };
        ui.shell.announce(&count);
        if screen == Screen::Result {
            ui.shell.emit(HostEvent::Finished);
        }
        let target = match (before.replace(screen.clone()), screen) {
            (Some(_), Screen::Start) => return ui.shell.show_start(),
            // Back from changing an answer, the visitor finds the button that led there.
            (Some(Screen::Question(visit)), Screen::Review) if visit.mode == VisitMode::Edit => {
                let check = ui.check();
                format!("[data-for=\"{}\"]", check.form.questionnaire.item(visit.item).link_id)
            }
            // Back at an earlier question, the answer that was given there.
            (Some(Screen::Question(from)), Screen::Question(to)) if to.item < from.item => GIVEN.into(),
            _ => HEADING.into(),
        };
        focus_when_shown(stage.clone(), target);
    }
}

/// Moves the focus to what is the matter, once there is something.
fn follow_problems(ui: Ui, stage: HtmlElement) -> impl FnMut() {
    let mut before = false;
    move || {
        let now = ui.session().problem().is_some();
        if now && !before {
            focus_when_shown(stage.clone(), ".cc-problems".into());
        }
        before = now;
    }
}

/// The heading of a screen.
const HEADING: &str = ".cc-heading";
/// The control that holds an answer.
const GIVEN: &str = "input:checked, .cc-input";

/// Moves the focus to the first element that fits, or to the heading where there is none.
fn focus_when_shown(stage: HtmlElement, selector: String) {
    spawn_local(async move {
        tick().await;
        let find = |selector: &str| stage.query_selector(selector).ok().flatten();
        focus(find(&selector).or_else(|| find(HEADING)));
    });
}
