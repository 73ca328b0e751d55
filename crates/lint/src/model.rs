//! A model of a questionnaire as facts for a SAT solver. It answers exactly which results the answers can lead to.
//! This module does not decide what is a problem; `search.rs` does.
//!
//! The facts are:
//! * for each question, one fact for each of its options, or for each range of answers that no condition
//!   distinguishes (`classes.rs`): the question is asked and has this answer;
//! * for each item that it is enabled: its parent is enabled, and its `enableWhen` is true for those answers.
//!
//! The engine's own [`passes`] tests every condition, answer by answer. How conditions combine (any or all, `exists`, `!=`) is
//! stated here once more, as clauses. Each solution is returned as answers, and the engine must evaluate them to the same result.
//!
//! Limits: a repeating group occurs once, as visitors see it. Conditions that form a cycle have no model.

use engine::answers::Answers;
use engine::form::Form;
use engine::logic::passes;
use engine::model::{
    AnswerType, Axis, Behavior, Choice, Computed, Finding, Fit, ItemIdx, Level, Question, Test, Value,
};

use super::classes::{Answering, classes, is_beyond_search};
use super::solver::{Fact, Solver};

/// A questionnaire as facts. See the module documentation.
pub struct Model<'f> {
    form: &'f Form,
    answering: Answering,
    solver: Solver,
    /// By item: it is enabled.
    enabled: Vec<Fact>,
    /// By item: the answers that conditions distinguish.
    answers: Vec<Vec<(Value, Fact)>>,
    /// By item: it has an answer.
    answered: Vec<Fact>,
    /// By item: each of its conditions is true.
    conditions: Vec<Vec<Fact>>,
    /// By item: the tests that distinguish its answers.
    tests: Vec<Vec<Test>>,
    /// A required question is asked and has no answer.
    unanswered: Fact,
}

