//! The engine's result for a person's answers, without a browser.

use check::content;
use engine::assessment::assess;
use engine::effective::EffectiveAnswers;
use engine::model::finding_id;
use engine::response;

use super::people::Person;

/// The result of a person's answers.
#[derive(Debug)]
pub struct Verdict {
    pub safety: String,
    pub fit: String,
    /// The findings that the result shows. The gravest of sibling findings represents the others.
    pub shown: Vec<String>,
    /// The questions that are asked.
    pub enabled: Vec<String>,
}

impl Verdict {
    /// Assesses the answers with the engine.
    pub fn on(person: &Person) -> Verdict {
        let form = content::form("en").expect("the check is built in");
        let response = response::read(&form, &person.response());
        let (form, answers) = response.expect("it is a response to the check");
        let enabled = form.evaluate(&answers);
        let effective = EffectiveAnswers::new(&form.questionnaire, &answers, &enabled);
        let link_id = |idx| &form.questionnaire.item(idx).link_id;
        let enabled = effective.questions().map(|idx| link_id(idx).to_string()).collect();
        let assessment = assess(&form, effective);
        let shown = assessment.shown(&form);
        Verdict {
            safety: assessment.safety_code().to_owned(),
            fit: assessment.fit_code().to_owned(),
            shown: shown.iter().map(|it| finding_id(link_id(it.active.finding)).to_owned()).collect(),
            enabled,
        }
    }
}
