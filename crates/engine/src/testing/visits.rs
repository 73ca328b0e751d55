//! Random visits to the built-in questionnaire, in which everything that must leave no trace is marked.

use fastrand::Rng;
use serde_json::Value as Json;

use crate::form::Form;
use crate::model::{AnswerType, ItemIdx};
use crate::session::{Event, Screen, Session};
use crate::testing::builtin_questionnaire;

/// Part of every text and code that must leave no trace.
pub const MARK: &str = "SECRET";

/// The built-in questionnaire, with [`MARK`] in all transient questions, their options, and all items with a condition on
/// them.
pub fn marked_form() -> Form {
    let mut json = builtin_questionnaire();
    let mut transient = Vec::new();
    each_item(&mut json, &mut |item| {
        let mut extensions = item["extension"].as_array().into_iter().flatten();
        if extensions.any(|it| it["url"].as_str().is_some_and(|url| url.ends_with("/transient"))) {
            transient.push(item["linkId"].clone());
            item["text"] = MARK.into();
            for option in item["answerOption"].as_array_mut().into_iter().flatten() {
                mark(&mut option["valueCoding"]["code"]);
                mark(&mut option["valueCoding"]["display"]);
            }
        }
    });
    assert!(!transient.is_empty(), "there is a question that leaves no trace");
    each_item(&mut json, &mut |item| {
        let mut depends = false;
        for condition in item["enableWhen"].as_array_mut().into_iter().flatten() {
            if transient.contains(&condition["question"]) {
                mark(&mut condition["answerCoding"]["code"]);
                depends = true;
            }
        }
        if depends {
            mark(&mut item["text"]);
        }
    });
    Form::load(&json).map(|(form, _)| form).unwrap_or_else(|faults| panic!("{faults}"))
}

fn mark(text: &mut Json) {
    *text = format!("{MARK}-{}", text.as_str().unwrap_or_default()).into();
}

fn each_item(json: &mut Json, visit: &mut impl FnMut(&mut Json)) {
    for item in json["item"].as_array_mut().into_iter().flatten() {
        visit(item);
        each_item(item, visit);
    }
}

/// The number of ways to answer a transient question: its options, or no answer.
pub const SECRETS: usize = 6;

/// A visit of random events, also events that do not belong to the screen.
pub fn random_events(form: &Form, seed: u64, steps: usize) -> Session {
    let mut rng = Rng::with_seed(seed);
    let mut session = Session::new(form);
    for _ in 0..steps {
        let event = match rng.u8(..22) {
            0 => Event::Begin,
            1..=7 => Event::Choose(rng.usize(..6), rng.u8(..5) > 0),
            8 => Event::Type(typed(&mut rng).into()),
            9..=13 => Event::Next,
            14 => Event::Skip,
            15 => Event::Back,
            16 => Event::Continue,
            17 => Event::Change(ItemIdx(rng.usize(..form.questionnaire.indices().len()))),
            18 => Event::CatchUp,
            19 => Event::Swap,
            20 => Event::Take,
            _ => Event::Finish,
        };
        session.step(form, event);
    }
    session
}

/// A visit that stops after `stop` persistable questions or at the end. Answers depend on the seed only, except those to
/// transient questions: these come from `secret`, read as a number in base [`SECRETS`] from its last digit. Each digit is
/// the position of an option, or of none.
pub fn random_visit(form: &Form, seed: u64, secret: usize, stop: usize) -> Session {
    let mut session = Session::new(form);
    session.step(form, Event::Begin);
    let (mut left, mut secret) = (0, secret);
    while left < stop {
        match session.screen().clone() {
            Screen::Question(visit) => {
                let question = form.questionnaire.question(visit.item).expect("a question is on the screen");
                if question.transient {
                    session.step(form, Event::Choose(secret % SECRETS, true));
                    secret /= SECRETS;
                } else {
                    let mut rng = Rng::with_seed(seed ^ (visit.item.0 as u64) << 32);
                    answer(form, &mut session, &question.answer, &mut rng);
                    left += 1;
                }
                session.step(form, Event::Next);
                if *session.screen() == Screen::Question(visit) {
                    session.step(form, Event::Skip);
                }
            }
            Screen::Help(..) => session.step(form, Event::Continue),
            _ => break,
        }
    }
    session
}

fn answer(form: &Form, session: &mut Session, kind: &AnswerType, rng: &mut Rng) {
    if let AnswerType::Choice(choice) = kind {
        for _ in 0..rng.usize(..3) {
            session.step(form, Event::Choose(rng.usize(..choice.options.len()), true));
        }
    } else {
        session.step(form, Event::Type(typed(rng).into()));
    }
}

fn typed(rng: &mut Rng) -> &'static str {
    ["", "95", "145", "190", "999", "120 or so", "To sleep through."][rng.usize(..7)]
}
