//! What must hold for the built-in check whatever is answered, tried on made-up responses to the real questions.
//! A property that breaks names the question and the fewest answers that break it.

#![cfg(not(target_arch = "wasm32"))]

mod actions;
mod again;
mod check;
mod graver;
mod label;
mod order;
mod respond;
mod siblings;
mod urgent;
mod wording;
