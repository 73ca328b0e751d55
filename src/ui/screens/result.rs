//! What to talk about with a clinician: two axes, the findings by level, what comes next, and what to take along.

mod findings;
mod take_away;

use leptos::prelude::*;

use self::findings::Findings;
use self::take_away::TakeAway;
use crate::assessment::{Assessment, assess};
use crate::questionnaire::{Fit, Help, Level};
use crate::session::Event;
use crate::ui::parts::{HelpLines, Scale, Step, Timeline, button, heading, link};
use crate::ui::{Ui, ui};
use crate::words::Word;

const FITS: [(Option<Fit>, Word, Word); 4] = [
    (Some(Fit::BetterStudied), Word::ResultFitBetterStudied, Word::ResultFitBetterStudiedText),
    (Some(Fit::EarlyResearch), Word::ResultFitEarlyResearch, Word::ResultFitEarlyResearchText),
    (Some(Fit::OtherFirst), Word::ResultFitOtherFirst, Word::ResultFitOtherFirstText),
    (None, Word::ResultFitUnclear, Word::ResultFitUnclearText),
];

const LEVELS: [(Option<Level>, Word, Word); 5] = [
    (Some(Level::Urgent), Word::ResultSafetyUrgent, Word::ResultSafetyUrgentText),
    (Some(Level::NotNow), Word::ResultSafetyNotNow, Word::ResultSafetyNotNowText),
    (Some(Level::Review), Word::ResultSafetyReview, Word::ResultSafetyReviewText),
    (Some(Level::Plan), Word::ResultSafetyPlan, Word::ResultSafetyPlanText),
    (None, Word::ResultSafetyClear, Word::ResultSafetyClearText),
];

/// The result.
#[component]
pub fn ResultScreen() -> impl IntoView {
    let ui = ui();
    let check = ui.check();
    let session = ui.session_now();
    let assessment = assess(&check.form, session.effective(&check.form));
    // Where one answer decided everything, as for a minor, there is nothing to weigh and nobody to book.
    let short = session.effective(&check.form).questions().nth(1).is_none();
    let lead = if short { Word::ResultMinorLead } else { Word::ResultLead };
    let (safety, fit) = (assessment.safety_code(), assessment.fit_code());
    let help = help_first(ui, &assessment);
    let rest = if short {
        view! { <p>{ui.word(Word::ResultMinorText)}</p><HelpLines help=Help::Crisis/><Findings assessment/> }
            .into_any()
    } else {
        let scales = scales(ui, &assessment);
        view! { {scales}<Findings assessment/>{next(ui)}{questions(ui)}{contact(ui)} }.into_any()
    };
    view! {
        <div class="cc-screen" data-screen="result" data-safety=safety data-fit=fit>
            {heading(ui.level(0), true, ui.word(Word::ResultTitle))}
            {help}
            <p class="cc-lead">{ui.word(lead)}</p>
            {rest}
            <TakeAway/>
            <p class="cc-small">{ui.word(Word::ResultDisclaimer)}</p>
            {reviewed(ui)}
            <div class="cc-buttons">{button("change", ui.word(Word::ResultChange), false, Event::Back)}</div>
        </div>
    }
}

/// With an urgent finding, help stands above everything else.
fn help_first(ui: Ui, assessment: &Assessment) -> Option<AnyView> {
    let check = ui.check();
    (assessment.safety == Some(Level::Urgent)).then(|| {
        // A crisis leaves no trace elsewhere, so its finding rests on a transient answer; any other is medical.
        let crisis = assessment.findings.iter().any(|holding| {
            holding.because.iter().any(|reason| {
                check.form.questionnaire.question(reason.question).is_some_and(|question| question.transient)
            })
        });
        let (help, text) = if crisis {
            (Help::Crisis, Word::ResultHelpFirstText)
        } else {
            (Help::Emergency, Word::ResultEmergencyFirstText)
        };
        view! {
            <section class="cc-urgent">
                {heading(ui.level(1), false, ui.word(Word::ResultHelpFirst))}
                <p>{ui.word(text)}</p>
                <HelpLines help/>
            </section>
        }
        .into_any()
    })
}

