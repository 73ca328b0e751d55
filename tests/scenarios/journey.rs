//! A person's visit to the built-in check as a chain of steps: answers, skips, goes back, returns tomorrow.
//! A step that the person could not take fails and prints the steps before it.

use check::brief::{Clinic, Visit, chart};
use check::content;
use devkit::people;
use engine::assessment::{Assessment, assess};
use engine::form::Form;
use engine::model::{AnswerType, Help, ItemIdx, Value, finding_id};
use engine::record;
use engine::session::{Event, Problem, Progress, Screen, Session};
use serde_json::Value as Json;

/// Harmless answers to questions that a reason or another answer enables.
const OPENED: &[(&str, &str)] = &[
    ("reasons", "anxiety"),
    ("pain-types", "other-pain"),
    ("diagnosis", "yes"),
    ("antidepressants-tried", "two-or-more"),
    ("ptsd-treatment-tried", "yes"),
    ("anxiety-treatment-tried", "yes"),
    ("ocd-treatment-tried", "yes"),
    ("bipolar-treatment-tried", "yes"),
    ("pain-treatments-tried", "two-or-more"),
    ("therapy-tried", "yes"),
    ("heart-event-when", "longer-ago"),
    ("heart-control", "well-controlled"),
    ("bp-systolic", "118"),
    ("bp-diastolic", "76"),
    ("bp-symptoms", "no"),
    ("glaucoma-control", "controlled"),
    ("thyroid-treated", "yes"),
    ("liver-severity", "not-severe"),
    ("medicine-list", "Vitamin D"),
    ("goals", "To sleep through the night."),
    ("questions-for-clinician", "How long does a visit take?"),
];

/// The day on records and summaries.
const DAY: &str = "November 22, 2026";

/// A visit in progress.
pub struct Journey {
    form: Form,
    session: Session,
    /// Each step, and the screen after it.
    trail: Vec<String>,
}

impl Journey {
    /// A visit at the start screen.
    pub fn new() -> Journey {
        Journey::through(content::form("en").expect("the check is built in"))
    }

    /// A visit at the start screen of another questionnaire.
    pub fn through(form: Form) -> Journey {
        let session = Session::new(&form);
        let journey = Journey { form, session, trail: Vec::new() };
        journey.checked("comes to the page")
    }

    /// Begins.
    pub fn begins(self) -> Journey {
        self.step("begins", Event::Begin)
    }

    /// Answers the question on the screen and goes to the next. Options are given by code, other answers as typed.
    #[track_caller]
    pub fn answers(self, question: &str, answer: &str) -> Journey {
        let journey = self.chooses(question, answer);
        let journey = journey.step("goes on", Event::Next);
        match journey.session.problem() {
            Some(problem) => journey.fail(&format!("{question}: {answer} is refused: {problem:?}")),
            None => journey,
        }
    }

    /// Answers the question on the screen and stays there.
    #[track_caller]
    pub fn chooses(mut self, question: &str, answer: &str) -> Journey {
        let item = self.is_asked(question);
        let kind = self.form.questionnaire.question(item).map(|question| question.answer.clone());
        let Some(AnswerType::Choice(choice)) = kind else {
            return self.step(&format!("types {answer} for {question}"), Event::Type(answer.into()));
        };
        // Clears options that were chosen before and are not now.
        for (n, option) in choice.options.iter().enumerate() {
            let wanted = answer.split(' ').any(|code| option.value.literal() == code);
            if !wanted && self.session.answers_of(item).contains(&option.value) {
                self = self.step(&format!("clears {}", option.value.literal()), Event::Choose(n, false));
            }
        }
        for code in answer.split(' ') {
            let option = choice.options.iter().position(|option| option.value.literal() == code);
            let Some(option) = option else { self.fail(&format!("{question} has no option {code}")) };
            self = self.step(&format!("chooses {code} for {question}"), Event::Choose(option, true));
        }
        self
    }

    /// Gives the second of two numbers, and is asked whether they are swapped.
    #[track_caller]
    pub fn mixes_up(self, question: &str, answer: &str) -> Journey {
        let journey = self.chooses(question, answer).step("goes on", Event::Next);
        match journey.session.problem() {
            Some(Problem::NotBelow(_)) => journey,
            _ => journey.fail(&format!("{question}: {answer} should ask whether the numbers are swapped")),
        }
    }

    /// Swaps the two numbers.
    pub fn swaps_them(self) -> Journey {
        self.step("swaps the numbers", Event::Swap)
    }

    /// Confirms the two numbers.
    pub fn confirms_them(self) -> Journey {
        self.step("goes on", Event::Next)
    }

    /// Skips the question on the screen.
    #[track_caller]
    pub fn skips(self, question: &str) -> Journey {
        self.is_asked(question);
        self.step(&format!("skips {question}"), Event::Skip)
    }

