//! The built-in check for these properties: its questions with the order of their answers, and the assessment of
//! answers. Does not know how answers are generated.

use check::content;
use engine::answers::Answers;
use engine::assessment::{Assessment, assess};
use engine::effective::EffectiveAnswers;
use engine::form::Form;
use engine::model::{AnswerType, ItemIdx, Level, Range, Test, Value};
use serde_json::Value as Json;

/// The standard extension that contains an option's place in the order.
pub const ORDER: &str = "https://candidate-check.example/fhir/StructureDefinition/order";

/// Answers that mean neither yes nor no.
const NEITHER: [&str; 2] = ["not-sure", "prefer-not-to-say"];

/// The check and its questions.
pub struct Check {
    /// The check, ready to run.
    pub form: Form,
    /// Its questions in document order.
    pub questions: Vec<Asked>,
}

/// A question.
#[derive(Debug)]
pub struct Asked {
    /// Its index in the form.
    pub idx: ItemIdx,
    /// Its linkId.
    pub link: String,
    /// The kind of its answers.
    pub kind: Kind,
}

/// The kind of a question's answers.
#[derive(Debug)]
pub enum Kind {
    /// Options; several of them if `repeats` is set.
    Options { options: Vec<Opt>, repeats: bool },
    /// A number, with the relevant values in order: both ends, and each limit of a condition with its neighbors.
    Number { numbers: Vec<i64> },
    /// Text.
    Text,
}

/// One option.
#[derive(Clone, Debug)]
pub struct Opt {
    /// Its code.
    pub code: String,
    /// The answer given by choosing it.
    pub value: Value,
    /// Whether choosing it clears the others.
    pub exclusive: bool,
    /// Its seriousness beside the other options; only the order matters.
    pub order: Option<i64>,
}

impl Check {
    /// The built-in check.
    pub fn new() -> Check {
        let form = content::form("en").expect("the check is built in");
        let json = content::questionnaire("en").expect("the check is built in");
        let questionnaire = &form.questionnaire;
        let asked = |idx: ItemIdx| {
            let question = questionnaire.question(idx)?;
            let link = questionnaire.item(idx).link_id.to_string();
            let kind = match &question.answer {
                AnswerType::Choice(choice) => Kind::Options {
                    options: options(find(&json, &link).expect("the form was made of it"), choice),
                    repeats: choice.repeats,
                },
                AnswerType::Number(number) => Kind::Number { numbers: numbers(&form, &link, &number.range) },
                AnswerType::Text(_) => Kind::Text,
                other => panic!("{link}: extend these tests to answer {other:?}"),
            };
            Some(Asked { idx, link, kind })
        };
        let questions = questionnaire.indices().filter_map(asked).collect();
        Check { form, questions }
    }

    /// A question by its linkId.
    pub fn question(&self, link: &str) -> &Asked {
        self.questions.iter().find(|asked| asked.link == link).expect("the check has such a question")
    }

    /// Whether each item is enabled.
    pub fn enabled(&self, answers: &Answers) -> Vec<bool> {
        self.form.evaluate(answers)
    }

    /// Whether a question is asked.
    pub fn asks(&self, answers: &Answers, asked: &Asked) -> bool {
        let enabled = self.enabled(answers);
        EffectiveAnswers::new(&self.form.questionnaire, answers, &enabled).is_enabled(asked.idx)
    }

    /// The assessment of the answers.
    pub fn assess(&self, answers: &Answers) -> Assessment {
        let enabled = self.enabled(answers);
        assess(&self.form, EffectiveAnswers::new(&self.form.questionnaire, answers, &enabled))
    }

    /// The safety axis with this answer to a question, and all other answers unchanged.
    pub fn safety_with(&self, answers: &Answers, asked: &Asked, values: Vec<Value>) -> Option<Level> {
        let mut answers = answers.clone();
        answers.set(asked.idx, values);
        self.assess(&answers).safety
    }

    /// Whether the assessment has a finding.
    pub fn finds(&self, assessment: &Assessment, id: &str) -> bool {
        let idx = self.form.questionnaire.find(&format!("finding-{id}"));
        assessment.findings.iter().any(|active| Some(active.finding) == idx)
    }
}

impl Opt {
    /// Whether it means neither yes nor no.
    pub fn is_neither(&self) -> bool {
        NEITHER.contains(&self.code.as_str())
    }
}

/// The seriousness of a value of the safety axis; greater is more serious.
pub fn seriousness(safety: Option<Level>) -> usize {
    let place = Assessment::SAFETY.iter().position(|it| *it == safety).expect("the axis has this value");
    Assessment::SAFETY.len() - place
}

/// An item by its linkId.
pub fn find<'a>(json: &'a Json, link: &str) -> Option<&'a Json> {
    json["item"]
        .as_array()?
        .iter()
        .find_map(|item| if item["linkId"] == link { Some(item) } else { find(item, link) })
}

fn options(json: &Json, choice: &engine::model::Choice) -> Vec<Opt> {
    let listed = json["answerOption"].as_array().into_iter().flatten();
    let both = choice.options.iter().zip(listed);
    both.map(|(option, json)| {
        let code = json["valueCoding"]["code"].as_str().expect("options are codings").to_owned();
        let mut extensions = json["extension"].as_array().into_iter().flatten();
        let order = extensions.find(|extension| extension["url"] == ORDER);
        let order = order.map(|order| order["valueDecimal"].as_i64().expect("places are whole numbers"));
        Opt { code, value: option.value.clone(), exclusive: option.exclusive, order }
    })
    .collect()
}

fn numbers(form: &Form, link: &str, range: &Range) -> Vec<i64> {
    let items = form.questionnaire.indices().map(|idx| form.questionnaire.item(idx));
    let conditions = items.flat_map(|item| &item.enable.when);
    let limits =
        conditions.filter(|condition| condition.question.as_str() == link).filter_map(|it| match &it.test {
            Test::Ordered(_, Value::Integer(limit)) => Some(*limit),
            _ => None,
        });
    let mut numbers: Vec<i64> = limits.flat_map(|limit| [limit - 1, limit, limit + 1]).collect();
    for end in [&range.min, &range.max] {
        let Some(Value::Integer(end)) = end else { panic!("{link} has a range of integers") };
        numbers.push(*end);
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
