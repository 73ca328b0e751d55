//! The notice for saved answers of another version. Answers that fit were kept; the others are listed and asked again.

use check::words::Word;
use el::{El, el};
use engine::model::ItemIdx;
use engine::session::Event;

use super::screen;
use crate::parts::{Weight, button, buttons, main_heading, points};
use crate::ui::Ui;

/// The notice that the check has changed: the questions that are asked again, and the number of answers whose question is gone.
pub fn changed_screen(ui: Ui, again: &[ItemIdx], gone: usize) -> El {
    let check = ui.check();
    let texts = again.iter().map(|item| check.form.questionnaire.item(*item).text.clone());
    let paragraph = |word| el("p").text(ui.word(word));
    let list = (!again.is_empty()).then(|| [paragraph(Word::ChangedAgain), points(texts)]);
    let gone_text = || el("p").text(ui.fill(Word::ChangedGone, &[("count", &gone.to_string())]));
    let all_kept = again.is_empty() && gone == 0;
    screen("div", "changed")
        .child(main_heading(ui.level(0), ui.word(Word::ChangedTitle)))
        .child(paragraph(Word::ChangedText))
        .children(all_kept.then(|| paragraph(Word::ChangedNone)))
        .children(list.into_iter().flatten())
        .children((gone > 0).then(gone_text))
        .child(buttons([button(
            ui,
            "continue",
            ui.word(Word::ChangedGoOn),
            Weight::Primary,
            Event::Continue,
        )]))
}
