//! Answers a case in a form, and returns the result or the error of the case.
//! Refuses answers that no visitor could give, and names them.

use engine::answers::Answers;
use engine::assessment::{Assessment, assess};
use engine::effective::{EffectiveAnswers, PersistableAnswers};
use engine::form::Form;
use engine::model::{AnswerType, Choice, Help, Question, finding_id};
use engine::response;
use serde_json::{Value as Json, json};

use crate::case::{Answer, Base, Case, Expect, Given};

/// The result of a case, with the texts of the form's language.
pub struct Outcome {
    /// The result in the format of a case.
    pub found: Expect,
    /// The missing texts of enabled findings in this language.
    pub missing_texts: Vec<String>,
    /// The number of questions that the person is asked, and the number of words in them, with hints and options.
    pub length: (usize, usize),
}

/// The persistable answers of a case.
pub fn persistable(form: &Form, case: &Case, quiet: &Given) -> Result<PersistableAnswers, String> {
    Ok(PersistableAnswers::new(form, &answers(form, &given(case, quiet)?)?))
}

/// Answers a case.
pub fn run(form: &Form, case: &Case, quiet: &Given) -> Result<Outcome, String> {
    let given = given(case, quiet)?;
    let answers = answers(form, &given)?;
    let enabled = form.evaluate(&answers);
    let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
    for link in given.keys().chain(&case.skipped) {
        let idx = form.questionnaire.find(link).ok_or_else(|| format!("there is no question `{link}`"))?;
        if !effective.is_enabled(idx) {
            return Err(format!("`{link}` is answered or skipped, but it is not shown to this person"));
        }
    }
    let assessment = assess(form, effective);
    Ok(Outcome {
        found: found(form, &assessment),
        missing_texts: missing_texts(form, &assessment),
        length: length(effective),
    })
}

fn length(answers: EffectiveAnswers) -> (usize, usize) {
    let words = |text: &str| text.split_whitespace().count();
    let of_question = |item| {
        let question = answers.questionnaire().question(item);
        let hint = question.and_then(|it| it.hint.as_deref()).map_or(0, words);
        let options = match question.map(|it| &it.answer) {
            Some(AnswerType::Choice(choice)) => choice
                .options
                .iter()
                .map(|it| words(&it.display) + it.gloss.as_deref().map_or(0, words))
                .sum(),
            _ => 0,
        };
        words(&answers.questionnaire().item(item).text) + hint + options
    };
    (answers.questions().count(), answers.questions().map(of_question).sum())
}

/// Validates the expected result of a case, independent of the actual one.
pub fn validate_expected(form: &Form, expect: &Expect) -> Result<(), String> {
    let known = |id: &String| form.questionnaire.find(&format!("finding-{id}")).is_some();
    if let Some(id) = expect.findings.iter().find(|id| !known(id)) {
        return Err(format!("there is no finding `{id}`"));
    }
    let twice = expect.findings.iter().enumerate().find(|(n, id)| expect.findings[..*n].contains(id));
    match twice {
        Some((_, id)) => Err(format!("the finding `{id}` is expected twice")),
        None => Ok(()),
    }
}

/// The answers of a case merged into those of its base.
fn given(case: &Case, quiet: &Given) -> Result<Given, String> {
    let mut given = match case.base {
        Some(Base::Quiet) => quiet.clone(),
        None => Given::new(),
    };
    for link in &case.skipped {
        if given.remove(link).is_none() {
            return Err(format!("`{link}` is skipped, but the base does not answer it; remove it"));
        }
        if case.answers.contains_key(link) {
            return Err(format!("`{link}` is both answered and skipped"));
        }
    }
    given.extend(case.answers.clone());
    Ok(given)
}

/// The answers as the program reads them from a response.
fn answers(form: &Form, given: &Given) -> Result<Answers, String> {
    let items = given.iter().map(|(link, answer)| {
        let idx = form.questionnaire.find(link);
        let question = idx.and_then(|idx| form.questionnaire.question(idx));
        let question = question.ok_or_else(|| format!("there is no question `{link}`"))?;
        validate_exclusive(question, link, answer)?;
        Ok(json!({ "linkId": link, "answer": values(question, answer) }))
    });
    let items: Vec<Json> = items.collect::<Result<_, String>>()?;
    let response = json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "item": items });
    let (_, answers) = response::read(form, &response).map_err(|error| error.to_string())?;
    Ok(answers)
}

fn values(question: &Question, answer: &Answer) -> Vec<Json> {
    let text = |text: &str| match question.answer {
        AnswerType::Choice(_) => json!({ "valueCoding": { "code": text } }),
        _ => json!({ "valueString": text }),
    };
    match answer {
        Answer::Plain(plain) => vec![text(if *plain { "yes" } else { "no" })],
        Answer::Number(number) => vec![json!({ "valueInteger": number })],
        Answer::One(one) => vec![text(one)],
        Answer::Several(several) => several.iter().map(|one| text(one)).collect(),
    }
}

/// Refuses an exclusive option together with another: on the page, it clears the others.
fn validate_exclusive(question: &Question, link: &str, answer: &Answer) -> Result<(), String> {
    let (AnswerType::Choice(Choice { options, .. }), Answer::Several(chosen)) = (&question.answer, answer)
    else {
        return Ok(());
    };
    let exclusive = |code: &&String| {
        options.iter().any(|option| option.exclusive && option.value.literal() == code.as_str())
    };
    match chosen.iter().find(exclusive) {
        Some(code) if chosen.len() > 1 => {
            Err(format!("`{link}`: `{code}` can't be chosen together with another"))
        }
        _ => Ok(()),
    }
}

fn found(form: &Form, assessment: &Assessment) -> Expect {
    let id = |idx| finding_id(&form.questionnaire.item(idx).link_id).to_owned();
    Expect {
        safety: assessment.safety_code().into(),
        fit: assessment.fit_code().into(),
        help: assessment.help.iter().map(|help| kind(*help).to_owned()).collect(),
        findings: assessment.findings.iter().map(|active| id(active.finding)).collect(),
    }
}

/// The name of a kind of help in a case.
fn kind(help: Help) -> &'static str {
    match help {
        Help::Emergency => "emergency",
        Help::Crisis => "crisis",
    }
}

fn missing_texts(form: &Form, assessment: &Assessment) -> Vec<String> {
    let mut missing = Vec::new();
    for active in &assessment.findings {
        let item = form.questionnaire.item(active.finding);
        let Some(finding) = form.questionnaire.finding(active.finding) else { continue };
        let ask = finding.ask.as_deref().unwrap_or_default();
        let parts = [("headline", item.text.as_str()), ("explanation", &finding.explanation), ("ask", ask)];
        let empty = parts.into_iter().filter(|(_, text)| text.trim().is_empty());
        missing.extend(empty.map(|(part, _)| format!("`{}` has no {part}", finding_id(&item.link_id))));
    }
    missing
}
