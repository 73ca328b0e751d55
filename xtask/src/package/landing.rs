//! Inserts `src/element/landing.js` into the modules that use it, so that a browser need not request it.

use super::files;
use crate::error::Error;
use crate::repo::Repo;

/// The line of a module that the source of `landing.js` replaces.
pub const LANDING_IMPORT: &str = "import { land, watch } from \"./landing.js\";\n";

/// The source of `landing.js` without its exports.
pub fn landing(repo: &Repo) -> Result<String, Error> {
    Ok(files::read_text(&repo.root.join("src/element/landing.js"))?.replace("export ", ""))
}
