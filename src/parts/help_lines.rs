//! The help lines: all of them, and the buttons that a screen begins with.

use check::words::{Word, Words};
use el::{El, el};
use engine::model::Help;

use super::{buttons, link, linked};
use crate::ui::Ui;

/// The buttons that a screen begins with, the most important one first.
pub fn help_buttons(ui: Ui, help: Help) -> El {
    let line = |href: &str, word, class| link(href, ui.word(word), class);
    let first = "cc-button cc-button--primary cc-button--help";
    let other = "cc-button cc-button--help";
    match help {
        Help::Emergency => buttons([line("tel:911", Word::HelpDanger, first)]),
        Help::Crisis => buttons([
            line("tel:988", Word::HelpCall, first),
            line(&ui.word(Word::HelpSms), Word::HelpText, other),
            line("https://988lifeline.org/chat", Word::HelpChat, other),
        ]),
    }
}

/// The help lines that these buttons do not contain; `None` in an emergency, where one call comes before all else.
pub fn other_lines(ui: Ui, help: Help) -> Option<El> {
    (help == Help::Crisis).then(|| lines(&ui.check().words, &LINES[1..]).class("cc-lines cc-all-lines"))
}

/// The full list, with everything that the short line at the top contains.
pub fn all_lines(words: &Words) -> El {
    el("div")
        .class("cc-all-lines")
        .child(lines(words, &LINES))
        .child(el("p").class("cc-small").text(words.get(Word::HelpLeave).into()))
}

/// Each line: for whom, and how to reach it.
const LINES: [(Word, Word); 7] = [
    (Word::HelpAnyone, Word::HelpAnyoneText),
    (Word::HelpInDanger, Word::HelpInDangerText),
    (Word::HelpOther, Word::HelpOtherText),
    (Word::HelpVeterans, Word::HelpVeteransText),
    (Word::HelpDeaf, Word::HelpDeafText),
    (Word::HelpMaternal, Word::HelpMaternalText),
    (Word::HelpViolence, Word::HelpViolenceText),
];

fn lines(words: &Words, lines: &[(Word, Word)]) -> El {
    let cells = lines.iter().flat_map(|(title, text)| {
        [("dt", title), ("dd", text)].map(|(tag, word)| {
            let cell = linked(tag, words.get(*word));
            // The line of another language is in that language.
            if *title == Word::HelpOther {
                cell.attr("lang", words.get(Word::HelpOtherLanguage))
            } else {
                cell
            }
        })
    });
    el("dl").class("cc-lines").children(cells)
}
