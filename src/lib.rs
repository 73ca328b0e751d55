//! A private self-check for ketamine therapy, run by a FHIR R4 Questionnaire.
//!
//! The modules in reading order; each may use those before it, and [`parsed`] the questionnaire’s decimals. `ARCHITECTURE.md` is the map.
#![warn(missing_docs)]

pub mod image;
pub mod parsed;
pub mod questionnaire;
pub mod texts;

pub mod answers;
pub mod assessment;
pub mod effective;
pub mod form;
pub mod items;
mod json;
pub mod logic;
pub mod response;
pub mod session;

pub mod reading;
pub mod words;

pub mod handoff;
pub mod storage;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod compile;
#[cfg(not(target_arch = "wasm32"))]
pub mod content;
#[cfg(not(target_arch = "wasm32"))]
pub mod lint;
#[cfg(not(target_arch = "wasm32"))]
pub mod rulebook;

#[cfg(test)]
mod testing;

#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(target_arch = "wasm32")]
pub mod ui;
