//! A questionnaire that is ready to run: validated, with its dependencies computed.
//! Sessions and the command line get every questionnaire from here.

use serde_json::Value as Json;

use crate::answers::Answers;
use crate::caution;
use crate::fhir::questionnaire::Parsed;
use crate::fhir::{Fault, FaultKind, Faults, Severity, questionnaire, validate};
use crate::labels::Labels;
use crate::logic::Logic;
use crate::model::{AnswerType, ItemIdx, Questionnaire};

/// A questionnaire and its logic.
#[derive(Clone, Debug)]
pub struct Form {
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    /// The dependencies between its items.
    pub logic: Logic,
    /// Pairs of number questions; the answer to the first must be below the answer to the second.
    pub pairs: Vec<(ItemIdx, ItemIdx)>,
}

impl Form {
    /// Creates a form from a questionnaire that is already validated.
    #[must_use]
    pub fn new(questionnaire: Questionnaire) -> Form {
        let logic = Logic::new(&questionnaire);
        let pairs = pairs(&questionnaire);
        Form { questionnaire, logic, pairs }
    }

    /// Loads a FHIR Questionnaire. Also returns the faults that do not stop it from running.
    ///
    /// # Errors
    /// Every fault found, if one of them is an error.
    pub fn load(json: &Json) -> Result<(Form, Faults), Faults> {
        let Parsed { mut questionnaire, mut faults, .. } = questionnaire::parse(json);
        validate::validate(&questionnaire, &mut faults);
        questionnaire.private = caution::private(&questionnaire);
        let logic = Logic::new(&questionnaire);
        if let Some(cycle) = logic.cycle() {
            let name = |idx: &ItemIdx| questionnaire.item(*idx).link_id.to_string();
            let members = cycle.iter().chain(cycle.first()).map(name).collect();
            let link_id = cycle.first().map(|idx| questionnaire.item(*idx).link_id.clone());
            faults.push(Fault { link_id, kind: FaultKind::Cycle { members } });
        }
        let faults = Faults(faults);
        if faults.worst() == Some(Severity::Error) {
            return Err(faults);
        }
        let pairs = pairs(&questionnaire);
        Ok((Form { questionnaire, logic, pairs }, faults))
    }

    /// The labels of a FHIR Questionnaire, for the brief. [`Form::load`] reports their faults.
    #[must_use]
    pub fn labels(json: &Json) -> Labels {
        let Parsed { questionnaire, labels, .. } = questionnaire::parse(json);
        let citations = questionnaire.sources.into_iter().map(|source| source.citation).collect();
        Labels::new(questionnaire.language, citations, labels)
    }

    /// A form of the same questionnaire with each of these groups repeated as often as given (FHIR `repeats`).
    #[must_use]
    pub fn with_repeats(&self, counts: &[(ItemIdx, usize)]) -> Form {
        Form::new(self.questionnaire.with_repeats(counts))
    }

    /// For each item, whether it is enabled.
    #[must_use]
    pub fn evaluate(&self, answers: &Answers) -> Vec<bool> {
        self.logic.evaluate(&self.questionnaire, answers)
    }
}

/// The questions with `below`, each with the question that it names.
fn pairs(questionnaire: &Questionnaire) -> Vec<(ItemIdx, ItemIdx)> {
    let pair = |idx: ItemIdx| match &questionnaire.question(idx)?.answer {
        AnswerType::Number(number) => Some((idx, questionnaire.find(number.below.as_ref()?.as_str())?)),
        _ => None,
    };
    questionnaire.indices().filter_map(pair).collect()
}
