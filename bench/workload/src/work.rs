//! The pieces of work, by name. They depend on neither clock nor counter.

use check::content;
use check::words::Words;
use engine::form::Form as Ready;
use engine::model::Questionnaire;
use engine::session::{Event, Screen, Session};
use engine::{packed, record};

use crate::forms::{Form, OFTEN, Pattern};

/// How many questions the generated forms have.
pub const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
/// The name of the built-in check, beside those of generated forms.
pub const CHECK: &str = "check";
/// The number of questions that are answered before the measured answer: a visit has just begun.
const ANSWERED: usize = 3;
const LANGUAGE: &str = "en";
/// An arbitrary time; the engine has no clock.
const NOW: &str = "2026-11-22T10:00:00.000Z";

/// One piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Compiles a FHIR questionnaire for the widget.
    Compile(Option<Form>),
    /// Reads the widget's file and shows the first question.
    Start(Option<Form>),
    /// Answers the whole built-in check.
    Visit,
    /// One answer near the beginning of a form.
    Answer(Form),
    /// The answer that lets all other questions appear.
    Open(Form),
}

impl Work {
    /// All pieces of work, in the order of the report.
    pub fn all() -> Vec<Work> {
        let sizes = |pattern| SIZES.map(|size| Form::new(pattern, size));
        // Reading a question costs about the same with any condition.
        let read = || std::iter::once(None).chain(sizes(Pattern::Flat).map(Some));
        let answered = Pattern::ALL.into_iter().flat_map(sizes);
        let all = read().map(Work::Compile).chain(read().map(Work::Start)).chain([Work::Visit]);
        all.chain(answered.map(Work::Answer)).chain(sizes(Pattern::Fan).map(Work::Open)).collect()
    }

    /// The kind of work.
    pub fn kind(self) -> &'static str {
        match self {
            Work::Compile(_) => "compile",
            Work::Start(_) => "start",
            Work::Visit => "visit",
            Work::Answer(_) => "answer",
            Work::Open(_) => "open",
        }
    }

    /// The form of the work; `None` is the check.
    pub fn form(self) -> Option<Form> {
        match self {
            Work::Compile(form) | Work::Start(form) => form,
            Work::Visit => None,
            Work::Answer(form) | Work::Open(form) => Some(form),
        }
    }

    /// The name of its form, such as `chain-100`.
    pub fn form_name(self) -> String {
        self.form().map_or(CHECK.to_owned(), Form::name)
    }

    /// Such as `answer/chain-100`.
    pub fn name(self) -> String {
        format!("{}/{}", self.kind(), self.form_name())
    }

    /// The work of that name.
    pub fn named(name: &str) -> Option<Work> {
        Work::all().into_iter().find(|work| work.name() == name)
    }
}

/// The FHIR questionnaire of a form, or of the check, as JSON.
pub fn fhir(form: Option<Form>) -> String {
    match form {
        Some(form) => form.fhir().to_string(),
        None => content::questionnaire(LANGUAGE).unwrap_or_default().to_string(),
    }
}

/// Compiles FHIR into the format that the widget reads.
pub fn compile(fhir: &str) -> String {
    compiler::compile(fhir, LANGUAGE).expect("the form can be run").packed
}

/// The file from which the widget reads a form; for the check it contains texts and questionnaire.
pub fn file(form: Option<Form>) -> String {
    match form {
        Some(_) => compile(&fhir(form)),
        None => content::check(LANGUAGE).unwrap_or_default().to_owned(),
    }
}

/// Reads the widget's file of a form, or of the check, and shows the first question.
pub fn start(form: Option<Form>, file: &str) -> (Ready, Session) {
    let read = match form {
        Some(_) => packed::read::<Questionnaire>(file),
        None => packed::read::<(Words, Questionnaire)>(file).map(|(_, questionnaire)| questionnaire),
    };
    let ready = Ready::new(read.expect("this build wrote the file"));
    let mut session = Session::new(&ready);
    session.step(&ready, Event::Begin);
    (ready, session)
}

/// Answers every question of the check with its second option, because the first answer to the first question would end
/// the visit, and skips questions without options. Returns the number of questions.
pub fn visit(ready: &Ready) -> usize {
    let mut session = Session::new(ready);
    session.step(ready, Event::Begin);
    let mut asked = 0;
    loop {
        let before = session.screen().clone();
        match &before {
            Screen::Question(_) => {
                answer(ready, &mut session, 1);
                if *session.screen() == before {
                    step(ready, &mut session, Event::Skip);
                }
                asked += 1;
            }
            Screen::Help(..) => step(ready, &mut session, Event::Continue),
            _ => return asked,
        }
    }
}

/// A form in which the next answer is the measured one.
pub struct PreparedForm {
    ready: Ready,
    session: Session,
}

impl PreparedForm {
    /// At a question near the beginning, or at the first.
    pub fn new(form: Form, file: &str, at_first: bool) -> PreparedForm {
        let (ready, mut session) = start(Some(form), file);
        for _ in 0..if at_first { 0 } else { ANSWERED } {
            answer(&ready, &mut session, OFTEN);
        }
        PreparedForm { ready, session }
    }

    /// Gives the measured answer, and returns the number of questions after it.
    pub fn answer(&mut self) -> usize {
        answer(&self.ready, &mut self.session, OFTEN)
    }

    /// Undoes the measured answer: goes back and gives another answer, which lets no question appear.
    pub fn take_back(&mut self) {
        self.session.step(&self.ready, Event::Back);
        self.session.step(&self.ready, Event::Choose(0, true));
    }
}

/// All calls of the widget to the engine from one question to the next: the answer and the next step, each followed by
/// the record that is saved, and the progress of the visitor.
fn answer(ready: &Ready, session: &mut Session, option: usize) -> usize {
    step(ready, session, Event::Choose(option, true));
    step(ready, session, Event::Next);
    match session.screen() {
        Screen::Question(visit) => session.progress(ready, visit.item).questions,
        _ => 0,
    }
}

fn step(ready: &Ready, session: &mut Session, event: Event) {
    session.step(ready, event);
    std::hint::black_box(record::record(ready, session, NOW));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_work_is_found_by_its_name() {
        let all = Work::all();
        assert_eq!(all.len(), 5 + 5 + 1 + 12 + 4);
        for work in all {
            assert_eq!(Work::named(&work.name()), Some(work));
        }
        assert_eq!(Work::named("answer/ring-3"), None);
    }

    #[test]
    fn an_answer_opens_the_questions_of_its_pattern_each_time() {
        for (pattern, first, others) in
            [(Pattern::Flat, 10, 10), (Pattern::Chain, 2, ANSWERED + 2), (Pattern::Fan, 10, 10)]
        {
            for (at_first, questions) in [(true, first), (false, others)] {
                let form = Form::new(pattern, 10);
                let mut place = PreparedForm::new(form, &file(Some(form)), at_first);
                for _ in 0..3 {
                    assert_eq!(place.answer(), questions, "{pattern:?}, first: {at_first}");
                    place.take_back();
                }
            }
        }
    }

    #[test]
    fn a_visit_goes_through_most_of_the_check() {
        let (ready, _) = start(None, &file(None));
        assert!(visit(&ready) > 20);
    }
}
