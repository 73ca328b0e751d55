//! Accessibility tests. One tour visits every screen and state, and each test checks every stop of it.
//! `ACCESSIBILITY.md` says which criterion of WCAG 2.2 each test covers.

mod announcements;
mod errors;
mod narrow;
mod operable;
pub mod rules;
mod tour;
mod tree;
