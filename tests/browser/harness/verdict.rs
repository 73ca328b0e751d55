//! What the command line says of a person's answers: the same engine without a browser.

use std::io::Write;
use std::process::{Command, Stdio};

use candidate_check::assessment::assess;
use candidate_check::content;
use candidate_check::effective::EffectiveAnswers;
use candidate_check::questionnaire::finding_id;
use candidate_check::response;
use serde_json::Value as Json;

use super::people::Person;
use super::release::Release;

/// A line of `candidate-check assess`.
#[derive(Debug)]
pub struct Verdict {
    pub safety: String,
    pub fit: String,
    /// The findings that the result shows: of siblings, the gravest stands for the others.
    pub shown: Vec<String>,
    pub enabled: Vec<String>,
}

impl Verdict {
    /// Asks the command line.
    pub fn on(person: &Person) -> Verdict {
        Release::get().is_up_to_date();
        let mut command = Command::new(env!("CARGO_BIN_EXE_candidate-check"));
        command.arg("assess").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("candidate-check starts");
        let mut input = child.stdin.take().expect("the input is piped");
        writeln!(input, "{}", person.response()).expect("candidate-check reads");
        drop(input);
        let output = child.wait_with_output().expect("candidate-check ends");
        let said: Json = serde_json::from_slice(&output.stdout).expect("candidate-check prints JSON");
        assert!(output.status.success(), "candidate-check assess: {said}");
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        let list = |name: &str| -> Vec<String> {
            serde_json::from_value(said[name].clone()).expect("a list of texts")
        };
        Verdict {
            safety: text("safety"),
            fit: text("fit"),
            shown: shown(person, &list("findings")),
            enabled: list("enabled"),
        }
    }
}

/// The findings that the result shows, which are some of those that the command line names.
fn shown(person: &Person, found: &[String]) -> Vec<String> {
    let form = content::form("en").expect("the check is built in");
    let (_, answers) = response::read(&form, &person.response()).expect("it is a response to the check");
    let enabled = form.evaluate(&answers);
    let assessment = assess(&form, EffectiveAnswers::new(&form.questionnaire, &answers, &enabled));
    let id = |idx| finding_id(&form.questionnaire.item(idx).link_id).to_owned();
    let shown: Vec<String> = assessment.shown(&form).iter().map(|it| id(it.holding.finding)).collect();
    assert!(shown.iter().all(|it| found.contains(it)), "{shown:?} are not all among {found:?}");
    shown
}
