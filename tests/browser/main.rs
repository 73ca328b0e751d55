//! Visits to the release in a real browser, through a page that speaks the visitor's language.
//!
//! `cargo xtask test` builds the release and names the browser; by hand, `cargo xtask build` comes first.
//! Every test has its own browser and its own server, and leaves no process behind.

#![cfg(not(target_arch = "wasm32"))]

mod harness;

mod accessibility;
mod attributes;
mod embedding;
mod engines;
mod fallback;
mod help;
mod keyboard;
mod language;
mod leaving;
mod network;
mod own_questionnaire;
mod questions;
mod resume;
mod right_to_left;
mod storage;
mod take_away;
mod traces;
mod visits;
mod wordpress;
