//! Help, at once: someone to talk to, or a medical emergency. Going on is possible and never the loudest control.

use leptos::prelude::*;

use crate::questionnaire::Help;
use crate::session::{Event, Screen};
use crate::ui::parts::{HelpLines, button, heading};
use crate::ui::ui;
use crate::words::Word;

/// The help panel.
#[component]
pub fn HelpScreen(
    /// What the help is for.
    help: Help,
) -> impl IntoView {
    let ui = ui();
    let answered = match ui.session_now().screen() {
        Screen::Help(_, visit) => !ui.session_now().answers_of(visit.item).is_empty(),
        _ => false,
    };
    let (title, texts, go_on): (_, &[Word], _) = match help {
        Help::Crisis => (
            if answered { Word::HelpCrisisTitle } else { Word::HelpCrisisOpenTitle },
            &[Word::HelpCrisisSomeone, Word::HelpCrisisDanger, Word::HelpCrisisPrivate, Word::HelpKept],
            Word::HelpGoOn,
        ),
        Help::Emergency => {
            (Word::HelpEmergencyTitle, &[Word::HelpEmergencySure, Word::HelpKept], Word::HelpGoOnEmergency)
        }
    };
    let lead = match help {
        Help::Crisis => Word::HelpCrisisText,
        Help::Emergency => Word::HelpEmergencyText,
    };
    let texts: Vec<AnyView> = texts.iter().map(|word| view! { <p>{ui.word(*word)}</p> }.into_any()).collect();
    view! {
        <div class="cc-screen cc-screen--help" data-screen="help">
            {heading(ui.level(0), true, ui.word(title))}
            <p class="cc-lead">{ui.word(lead)}</p>
            <HelpLines help/>
            {texts}
            <div class="cc-buttons cc-buttons--quiet">
                {button("continue", ui.word(go_on), false, Event::Continue)}
                {button("back", ui.word(Word::HelpBack), false, Event::Back)}
            </div>
        </div>
    }
}
