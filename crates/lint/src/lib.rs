//! `lint` finds problems in a questionnaire, also those that do not keep it from running. Native only.
//! This crate does not read files; the command line reads them.
//!
//! A search over all answers (`model.rs`) proves which items are never or always enabled. It does not sample.

pub mod flaw;
pub mod model;

mod classes;
mod items;
mod lines;
mod parts;
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

/// All problems of a questionnaire in FHIR JSON: first the loader's faults, then problems that depend on answers, then
/// problems of single items and of texts.
///
/// If the loader refuses a questionnaire, only its texts are checked further, because its items are not reliable.
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
        let mut found = Vec::new();
        let reported = search::reported(&faults);
        parts::parts(&form).iter().for_each(|part| search::search(part, &reported, &mut found));
        found.sort_by_key(|flaw| flaw.link_id.as_ref().and_then(|it| form.questionnaire.find(it.as_str())));
        // Once for the form, not for each part.
        found.dedup_by(|one, other| one == other && one.kind == FlawKind::NotSearched);
        flaws.extend(found);
        items::items(&form.questionnaire, json, &mut flaws);
        let cautions = cautions(&form.questionnaire).into_iter();
        flaws.extend(cautions.map(|it| Flaw { link_id: it.link_id, kind: FlawKind::Caution(it.kind) }));
    }
    if json["resourceType"] == "Questionnaire" {
        wording::wording(json, &mut flaws);
    }
    flaws
}
