//! The complete help lines, for the help panel and for a result that begins with help.

use check::words::Word;
use el::{El, el};
use engine::model::Help;

use super::{buttons, link};
use crate::ui::Ui;

/// Links to call, text or chat.
pub fn help_lines(ui: Ui, help: Help) -> Vec<El> {
    let line = |href: &str, word, class| link(href, ui.word(word), class);
    let first = "cc-button cc-button--help";
    if help == Help::Emergency {
        return vec![buttons([line("tel:911", Word::HelpDanger, first)])];
    }
    let row = |title, text, language: Option<&str>| {
        [("dt", title), ("dd", text)].map(|(tag, word)| {
            let cell = el(tag).text(ui.word(word));
            match language {
                Some(language) => cell.attr("lang", language),
                None => cell,
            }
        })
    };
    vec![
        buttons([
            line("tel:988", Word::HelpCall, first),
            line(&ui.word(Word::HelpSms), Word::HelpText, first),
            line("https://988lifeline.org/chat", Word::HelpChat, first),
            line("tel:911", Word::HelpDanger, "cc-button"),
        ]),
        el("dl")
            .class("cc-lines")
            .children(row(Word::HelpSpanish, Word::HelpSpanishText, Some("es")))
            .children(row(Word::HelpVeterans, Word::HelpVeteransText, None))
            .children(row(Word::HelpDeaf, Word::HelpDeafText, None))
            .children(row(Word::HelpViolence, Word::HelpViolenceText, None)),
    ]
}
