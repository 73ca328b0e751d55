//! Random answers: unrestricted, such that a condition is true, or with exactly one question left out.

use std::collections::HashMap;

use fastrand::Rng;

use crate::condition::{Answer, Clause, Condition, Counted, Test};
use crate::contract::{Contract, Kind, Question, Section};
use crate::evaluate::Answers;

/// How the answers of a whole response are chosen.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The share of questions answered.
    pub density: f64,
    /// Prefers answers that no finding names. Without it, nearly every full response has an urgent finding,
    /// which hides the lower levels.
    pub quiet: bool,
}

impl Style {
    pub const QUIET_AND_FULL: Self = Self { density: 1.0, quiet: true };
}

pub struct Generator<'c> {
    contract: &'c Contract,
    /// The tests that findings make of each question, by linkId.
    tests: HashMap<&'c str, Vec<&'c Test>>,
    pub rng: Rng,
}

impl<'c> Generator<'c> {
    pub fn new(contract: &'c Contract, seed: u64) -> Self {
        let mut tests: HashMap<_, Vec<_>> = HashMap::new();
        for condition in contract.findings.iter().filter_map(|finding| finding.when.as_ref()) {
            for Clause { link, test } in condition.clauses() {
                tests.entry(link.as_str()).or_default().push(test);
            }
        }
        Self { contract, tests, rng: Rng::with_seed(seed) }
    }

    /// A random style: sparse, medium or full, and quiet or not.
    pub fn style(&mut self) -> Style {
        Style { density: self.pick(&[0.05, 0.3, 0.7, 0.95, 1.0]), quiet: self.rng.bool() }
    }

    /// Answers to any question, enabled or not.
    pub fn answers(&mut self, style: Style) -> Answers {
        let mut answers = Answers::new();
        for (_, question) in self.contract.questions() {
            if self.rng.f64() < style.density {
                answers.insert(question.link.clone(), self.answer(question, style.quiet));
            }
        }
        answers
    }

    /// Answers that make a finding's condition true. Other findings may be enabled too.
    pub fn answers_fulfilling(&mut self, condition: &Condition, style: Style) -> Answers {
        let mut answers = self.answers(style);
        self.fulfil(condition, &mut answers);
        answers
    }

    /// Answers to all questions but one, which is enabled.
    pub fn answers_without(&mut self, section: &Section, question: &Question) -> Answers {
        let mut answers = self.answers(Style::QUIET_AND_FULL);
        self.enable(section, question, &mut answers);
        answers.remove(&question.link);
        answers
    }

    fn answer(&mut self, question: &Question, quiet: bool) -> Answer {
        match question.kind {
            Kind::Choice => Answer::Codes(vec![self.pick(&self.codes(question, quiet))]),
            Kind::Choices => self.choices(question, quiet),
            Kind::Integer => Answer::Integer(self.integer(question, quiet)),
            Kind::Text => Answer::Text(self.text(question)),
        }
    }

    /// The codes to choose from. Some questions have no quiet one.
    fn codes(&self, question: &Question, quiet: bool) -> Vec<String> {
        let named = |code: &String| {
            self.tests_of(question).any(|test| matches!(test, Test::OneOf(codes) if codes.contains(code)))
        };
        let codes: Vec<String> =
            question.options.iter().filter(|code| !quiet || !named(code)).cloned().collect();
        if codes.is_empty() { question.options.clone() } else { codes }
    }

    /// An exclusive code alone, or some of the others in any order.
    fn choices(&mut self, question: &Question, quiet: bool) -> Answer {
        let codes = self.codes(question, quiet);
        let first = self.pick(&codes);
        if question.exclusive.contains(&first) {
            return Answer::Codes(vec![first]);
        }
        let share = self.pick(&[0.0, 0.2, 0.9]);
        let mut chosen: Vec<String> = codes
            .into_iter()
            .filter(|code| *code == first || !question.exclusive.contains(code) && self.rng.f64() < share)
            .collect();
        self.rng.shuffle(&mut chosen);
        Answer::Codes(chosen)
    }

