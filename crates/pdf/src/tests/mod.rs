//! Tests of whole files and of whole layouts.

mod file;
mod looks;
mod random;
mod reader;
mod sample;
