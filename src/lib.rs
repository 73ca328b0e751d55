//! The widget: the screens of the check, and their connection to the browser. It is built for wasm32 alone.
//!
//! `ARCHITECTURE.md` is the map.
#![cfg(target_arch = "wasm32")]
#![warn(missing_docs)]

pub mod error;
pub mod settings;

pub mod shell;
pub mod store;

pub mod ui;

mod parts;

mod questions;

mod screens;

mod learn;

pub mod app;

pub mod mount;
