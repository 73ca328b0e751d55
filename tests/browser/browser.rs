//! Visits to the release in a real browser, through a page that speaks the visitor's language.
//!
//! `cargo xtask test` builds the release and names the browser; by hand, `cargo xtask build` comes first.
//! Every test has a server of its own and a browser that no other test has at the time. No process is left behind.

#![cfg(not(target_arch = "wasm32"))]

mod harness;

mod accessibility;
mod attributes;
mod bad_input;
mod deploy;
mod embedding;
mod engines;
mod examples;
mod fallback;
mod frame;
mod help;
mod hosts;
mod keyboard;
mod language;
mod leaks;
mod leaving;
mod network;
mod own_questionnaire;
mod playground;
mod policies;
mod questions;
mod resume;
mod right_to_left;
mod storage;
mod surface;
mod take_away;
mod themes;
mod traces;
mod visits;
mod wordpress;
