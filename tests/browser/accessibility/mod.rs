//! Accessibility as a measured promise: one tour of every screen and state, and everything that must hold on each stop.
//! `ACCESSIBILITY.md` says which criterion of WCAG 2.2 each of these tests is for.

mod announcements;
mod errors;
mod narrow;
mod operable;
pub mod rules;
mod tour;
mod tree;
