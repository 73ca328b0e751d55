//! The learn cards on the start screen.

use super::Check;
use super::el::{El, el};
use super::parts::{figure, heading, points, sources};
use crate::questionnaire::{ItemIdx, Kind, Part, Questionnaire};
use crate::words::Word;

/// The cards, each folded under its title, a heading of a level.
pub fn learn_cards(check: &Check, level: u8) -> El {
    let questionnaire = &check.form.questionnaire;
    let is_learn = |idx: &ItemIdx| matches!(&questionnaire.item(*idx).kind, Kind::Group(group) if group.part == Part::Learn);
    let cards =
        questionnaire.indices().filter(is_learn).flat_map(|part| questionnaire.children(part)).map(|card| {
            let cites = questionnaire.item(card).kind.sources();
            el("details")
                .class("cc-fold")
                .child(el("summary").child(heading(level, questionnaire.item(card).text.clone())))
                .children(content(questionnaire, card))
                .children(sources(questionnaire, cites, check.words.get(Word::LearnSources).into()))
        });
    el("div").children(cards)
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
