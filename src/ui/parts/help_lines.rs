//! The help lines in full, for the help panel and for a result where help comes first.

use leptos::prelude::*;

use super::link;
use crate::questionnaire::Help;
use crate::ui::ui;
use crate::words::Word;

/// Whom to call, text or chat with. The kind decides which comes first.
#[component]
pub fn HelpLines(
    /// What the help is for.
    help: Help,
) -> impl IntoView {
    let ui = ui();
    let line = |href: &str, word| link(href.into(), ui.word(word), "cc-button");
    let first = |href: &str, word| link(href.into(), ui.word(word), "cc-button cc-button--help");
    let buttons = match help {
        Help::Crisis => vec![
            first("tel:988", Word::HelpCall),
            first("sms:988", Word::HelpText),
            first("https://988lifeline.org/chat", Word::HelpChat),
            line("tel:911", Word::HelpDanger),
        ],
        Help::Emergency => vec![first("tel:911", Word::HelpDanger)],
    };
    let more = (help == Help::Crisis).then(|| {
        view! {
            <dl class="cc-lines">
                <dt lang="es">{ui.word(Word::HelpSpanish)}</dt>
                <dd lang="es">{ui.word(Word::HelpSpanishText)}</dd>
                <dt>{ui.word(Word::HelpVeterans)}</dt>
                <dd>{ui.word(Word::HelpVeteransText)}</dd>
                <dt>{ui.word(Word::HelpDeaf)}</dt>
                <dd>{ui.word(Word::HelpDeafText)}</dd>
            </dl>
        }
    });
    view! {
        <div class="cc-buttons">{buttons}</div>
        {more}
    }
}
