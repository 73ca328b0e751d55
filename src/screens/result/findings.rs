//! The enabled findings, grouped by level: the answers behind each, what to ask, why it matters, and its sources.

use check::format;
use check::words::Word;
use el::{El, el, text};
use engine::assessment::{ActiveFinding, Assessment, Group, Reason, Shown};
use engine::model::{Approval, Axis, Finding, Level, finding_id};

use super::how_studied;
use crate::parts::{heading, sources};
use crate::ui::Ui;

/// All findings, with headings by level if there is more than one finding.
pub fn findings(ui: Ui, assessment: &Assessment, shown: &[Shown]) -> Vec<El> {
    let check = ui.check();
    if shown.is_empty() {
        return vec![el("p").text(ui.word(Word::ResultNothing))];
    }
    let titled = !assessment.minor;
    let section = |group: Group| {
        let mut off_label = false;
        let mut cards = Vec::new();
        for shown in shown {
            let finding = check.form.questionnaire.finding(shown.active.finding);
            let Some(finding) = finding.filter(|finding| Group::of(finding) == group) else { continue };
            let approvals = match &finding.axis {
                Axis::Fit(_, approvals) => approvals.as_slice(),
                Axis::Safety(_) => &[],
            };
            off_label |= approvals.iter().any(|approval| *approval != Approval::FdaApproved);
            cards.push(card(ui, shown, finding, approvals, ui.level(if titled { 2 } else { 1 })));
        }
        let title = titled.then(|| heading(ui.level(1), ui.word(Word::of_group(group))));
        let studied = (group == Group::Reason).then(|| how_studied(ui, assessment, true)).flatten();
        let meaning = off_label.then(|| text("p", "cc-small", ui.word(Word::ResultOffLabelMeaning)));
        (!cards.is_empty() || studied.is_some()).then(|| {
            let section = el("section").class("cc-findings").children(title);
            section.children(studied).children(meaning).children(cards)
        })
    };
    Group::in_order(assessment.safety).into_iter().filter_map(section).collect()
}

fn card(ui: Ui, shown: &Shown, finding: &Finding, approvals: &[Approval], level_of_heading: u8) -> El {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let item = questionnaire.item(shown.active.finding);
    let level = match &finding.axis {
        Axis::Safety(level) => level.code(),
        Axis::Fit(fit, _) => fit.code(),
    };
    let ask = finding.ask.clone().map(|ask| {
        let title = el("strong").text(ui.word(Word::ResultAsk));
        el("div").class("cc-finding__ask").child(title).child(el("p").text(ask))
    });
    let why = el("details")
        .class("cc-fold")
        // Serious findings are not folded.
        .flag("open", matches!(finding.axis, Axis::Safety(Level::Urgent | Level::Label | Level::NotNow)))
        .child(el("summary").text(ui.word(Word::ResultWhy)))
        .child(el("p").text(finding.explanation.clone()))
        .children(sources(questionnaire, &shown.sources, ui.word(Word::ResultSources)));
    el("article")
        .class("cc-finding")
        .attr("data-finding", finding_id(&item.link_id))
        .attr("data-level", level)
        .child(heading(level_of_heading, item.text.clone()))
        .children(approval(ui, approvals))
        .children(reasons(ui, &shown.active))
        .children(ask)
        .child(why)
}

/// The answers that enable the finding; `None` if it is always enabled.
fn reasons(ui: Ui, active: &ActiveFinding) -> Option<El> {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let row = |reason: &Reason| {
        let question = &questionnaire.item(reason.question).text;
        let answers = format::answers(questionnaire, &check.words, reason.question, &reason.answers);
        el("li").text(format!("{question} ")).child(el("strong").text(answers))
    };
    let list = el("ul").children(active.reasons.iter().map(row));
    if active.reasons.is_empty() {
        None
    } else if active.reasons.iter().all(|reason| reason.answers.is_empty()) {
        // There may be many of them, and none is new to the visitor.
        let summary = el("summary").text(ui.word(Word::ResultYouSkipped));
        Some(el("details").class("cc-fold cc-finding__said").child(summary).child(list))
    } else {
        let title = el("strong").text(ui.word(Word::ResultYouSaid));
        Some(el("div").class("cc-finding__said").child(title).child(list))
    }
}

/// The approval status as a text.
fn approval(ui: Ui, approvals: &[Approval]) -> Option<El> {
    let tags = approvals.iter().map(|approval| el("li").text(ui.word(Word::of_approval(*approval))));
    let list = el("ul").class("cc-tags").attr("aria-label", &ui.word(Word::ResultApproval));
    (!approvals.is_empty()).then(|| list.children(tags))
}
