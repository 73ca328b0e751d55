//! A visit to the check, as a pure state machine: values in, values out.
//! It uses no clock, no storage and no texts. The possible steps follow from the questionnaire and the answers.

mod asked;
mod number;
mod typed;

use std::cmp::Ordering;

use crate::answers::Answers;
use crate::effective::{EffectiveAnswers, PersistableAnswers};
use crate::form::Form;
use crate::items::Items;
use crate::model::{AnswerType, Choice, Help, ItemIdx, LinkId, Value};
use crate::response::Given;
use asked::Asked;
pub use asked::Progress;
pub use typed::{NotBelow, Problem};

/// The state of a visit: the screen and the answers so far.
#[derive(Clone, Debug)]
pub struct Session {
    answers: Answers,
    // Invariant: the form's logic evaluated for `answers`.
    enabled: Vec<bool>,
    // Invariant: the persistable part of `answers`.
    persistable: PersistableAnswers,
    // Invariant: the questions among the `enabled` items.
    asked: Asked,
    /// Questions that the visitor has passed, answered or skipped.
    seen: Items,
    /// Typed text that can't be parsed yet, so that nothing typed is lost.
    drafts: Vec<(ItemIdx, String)>,
    other: Option<Other>,
    /// The answer before the current edit.
    before: Vec<Value>,
    /// The help that was shown last, as long as every question since then called for the same help.
    helped: Option<Help>,
    screen: Screen,
    problem: Option<Problem>,
}

/// The free-text answer that was typed last, to distinguish it from an option of the same text.
#[derive(Clone, Debug)]
struct Other {
    item: ItemIdx,
    value: Value,
    /// Whether an equivalent answer was chosen before.
    chosen: bool,
}

/// The screens of a visit.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Before the first question.
    Start,
    /// One question.
    Question(Visit),
    /// Help, shown over the question that called for it.
    Help(Help, Visit),
    /// The notice about saved answers of another version.
    Changed {
        /// Questions whose saved answer no longer fits.
        again: Vec<ItemIdx>,
        /// The number of saved answers without a question.
        gone: usize,
    },
    /// The overview of all answers.
    Review,
    /// The assessment of the answers.
    Result,
    /// What the visitor may take to a clinician, before it leaves the device.
    Brief,
}

/// A question on the screen, and the next step after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The question.
    pub item: ItemIdx,
    /// Why the question is on the screen.
    pub mode: VisitMode,
}

/// Why a question is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitMode {
    /// It is the next question; the one after it follows.
    Forward,
    /// It was not seen, but later ones were; the next unseen question follows.
    CatchUp,
    /// Its answer is being edited; the review follows.
    Edit,
}

/// An action of the visitor.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Begins with the first question.
    Begin,
    /// Chooses an option of the question on the screen, by position, or (`false`) clears it.
    Choose(usize, bool),
    /// Types an answer, or a free-text answer beside the options.
    Type(String),
    /// Goes to the next screen.
    Next,
    /// Goes to the next screen without an answer.
    Skip,
    /// Swaps two numbers that were the wrong way round, and goes to the next screen.
    Swap,
    /// Goes back.
    Back,
    /// Leaves help, or the notice that the check has changed.
    Continue,
    /// Edits an answer from the review or the result.
    Change(ItemIdx),
    /// Goes to the questions that an edit has enabled.
    CatchUp,
    /// Goes to the result.
    Finish,
    /// Goes from the result to the brief.
    Take,
}

/// Saved answers, after a lenient read.
#[derive(Debug)]
pub struct Saved {
    /// The items that fit this questionnaire.
    pub(crate) given: Vec<Given>,
    /// The linkIds of the items that do not.
    pub(crate) lost: Vec<LinkId>,
    /// Whether it was saved by another version of the questionnaire.
    pub other_version: bool,
}

