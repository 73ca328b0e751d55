//! The result, in the order in which screen readers read it too: help if it is needed, the first card with the most serious points
//! and the actions, the findings, the next steps, and the summary to take along. `engine::assessment` decides what is shown
//! and offered.

mod findings;

use check::brief::sentences;
use check::words::Word;
use el::{El, el, svg, text};
use engine::assessment::{Action, Assessment, Group, Shown, assess};
use engine::effective::EffectiveAnswers;
use engine::model::{AnswerType, Axis, Help, Level, TextForm, TextType};
use engine::session::Event;

use self::findings::{comes_last, findings, studied};
use super::brief::{print_version, take_section};
use super::screen;
use crate::parts::{
    Step, Weight, button, buttons, heading, help_buttons, link, main_heading, other_lines, points, timeline,
};
use crate::shell::HostEvent;
use crate::ui::Ui;

/// The result.
pub fn result_screen(ui: Ui) -> El {
    let check = ui.check();
    let session = ui.session_now();
    let answers = session.effective(&check.form);
    let assessment = assess(&check.form, answers);
    let shown = assessment.shown(&check.form);
    let title = if assessment.minor { Word::ResultMinorTitle } else { Word::ResultTitle };
    let result = screen("div", "result")
        .attr("data-safety", assessment.safety_code())
        .attr("data-fit", assessment.fit_code())
        .child(main_heading(ui.level(0), ui.word(title)));
    let result = if assessment.minor {
        result
            .child(el("p").text(ui.word(Word::ResultMinorLead)))
            .child(el("p").text(ui.word(Word::ResultMinorText)))
            .children(assessment.help.iter().flat_map(|help| help_with_lines(ui, *help)))
            .children(findings(ui, &assessment, &shown))
    } else {
        // If the form has no findings, the sentence that nothing was found would promise too much.
        let found = if assessment.has_findings { findings(ui, &assessment, &shown) } else { Vec::new() };
        result
            .children(help_first(ui, &assessment))
            .child(check_first(ui, &assessment, &shown))
            .children(found)
            .child(
                el("section")
                    .class("cc-folds")
                    .child(questions(ui))
                    .child(next(ui))
                    .children(long_answers(ui, answers)),
            )
            .child(take_section(ui))
            .children(contact(ui, &assessment))
    };
    result
        .child(print_version(ui))
        .children((!assessment.minor).then(|| text("p", "cc-small", ui.word(Word::ResultLead))))
        .child(text("p", "cc-small", ui.word(Word::ResultDisclaimer)))
        .children(review_note(ui))
        .child(buttons([button(ui, "change", ui.word(Word::ResultChange), Weight::Secondary, Event::Back)]))
}

/// The help above everything else: an emergency first, then someone to talk to.
fn help_first(ui: Ui, assessment: &Assessment) -> Option<El> {
    let urgent = assessment.safety == Some(Level::Urgent);
    let title = if urgent { Word::ResultHelpFirst } else { Word::ResultHelpHere };
    let part = |help: &Help| {
        let words = match help {
            Help::Emergency => Word::ResultEmergencyFirstText,
            Help::Crisis if urgent => Word::ResultHelpFirstText,
            Help::Crisis => Word::ResultHelpHereText,
        };
        std::iter::once(el("p").text(ui.word(words))).chain(help_with_lines(ui, *help))
    };
    (!assessment.help.is_empty()).then(|| {
        el("section")
            .class("cc-urgent")
            .child(heading(ui.level(1), ui.word(title)))
            .children(assessment.help.iter().flat_map(part))
    })
}

/// The buttons to get help, and the other lines.
fn help_with_lines(ui: Ui, help: Help) -> impl Iterator<Item = El> {
    std::iter::once(help_buttons(ui, help)).chain(other_lines(ui, help))
}

/// The first card: the safety level, the number of points of each level, how well the reason is studied, and the actions.
fn check_first(ui: Ui, assessment: &Assessment, shown: &[Shown]) -> El {
    let first = el("section").class("cc-first").attr("data-level", assessment.safety_code());
    let first = if assessment.has_findings {
        let (name, meaning) = Word::of_safety(assessment.safety);
        first
            .child(
                el("div")
                    .class("cc-first__level")
                    .child(level_icon(assessment.safety))
                    .child(heading(ui.level(1), ui.word(name))),
            )
            .child(el("p").text(ui.word(meaning)))
            .children(counts(ui, assessment, shown))
            .children((!comes_last(assessment)).then(|| studied(ui, assessment, shown)).flatten())
    } else {
        first
    };
    first.child(actions(ui, assessment))
}

/// A sign for each level. The text beside it has the same meaning.
fn level_icon(safety: Option<Level>) -> El {
    let path = match safety {
        // A call for help, a barred octagon, an hourglass, a magnifying glass, a calendar, an empty list.
        Some(Level::Urgent) => "M12 5v9M12 18v1",
        Some(Level::Label) => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8",
        Some(Level::NotNow) => "M6 3h12M6 21h12M7 3c0 6 10 6 10 18M17 3C17 9 7 9 7 21",
        Some(Level::Review) => "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
        Some(Level::Plan) => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
        None => "M4 6h16M4 12h16M4 18h10",
    };
    svg("svg")
        .class("cc-first__sign")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path").attr("d", path))
}

