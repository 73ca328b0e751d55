//! Makes the data with which editors complete and explain the tag, from `custom-elements.json` in the npm package:
//! custom data for Visual Studio Code, web-types for JetBrains.

use std::path::Path;

use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

/// Writes both files into the folder of the package.
pub fn write(repo: &Repo, folder: &Path, command_env: &CommandEnv) -> Result<(), Error> {
    // Node finds the generators in the folders above the script, and they read the package in the current folder.
    let script = repo.xtask().join("src/handout/editors.mjs").display().to_string();
    command_env.clone().in_dir(folder.to_owned()).capture("node", &[&script]).map(drop)
}
