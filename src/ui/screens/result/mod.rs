//! What to talk about with a clinician: two axes, the findings by level, what comes next, and what to take along.

mod findings;
mod take_away;

use self::findings::findings;
use self::take_away::{summary, take_away};
use super::screen;
use crate::assessment::{Assessment, Group, assess};
use crate::effective::EffectiveAnswers;
use crate::form::Form;
use crate::handoff::Summary;
use crate::questionnaire::{AnswerType, Help, Level, TextForm, TextType};
use crate::session::Event;
use crate::ui::Ui;
use crate::ui::el::{El, el, text};
use crate::ui::parts::{
    Scale, Step, Weight, button, buttons, heading, help_lines, link, main_heading, points, scale, timeline,
};
use crate::words::Word;

/// The result.
pub fn result_screen(ui: Ui) -> El {
    let check = ui.check();
    let session = ui.session_now();
    let answers = session.effective(&check.form);
    let assessment = assess(&check.form, answers);
    // For a minor there is nothing to weigh and nobody to book.
    let minor = Group::ALL
        .iter()
        .any(|group| assessment.group(&check.form, *group).any(|(_, finding)| finding.adults_only));
    let urgent = assessment.safety == Some(Level::Urgent);
    let (title, lead) = if minor {
        (Word::ResultMinorTitle, Word::ResultMinorLead)
    } else {
        (Word::ResultTitle, Word::ResultLead)
    };
    let result = screen("div", "result")
        .attr("data-safety", assessment.safety_code())
        .attr("data-fit", assessment.fit_code())
        .child(main_heading(ui.level(0), ui.word(title)))
        .children(help_first(ui, &assessment))
        .child(text("p", "cc-lead", ui.word(lead)));
    let result = if minor {
        result
            .child(el("p").text(ui.word(Word::ResultMinorText)))
            .children(help_lines(ui, Help::Crisis))
            .children(findings(ui, &assessment, false))
    } else {
        // Where nothing is weighed, that nothing was found would say too much.
        let weighed = form_weighs(&check.form).then(|| scales(ui, &assessment));
        let found = weighed.is_some().then(|| findings(ui, &assessment, true));
        result
            .children(weighed)
            .children(found.into_iter().flatten())
            .child(next(ui))
            .child(questions(ui))
            .children(own_words(ui, answers))
            .children(contact(ui, urgent))
            .child(take_away(ui))
    };
    result
        .child(printed(ui))
        .child(text("p", "cc-small", ui.word(Word::ResultDisclaimer)))
        .children(reviewed(ui))
        .child(buttons([button(ui, "change", ui.word(Word::ResultChange), Weight::Secondary, Event::Back)]))
}

/// Whether the form has findings at all; a clinic's own may have none.
fn form_weighs(form: &Form) -> bool {
    form.questionnaire.indices().any(|idx| form.questionnaire.finding(idx).is_some())
}

/// With an urgent finding, help stands above everything else: an emergency first, then someone to talk to.
fn help_first(ui: Ui, assessment: &Assessment) -> Option<El> {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let urgent = assessment.group(&check.form, Group::Safety(Level::Urgent)).map(|(holding, _)| holding);
    // The question about a crisis leaves no trace, so its finding rests on a transient answer; any other is medical.
    let (crisis, emergency): (Vec<_>, Vec<_>) = urgent.partition(|holding| {
        let mut questions =
            holding.because.iter().filter_map(|reason| questionnaire.question(reason.question));
        questions.any(|question| question.transient)
    });
    let part = |word, help| {
        let lines = help_lines(ui, help);
        std::iter::once(el("p").text(ui.word(word))).chain(lines)
    };
    let emergency = (!emergency.is_empty()).then(|| part(Word::ResultEmergencyFirstText, Help::Emergency));
    let crisis = (!crisis.is_empty()).then(|| part(Word::ResultHelpFirstText, Help::Crisis));
    (assessment.safety == Some(Level::Urgent)).then(|| {
        el("section")
            .class("cc-urgent")
            .child(heading(ui.level(1), ui.word(Word::ResultHelpFirst)))
            .children(emergency.into_iter().flatten())
            .children(crisis.into_iter().flatten())
    })
}

/// Both axes as scales.
fn scales(ui: Ui, assessment: &Assessment) -> El {
    let draw = |title, at: Option<usize>, (_, meaning), steps: &[(Word, Word)]| {
        let steps: Vec<String> = steps.iter().map(|(step, _)| ui.word(*step)).collect();
        // Each axis lists all it can say, so the place is always found.
        let at = at.unwrap_or(steps.len() - 1);
        let here = ui.word(Word::ResultScaleHere);
        scale(ui.level(1), Scale { title: ui.word(title), steps, at, here, meaning: ui.word(meaning) })
    };
    let fit = Assessment::FIT.iter().position(|fit| *fit == assessment.fit);
    let safety = Assessment::SAFETY.iter().position(|safety| *safety == assessment.safety);
    el("div")
        .class("cc-scales")
        .child(draw(
            Word::ResultAxisFit,
            fit,
            Word::of_fit(assessment.fit),
            &Assessment::FIT.map(Word::of_fit),
        ))
        .child(draw(
            Word::ResultAxisSafety,
            safety,
            Word::of_safety(assessment.safety),
            &Assessment::SAFETY.map(Word::of_safety),
        ))
}

