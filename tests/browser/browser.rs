//! Visits to the release in a real browser, through a page with the verbs of a visitor.
//!
//! `cargo xtask test` builds the release and names the browser. To run the tests by hand, run `cargo xtask build` first.
//! Every test has its own server, and a browser that no other test uses at the same time. No process is left behind.

#![cfg(not(target_arch = "wasm32"))]

mod harness;

mod accessibility;
mod attributes;
mod bad_input;
mod custom_questionnaire;
mod deploy;
mod element_api;
mod embedding;
mod engines;
mod examples;
mod fallback;
mod frame;
mod help;
mod hosts;
mod keyboard;
mod landing;
mod language;
mod leaks;
mod leaving;
mod network;
mod onlookers;
mod playground;
mod policies;
mod questions;
mod resume;
mod right_to_left;
mod storage;
mod take_away;
mod themes;
mod traces;
mod visits;
mod wordpress;