    /// Half the time an end of the range, or a threshold of some condition, or a neighbor of one.
    fn integer(&mut self, question: &Question, quiet: bool) -> i64 {
        let (min, max) = question.range();
        let tests: Vec<&Test> = self.tests_of(question).collect();
        let is_quiet = |n: &i64| !quiet || !tests.iter().any(|test| test.takes(*n));
        let sides = tests.iter().filter_map(|test| test.sides()).flatten();
        let mut landmarks: Vec<i64> = sides.flat_map(|n| [n - 1, n, n + 1]).chain([min, max]).collect();
        landmarks.retain(|n| (min..=max).contains(n) && is_quiet(n));
        if self.rng.bool() && !landmarks.is_empty() {
            return self.pick(&landmarks);
        }
        // Most are quiet, so one is soon found.
        std::iter::repeat_with(|| self.rng.i64(min..=max)).find(is_quiet).expect("some number is quiet")
    }

    /// Text up to its full length, with characters that JSON escapes and characters of several bytes.
    fn text(&mut self, question: &Question) -> String {
        let longest = question.max_length.expect("a text has a greatest length");
        let length = match self.rng.u8(0..20) {
            0 => longest,
            _ => self.rng.usize(1..=30.min(longest)),
        };
        let letters: Vec<char> = "abc xyz\"\\/\n\té漢{}:,'<&".chars().collect();
        // It begins with a letter, because FHIR allows no text of white space only.
        std::iter::once('t').chain(std::iter::repeat_with(|| self.pick(&letters))).take(length).collect()
    }

    /// Changes the answers so that a condition and all conditions that it depends on are true.
    fn fulfil(&mut self, condition: &Condition, answers: &mut Answers) {
        for part in &condition.parts {
            let clauses = self.rng.choice(part).expect("a condition has an alternative");
            for clause in clauses {
                let (section, question) = self.contract.question(&clause.link);
                self.fulfil_clause(clause, question, answers);
                self.enable(section, question, answers);
            }
        }
    }

    fn enable(&mut self, section: &Section, question: &Question, answers: &mut Answers) {
        for condition in [&section.when, &question.when].into_iter().flatten() {
            self.fulfil(condition, answers);
        }
    }

    fn fulfil_clause(&mut self, clause: &Clause, question: &Question, answers: &mut Answers) {
        let counted: Counted = answers.iter().map(|(link, answer)| (link.as_str(), answer)).collect();
        if clause.is_enabled(&counted) {
            return;
        }
        let answer = match &clause.test {
            Test::OneOf(codes) => self.one_more(codes, question, answers.get(&clause.link)),
            Test::Not(code) => {
                let others: Vec<&String> = question.options.iter().filter(|other| *other != code).collect();
                Answer::Codes(vec![self.pick(&others).clone()])
            }
            test => Answer::Integer(self.integer_passing(test, question)),
        };
        answers.insert(clause.link.clone(), answer);
    }

    /// One of the codes, added to the earlier ones if the question takes several.
    fn one_more(&mut self, codes: &[String], question: &Question, before: Option<&Answer>) -> Answer {
        let code = self.pick(codes);
        let mut chosen = match before {
            Some(Answer::Codes(before)) if question.kind == Kind::Choices => before.clone(),
            _ => Vec::new(),
        };
        let alone = question.exclusive.contains(&code);
        chosen.retain(|other| !alone && !question.exclusive.contains(other));
        chosen.push(code);
        Answer::Codes(chosen)
    }

    /// An integer that passes a test, often at the limit.
    fn integer_passing(&mut self, test: &Test, question: &Question) -> i64 {
        let (min, max) = question.range();
        let passing: Vec<i64> = (min..=max).filter(|n| test.takes(*n)).collect();
        let just: Vec<i64> = test.sides().into_iter().flatten().filter(|n| test.takes(*n)).collect();
        if self.rng.bool() { self.pick(&just) } else { self.pick(&passing) }
    }

    fn tests_of(&self, question: &Question) -> impl Iterator<Item = &'c Test> {
        self.tests.get(question.link.as_str()).into_iter().flatten().copied()
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        self.rng.choice(from).expect("there is something to choose from").clone()
    }
}
