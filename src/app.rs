//! The widget as a whole. It shows the screen, and after each step it saves the answers, moves the focus and informs the shell.

use std::sync::Arc;

use check::words::Word;
use el::{El, el, focus, focus_in_place};
use engine::record::StorageError;
use engine::session::{Screen, Session, VisitMode};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use web_sys::{HtmlElement, console};

use crate::screens::{
    brief_screen, changed_screen, help_screen, question_screen, result_screen, review_screen,
};
use crate::settings::Settings;
use crate::shell::{HostEvent, Shell};
use crate::store::Store;
use crate::ui::{LocalizedForm, Ui};

/// The parts that the widget needs to run.
pub struct App {
    /// The element that the widget fills.
    pub stage: HtmlElement,
    /// The questionnaire and the texts, in the language that the visitor has chosen.
    pub check: ArcRwSignal<Arc<LocalizedForm>>,
    /// The settings of the clinic.
    pub settings: Settings,
    /// The storage of the answers.
    pub store: Store,
    /// The visit.
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
        // A memo, so that a screen is rendered again only when the screen changes, not on every answer.
        screen: Memo::new(move |_| session.read().screen().clone()),
        check: check.into(),
        settings: StoredValue::new(settings),
        shell,
        notice: RwSignal::new(store.error.map(notice)),
    };
    if let Some(day) = ui.check().form.questionnaire.due(&ui.today()) {
        let due = format!(
            "candidate-check: the content was due for review on {day}; use a release whose content was reviewed since"
        );
        console::warn_1(&due.into());
    }
    let at_problem = stage.clone();
    el("div")
        .effect(save_after_steps(ui, store))
        .effect(focus_new_screens(ui, stage))
        .effect(focus_problems(ui, at_problem))
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
                Screen::Brief => Some(brief_screen(ui)),
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

/// Saves after every step. A failure is reported once.
fn save_after_steps(ui: Ui, store: Store) -> impl FnMut() {
    if let Some(error) = store.error {
        warn(error);
    }
    let mut warned = false;
    let mut has_run = false;
    move || {
        let check = ui.check();
        let session = ui.session();
        // There is nothing to save and nothing to erase yet. A record that exists by now comes from another tab.
        if !std::mem::replace(&mut has_run, true) && session.seen().is_empty() {
            return;
        }
        let saved = store.save(&check.form, &session);
        if let Err(error) = saved
            && !std::mem::replace(&mut warned, true)
        {
            warn(error);
            ui.notice.set(Some(notice(error)));
        }
    }
}

/// Warns the page's owner. Storage errors contain no stored data.
fn warn(error: StorageError) {
    console::warn_1(&format!("candidate-check: {error}").into());
}

/// Moves the focus to the new screen's heading, or to an element that needs attention, and announces the progress.
fn focus_new_screens(ui: Ui, stage: HtmlElement) -> impl FnMut() {
    let mut before: Option<Screen> = None;
    move || {
        let screen = ui.screen.get();
        // Empty on a screen without a count, so that the count of the screen before is no longer found below it.
        let count = match &screen {
            Screen::Question(visit) => ui.count(Word::ProgressLabel, &ui.progress(visit.item)),
            _ => String::new(),
        };
        ui.shell.announce(&count);
        if screen == Screen::Result {
            ui.shell.emit(HostEvent::Finished);
        }
        let target = match (before.replace(screen.clone()), screen) {
            (Some(_), Screen::Start) => return ui.shell.show_start(),
            // After a change of an answer, the focus returns to the button that led there.
            (Some(Screen::Question(visit)), Screen::Review) if visit.mode == VisitMode::Edit => {
                let check = ui.check();
                format!("[data-for=\"{}\"]", check.form.questionnaire.item(visit.item).link_id)
            }
            _ => HEADING.into(),
        };
        focus_when_shown(ui.shell, stage.clone(), target);
    }
}

/// Moves the focus to a validation error when one appears.
fn focus_problems(ui: Ui, stage: HtmlElement) -> impl FnMut() {
    let mut before = false;
    move || {
        let now = ui.session().problem().is_some();
        if now && !before {
            focus_when_shown(ui.shell, stage.clone(), ".cc-problems".into());
        }
        before = now;
    }
}

/// The heading of a screen.
const HEADING: &str = ".cc-heading";

/// Brings the screen to its place, and moves the focus to the first element that matches, or to the heading if none does.
fn focus_when_shown(shell: Shell, stage: HtmlElement, selector: String) {
    spawn_local(async move {
        tick().await;
        shell.land();
        let find = |selector: &str| stage.query_selector(selector).ok().flatten();
        match find(&selector).filter(|_| selector != HEADING) {
            // Scrolls only if the element is out of sight, such as the last row of a long review.
            Some(element) => {
                if let Ok(Some(fold)) = element.closest("details") {
                    let _ = fold.set_attribute("open", "");
                }
                focus(Some(element));
            }
            None => focus_in_place(find(HEADING)),
        }
    });
}
