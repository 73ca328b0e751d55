//! What must hold for the built-in check whatever is answered, tried on made-up responses to the real questions.
//! A property that breaks names the question and the fewest answers that break it.

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