impl<'f> Model<'f> {
    /// The model of a questionnaire; `None` if the conditions form a cycle.
    #[must_use]
    pub fn new(form: &'f Form, answering: Answering) -> Option<Model<'f>> {
        Model::with_tests(form, answering, &[])
    }

    /// The model of a questionnaire that also distinguishes answers by these tests, so that they can be queried.
    #[must_use]
    pub fn with_tests(form: &'f Form, answering: Answering, more: &[(ItemIdx, Test)]) -> Option<Model<'f>> {
        if form.logic.cycle().is_some() {
            return None;
        }
        let questionnaire = &form.questionnaire;
        let mut tests: Vec<Vec<Test>> = vec![Vec::new(); questionnaire.indices().len()];
        let own = questionnaire.indices().flat_map(|idx| &questionnaire.item(idx).enable.when);
        let own = own.filter_map(|it| Some((questionnaire.find(it.question.as_str())?, it.test.clone())));
        for (question, test) in own.chain(more.iter().cloned()) {
            if !tests[question.0].contains(&test) {
                tests[question.0].push(test);
            }
        }
        let mut solver = Solver::default();
        let enabled = questionnaire.indices().map(|_| solver.fact()).collect();
        let unanswered = solver.fact();
        let mut model = Model {
            form,
            answering,
            solver,
            enabled,
            answers: Vec::new(),
            answered: Vec::new(),
            conditions: Vec::new(),
            tests,
            unanswered,
        };
        questionnaire.indices().for_each(|idx| model.add_answers(idx));
        questionnaire.indices().for_each(|idx| model.add_conditions(idx));
        model.add_unanswered();
        Some(model)
    }

    fn add_answers(&mut self, idx: ItemIdx) {
        let question = self.form.questionnaire.question(idx);
        let values = question.map_or(Vec::new(), |it| classes(it, &self.tests[idx.0], self.answering));
        let answers: Vec<(Value, Fact)> =
            values.into_iter().map(|value| (value, self.solver.fact())).collect();
        let facts: Vec<Fact> = answers.iter().map(|(_, fact)| *fact).collect();
        for fact in &facts {
            self.solver.require_any(&[!*fact, self.enabled[idx.0]]);
        }
        match question.map(|question| &question.answer) {
            Some(AnswerType::Choice(choice)) if choice.repeats => self.add_several(choice, &facts),
            _ => self.solver.require_at_most_one(&facts),
        }
        self.answered.push(self.solver.any(&facts));
        self.answers.push(answers);
    }

    /// Options can be combined except the exclusive ones. A visitor can add one typed text.
    fn add_several(&mut self, choice: &Choice, facts: &[Fact]) {
        if self.answering == Answering::Response {
            return;
        }
        let (options, texts) = facts.split_at(choice.options.len());
        self.solver.require_at_most_one(texts);
        let (mut alone, mut together) = (Vec::new(), texts.to_vec());
        for (option, fact) in choice.options.iter().zip(options) {
            (if option.exclusive { &mut alone } else { &mut together }).push(*fact);
        }
        self.solver.require_at_most_one(&alone);
        let any = self.solver.any(&together);
        for fact in alone {
            self.solver.require_any(&[!fact, !any]);
        }
    }

    fn add_conditions(&mut self, idx: ItemIdx) {
        let item = self.form.questionnaire.item(idx);
        let mut conditions = Vec::with_capacity(item.enable.when.len());
        for condition in &item.enable.when {
            let source = self.form.questionnaire.find(condition.question.as_str());
            conditions.push(match source {
                Some(source) => self.passing(source, &condition.test),
                None => self.constant(passes(&condition.test, &[])),
            });
        }
        let own = match item.enable.behavior {
            Behavior::Never => self.solver.any(&[]),
            _ if conditions.is_empty() => self.solver.all(&[]),
            Behavior::Any => self.solver.any(&conditions),
            Behavior::All => self.solver.all(&conditions),
        };
        let around = item.parent.map(|parent| self.enabled[parent.0]);
        let both: Vec<Fact> = around.into_iter().chain([own]).collect();
        let holds = self.solver.all(&both);
        self.solver.require_same(self.enabled[idx.0], holds);
        self.conditions.push(conditions);
    }

    /// The fact that the effective answers of a question pass a test.
    fn passing(&mut self, source: ItemIdx, test: &Test) -> Fact {
        let answered = self.answered[source.0];
        // `!=` is about all answers at once: none of them may be equal.
        let (one, negated) = match test {
            Test::Exists(wanted) => return if *wanted { answered } else { !answered },
            Test::Differs(value) => (&Test::Equals(value.clone()), true),
            Test::Equals(_) | Test::Ordered(..) => (test, false),
        };
        let passing =
            self.answers[source.0].iter().filter(|(value, _)| passes(one, std::slice::from_ref(value)));
        let facts: Vec<Fact> = passing.map(|(_, fact)| *fact).collect();
        let any = self.solver.any(&facts);
        if negated { !any } else { any }
    }

    fn add_unanswered(&mut self) {
        let required =
            |idx: &ItemIdx| self.form.questionnaire.question(*idx).is_some_and(|it: &Question| it.required);
        let required: Vec<ItemIdx> = self.form.questionnaire.indices().filter(required).collect();
        let open: Vec<Fact> = required
            .iter()
            .map(|idx| self.solver.all(&[self.enabled[idx.0], !self.answered[idx.0]]))
            .collect();
        let any = self.solver.any(&open);
        self.solver.require_same(self.unanswered, any);
    }

    fn constant(&mut self, holds: bool) -> Fact {
        if holds { self.solver.all(&[]) } else { self.solver.any(&[]) }
    }

    /// Items whose state this model does not decide, because it depends on moments with an offset from UTC.
    #[must_use]
    pub fn undecided(&self) -> Vec<ItemIdx> {
        let beyond = self.form.questionnaire.indices().filter(|idx| {
            let question = self.form.questionnaire.question(*idx);
            question.is_some_and(|question| is_beyond_search(question, &self.tests[idx.0]))
        });
        let reached = self.form.logic.reach(beyond.collect());
        self.form.questionnaire.indices().filter(|idx| reached[idx.0]).collect()
    }

    /// An item is shown: a question is asked, a finding is among those of the assessment.
    pub fn is_enabled(&mut self, idx: ItemIdx) -> Fact {
        match self.form.questionnaire.finding(idx).and_then(|finding| finding.computed) {
            Some(Computed::Unanswered) => self.solver.all(&[self.enabled[idx.0], self.unanswered]),
            None => self.enabled[idx.0],
        }
    }

    /// A question is asked and answered.
    #[must_use]
    pub fn answered(&self, idx: ItemIdx) -> Fact {
        self.answered[idx.0]
    }

    /// A condition of an item is true, independent of its other conditions.
    #[must_use]
    pub fn condition(&self, idx: ItemIdx, n: usize) -> Fact {
        self.conditions[idx.0][n]
    }

    /// The effective answers of a question pass a test; `None` if this model does not distinguish answers by that test.
    pub fn answers_pass(&mut self, idx: ItemIdx, test: &Test) -> Option<Fact> {
        let is_option = |value: &Value| match &self.form.questionnaire.question(idx)?.answer {
            AnswerType::Choice(choice) => Some(choice.option_of(value).is_some()),
            _ => None,
        };
        let told_apart = match test {
            Test::Exists(_) => true,
            Test::Equals(value) | Test::Differs(value) if is_option(value) == Some(true) => true,
            _ => self.tests[idx.0].contains(test),
        };
        told_apart.then(|| self.passing(idx, test))
    }

    /// The safety axis is at this level or a more serious one.
    pub fn safety_at_least(&mut self, level: Level) -> Fact {
        self.any_finding(|finding| matches!(finding.axis, Axis::Safety(found) if found <= level))
    }

    /// The fit axis is at this value or a better studied one.
    pub fn fit_at_least(&mut self, fit: Fit) -> Fact {
        self.any_finding(|finding| matches!(finding.axis, Axis::Fit(found, _) if found <= fit))
    }

    fn any_finding(&mut self, is_one: impl Fn(&Finding) -> bool) -> Fact {
        let questionnaire = &self.form.questionnaire;
        let found = questionnaire.indices().filter(|idx| questionnaire.finding(*idx).is_some_and(&is_one));
        let facts: Vec<Fact> =
            found.collect::<Vec<_>>().into_iter().map(|idx| self.is_enabled(idx)).collect();
        self.solver.any(&facts)
    }

    /// At least one of these; never, if there are none.
    pub fn any(&mut self, facts: &[Fact]) -> Fact {
        self.solver.any(facts)
    }

    /// Each of these; always, if there are none.
    pub fn all(&mut self, facts: &[Fact]) -> Fact {
        self.solver.all(facts)
    }

    /// Answers with which all these are true at once; `None` is the proof that there are none.
    pub fn find(&mut self, facts: &[Fact]) -> Option<Answers> {
        let questionnaire = &self.form.questionnaire;
        let is_true = self.solver.find(facts)?;
        let mut answers = Answers::default();
        for (idx, classes) in questionnaire.indices().zip(&self.answers) {
            let given = classes.iter().filter(|(_, fact)| is_true(*fact));
            answers.set(idx, given.map(|(value, _)| value.clone()).collect());
        }
        debug_assert!(
            self.form
                .evaluate(&answers)
                .iter()
                .zip(&self.enabled)
                .all(|(enabled, fact)| *enabled == is_true(*fact)),
            "the engine reads these answers in another way: {answers:?}"
        );
        Some(answers)
    }

    /// Whether all these can be true at once.
    pub fn can(&mut self, facts: &[Fact]) -> bool {
        self.find(facts).is_some()
    }

    /// Whether one of these follows from the others: there are no answers with which `facts` are true and `fact` is not.
    pub fn implies(&mut self, facts: &[Fact], fact: Fact) -> bool {
        let opposite: Vec<Fact> = facts.iter().copied().chain([!fact]).collect();
        !self.can(&opposite)
    }
}
