//! All answers at a glance, by section, each with a way to change it.

use leptos::prelude::*;

use crate::effective::EffectiveAnswers;
use crate::questionnaire::ItemIdx;
use crate::reading;
use crate::session::Event;
use crate::ui::parts::{button, heading};
use crate::ui::{Ui, ui};
use crate::words::Word;

/// Check your answers.
#[component]
pub fn ReviewScreen() -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    let session = ui.session_now();
    let answers = session.effective(&check.form);
    let mut sections: Vec<(ItemIdx, Vec<AnyView>)> = Vec::new();
    for item in answers.questions() {
        let section = check.form.questionnaire.root(item);
        if sections.last().is_none_or(|(last, _)| *last != section) {
            sections.push((section, Vec::new()));
        }
        if let Some((_, rows)) = sections.last_mut() {
            rows.push(row(ui, answers, item, session.was_seen(item)));
        }
    }
    let sections: Vec<AnyView> = sections
        .into_iter()
        .map(|(section, rows)| {
            let title = check.form.questionnaire.item(section).text.clone();
            view! {
                <section>
                    {heading(ui.level(1), false, title)}
                    <dl class="cc-review">{rows}</dl>
                </section>
            }
            .into_any()
        })
        .collect();
    let unseen = session.unseen(&check.form).count();
    let opened = (unseen > 0).then(|| {
        view! {
            <div class="cc-notice">
                <span>{ui.fill(Word::ReviewOpened, &[("count", &unseen.to_string())])}</span>
                {button("next", ui.word(Word::ReviewAnswerOpened), false, Event::CatchUp)}
            </div>
        }
    });
    view! {
        <div class="cc-screen" data-screen="review">
            {heading(ui.level(0), true, ui.word(Word::ReviewTitle))}
            <p>{ui.word(Word::ReviewText)}</p>
            {opened}
            {sections}
            <div class="cc-buttons">
                {button("finish", ui.word(Word::ReviewFinish), true, Event::Finish)}
                {button("back", ui.word(Word::ReviewBack), false, Event::Back)}
            </div>
        </div>
    }
}

fn row(ui: Ui, answers: EffectiveAnswers, item: ItemIdx, seen: bool) -> AnyView {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let given = answers.of(item);
    let transient = questionnaire.question(item).is_some_and(|question| question.transient);
    let (text, class) = match (given.is_empty(), seen) {
        (false, _) => (reading::answers(questionnaire, &check.words, item, given), "cc-review__answer"),
        (true, true) => (ui.word(Word::ReviewSkipped), "cc-review__answer cc-review__answer--none"),
        (true, false) => (ui.word(Word::ReviewOpen), "cc-review__answer cc-review__answer--none"),
    };
    let question = questionnaire.item(item);
    let label = ui.fill(Word::ReviewChangeLabel, &[("question", &question.text)]);
    view! {
        <div class="cc-review__row">
            <dt>{question.text.clone()}</dt>
            <dd class=class>
                {text}
                {transient.then(|| view! { <small class="cc-review__note">{ui.word(Word::ReviewNotSaved)}</small> })}
            </dd>
            <dd>
                <button type="button" class="cc-button cc-button--small" part="secondary" data-action="change"
                    data-for=question.link_id.to_string() aria-label=label
                    on:click=move |_| ui.send(Event::Change(item))>
                    {ui.word(Word::ReviewChange)}
                </button>
            </dd>
        </div>
    }
    .into_any()
}
