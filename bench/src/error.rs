//! The errors of a measurement. One type for all parts: the person at the terminal is the only reader.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the command line was not understood: {0}; see cargo xtask help")]
    Arguments(#[from] lexopt::Error),

    #[error("unknown {kind} \"{name}\"; choose from {}", known.join(", "))]
    Unknown { kind: &'static str, name: String, known: Vec<&'static str> },

    #[error("could not {doing} {}: {source}", path.display())]
    File { doing: &'static str, path: PathBuf, source: io::Error },

    #[error("{variable} is not set; run cargo xtask bench, which sets it")]
    NotSet { variable: &'static str },

    #[error("the server could not start: {0}")]
    Server(io::Error),

    #[error("the browser could not {doing}: {detail}")]
    Browser { doing: &'static str, detail: String },

    #[error("it took longer than the limit")]
    TooLong,

    #[error("{product}: {detail}")]
    Product { product: &'static str, detail: String },

    #[error("{count} measurements failed: see above, and \"faults\" in the report")]
    Faults { count: usize },

    #[error("{what} is not as expected: {detail}")]
    NotUnderstood { what: String, detail: String },
}

impl Error {
    /// For `map_err` on results of the file system.
    pub fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { doing, path, source }
    }
}