impl Session {
    /// A new visit, before the first question.
    #[must_use]
    pub fn new(form: &Form) -> Session {
        let answers = Answers::default();
        let enabled = form.evaluate(&answers);
        Session {
            persistable: PersistableAnswers::none(form),
            asked: Asked::new(&form.questionnaire, &enabled),
            enabled,
            seen: Items::default(),
            answers,
            drafts: Vec::new(),
            other: None,
            before: Vec::new(),
            helped: None,
            screen: Screen::Start,
            problem: None,
        }
    }

    /// Resumes a visit from saved answers, at the first question that was not seen, or at the review.
    #[must_use]
    pub fn resume(form: &Form, saved: Saved) -> Session {
        let mut session = Session::new(form);
        for given in saved.given {
            session.seen.insert(given.item);
            session.set(form, given.item, given.values);
        }
        let found = saved.lost.iter().filter_map(|link_id| form.questionnaire.find(link_id.as_str()));
        let mut again: Vec<ItemIdx> =
            found.filter(|item| form.questionnaire.question(*item).is_some()).collect();
        let gone = saved.lost.len() - again.len();
        // A question that depends on a repeated one is not enabled yet; it may follow after it.
        again.retain(|item| session.effective(form).asks(*item));
        if saved.other_version || !saved.lost.is_empty() {
            session.screen = Screen::Changed { again, gone };
        } else {
            session.catch_up();
        }
        session
    }

    /// The screen.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The validation error of the question on the screen, if there is one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The answers of a question, also if it is disabled.
    #[must_use]
    pub fn answers_of(&self, item: ItemIdx) -> &[Value] {
        self.answers.of(item)
    }

    /// The typed text of a question that can't be parsed.
    #[must_use]
    pub fn draft_of(&self, item: ItemIdx) -> Option<&str> {
        self.drafts.iter().find(|(of, _)| *of == item).map(|(_, draft)| draft.as_str())
    }

    /// The free-text answer in the field of an open choice.
    #[must_use]
    pub fn other_of(&self, form: &Form, item: ItemIdx) -> Option<&Value> {
        if let Some(other) = self.other.as_ref().filter(|other| other.item == item) {
            return Some(&other.value);
        }
        let choice = choice(form, item)?;
        self.answers.of(item).iter().find(|value| choice.option_of(value).is_none())
    }

    /// The answers that count.
    #[must_use]
    pub fn effective<'a>(&'a self, form: &'a Form) -> EffectiveAnswers<'a> {
        EffectiveAnswers::new(&form.questionnaire, &self.answers, &self.enabled)
    }

    /// The answers that may be stored.
    #[must_use]
    pub fn persistable(&self) -> &PersistableAnswers {
        &self.persistable
    }

    /// The progress of a visitor at this question.
    #[must_use]
    pub fn progress(&self, form: &Form, at: ItemIdx) -> Progress {
        self.asked.progress(&form.questionnaire, at)
    }

    /// The visitor’s place, for the record: the number of the question after the last one in the record, and the number of all.
    /// `None` before the first question and after the last one.
    ///
    /// Like the record, it depends on persistable answers alone. A transient question counts if nothing enables it.
    #[must_use]
    pub fn place_to_resume(&self, form: &Form) -> Option<(usize, usize)> {
        let answers = self.persistable.effective(form);
        let is_asked = |item: &ItemIdx| answers.asks(*item);
        let seen = self.seen.iter().copied().rfind(is_asked);
        let last = seen.max(answers.answered().filter(is_asked).max())?;
        self.persistable.place_after(last)
    }

    /// Whether the visitor has passed a question, answered or skipped.
    #[must_use]
    pub fn was_seen(&self, item: ItemIdx) -> bool {
        self.seen.contains(&item)
    }

    /// All questions that the visitor has passed, answered or skipped.
    #[must_use]
    pub fn seen(&self) -> &Items {
        &self.seen
    }

    /// Enabled questions that were not seen yet.
    pub fn unseen(&self) -> impl Iterator<Item = ItemIdx> {
        self.asked.all().iter().copied().filter(|item| !self.was_seen(*item))
    }

