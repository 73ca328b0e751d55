//! All answers: skipped questions first, the others folded by section. A row is the button to change its answer.

use check::format;
use check::words::Word;
use el::{El, el, text};
use engine::effective::EffectiveAnswers;
use engine::model::ItemIdx;
use engine::session::Event;

use super::screen;
use crate::parts::{Weight, button, heading, main_heading, way_on};
use crate::settings::StorageArea;
use crate::ui::Ui;

/// The review screen.
pub fn review_screen(ui: Ui) -> El {
    let check = ui.check();
    let session = ui.session_now();
    let answers = session.effective(&check.form);
    let mut sections: Vec<(ItemIdx, Vec<El>)> = Vec::new();
    let mut open = Vec::new();
    let mut alone = Vec::new();
    for item in answers.questions() {
        let row = row(ui, answers, item, session.was_seen(item));
        if answers.of(item).is_empty() {
            open.push(row);
            continue;
        }
        let section = check.form.questionnaire.root(item);
        if section == item {
            // A question without a group needs no fold of its own.
            alone.push(row);
            continue;
        }
        match sections.last_mut() {
            Some((last, rows)) if *last == section => rows.push(row),
            _ => sections.push((section, vec![row])),
        }
    }
    let list = |rows: Vec<El>| el("ul").class("cc-review").children(rows);
    let skipped = (!open.is_empty()).then(|| {
        el("section").child(heading(ui.level(1), ui.word(Word::ReviewSkippedTitle))).child(list(open))
    });
    let sections = sections.into_iter().map(|(section, rows)| {
        let count = text("span", "cc-count", format!(" · {}", rows.len()));
        let title = heading(ui.level(1), check.form.questionnaire.item(section).text.clone()).child(count);
        el("details").class("cc-fold").child(el("summary").child(title)).child(list(rows))
    });
    let alone = (!alone.is_empty()).then(|| list(alone));
    let unseen = session.unseen().count();
    let opened = (unseen > 0).then(|| {
        let count = ui.fill(Word::ReviewOpened, &[("count", &unseen.to_string())]);
        let answer = button(ui, "next", ui.word(Word::ReviewAnswerOpened), Weight::Secondary, Event::CatchUp);
        el("div").class("cc-notice").child(el("span").text(count)).child(answer)
    });
    screen("div", "review")
        .child(main_heading(ui.level(0), ui.word(Word::ReviewTitle)))
        .child(el("p").text(ui.word(Word::ReviewText)))
        .children(opened)
        .children(skipped)
        .children(alone)
        .child(el("div").class("cc-folds").children(sections))
        .children(expiry_note(ui))
        .child(way_on(
            button(ui, "back", ui.word(Word::ReviewBack), Weight::Secondary, Event::Back),
            button(ui, "finish", ui.word(Word::ReviewFinish), Weight::Primary, Event::Finish),
        ))
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
        (false, _) => format::answers(questionnaire, &check.words, item, given),
        (true, true) => ui.word(Word::ReviewSkipped),
        (true, false) => ui.word(Word::ReviewOpen),
    };
    let not_saved = transient.then(|| text("small", "cc-review__note", ui.word(Word::ReviewNotSaved)));
    let question = questionnaire.item(item);
    let class = if given.is_empty() { "cc-review__answer--none" } else { "cc-review__answer" };
    let change = el("button")
        .attr("type", "button")
        .class("cc-review__row")
        .attr("data-action", "change")
        .attr("data-for", question.link_id.as_str())
        .child(text("span", "cc-hidden", ui.word(Word::ReviewChange)))
        .child(text("span", "cc-review__question", question.text.clone()))
        .child(text("span", class, answer).children(not_saved))
        .on("click", move |_| ui.send(Event::Change(item)));
    el("li").child(change)
}
