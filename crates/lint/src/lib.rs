//! `lint`: what is wrong with a questionnaire, beyond what keeps it from running. Native only.
//! Knows no files; the command line reads them.
//!
//! What can never or always hold is proved by a search over all answers (`model.rs`), not tried out on some.

pub mod flaw;
pub mod model;

mod classes;
mod items;
mod lines;
mod search;
mod solver;
mod wording;

#[cfg(test)]
mod exhaustive;

use serde_json::Value as Json;

pub use classes::Answering;
pub use flaw::{Flaw, FlawKind};
pub use solver::Fact;

use engine::caution::cautions;
use engine::form::Form;

/// Everything that is wrong with a questionnaire, in FHIR JSON: the loader's faults first, then what hangs on answers,
/// on single items, and on texts.
///
/// A questionnaire that the loader refuses is searched for nothing more than wording, as its items are not to be relied on.
#[must_use]
pub fn lint(json: &Json) -> Vec<Flaw> {
    let (form, faults) = match Form::load(json) {
        Ok((form, faults)) => (Some(form), faults),
        Err(faults) => (None, faults),
    };
    let fault = |fault: &engine::fhir::Fault| Flaw {
        link_id: fault.link_id.clone(),
        kind: FlawKind::Fault(fault.clone()),
    };
    let mut flaws: Vec<Flaw> = faults.0.iter().map(fault).collect();
    if let Some(form) = form {
        search::search(&form, &faults, &mut flaws);
        items::items(&form.questionnaire, json, &mut flaws);
        let cautions = cautions(&form.questionnaire).into_iter();
        flaws.extend(cautions.map(|it| Flaw { link_id: it.link_id, kind: FlawKind::Caution(it.kind) }));
    }
    if json["resourceType"] == "Questionnaire" {
        wording::wording(json, &mut flaws);
    }
    flaws
}