    /// Gives harmless answers until this question is on the screen.
    #[track_caller]
    pub fn answers_plainly_until(mut self, question: &str) -> Journey {
        while self.asked() != Some(self.item(question)) {
            let Some(name) = self.asked_name() else {
                self.fail(&format!("{question} is never asked"));
            };
            self = self.answers_plainly(&name);
        }
        self
    }

    /// Gives harmless answers to all remaining questions.
    #[track_caller]
    pub fn answers_the_rest_plainly(mut self) -> Journey {
        while let Some(name) = self.asked_name() {
            self = self.answers_plainly(&name);
        }
        self
    }

    #[track_caller]
    fn answers_plainly(self, question: &str) -> Journey {
        let opened = || OPENED.iter().find(|(name, _)| *name == question).map(|(_, answer)| *answer);
        match people::quiet().get(question).map(String::as_str).or_else(opened) {
            Some(answer) => self.answers(question, answer),
            None => self.fail(&format!("{question} has no harmless answer; add one to OPENED")),
        }
    }

    /// Skips all remaining questions, and continues from any help.
    #[track_caller]
    pub fn skips_the_rest(mut self) -> Journey {
        loop {
            self = match (self.asked_name(), self.session.screen()) {
                (Some(name), _) => self.skips(&name),
                (None, Screen::Help(..)) => self.goes_on(),
                (None, _) => return self,
            };
        }
    }

    /// Goes back.
    pub fn goes_back(self) -> Journey {
        self.step("goes back", Event::Back)
    }

    /// Continues from help, or from the notice that the check has changed.
    pub fn goes_on(self) -> Journey {
        self.step("goes on", Event::Continue)
    }

    /// Returns to a question from the review or the result.
    #[track_caller]
    pub fn changes(self, question: &str) -> Journey {
        let item = self.item(question);
        let journey = self.step(&format!("changes {question}"), Event::Change(item));
        journey.is_asked(question);
        journey
    }

    /// Goes to the questions that a change has enabled.
    pub fn catches_up(self) -> Journey {
        self.step("answers what is new", Event::CatchUp)
    }

    /// Asks for the result.
    pub fn finishes(self) -> Journey {
        self.step("asks for the result", Event::Finish)
    }

    /// Closes the page and opens it again another day.
    pub fn comes_back_tomorrow(self) -> Journey {
        let form = self.form.clone();
        self.comes_back_to(form)
    }

    /// Closes the page and opens one with another questionnaire.
    #[track_caller]
    pub fn comes_back_to(mut self, form: Form) -> Journey {
        let text = self.record();
        let record: Json = serde_json::from_str(&text).expect("a record is JSON");
        match record::read(&form, &record) {
            Ok(saved) => self.session = Session::resume(&form, saved),
            Err(error) => self.fail(&format!("can't come back: {error}")),
        }
        self.form = form;
        self.checked("comes back")
    }

    /// Asserts the question on the screen.
    #[track_caller]
    pub fn is_asked(&self, question: &str) -> ItemIdx {
        let item = self.item(question);
        if self.asked() != Some(item) {
            self.fail(&format!("{question} should be on the screen"));
        }
        item
    }

    /// Asserts the screen: `start`, `review`, `result`, `crisis help`, `emergency help`, `changed` or a question.
    #[track_caller]
    pub fn assert_screen(self, screen: &str) -> Journey {
        let found = self.screen();
        if found != screen {
            self.fail(&format!("should be at {screen}, not at {found}"));
        }
        self
    }

    /// Asserts both axes of the result, and its findings in order.
    #[track_caller]
    pub fn finds(self, safety: &str, fit: &str, findings: &[&str]) -> Journey {
        let assessment = self.assessment();
        let found = (assessment.safety_code(), assessment.fit_code());
        let ids = self.findings(&assessment);
        if found != (safety, fit) || ids != findings {
            self.fail(&format!("should find {safety}, {fit}, {findings:?}\n  not {found:?}, {ids:?}"));
        }
        self
    }

    /// Asserts the answers that enable a finding, such as `heart: heart-attack`.
    #[track_caller]
    pub fn shows_reasons(self, finding: &str, because: &[&str]) -> Journey {
        let assessment = self.assessment();
        let active =
            assessment.findings.iter().find(|it| self.name(it.finding) == format!("finding-{finding}"));
        let Some(active) = active else { self.fail(&format!("{finding} should be enabled")) };
        let reasons = active.reasons.iter().map(|reason| {
            let values: Vec<String> = reason.answers.iter().map(Value::literal).collect();
            format!("{}: {}", self.name(reason.question), values.join(" ")).trim_end().to_owned()
        });
        let reasons: Vec<String> = reasons.collect();
        if reasons != because {
            self.fail(&format!("{finding} should be enabled because of {because:?}, not {reasons:?}"));
        }
        self
    }

