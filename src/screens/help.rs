//! Immediate help: someone to talk to, or a medical emergency. The button to continue is never the most prominent control.

use check::words::Word;
use el::{El, el, text};
use engine::model::Help;
use engine::session::{Event, Visit};

use super::screen;
use crate::parts::{Weight, button, help_buttons, main_heading, other_lines};
use crate::ui::Ui;

/// The help panel that follows a question.
pub fn help_screen(ui: Ui, help: Help, visit: Visit) -> El {
    let check = ui.check();
    let is_transient = check.form.questionnaire.question(visit.item).is_some_and(|it| it.transient);
    let unseen = if is_transient { Word::HelpCrisisPrivate } else { Word::HelpCrisisUnseen };
    let (title, lead, texts, go_on): (_, _, &[Word], _) = match help {
        Help::Crisis => (
            Word::HelpCrisisTitle,
            Word::HelpCrisisText,
            &[Word::HelpCrisisSomeone, Word::HelpCrisisDanger, unseen, Word::HelpKept],
            Word::HelpGoOn,
        ),
        Help::Emergency => (
            Word::HelpEmergencyTitle,
            Word::HelpEmergencyText,
            &[Word::HelpEmergencySure, Word::HelpKept],
            Word::HelpGoOnEmergency,
        ),
    };
    let controls = el("div")
        .class("cc-buttons cc-buttons--quiet")
        .child(button(ui, "continue", ui.word(go_on), Weight::Secondary, Event::Continue))
        .child(button(ui, "back", ui.word(Word::HelpBack), Weight::Secondary, Event::Back));
    screen("div", "help")
        .child(main_heading(ui.level(0), ui.word(title)))
        .child(help_buttons(ui, help))
        .child(text("p", "cc-lead", ui.word(lead)))
        .children(texts.iter().map(|word| el("p").text(ui.word(*word))))
        .children(other_lines(ui, help))
        .child(controls)
}
