//! Properties of the built-in check that are true for all answers, tested on random responses to the real questions.
//! A failure names the question and the fewest answers that break the property.

#![cfg(not(target_arch = "wasm32"))]

mod actions;
mod check;
mod label;
mod order;
mod respond;
mod round_trip;
mod severity;
mod siblings;
mod urgent;
mod wording;
