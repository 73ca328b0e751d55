//! Runs a [FHIR R4 Questionnaire](https://hl7.org/fhir/R4/questionnaire.html). It decides which questions are asked
//! (`enableWhen`), leads through them screen by screen, assesses the answers, and decides which of them may be stored.
//!
//! The crate takes values and returns values. It uses no browser, clock or file and contains no texts of an interface.
//! Its one dependency is `serde_json`. `docs/questionnaire.md` lists the parts of FHIR that it supports and rejects.
//!
//! # Example
//!
//! ```
//! use engine::assessment::assess;
//! use engine::form::Form;
//! use engine::session::{Event, Screen, Session};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let json = serde_json::from_str(
//!     r#"{ "resourceType": "Questionnaire", "url": "https://example.org/Questionnaire/sleep", "item": [
//!         { "linkId": "well", "type": "boolean", "text": "Do you sleep well?" },
//!         { "linkId": "hours", "type": "integer", "text": "How many hours?",
//!           "enableWhen": [{ "question": "well", "operator": "=", "answerBoolean": false }] }
//!     ] }"#,
//! )?;
//! let (form, faults) = Form::load(&json).map_err(|faults| faults.to_string())?;
//! assert!(faults.0.is_empty());
//!
//! let mut session = Session::new(&form);
//! session.step(&form, Event::Begin);
//! session.step(&form, Event::Choose(1, true)); // “No”: the second option of a boolean.
//! session.step(&form, Event::Next);
//! session.step(&form, Event::Type("six".into()));
//! session.step(&form, Event::Next);
//! assert!(session.problem().is_some(), "“six” is not a number, so the visitor stays at the question");
//!
//! session.step(&form, Event::Type("6".into()));
//! session.step(&form, Event::Next);
//! assert_eq!(*session.screen(), Screen::Review);
//! assert!(assess(&form, session.effective(&form)).findings.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # Parts
//!
//! The modules, in reading order. Each uses only those before it.
//!
//! | module | contents |
//! | --- | --- |
//! | [`packed`] | values as text; reader and writer come from the same build |
//! | [`model`] | the questionnaire as plain data, valid after loading: items, answers, findings, values |
//! | [`labels`] | short texts for clinicians, for the brief |
//! | [`json_ref`] | JSON that `serde_json` or a browser has parsed |
//! | [`answers`], [`items`] | answers by item; a set of items |
//! | [`logic`] | `enableWhen`: dependencies, order of evaluation, incremental update |
//! | [`fhir`] | the Questionnaire in JSON: parsing, faults, translations |
//! | [`caution`] | hints for the author of a questionnaire |
//! | [`form`] | a questionnaire ready to run |
//! | [`effective`] | the answers of enabled questions, and the answers that may be stored |
//! | [`response`] | the QuestionnaireResponse, read and written |
//! | [`assessment`] | findings and why each is enabled |
//! | [`session`] | a visit, screen by screen |
//! | [`record`] | the stored record of a visit |
#![warn(missing_docs)]

pub mod packed;

pub mod model;

pub mod labels;

pub mod json_ref;

pub mod answers;
pub mod items;

pub mod logic;

pub mod fhir;

pub mod caution;
pub mod form;

pub mod effective;

mod json;
pub mod response;

pub mod assessment;
pub mod session;

pub mod record;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
