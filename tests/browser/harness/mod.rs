//! The test harness: an engine to drive, a server to visit, and a page with the verbs of a visitor.
//! It knows nothing about individual tests.

mod computed;
mod engine;
mod extensions;
pub mod hook;
mod nginx;
mod page;
mod people;
mod release;
mod server;
mod site;
mod stored;
mod verdict;
mod visit;

pub use devkit::project::Project;
pub use engine::Engine;
pub use nginx::Nginx;
pub use page::Page;
pub use people::Person;
pub use release::Release;
pub use server::{Fault, Server};
pub use site::{Site, questionnaire};
pub use verdict::Verdict;
