//! The widget as a whole: gives the context, shows the screen, and does what must happen at the edges after a step:
//! keep the answers, move the focus, tell the frame.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::screens::{ChangedScreen, FIELD, HelpScreen, QuestionScreen, ResultScreen, ReviewScreen};
use super::{Check, Ui};
use crate::embed::Settings;
use crate::session::{Because, Screen, Session, progress};
use crate::storage::StorageError;
use crate::storage::browser::Store;
use crate::words::Word;

/// The widget.
#[component]
pub fn App(
    /// The element that the widget fills.
    stage: HtmlElement,
    /// What is asked, and the words.
    check: Arc<Check>,
    /// What the clinic has set.
    settings: Settings,
    /// Where answers are kept.
    store: Store,
    /// Where the visitor is.
    session: ArcRwSignal<Session>,
    /// Hears what the frame around the widget should do.
    shell: js_sys::Function,
) -> impl IntoView {
    let session = RwSignal::from(session);
    // A gate: a screen is made again only when the screen changes, not on every answer.
    let screen = Memo::new(move |_| session.read().screen().clone());
    let ui = Ui {
        session,
        screen,
        check: StoredValue::new(check),
        settings: StoredValue::new(settings),
        shell: StoredValue::new_local(shell),
        notice: RwSignal::new(store.trouble.map(notice)),
    };
    provide_context(ui);
    keep_answers(ui, store);
    follow_screens(ui, stage);

    view! {
        {move || ui.notice.get().map(|word| view! {
            <p class="cc-notice" role="status">
                <span>{ui.word(word)}</span>
                <button type="button" class="cc-button" on:click=move |_| ui.notice.set(None)>
                    {ui.word(Word::NoticeDismiss)}
                </button>
            </p>
        })}
        {move || match ui.screen.get() {
            Screen::Start => ().into_any(),
            Screen::Question(visit) => view! { <QuestionScreen item=visit.item/> }.into_any(),
            Screen::Help(help, _) => view! { <HelpScreen help/> }.into_any(),
            Screen::Changed { again, gone } => view! { <ChangedScreen again gone/> }.into_any(),
            Screen::Review => view! { <ReviewScreen/> }.into_any(),
            Screen::Result => view! { <ResultScreen/> }.into_any(),
        }}
    }
}

fn notice(trouble: StorageError) -> Word {
    match trouble {
        StorageError::Refused | StorageError::Full => Word::NoticeNotSaved,
        StorageError::Unreadable | StorageError::OtherFormat => Word::NoticeSetAside,
    }
}

/// Saves after every step; says once that it can't.
fn keep_answers(ui: Ui, store: Store) {
    if let Some(trouble) = store.trouble {
        leptos::logging::warn!("candidate-check: {trouble}");
    }
    let mut refused = false;
    Effect::new(move |_| {
        let check = ui.check();
        let saved = store.save(&check.form, &ui.session());
        if let Err(error) = saved
            && !std::mem::replace(&mut refused, true)
        {
            leptos::logging::warn!("candidate-check: {error}");
            ui.notice.set(Some(notice(error)));
        }
    });
}

/// Moves the focus to the new screen's heading, or to what needs attention, and announces how far the visitor is.
fn follow_screens(ui: Ui, stage: HtmlElement) {
    let problem = Memo::new(move |_| ui.session().problem().cloned());
    let shown = stage.clone();
    Effect::new(move |before: Option<Screen>| {
        let screen = ui.screen.get();
        if screen == Screen::Start && before.is_some() {
            ui.tell("start");
            return screen;
        }
        if screen == Screen::Result {
            ui.tell("finished");
        }
        if let Screen::Question(visit) = &screen {
            let check = ui.check();
            let now = progress(ui.session_now().effective(&check.form), visit.item);
            let (question, questions) = (now.question.to_string(), now.questions.to_string());
            let count = ui.fill(Word::ProgressCount, &[("question", &question), ("questions", &questions)]);
            ui.tell(&format!("say:{count}"));
        }
        // Back from changing an answer, the visitor finds the button that led there.
        let target = match (&before, &screen) {
            (Some(Screen::Question(visit)), Screen::Review) if visit.because == Because::Changing => {
                let link_id = ui.check().form.questionnaire.item(visit.item).link_id.to_string();
                format!("[data-action=\"change\"][data-for=\"{link_id}\"]")
            }
            _ => ".cc-heading".into(),
        };
        focus_after_render(shown.clone(), target);
        screen
    });
    Effect::new(move |_| {
        if problem.get().is_some() {
            focus_after_render(stage.clone(), ".cc-problems".into());
        }
    });
}

fn focus_after_render(stage: HtmlElement, selector: String) {
    spawn_local(async move {
        tick().await;
        let found = stage.query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that can't take focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// Moves the focus to the field that an error link points to.
pub(super) fn focus_field(event: &leptos::ev::MouseEvent) {
    let link = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let form = link.and_then(|link| link.closest("form").ok().flatten());
    let field = form.and_then(|form| form.query_selector(&format!("#{FIELD}")).ok().flatten());
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // An element that can't take focus leaves it where it is.
        let _ = field.focus();
    }
}
