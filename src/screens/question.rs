//! One question: progress, the validation error if there is one, the question, why it is asked, and the buttons.

use check::words::Word;
use el::{El, el, focus, text};
use engine::model::{AnswerType, ItemIdx, Question};
use engine::session::{Event, NotBelow, Problem};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::screen;
use crate::parts::{Weight, button, find_on_screen, sources, way_on};
use crate::questions::{FIELD, choice_question, problem_text, typed_question};
use crate::ui::Ui;

/// One question.
///
/// It is not a `form`. A browser sends a form by itself if no script stops it, and the answers would be in the address. So
/// nothing here can be sent, even after the WASM has stopped.
pub fn question_screen(ui: Ui, item: ItemIdx) -> El {
    let check = ui.check();
    let questionnaire = &check.form.questionnaire;
    let screen = screen("div", "question")
        .attr("data-question", questionnaire.item(item).link_id.as_str())
        .on("keydown", move |key| {
            if is_enter_in_field(&key) {
                key.prevent_default();
                ui.send(Event::Next);
            }
        })
        .child(position(ui, item))
        .child_with(move || ui.session().problem().map(|problem| summary(ui, problem)));
    let screen = match questionnaire.question(item) {
        Some(question) => screen.child(field(ui, item, question)).child(
            el("div").class("cc-quiet").children(why(ui, question)).child(button(
                ui,
                "skip",
                ui.word(Word::QuestionSkip),
                Weight::Quiet,
                Event::Skip,
            )),
        ),
        // The session never shows another kind of item.
        None => screen,
    };
    screen.child(way_on(
        button(ui, "back", ui.word(Word::QuestionBack), Weight::Secondary, Event::Back),
        button(ui, "next", ui.word(Word::QuestionNext), Weight::Primary, Event::Next),
    ))
}

/// The controls in which Enter continues. In a text area Enter starts a line. In a date or a time it may open the calendar,
/// and an event cannot tell the calendar's button from the field.
const ADVANCED_BY_ENTER: &str = "input:not([type^=date], [type=time])";

/// Whether Enter was pressed in a single-line field or on an option, where it continues as in a form. A held key is ignored,
/// because it would skip questions. A key during composition belongs to the composed word.
fn is_enter_in_field(event: &web_sys::Event) -> bool {
    let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return false };
    let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    key.key() == "Enter"
        && !key.repeat()
        && !key.is_composing()
        // WebKit reports 229 for the key that ends the composition.
        && key.key_code() != 229
        && field.is_some_and(|field| field.closest(ADVANCED_BY_ENTER).ok().flatten().is_some())
}

fn field(ui: Ui, item: ItemIdx, question: &Question) -> El {
    match &question.answer {
        AnswerType::Choice(_) | AnswerType::Boolean => choice_question(ui, item, question),
        _ => typed_question(ui, item, question),
    }
}

/// The explanation of the question, folded.
fn why(ui: Ui, question: &Question) -> Option<El> {
    let check = ui.check();
    let explanation = question.explanation.clone()?;
    let fold = el("details")
        .class("cc-why")
        .child(el("summary").text(ui.word(Word::QuestionWhy)))
        .child(el("p").text(explanation));
    Some(fold.children(sources(&check.form.questionnaire, &question.sources, ui.word(Word::QuestionSources))))
}

/// The section, the count and the progress bar.
fn position(ui: Ui, item: ItemIdx) -> El {
    let check = ui.check();
    // Untracked: an answer may enable more questions, but the line above the question must not jump during input.
    let now = ui.progress(item);
    let section = check.form.questionnaire.item(now.section).text.clone();
    let bar = el("progress")
        .attr("max", &now.questions.to_string())
        .attr("value", &now.question.to_string())
        .attr("aria-label", &ui.count(Word::ProgressLabel, &now));
    el("div")
        .class("cc-progress")
        .attr("part", "progress")
        .child(
            el("p")
                .child(el("span").text(section))
                .child(el("span").text(ui.count(Word::ProgressCount, &now))),
        )
        .child(bar)
}

/// The error summary above the question. It gets the focus and leads to the field. It contains a button, because a link to the
/// field would change the page's address if no script stopped it.
fn summary(ui: Ui, problem: &Problem) -> El {
    let to_field = el("button")
        .class("cc-problems__to")
        .attr("type", "button")
        .text(problem_text(ui, problem))
        .on("click", |click| focus(find_on_screen(&click, &format!("#{FIELD}"))));
    let swap = match problem {
        Problem::NotBelow(NotBelow { upper, lower, can_swap: true }) => {
            let label = ui.fill(Word::ProblemSwap, &[("upper", upper), ("lower", lower)]);
            Some(button(ui, "swap", label, Weight::Secondary, Event::Swap))
        }
        _ => None,
    };
    el("div")
        .class("cc-problems")
        .attr("tabindex", "-1")
        .attr("role", "alert")
        .child(text("p", "cc-problems__title", ui.word(Word::ProblemTitle)))
        .child(to_field)
        .children(swap)
}