    /// Asserts the answers of a question that count, by code, or an empty text.
    #[track_caller]
    pub fn has_answered(self, question: &str, answer: &str) -> Journey {
        let values = self.session.effective(&self.form).of(self.item(question));
        let found = values.iter().map(Value::literal).collect::<Vec<_>>().join(" ");
        if found != answer {
            self.fail(&format!("{question} should be answered with {answer:?}, not {found:?}"));
        }
        self
    }

    /// Asserts the questions that a change has enabled.
    #[track_caller]
    pub fn sees_new(self, questions: &[&str]) -> Journey {
        let unseen: Vec<&str> = self.session.unseen().map(|item| self.name(item)).collect();
        if unseen != questions {
            self.fail(&format!("should be offered {questions:?}, not {unseen:?}"));
        }
        self
    }

    /// Asserts the notice of a change: the questions asked again, and the number of dropped answers.
    #[track_caller]
    pub fn sees_change_notice(self, asked_again: &[&str], now_gone: usize) -> Journey {
        let Screen::Changed { again, gone } = self.session.screen() else {
            self.fail("should see the notice")
        };
        let again: Vec<&str> = again.iter().map(|item| self.name(*item)).collect();
        if (&again[..], *gone) != (asked_again, now_gone) {
            self.fail(&format!("should be asked {asked_again:?} again, not {again:?}; gone: {gone}"));
        }
        self
    }

    /// The progress of the visit.
    #[track_caller]
    pub fn progress(&self) -> Progress {
        match self.asked() {
            Some(item) => self.session.progress(&self.form, item),
            None => self.fail("no question is on the screen"),
        }
    }

    /// The stored record, as text.
    pub fn record(&self) -> String {
        record::record(&self.form, &self.session, DAY)
    }

    /// The brief in English: each block of both pages on a line, and then the text for a chart.
    pub fn brief(&self) -> String {
        let words = content::words("en").expect("English is built in");
        let texts = content::brief_texts("en").expect("English is built in");
        let visit = Visit { form: &self.form, persistable: self.session.persistable(), day: "2026-11-22" };
        let document = visit.brief(&texts, &words, &texts, &Clinic::default());
        let blocks = document.pages.iter().flat_map(|page| &page.blocks);
        let lines: Vec<String> = blocks.map(|block| block.texts().join(" | ")).collect();
        format!("{}\n\n{}", lines.join("\n"), chart(&document.pages[0], &texts))
    }

    fn assessment(&self) -> Assessment {
        assess(&self.form, self.session.effective(&self.form))
    }

    fn findings(&self, assessment: &Assessment) -> Vec<&str> {
        let link_id = |idx| &self.form.questionnaire.item(idx).link_id;
        assessment.findings.iter().map(|active| finding_id(link_id(active.finding))).collect()
    }

    fn asked(&self) -> Option<ItemIdx> {
        match self.session.screen() {
            Screen::Question(visit) => Some(visit.item),
            _ => None,
        }
    }

    fn asked_name(&self) -> Option<String> {
        self.asked().map(|item| self.name(item).to_owned())
    }

    fn name(&self, item: ItemIdx) -> &str {
        self.form.questionnaire.item(item).link_id.as_str()
    }

    #[track_caller]
    fn item(&self, question: &str) -> ItemIdx {
        match self.form.questionnaire.find(question) {
            Some(item) => item,
            None => self.fail(&format!("the check has no {question}")),
        }
    }

    fn screen(&self) -> String {
        match self.session.screen() {
            Screen::Start => "start".into(),
            Screen::Question(visit) => self.name(visit.item).into(),
            Screen::Help(Help::Crisis, _) => "crisis help".into(),
            Screen::Help(Help::Emergency, _) => "emergency help".into(),
            Screen::Changed { .. } => "changed".into(),
            Screen::Review => "review".into(),
            Screen::Result => "result".into(),
            Screen::Brief => "brief".into(),
        }
    }

    #[track_caller]
    fn step(mut self, what: &str, event: Event) -> Journey {
        self.session.step(&self.form, event);
        self.checked(what)
    }

    /// Logs the step, and asserts that the screen after it has texts.
    #[track_caller]
    fn checked(mut self, what: &str) -> Journey {
        let screen = self.screen();
        self.trail.push(format!("{what}: {screen}"));
        if let Some(item) = self.asked() {
            let question = self.form.questionnaire.question(item);
            let options = match question.map(|question| &question.answer) {
                Some(AnswerType::Choice(choice)) => choice.options.as_slice(),
                _ => &[],
            };
            let text = &self.form.questionnaire.item(item).text;
            if text.is_empty() || options.iter().any(|option| option.display.is_empty()) {
                self.fail(&format!("{screen} has no texts"));
            }
        }
        self
    }

    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        panic!("{what}\nThe steps so far:\n  {}\n", self.trail.join("\n  "))
    }
}