fn scales(ui: Ui, assessment: &Assessment) -> AnyView {
    let level = ui.level(1);
    let here = ui.word(Word::ResultScaleHere);
    let fit = FITS.iter().position(|(fit, ..)| *fit == assessment.fit).unwrap_or(FITS.len() - 1);
    let safety =
        LEVELS.iter().position(|(level, ..)| *level == assessment.safety).unwrap_or(LEVELS.len() - 1);
    view! {
        <div class="cc-scales">
            <Scale title=ui.word(Word::ResultAxisFit) level at=fit here=here.clone() meaning=ui.word(FITS[fit].2)
                steps=FITS.iter().map(|(_, label, _)| ui.word(*label)).collect()/>
            <Scale title=ui.word(Word::ResultAxisSafety) level at=safety here meaning=ui.word(LEVELS[safety].2)
                steps=LEVELS.iter().map(|(_, label, _)| ui.word(*label)).collect()/>
        </div>
    }
    .into_any()
}

/// What usually happens next.
fn next(ui: Ui) -> AnyView {
    let step = |title, text, drawing| Step { title: ui.word(title), text: ui.word(text), drawing };
    let steps = vec![
        step(Word::ResultNext1, Word::ResultNext1Text, "M4 5h16v11H10l-4 4v-4H4z"),
        step(Word::ResultNext2, Word::ResultNext2Text, "M7 4h10v17H7zM10 2h4v4h-4zM10 11h4M10 15h4"),
        step(Word::ResultNext3, Word::ResultNext3Text, "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z"),
        step(Word::ResultNext4, Word::ResultNext4Text, "M4 11l8-7 8 7v9h-6v-5h-4v5H4z"),
        step(Word::ResultNext5, Word::ResultNext5Text, "M5 5h14v15H5zM5 10h14M9 3v4M15 3v4M9 15l2 2 4-4"),
    ];
    view! {
        <section>
            {heading(ui.level(1), false, ui.word(Word::ResultNextTitle))}
            <Timeline steps/>
        </section>
    }
    .into_any()
}

/// Questions to bring.
fn questions(ui: Ui) -> AnyView {
    let words = [
        Word::ResultQuestions1,
        Word::ResultQuestions2,
        Word::ResultQuestions3,
        Word::ResultQuestions4,
        Word::ResultQuestions5,
        Word::ResultQuestions6,
    ];
    let rows: Vec<AnyView> =
        words.iter().map(|word| view! { <li>{ui.word(*word)}</li> }.into_any()).collect();
    view! {
        <section>
            {heading(ui.level(1), false, ui.word(Word::ResultQuestionsTitle))}
            <ul class="cc-points">{rows}</ul>
        </section>
    }
    .into_any()
}

/// The clinic's booking link and phone, where it gave any. The link carries nothing of the answers.
fn contact(ui: Ui) -> AnyView {
    let settings = ui.settings();
    let name = settings.clinic.unwrap_or_else(|| ui.word(Word::ResultClinic));
    let cost = settings.cost_note.map(|note| view! { <p>{ui.word(Word::ResultCost)}" "{note}</p> });
    let booking = settings.booking.map(|href| {
        view! {
            <span on:click=move |_| ui.tell("booking")>
                {link(href, ui.word(Word::ResultBooking), "cc-button cc-button--primary")}
            </span>
        }
    });
    let phone = settings.phone.map(|phone| {
        let digits: String = phone.chars().filter(|it| it.is_ascii_digit() || *it == '+').collect();
        link(format!("tel:{digits}"), ui.fill(Word::ResultPhone, &[("phone", &phone)]), "cc-button")
    });
    if booking.is_none() && phone.is_none() && cost.is_none() {
        return ().into_any();
    }
    view! {
        <section class="cc-contact">
            {heading(ui.level(1), false, ui.fill(Word::ResultContactTitle, &[("clinic", &name)]))}
            <p>{ui.word(Word::ResultContactText)}</p>
            {cost}
            <div class="cc-buttons">{booking}{phone}</div>
        </section>
    }
    .into_any()
}

/// When the content was reviewed, and its version.
fn reviewed(ui: Ui) -> AnyView {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let date = questionnaire.reviewed.as_ref();
    date.map(|date| {
        let text = ui.fill(Word::ResultReviewed, &[("date", date), ("version", &questionnaire.version)]);
        view! { <p class="cc-small">{text}</p> }
    })
    .into_any()
}
