//! The learn cards on the start screen.

use check::words::{Word, Words};
use el::{El, el};
use engine::model::{ItemIdx, Kind, Questionnaire};

use crate::parts::{figure, heading, points, sources};

/// The cards, each folded under its title, which is a heading of `level`. Without cards, a message that they are not available.
pub fn learn_cards(cards: Option<&Questionnaire>, words: &Words, level: u8) -> El {
    let Some(cards) = cards else {
        return el("p").attr("role", "status").text(words.get(Word::LearnMissing).into());
    };
    let parts = cards.indices().filter(|idx| cards.item(*idx).parent.is_none());
    let folds = parts.flat_map(|part| cards.children(part)).map(|card| {
        let item = cards.item(card);
        el("details")
            .class("cc-fold")
            .child(el("summary").child(heading(level, item.text.clone())))
            .children(content(cards, card))
            .children(sources(cards, item.kind.sources(), words.get(Word::LearnSources).into()))
    });
    el("div").children(folds)
}

/// Paragraphs, lists and figures.
fn content(questionnaire: &Questionnaire, card: ItemIdx) -> Vec<El> {
    let text = |idx| questionnaire.item(idx).text.clone();
    let mut content = Vec::new();
    for idx in questionnaire.children(card) {
        let Kind::Group(group) = &questionnaire.item(idx).kind else {
            content.push(el("p").text(text(idx)));
            continue;
        };
        let rows = questionnaire.children(idx).map(text);
        match &group.figure {
            Some(drawn) => content.push(figure(text(idx), drawn, rows)),
            None => content.extend([el("p").text(text(idx)), points(rows)]),
        }
    }
    content
}