/// What usually happens next.
fn next(ui: Ui) -> El {
    let steps = [
        (Word::ResultNext1, Word::ResultNext1Text, "M4 5h16v11H10l-4 4v-4H4z"),
        (Word::ResultNext2, Word::ResultNext2Text, "M7 4h10v17H7zM10 2h4v4h-4zM10 11h4M10 15h4"),
        (Word::ResultNext3, Word::ResultNext3Text, "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z"),
        (Word::ResultNext4, Word::ResultNext4Text, "M4 11l8-7 8 7v9h-6v-5h-4v5H4z"),
        (Word::ResultNext5, Word::ResultNext5Text, "M5 5h14v15H5zM5 10h14M9 3v4M15 3v4M9 15l2 2 4-4"),
    ];
    let steps =
        steps.map(|(title, text, drawing)| Step { title: ui.word(title), text: ui.word(text), drawing });
    el("section").child(heading(ui.level(1), ui.word(Word::ResultNextTitle))).child(timeline(steps))
}

/// Questions to bring.
fn questions(ui: Ui) -> El {
    el("section")
        .child(heading(ui.level(1), ui.word(Word::ResultQuestionsTitle)))
        .child(points(Word::QUESTIONS.map(|word| ui.word(word))))
}

/// What the visitor wrote at length, such as hopes and questions.
fn own_words(ui: Ui, answers: EffectiveAnswers) -> Option<El> {
    let questionnaire = answers.questionnaire();
    let written = answers.questions().filter_map(|item| {
        let AnswerType::Text(TextType { form: TextForm::Lines, .. }) = questionnaire.question(item)?.answer
        else {
            return None;
        };
        let answer = answers.of(item).first()?.literal();
        Some([text("dt", "", questionnaire.item(item).text.clone()), text("dd", "cc-written", answer)])
    });
    let written: Vec<El> = written.flatten().collect();
    (!written.is_empty()).then(|| {
        el("section")
            .child(heading(ui.level(1), ui.word(Word::ResultYours)))
            .child(el("dl").class("cc-lines").children(written))
    })
}

/// The clinic's booking link and phone, where it gave any. The link carries nothing of the answers.
/// Where help comes first, booking asks for no attention.
fn contact(ui: Ui, urgent: bool) -> Option<El> {
    let settings = ui.settings();
    let name = settings.clinic.unwrap_or_else(|| ui.word(Word::ResultClinic));
    let cost = settings.cost_note.map(|note| el("p").text(format!("{} {note}", ui.word(Word::ResultCost))));
    let booking = settings.booking.map(|href| {
        let (class, part) =
            if urgent { ("cc-button", "secondary") } else { ("cc-button cc-button--primary", "primary") };
        link(&href, ui.word(Word::ResultBooking), class)
            .attr("part", part)
            .on("click", move |_| ui.tell("booking"))
    });
    let phone = settings.phone.map(|phone| {
        // What follows a letter or # is an extension, for the person who calls.
        let number = phone.chars().take_while(|it| !it.is_ascii_alphabetic() && *it != '#');
        let digits: String = number.filter(|it| it.is_ascii_digit() || *it == '+').collect();
        link(&format!("tel:{digits}"), ui.fill(Word::ResultPhone, &[("phone", &phone)]), "cc-button")
    });
    if cost.is_none() && booking.is_none() && phone.is_none() {
        return None;
    }
    let contact = el("section")
        .class("cc-contact")
        .child(heading(ui.level(1), ui.fill(Word::ResultContactTitle, &[("clinic", &name)])))
        .child(el("p").text(ui.word(Word::ResultContactText)))
        .children(cost)
        .child(buttons(booking.into_iter().chain(phone)));
    Some(contact)
}

/// What comes out of the printer if the page itself is printed: the summary in place of what is on the screen, so that
/// paper never holds the answer about safety.
fn printed(ui: Ui) -> El {
    let Summary { title, notes, parts } = summary(ui);
    let parts = parts.into_iter().map(|part| {
        let entries = part.entries.into_iter().map(|entry| {
            let lines = entry.lines.into_iter().map(|line| el("p").text(line));
            el("div").child(el("strong").text(entry.title)).children(lines)
        });
        el("section").child(heading(ui.level(1), part.heading)).children(entries)
    });
    el("div")
        .class("cc-print")
        .child(heading(ui.level(0), title))
        .children(notes.into_iter().map(|note| el("p").text(note)))
        .children(parts)
}

/// When the content was reviewed, and its version.
fn reviewed(ui: Ui) -> Option<El> {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let date = ui.day(questionnaire.reviewed.as_deref()?);
    let values = [("date", date.as_str()), ("version", &questionnaire.version)];
    Some(text("p", "cc-small", ui.fill(Word::ResultReviewed, &values)))
}
