//! Leads the check on the page to a screen, by the same controls that a visitor uses.

use std::cell::Cell;

use el::focus_in_place;
use js_sys::{Array, Function, Promise};
use leptos::prelude::{document, window};
use playground::example::{Screen, choice};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element, HtmlElement, HtmlIFrameElement, ShadowRoot};

use crate::page;

/// Looks at the check this often, in milliseconds, and at most so many times.
const PAUSE: i32 = 15;
const LIMIT: u32 = 2_000;

/// An address that leads nowhere: without its questionnaire, the check can’t load.
const NOWHERE: &str = "/no-such-questionnaire.json";

thread_local! {
    /// The number of the run that may act. A later one ends it.
    static RUN: Cell<u32> = const { Cell::new(0) };
}

/// Starts the check anew and leads it to a screen, and reports whether it came there.
pub fn lead(goal: Screen, done: impl FnOnce(bool) + 'static) {
    let run = stop();
    let focused = document().active_element();
    page::restart((goal == Screen::CannotLoad).then_some(NOWHERE));
    spawn_local(async move {
        let arrived = go(goal, run).await;
        if RUN.get() == run {
            // The check takes the focus with each screen.
            focus_in_place(focused);
            page::show_check();
            done(arrived);
        }
    });
}

/// Ends the run that may be under way: a setting has changed, and the check begins anew. Returns the number of the
/// next run.
pub fn stop() -> u32 {
    RUN.set(RUN.get() + 1);
    RUN.get()
}

async fn go(goal: Screen, run: u32) -> bool {
    let mut questions = 0;
    let mut before: Option<Element> = None;
    for _ in 0..LIMIT {
        pause().await;
        if RUN.get() != run {
            return false;
        }
        let Some(root) = root() else { continue };
        let Some(screen) = find(&root, "[data-screen]").filter(|it| before.as_ref() != Some(it)) else {
            continue;
        };
        let question = screen.get_attribute("data-question");
        let name = screen.get_attribute("data-screen").unwrap_or_default();
        questions += u32::from(question.is_some());
        let is_there = match goal {
            Screen::Start => name == "start",
            Screen::Question => questions == 2,
            Screen::Help => name == "help",
            Screen::Result => name == "result",
            Screen::CannotLoad => name == "error",
        };
        if is_there || name == "result" || name == "error" {
            return is_there;
        }
        let pressed = match (question, name.as_str()) {
            (Some(question), _) => answer(&root, &question, goal),
            (None, "start") => begin(&root),
            (None, "review") => click(&root, "[data-action=finish]"),
            _ => click(&root, "[data-action=continue]"),
        };
        if pressed {
            before = Some(screen);
        }
    }
    false
}

/// Starts without the answers of an earlier visit.
fn begin(root: &ShadowRoot) -> bool {
    click(root, "[data-action=start]")
        || (click(root, "[data-action=restart]") && click(root, "[data-action=confirm]"))
}

fn answer(root: &ShadowRoot, question: &str, goal: Screen) -> bool {
    let inputs = root.query_selector_all(".cc-options input").map(|found| Array::from(&found));
    let inputs = inputs.unwrap_or_default();
    let value = |input: JsValue| input.dyn_into::<Element>().ok()?.get_attribute("value");
    let options: Vec<String> = inputs.iter().filter_map(value).collect();
    match choice(question, &options, goal) {
        Some(code) => {
            click(root, &format!(".cc-options input[value='{code}']:not(:checked)"));
            click(root, "[data-action=next]")
        }
        None => click(root, "[data-action=skip]"),
    }
}

/// The shadow root of the check, also inside its frame.
fn root() -> Option<ShadowRoot> {
    let root = |page: &Document| page.query_selector("candidate-check").ok()??.shadow_root();
    let outer = root(&document())?;
    let frame = find(&outer, ".cc--framed iframe").and_then(|it| it.dyn_into::<HtmlIFrameElement>().ok());
    match frame {
        Some(frame) => root(&frame.content_document()?),
        None => Some(outer),
    }
}

fn find(root: &ShadowRoot, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok()?
}

fn click(root: &ShadowRoot, selector: &str) -> bool {
    let found = find(root, selector).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(it) = &found {
        it.click();
    }
    found.is_some()
}

async fn pause() {
    let mut wait = |done: Function, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, PAUSE);
    };
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}
