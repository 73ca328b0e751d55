//! The findings that hold, grouped by level: what was said, why it matters, what to ask, where it comes from.

use leptos::prelude::*;

use crate::assessment::{Assessment, Holding};
use crate::questionnaire::{Approval, Axis, Finding, Level, finding_id};
use crate::reading;
use crate::ui::parts::{heading, sources};
use crate::ui::{Ui, ui};
use crate::words::Word;

/// Groups in the order of the page: what is serious first, then the reason, then what to plan.
const GROUPS: [(Option<Level>, Word); 5] = [
    (Some(Level::Urgent), Word::ResultLevelUrgent),
    (Some(Level::NotNow), Word::ResultLevelNotNow),
    (Some(Level::Review), Word::ResultLevelReview),
    (None, Word::ResultLevelFit),
    (Some(Level::Plan), Word::ResultLevelPlan),
];

/// All findings.
#[component]
pub fn Findings(
    /// What the answers mean.
    assessment: Assessment,
) -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    if assessment.findings.is_empty() {
        return view! { <p>{ui.word(Word::ResultNothing)}</p> }.into_any();
    }
    let group = |(level, title): (Option<Level>, Word)| {
        let of_group = assessment.findings.iter().filter_map(|holding| {
            let finding = check.form.questionnaire.finding(holding.finding)?;
            let own = match &finding.axis {
                Axis::Safety(level) => Some(*level),
                Axis::Fit(..) => None,
            };
            (own == level).then(|| card(ui, holding, finding))
        });
        let cards: Vec<AnyView> = of_group.collect();
        (!cards.is_empty()).then(|| {
            view! {
                <section class="cc-findings">
                    {heading(ui.level(1), false, ui.word(title))}
                    {cards}
                </section>
            }
            .into_any()
        })
    };
    GROUPS.into_iter().filter_map(group).collect::<Vec<AnyView>>().into_any()
}

fn card(ui: Ui, holding: &Holding, finding: &Finding) -> AnyView {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let item = questionnaire.item(holding.finding);
    let level = match &finding.axis {
        Axis::Safety(level) => level.code(),
        Axis::Fit(fit, _) => fit.code(),
    };
    let approvals = match &finding.axis {
        Axis::Fit(_, approvals) => approvals.as_slice(),
        Axis::Safety(_) => &[],
    };
    // What is serious is not folded away.
    let open = matches!(finding.axis, Axis::Safety(Level::Urgent | Level::NotNow));
    let ask = finding.ask.clone().map(|ask| {
        view! { <div class="cc-finding__ask"><strong>{ui.word(Word::ResultAsk)}</strong><p>{ask}</p></div> }
    });
    view! {
        <article class="cc-finding" data-finding=finding_id(&item.link_id).to_owned() data-level=level>
            {heading(ui.level(2), false, item.text.clone())}
            {approval(ui, approvals)}
            {said(ui, holding)}
            {ask}
            <details class="cc-fold" open=open>
                <summary>{ui.word(Word::ResultWhy)}</summary>
                <p>{finding.explanation.clone()}</p>
                {sources(questionnaire, &finding.sources, ui.word(Word::ResultSources))}
            </details>
        </article>
    }
    .into_any()
}

/// What the visitor said that makes the finding hold.
fn said(ui: Ui, holding: &Holding) -> AnyView {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let row = |reason: &crate::assessment::Reason| {
        let text = &questionnaire.item(reason.question).text;
        let answers = reading::answers(questionnaire, &check.words, reason.question, &reason.answers);
        view! { <li>{text.clone()}" "<strong>{answers}</strong></li> }.into_any()
    };
    let skipped = holding.because.iter().all(|reason| reason.answers.is_empty());
    let title = ui.word(if skipped { Word::ResultYouSkipped } else { Word::ResultYouSaid });
    let rows: Vec<AnyView> = holding.because.iter().map(row).collect();
    view! {
        <div class="cc-finding__said"><strong>{title}</strong><ul>{rows}</ul></div>
    }
    .into_any()
}

/// The approval status in plain words.
fn approval(ui: Ui, approvals: &[Approval]) -> AnyView {
    if approvals.is_empty() {
        return ().into_any();
    }
    let tags = approvals.iter().map(|approval| {
        let word = match approval {
            Approval::FdaApproved => Word::ResultFdaApproved,
            Approval::OffLabelStudied => Word::ResultOffLabelStudied,
            Approval::OffLabelEarly => Word::ResultOffLabelEarly,
        };
        view! { <li>{ui.word(word)}</li> }.into_any()
    });
    view! {
        <ul class="cc-tags" aria-label=ui.word(Word::ResultApproval)>{tags.collect::<Vec<AnyView>>()}</ul>
        <p class="cc-small">{ui.word(Word::ResultOffLabelMeaning)}</p>
    }
    .into_any()
}
