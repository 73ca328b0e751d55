//! The enabled findings as rows, grouped by level: the name and one thing to do. A row opens: why it matters, the answers
//! behind it, and its sources.

use check::format;
use check::words::Word;
use el::{El, el, text};
use engine::assessment::{ActiveFinding, Assessment, Group, Reason, Shown};
use engine::model::{AnswerType, Approval, Axis, Finding, Fit, Level, finding_id};

use crate::parts::{folded_sources, heading};
use crate::ui::Ui;

/// All findings, with headings by level if there is more than one finding.
pub fn findings(ui: Ui, assessment: &Assessment, shown: &[Shown]) -> Vec<El> {
    let check = ui.check();
    if shown.is_empty() {
        return vec![el("p").text(ui.word(Word::ResultNothing))];
    }
    let titled = !assessment.minor;
    // How well a reason is studied stands here if something must be settled first, and otherwise on the first card.
    let studied_here = comes_last(assessment) && is_studied_shown(assessment);
    let section = |group: Group| {
        let of_group = shown.iter().filter_map(|shown| {
            let finding = check.form.questionnaire.finding(shown.active.finding)?;
            let words = how_well_studied(ui, finding).filter(|_| studied_here);
            (Group::of(finding) == group)
                .then(|| row(ui, shown, finding, words, ui.level(if titled { 2 } else { 1 })))
        });
        let rows: Vec<El> = of_group.collect();
        let title = || {
            let count = el("span").class("cc-count").text(format!(" · {}", rows.len()));
            heading(ui.level(1), ui.word(Word::of_group(group))).child(count)
        };
        let title = (titled && !rows.is_empty()).then(title);
        let is_unclear = group == Group::Reason && rows.is_empty() && studied_here;
        let studied = is_unclear.then(|| studied(ui, assessment, shown)).flatten();
        (!rows.is_empty() || studied.is_some())
            .then(|| el("section").class("cc-findings").children(title).children(studied).children(rows))
    };
    Group::in_order(assessment.safety).into_iter().filter_map(section).collect()
}

fn row(ui: Ui, shown: &Shown, finding: &Finding, studied: Option<String>, level_of_heading: u8) -> El {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let item = questionnaire.item(shown.active.finding);
    let level = match &finding.axis {
        Axis::Safety(level) => level.code(),
        Axis::Fit(fit, _) => fit.code(),
    };
    let off_label = match &finding.axis {
        Axis::Fit(_, approvals) if approvals.iter().any(|it| *it != Approval::FdaApproved) => {
            Some(el("p").text(ui.word(Word::ResultOffLabelMeaning)))
        }
        _ => None,
    };
    let is_serious = matches!(finding.axis, Axis::Safety(Level::Urgent | Level::Label | Level::NotNow));
    // A row names one thing to do; the others are inside.
    let (first, more) = finding.ask.as_deref().map(first_sentence).unzip();
    let lines = studied.into_iter().chain(first.map(str::to_owned));
    let lines = lines.map(|line| text("span", "cc-row__ask", line));
    let more = more.filter(|more| !more.is_empty()).map(|more| el("p").text(more.into()));
    el("details")
        .class("cc-row")
        .attr("data-finding", finding_id(&item.link_id))
        .attr("data-level", level)
        .flag("open", is_serious)
        .child(el("summary").child(heading(level_of_heading, item.text.clone())).children(lines))
        .children(more)
        .child(el("p").text(finding.explanation.clone()))
        .children(off_label)
        .children(reasons(ui, &shown.active))
        .children(folded_sources(questionnaire, &shown.sources, ui.word(Word::ResultSources)))
}

/// The first sentence, and the rest.
fn first_sentence(text: &str) -> (&str, &str) {
    // Without a substring search or an index that may panic: either would add 3 kB to the download for this function alone.
    let end = text.as_bytes().windows(2).position(|it| it == b". ");
    end.and_then(|end| Some((text.get(..=end)?, text.get(end + 2..)?))).unwrap_or((text, ""))
}

/// The answers that enable the finding, in one line; `None` if it is always enabled.
fn reasons(ui: Ui, active: &ActiveFinding) -> Option<El> {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let short = |reason: &Reason| {
        let question = &questionnaire.item(reason.question).text;
        let answers = format::answers(questionnaire, &check.words, reason.question, &reason.answers);
        // Only an answer out of several names something. A number, a yes or “I’m not sure” means nothing without its question.
        let says_enough = questionnaire.question(reason.question).is_some_and(|it| match &it.answer {
            AnswerType::Choice(choice) if choice.repeats && !reason.answers.is_empty() => {
                let option = |value| choice.option_of(value);
                reason.answers.iter().filter_map(option).all(|option| !option.exclusive)
            }
            _ => false,
        });
        if says_enough { answers } else { format!("{question} {answers}") }
    };
    let skipped = active.reasons.iter().all(|reason| reason.answers.is_empty());
    let title = ui.word(if skipped { Word::ResultYouSkipped } else { Word::ResultYouSaid });
    let said = active.reasons.iter().map(short).collect::<Vec<_>>().join("; ");
    (!said.is_empty()).then(|| el("p").child(text("strong", "", title)).text(format!(" {said}")))
}

/// How well a reason is studied, and for which drug the use is approved; `None` for a finding about safety.
fn how_well_studied(ui: Ui, finding: &Finding) -> Option<String> {
    let Axis::Fit(fit, approvals) = &finding.axis else { return None };
    let drugs = approvals.iter().map(|it| match it {
        Approval::FdaApproved => Word::ResultEsketamineApproved,
        Approval::OffLabelStudied | Approval::OffLabelEarly => Word::ResultKetamineOffLabel,
    });
    let words = std::iter::once(Word::of_fit(Some(*fit)).0).chain(drugs).map(|word| ui.word(word));
    Some(words.collect::<Vec<_>>().join(" · "))
}

/// Whether the result says how well the reasons are studied: not for a minor, and not where help comes first and other
/// treatments too.
fn is_studied_shown(assessment: &Assessment) -> bool {
    let help_first = assessment.fit == Some(Fit::OtherFirst) && assessment.is_in_crisis();
    !(assessment.minor || help_first)
}

/// Whether the lines about the reason are below the findings, and not on the first card.
pub(super) fn comes_last(assessment: &Assessment) -> bool {
    Group::in_order(assessment.safety).last() == Some(&Group::Reason)
}

/// How well each reason is studied, and for which drug the use is approved. `None` where help comes first, as for the findings
/// about the reason, and for a minor.
pub(super) fn studied(ui: Ui, assessment: &Assessment, shown: &[Shown]) -> Option<El> {
    if !is_studied_shown(assessment) {
        return None;
    }
    let check = ui.check();
    let mut lines = Vec::new();
    for shown in shown {
        let Some(finding) = check.form.questionnaire.finding(shown.active.finding) else { continue };
        let Some(words) = how_well_studied(ui, finding) else { continue };
        let name = check.form.questionnaire.item(shown.active.finding).text.clone();
        lines.push(el("li").child(text("strong", "", name)).child(el("span").text(words)));
    }
    if lines.is_empty() {
        let (name, meaning) = Word::of_fit(assessment.fit);
        let line = el("li").child(text("strong", "", ui.word(name)));
        lines.push(line.child(el("span").text(ui.word(meaning))));
    }
    Some(
        el("div")
            .class("cc-studied")
            .child(text("p", "cc-first__title", ui.word(Word::ResultAxisFit)))
            .child(el("ul").children(lines)),
    )
}