    /// Takes one step. An event that does not belong to the screen changes nothing.
    pub fn step(&mut self, form: &Form, event: Event) {
        let problem = self.problem.take();
        match (self.screen.clone(), event) {
            (Screen::Start, Event::Begin) => self.walk_from(None),
            (Screen::Question(visit), Event::Choose(option, chosen))
                if option < options(form, visit.item) =>
            {
                self.choose(form, visit.item, option, chosen);
            }
            (Screen::Question(visit), Event::Type(text)) if is_typed(form, visit.item) => {
                self.type_in(form, visit.item, text);
            }
            (Screen::Question(visit), Event::Next) => self.next(form, visit, problem),
            (Screen::Question(visit), Event::Swap) if is_swappable(problem.as_ref()) => {
                self.swap(form, visit)
            }
            (Screen::Question(visit), Event::Skip) => self.skip(form, visit),
            (Screen::Question(visit), Event::Back) => self.back(form, visit),
            (Screen::Help(help, visit), Event::Continue) => {
                self.helped = Some(help);
                self.go_on(visit);
            }
            (Screen::Help(_, visit), Event::Back) => self.screen = Screen::Question(visit),
            (Screen::Changed { .. }, Event::Continue) => self.catch_up(),
            (Screen::Review | Screen::Result, Event::Change(item)) => self.change(form, item),
            (Screen::Review, Event::CatchUp) => self.catch_up(),
            (Screen::Review, Event::Finish) => self.screen = Screen::Result,
            (Screen::Review, Event::Back) => self.show_last(),
            (Screen::Result, Event::Take) => self.screen = Screen::Brief,
            (Screen::Brief, Event::Back) => self.screen = Screen::Result,
            (Screen::Result, Event::Back) if self.is_single() => self.show_last(),
            (Screen::Result, Event::Back) => self.screen = Screen::Review,
            _ => self.problem = problem,
        }
    }

    fn choose(&mut self, form: &Form, item: ItemIdx, option: usize, chosen: bool) {
        let mut values = self.answers.of(item).to_vec();
        match form.questionnaire.question(item).map(|question| &question.answer) {
            Some(AnswerType::Choice(choice)) => {
                let picked = &choice.options[option];
                values.retain(|value| !value.is_equivalent(&picked.value));
                if chosen {
                    values
                        .retain(|value| choice.repeats && !picked.exclusive && !is_exclusive(choice, value));
                    // Answers are in the order of the options, in any order of choosing; the typed answer
                    // comes last.
                    let place = |value: &Value| {
                        choice.options.iter().position(|option| option.value.is_equivalent(value))
                    };
                    let later = |value: &Value| place(value).is_none_or(|place| place > option);
                    let at = values.iter().position(later).unwrap_or(values.len());
                    values.insert(at, picked.value.clone());
                }
            }
            _ => {
                let picked = Value::Boolean(option == 0);
                values.retain(|value| !chosen && !value.is_equivalent(&picked));
                values.extend(chosen.then_some(picked));
            }
        }
        self.other.take_if(|other| !values.iter().any(|value| value.is_equivalent(&other.value)));
        self.set(form, item, values);
    }

    fn type_in(&mut self, form: &Form, item: ItemIdx, text: String) {
        let Some(question) = form.questionnaire.question(item) else { return };
        let read = typed::read(&question.answer, &text);
        self.forget_draft(item);
        let choice = choice(form, item);
        let typed = self.other.take().filter(|other| other.item == item && !other.chosen);
        let mut values = Vec::new();
        if let Some(choice) = choice.filter(|choice| choice.repeats) {
            values.extend_from_slice(self.answers.of(item));
            values.retain(|value| {
                let was_typed = typed.as_ref().is_some_and(|other| other.value.is_equivalent(value));
                !was_typed && choice.option_of(value).is_some_and(|option| !option.exclusive)
            });
        }
        match read {
            Ok(Some(value)) => {
                let chosen = values.iter().any(|other| other.is_equivalent(&value));
                if !chosen {
                    values.push(value.clone());
                }
                self.other = choice.map(|_| Other { item, value, chosen });
            }
            Ok(None) => {}
            Err(_) => self.drafts.push((item, text)),
        }
        self.set(form, item, values);
    }