/// The number of points of each level; `None` if there is none.
fn counts(ui: Ui, assessment: &Assessment, shown: &[Shown]) -> Option<El> {
    assessment.safety?;
    let check = ui.check();
    let mut list = el("ul").class("cc-first__counts");
    for level in Assessment::SAFETY.into_iter().flatten() {
        let of_level = |it: &&Shown| {
            let finding = check.form.questionnaire.finding(it.active.finding);
            finding.is_some_and(|it| it.axis == Axis::Safety(level))
        };
        let count = shown.iter().filter(of_level).count();
        if count > 0 {
            let name = ui.word(Word::of_group(Group::Safety(level)));
            list =
                list.child(el("li").text(format!("{name}: ")).child(text("strong", "", count.to_string())));
        }
    }
    Some(list)
}

/// The actions. The first one is emphasised, unless help is above it.
fn actions(ui: Ui, assessment: &Assessment) -> El {
    let settings = ui.settings();
    let actions = assessment.actions(settings.phone.is_some(), settings.booking.is_some());
    let row = actions.first.iter().enumerate().filter_map(|(n, action)| {
        let weight = if n == 0 && actions.filled { Weight::Primary } else { Weight::Secondary };
        match action {
            Action::Call => call(ui, weight),
            Action::Book => book(ui, weight),
            Action::Keep => Some(button(ui, "take", ui.word(Word::ResultKeep), weight, Event::Take)),
        }
    });
    buttons(row)
}

/// A link to the clinic's telephone, if there is one.
fn call(ui: Ui, weight: Weight) -> Option<El> {
    let phone = ui.settings().phone?;
    // A letter or # starts an extension, which the caller dials.
    let number = phone.chars().take_while(|it| !it.is_ascii_alphabetic() && *it != '#');
    let digits: String = number.filter(|it| it.is_ascii_digit() || *it == '+').collect();
    let label = ui.fill(Word::ResultPhone, &[("phone", &phone)]);
    Some(contact_link("call", &format!("tel:{digits}"), label, weight))
}

/// A link to the booking page, if there is one. It contains nothing of the answers.
fn book(ui: Ui, weight: Weight) -> Option<El> {
    let href = ui.settings().booking?;
    let label = ui.word(Word::ResultBooking);
    Some(contact_link("book", &href, label, weight).on("click", move |_| ui.shell.emit(HostEvent::Booking)))
}

fn contact_link(action: &'static str, href: &str, label: String, weight: Weight) -> El {
    link(href, label, weight.class()).attr("part", weight.part()).attr("data-action", action)
}

/// A part of the page under its heading, folded.
fn fold(ui: Ui, title: Word) -> El {
    el("details").class("cc-fold").child(el("summary").child(heading(ui.level(1), ui.word(title))))
}

/// The usual next steps.
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
    fold(ui, Word::ResultNextTitle).child(timeline(steps))
}

/// Questions to bring to the clinic.
fn questions(ui: Ui) -> El {
    fold(ui, Word::ResultQuestionsTitle).child(points(Word::QUESTIONS.map(|word| ui.word(word))))
}

/// The long texts of the visitor, such as hopes and questions.
fn long_answers(ui: Ui, answers: EffectiveAnswers) -> Option<El> {
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
    (!written.is_empty())
        .then(|| fold(ui, Word::ResultYours).child(el("dl").class("cc-lines").children(written)))
}

/// The contact details of the clinic, if it set any.
fn contact(ui: Ui, assessment: &Assessment) -> Option<El> {
    let settings = ui.settings();
    let name = settings.clinic.unwrap_or_else(|| ui.word(Word::ResultClinic));
    let cost = settings.cost_note.map(|note| el("p").text(format!("{} {note}", ui.word(Word::ResultCost))));
    let address = settings.address.map(|address| text("p", "cc-written", address));
    let booking_below = assessment.actions(false, settings.booking.is_some()).booking_below;
    let booking = if booking_below { book(ui, Weight::Secondary) } else { None };
    let phone = call(ui, Weight::Secondary);
    if cost.is_none() && address.is_none() && booking.is_none() && phone.is_none() {
        return None;
    }
    let contact = el("section")
        .class("cc-contact")
        .child(heading(ui.level(1), ui.fill(Word::ResultContactTitle, &[("clinic", &name)])))
        .child(el("p").text(ui.word(Word::ResultContactText)))
        .children(address)
        .children(cost)
        .child(buttons(phone.into_iter().chain(booking)));
    Some(contact)
}

/// The date of the last review of the content, its version, and whether a review is due.
fn review_note(ui: Ui) -> Option<El> {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let date = ui.day(questionnaire.reviewed.as_deref()?);
    let values = [("date", date.as_str()), ("version", &questionnaire.version)];
    let reviewed = ui.fill(Word::ResultReviewed, &values);
    let due = questionnaire.due(&ui.today());
    let due = due.map(|day| ui.fill(Word::ResultDue, &[("date", &ui.day(day))]));
    let note = sentences(std::iter::once(reviewed.as_str()).chain(due.as_deref()));
    Some(text("p", "cc-small", note))
}
