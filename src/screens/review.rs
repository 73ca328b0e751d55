//! All answers by section, each with a button to change it.

use check::format;
use check::words::Word;
use el::{El, el, text};
use engine::effective::EffectiveAnswers;
use engine::model::ItemIdx;
use engine::session::Event;

use super::screen;
use crate::parts::{Weight, action_button, button, buttons, heading, main_heading};
use crate::settings::StorageArea;
use crate::ui::Ui;

/// The review screen.
pub fn review_screen(ui: Ui) -> El {
    let check = ui.check();
    let session = ui.session_now();
    let answers = session.effective(&check.form);
    let mut sections: Vec<(ItemIdx, Vec<El>)> = Vec::new();
    for item in answers.questions() {
        let section = check.form.questionnaire.root(item);
        if sections.last().is_none_or(|(last, _)| *last != section) {
            sections.push((section, Vec::new()));
        }
        if let Some((_, rows)) = sections.last_mut() {
            rows.push(row(ui, answers, item, session.was_seen(item)));
        }
    }
    let sections = sections.into_iter().map(|(section, rows)| {
        let title = check.form.questionnaire.item(section).text.clone();
        el("section").child(heading(ui.level(1), title)).child(el("dl").class("cc-review").children(rows))
    });
    let unseen = session.unseen().count();
    let opened = (unseen > 0).then(|| {
        let count = ui.fill(Word::ReviewOpened, &[("count", &unseen.to_string())]);
        let answer = button(ui, "next", ui.word(Word::ReviewAnswerOpened), Weight::Secondary, Event::CatchUp);
        el("div").class("cc-notice").child(el("span").text(count)).child(answer)
    });
    screen("div", "review")
        .child(main_heading(ui.level(0), ui.word(Word::ReviewTitle)))
        .child(el("p").text(ui.word(Word::ReviewText)))
        .children(expiry_note(ui))
        .children(opened)
        .children(sections)
        .child(buttons([
            button(ui, "finish", ui.word(Word::ReviewFinish), Weight::Primary, Event::Finish),
            button(ui, "back", ui.word(Word::ReviewBack), Weight::Secondary, Event::Back),
        ]))
}

/// The day until which the answers are stored; `None` if they are not.
fn expiry_note(ui: Ui) -> Option<El> {
    let settings = ui.settings();
    let until = || ui.fill(Word::ReviewSaved, &[("date", &ui.expiry_date())]);
    (settings.storage_area == StorageArea::Local).then(|| text("p", "cc-small", until()))
}

fn row(ui: Ui, answers: EffectiveAnswers, item: ItemIdx, seen: bool) -> El {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let given = answers.of(item);
    let transient = questionnaire.question(item).is_some_and(|question| question.transient);
    let answer = match (given.is_empty(), seen) {
        (false, _) => {
            text("dd", "cc-review__answer", format::answers(questionnaire, &check.words, item, given))
        }
        (true, seen) => {
            let word = if seen { Word::ReviewSkipped } else { Word::ReviewOpen };
            text("dd", "cc-review__answer cc-review__answer--none", ui.word(word))
        }
    };
    let not_saved = transient.then(|| text("small", "cc-review__note", ui.word(Word::ReviewNotSaved)));
    let question = questionnaire.item(item);
    let change = action_button("change", ui.word(Word::ReviewChange), Weight::Secondary)
        .attr("data-for", question.link_id.as_str())
        .attr("aria-label", &ui.fill(Word::ReviewChangeLabel, &[("question", &question.text)]))
        .on("click", move |_| ui.send(Event::Change(item)));
    el("div")
        .class("cc-review__row")
        .child(el("dt").text(question.text.clone()))
        .child(answer.children(not_saved))
        .child(el("dd").child(change))
}
