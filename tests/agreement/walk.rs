//! Gives answers step by step, as a visitor does on the page, and collects the screens between the questions.

use engine::assessment::assess;
use engine::form::Form;
use engine::model::{AnswerType, ItemIdx};
use engine::session::{Event, Problem, Screen, Session};

use crate::condition::Answer;
use crate::contract::Help;
use crate::evaluate::{Answers, Care, Stop};

/// The help and stops that the program shows to a visitor who gives these answers.
pub fn walk(form: &Form, answers: &Answers) -> Care {
    let mut session = Session::new(form);
    let mut care = Care::default();
    session.step(form, Event::Begin);
    loop {
        match session.screen().clone() {
            Screen::Question(visit) => {
                let link = form.questionnaire.item(visit.item).link_id.to_string();
                let Some(answer) = answers.get(&link) else {
                    session.step(form, Event::Skip);
                    continue;
                };
                give(form, &mut session, visit.item, answer);
                session.step(form, Event::Next);
                if let Some(Problem::NotBelow(_)) = session.problem() {
                    care.stops.push((link.clone(), Stop::Numbers));
                    session.step(form, Event::Next);
                }
                assert_eq!(session.problem(), None, "{link}: {answer:?}");
            }
            Screen::Help(help, visit) => {
                let link = form.questionnaire.item(visit.item).link_id.to_string();
                care.stops.push((link, Stop::Help(read(help))));
                session.step(form, Event::Continue);
            }
            Screen::Review => session.step(form, Event::Finish),
            Screen::Result => break,
            screen @ (Screen::Start | Screen::Changed { .. } | Screen::Brief) => {
                panic!("{screen:?} on the way")
            }
        }
    }
    let assessment = assess(form, session.effective(form));
    care.help = assessment.help.into_iter().map(read).collect();
    care
}

fn give(form: &Form, session: &mut Session, item: ItemIdx, answer: &Answer) {
    match answer {
        Answer::Codes(codes) => {
            let Some(AnswerType::Choice(choice)) = form.questionnaire.question(item).map(|it| &it.answer)
            else {
                panic!("{codes:?} can't be chosen");
            };
            for code in codes {
                let option = choice.options.iter().position(|option| option.value.literal() == *code);
                session.step(form, Event::Choose(option.expect("there is such an option"), true));
            }
        }
        Answer::Integer(n) => session.step(form, Event::Type(n.to_string())),
        Answer::Text(text) => session.step(form, Event::Type(text.clone())),
    }
}

fn read(help: engine::model::Help) -> Help {
    match help {
        engine::model::Help::Emergency => Help::Emergency,
        engine::model::Help::Crisis => Help::Crisis,
    }
}
