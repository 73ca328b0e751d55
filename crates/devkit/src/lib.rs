//! Code that automation, tests and benchmark share: process groups, browsers' drivers, a server, the inputs of a release.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "it uses files, processes and the network"
)]

pub mod chance;
#[cfg(unix)]
pub mod group;
pub mod inputs;
pub mod marks;
mod media_type;
pub mod packing;
pub mod people;
pub mod program;
#[cfg(unix)]
pub mod project;
mod scratch;
#[cfg(feature = "browser")]
pub mod server;
#[cfg(feature = "browser")]
pub mod webdriver;

use std::path::{Path, PathBuf};

pub use media_type::media_type;
pub use scratch::Scratch;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new("/")).to_owned()
}