    /// Discards the typed text of a question and sets its answers.
    fn erase(&mut self, form: &Form, item: ItemIdx, values: Vec<Value>) {
        self.forget_draft(item);
        self.other = None;
        self.set(form, item, values);
    }

    fn forget_draft(&mut self, item: ItemIdx) {
        self.drafts.retain(|(of, _)| *of != item);
    }

    fn set(&mut self, form: &Form, item: ItemIdx, values: Vec<Value>) {
        self.persistable.set(form, item, &values);
        self.answers.set(item, values);
        let flipped = form.logic.update(&form.questionnaire, &self.answers, &mut self.enabled, item);
        self.asked.update(&form.questionnaire, &self.enabled, &flipped);
    }

    /// `problem`: the validation error before this event.
    fn next(&mut self, form: &Form, visit: Visit, problem: Option<Problem>) {
        let Some(question) = form.questionnaire.question(visit.item) else { return };
        if let Some(draft) = self.draft_of(visit.item) {
            self.problem = typed::read(&question.answer, draft).err();
            return;
        }
        let answers = self.answers.of(visit.item);
        if answers.is_empty() {
            if question.required {
                self.problem = Some(Problem::missing(&question.answer));
                return;
            }
            return self.skip(form, visit);
        }
        let help = match &question.answer {
            AnswerType::Choice(choice) => {
                let chosen = choice
                    .options
                    .iter()
                    .filter(|option| answers.iter().any(|a| option.value.is_equivalent(a)));
                chosen.filter_map(|option| option.help).min()
            }
            _ => None,
        };
        // The visitor is asked once. The same numbers again are intended.
        if let Some((_, _, numbers)) = self.not_below(form, visit.item) {
            let asked = Some(Problem::NotBelow(numbers));
            if problem != asked {
                self.problem = asked;
                return;
            }
        }
        self.leave(visit, help);
    }

    /// The pair that contains this question, if its numbers seem to be the wrong way round.
    fn not_below(&self, form: &Form, item: ItemIdx) -> Option<(ItemIdx, ItemIdx, NotBelow)> {
        let answers = self.effective(form);
        let mut pairs = form.pairs.iter().filter(|(lower, upper)| item == *lower || item == *upper);
        pairs.find_map(|&(lower, upper)| {
            let (low, high) = (answers.of(lower).first()?, answers.of(upper).first()?);
            if low.compare(high).is_none_or(Ordering::is_lt) {
                return None;
            }
            let fits = |item, value| {
                let question = form.questionnaire.question(item);
                matches!(question.map(|it| &it.answer), Some(AnswerType::Number(it)) if !it.range.excludes(value))
            };
            // The same number twice can't be swapped.
            let can_swap = low.compare(high).is_some_and(Ordering::is_gt) && fits(lower, high) && fits(upper, low);
            Some((lower, upper, NotBelow { upper: high.literal(), lower: low.literal(), can_swap }))
        })
    }

    fn swap(&mut self, form: &Form, visit: Visit) {
        let Some((lower, upper, _)) = self.not_below(form, visit.item) else { return };
        let (low, high) = (self.answers.of(lower).to_vec(), self.answers.of(upper).to_vec());
        self.set(form, lower, high);
        self.set(form, upper, low);
        self.leave(visit, None);
    }

    fn skip(&mut self, form: &Form, visit: Visit) {
        self.erase(form, visit.item, Vec::new());
        // A visitor who would rather not say gets the same help.
        let help =
            choice(form, visit.item).and_then(|it| it.options.iter().filter_map(|option| option.help).min());
        self.leave(visit, help);
    }

