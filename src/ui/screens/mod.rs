//! One file per screen. Start, cleared and the fallback are painted by the loader, which needs no WASM for them.

mod changed;
mod help;
mod question;
mod result;
mod review;

pub use changed::ChangedScreen;
pub use help::HelpScreen;
pub use question::QuestionScreen;
pub(super) use question::{ERROR, FIELD, HINT, problem_text};
pub use result::ResultScreen;
pub use review::ReviewScreen;
