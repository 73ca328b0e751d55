//! Random visits to the project’s own questionnaire, in which everything that must leave no trace is marked.

use fastrand::Rng;
use serde_json::Value as Json;

use crate::form::Form;
use crate::model::{AnswerType, ItemIdx};
use crate::session::{Event, Screen, Session};
use crate::testing::own_questionnaire;

/// What stands in every text and code that must leave no trace.
pub const MARK: &str = "SECRET";

/// The project’s own questionnaire. Questions that leave no trace, their options, and all items with a condition on them are marked.
pub fn marked_check() -> Form {
    let mut json = own_questionnaire();
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

/// How a question that leaves no trace can be answered: by its options, or not at all.
pub const SECRETS: usize = 6;

/// A visit that does anything, also what does not belong.
pub fn random_events(form: &Form, seed: u64, steps: usize) -> Session {
    let mut rng = Rng::with_seed(seed);
    let mut session = Session::new(form);
    for _ in 0..steps {
        let event = match rng.u8(..21) {
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
            _ => Event::Finish,
        };
        session.step(form, event);
    }
    session
}

/// A visit that leaves this many persistable questions and then stops, or comes to an end. What is answered depends on the
/// seed alone, apart from the questions that leave no trace: the first is answered by the last of six digits, the next by the
/// one before, each the position of an option, or of none.
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
