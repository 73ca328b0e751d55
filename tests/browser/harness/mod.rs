//! What the visits need: an engine to drive, a server to visit, a page that speaks the visitor's language.
//! Knows nothing of single tests.

mod beyond;
mod engine;
pub mod hook;
mod kept;
mod nginx;
mod page;
mod people;
mod release;
mod server;
mod site;
mod spoken;
mod verdict;
mod visit;

pub use devkit::project::{Project, handout};
pub use engine::Engine;
pub use nginx::Nginx;
pub use page::Page;
pub use people::Person;
pub use release::Release;
pub use server::{Fault, Server};
pub use site::{Site, questionnaire};
pub use verdict::Verdict;
