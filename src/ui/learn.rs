//! The learn cards on the start screen.

use leptos::prelude::*;

use super::Check;
use super::parts::{heading, sources};
use crate::questionnaire::{ItemIdx, Kind, Part, Questionnaire};
use crate::words::Word;

/// The cards, each folded under its title.
#[component]
pub fn LearnCards(
    /// Where the cards and the words are.
    check: Check,
    /// Level of the cards' headings.
    level: u8,
) -> impl IntoView {
    let questionnaire = &check.form.questionnaire;
    let is_learn = |idx: &ItemIdx| matches!(&questionnaire.item(*idx).kind, Kind::Group(group) if group.part == Part::Learn);
    let cards: Vec<AnyView> = questionnaire
        .indices()
        .filter(is_learn)
        .flat_map(|part| questionnaire.children(part))
        .map(|card| {
            let cites = match &questionnaire.item(card).kind {
                Kind::Group(group) => group.sources.as_slice(),
                _ => &[],
            };
            view! {
                <details class="cc-fold">
                    <summary>{heading(level, false, questionnaire.item(card).text.clone())}</summary>
                    {content(questionnaire, card)}
                    {sources(questionnaire, cites, check.words.get(Word::LearnSources).to_owned())}
                </details>
            }
            .into_any()
        })
        .collect();
    cards
}

/// Paragraphs and lists.
fn content(questionnaire: &Questionnaire, card: ItemIdx) -> Vec<AnyView> {
    let children = questionnaire.children(card).map(|idx| {
        let item = questionnaire.item(idx);
        let text = item.text.clone();
        if !matches!(item.kind, Kind::Group(_)) {
            return view! { <p>{text}</p> }.into_any();
        }
        let points = questionnaire.children(idx).map(|point| {
            let text = questionnaire.item(point).text.clone();
            view! { <li>{text}</li> }.into_any()
        });
        view! { <p>{text}</p><ul class="cc-points">{points.collect::<Vec<AnyView>>()}</ul> }.into_any()
    });
    children.collect()
}