    fn leave(&mut self, visit: Visit, help: Option<Help>) {
        self.seen.insert(visit.item);
        // The same help is not shown twice in a row.
        match help.filter(|help| self.helped != Some(*help)) {
            Some(help) => self.screen = Screen::Help(help, visit),
            None => {
                self.helped = help;
                self.go_on(visit);
            }
        }
    }

    fn go_on(&mut self, visit: Visit) {
        match visit.mode {
            VisitMode::Forward => self.walk_from(Some(visit.item)),
            VisitMode::CatchUp => self.catch_up(),
            VisitMode::Edit => self.end(),
        }
    }

    /// Shows the next question after an item, or the end.
    fn walk_from(&mut self, after: Option<ItemIdx>) {
        match self.asked.after(after) {
            Some(item) => self.screen = Screen::Question(Visit { item, mode: VisitMode::Forward }),
            None => self.catch_up(),
        }
    }

    /// Shows the first question that was not seen, or the end.
    fn catch_up(&mut self) {
        let unseen = self.unseen().next();
        match unseen {
            Some(item) => self.screen = Screen::Question(Visit { item, mode: VisitMode::CatchUp }),
            None => self.end(),
        }
    }

    /// Shows the review; or the result at once, if there is only one question and so nothing to review.
    fn end(&mut self) {
        // Questions after the review do not continue the row of questions before it.
        self.helped = None;
        self.screen = if self.is_single() { Screen::Result } else { Screen::Review };
    }

    fn is_single(&self) -> bool {
        self.asked.all().len() < 2
    }

    fn back(&mut self, form: &Form, visit: Visit) {
        self.helped = None;
        if visit.mode == VisitMode::Edit {
            // Text that can't be parsed does not replace the answer.
            if self.draft_of(visit.item).is_some() {
                let before = std::mem::take(&mut self.before);
                self.erase(form, visit.item, before);
            }
            return self.end();
        }
        self.screen = match self.asked.before(visit.item) {
            Some(item) => Screen::Question(Visit { item, mode: VisitMode::Forward }),
            None => Screen::Start,
        };
    }

    fn show_last(&mut self) {
        if let Some(&item) = self.asked.all().last() {
            self.screen = Screen::Question(Visit { item, mode: VisitMode::Forward });
        }
    }

    fn change(&mut self, form: &Form, item: ItemIdx) {
        if self.effective(form).asks(item) {
            self.before = self.answers.of(item).to_vec();
            self.screen = Screen::Question(Visit { item, mode: VisitMode::Edit });
        }
    }
}

/// The choice of a question, if it is one.
fn choice(form: &Form, item: ItemIdx) -> Option<&Choice> {
    match &form.questionnaire.question(item)?.answer {
        AnswerType::Choice(choice) => Some(choice),
        _ => None,
    }
}

/// The number of options. A boolean question has two without a list: yes, no.
fn options(form: &Form, item: ItemIdx) -> usize {
    match form.questionnaire.question(item).map(|question| &question.answer) {
        Some(AnswerType::Choice(choice)) => choice.options.len(),
        Some(AnswerType::Boolean) => 2,
        _ => 0,
    }
}

/// Whether a question accepts typed text.
fn is_typed(form: &Form, item: ItemIdx) -> bool {
    match form.questionnaire.question(item).map(|question| &question.answer) {
        Some(AnswerType::Choice(choice)) => choice.open,
        Some(AnswerType::Boolean | AnswerType::Reference) | None => false,
        Some(_) => true,
    }
}

/// Whether the validation error is about two numbers that can be swapped.
fn is_swappable(problem: Option<&Problem>) -> bool {
    matches!(problem, Some(Problem::NotBelow(NotBelow { can_swap: true, .. })))
}

fn is_exclusive(choice: &Choice, value: &Value) -> bool {
    choice.option_of(value).is_some_and(|option| option.exclusive)
}

#[cfg(test)]
mod tests;
