//! Saved answers meet another version of the check: what fits was kept, the rest is listed and asked again.

use leptos::prelude::*;

use crate::questionnaire::ItemIdx;
use crate::session::Event;
use crate::ui::parts::{button, heading};
use crate::ui::ui;
use crate::words::Word;

/// The notice that the check has changed.
#[component]
pub fn ChangedScreen(
    /// Questions whose saved answer no longer fits.
    again: Vec<ItemIdx>,
    /// How many saved answers belong to no question.
    gone: usize,
) -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    let all_kept = again.is_empty() && gone == 0;
    let list = (!again.is_empty()).then(|| {
        let rows = again.iter().map(|item| {
            let text = check.form.questionnaire.item(*item).text.clone();
            view! { <li>{text}</li> }.into_any()
        });
        view! {
            <p>{ui.word(Word::ChangedAgain)}</p>
            <ul class="cc-points">{rows.collect::<Vec<AnyView>>()}</ul>
        }
    });
    let gone = (gone > 0).then(|| ui.fill(Word::ChangedGone, &[("count", &gone.to_string())]));
    view! {
        <div class="cc-screen" data-screen="changed">
            {heading(ui.level(0), true, ui.word(Word::ChangedTitle))}
            <p>{ui.word(Word::ChangedText)}</p>
            {all_kept.then(|| view! { <p>{ui.word(Word::ChangedNone)}</p> })}
            {list}
            {gone.map(|gone| view! { <p>{gone}</p> })}
            <div class="cc-buttons">{button("continue", ui.word(Word::ChangedGoOn), true, Event::Continue)}</div>
        </div>
    }
}
