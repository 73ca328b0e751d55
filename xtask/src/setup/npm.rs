//! The tools from npm: wasm-opt (package binaryen), esbuild, terser and the packages of the tests, in the versions of
//! `xtask/package-lock.json`.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

/// The oldest Node that is still maintained and that runs these tools.
const NODE: u32 = 20;

/// Installs the packages if they are missing, or older than the lock.
pub fn ensure(repo: &Repo) -> Result<(), Error> {
    let command_env = CommandEnv::new(repo).in_dir(repo.xtask());
    check_node(command_env.ask("node", &["--version"]).as_deref())?;
    if is_current(&repo.xtask()) {
        return Ok(());
    }
    super::announce(
        "wasm-opt, esbuild, terser and the packages of the tests, from npm",
        "210 MB on disk, less than a minute",
    );
    // No package may run scripts on installation; the tools work without them.
    command_env.run("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
}

/// The folder with the packages' programs.
pub fn programs(repo: &Repo) -> PathBuf {
    repo.xtask().join("node_modules/.bin")
}

/// Whether the packages of a folder are installed in the versions of its lock.
pub fn is_current(dir: &Path) -> bool {
    let modified =
        |name: &str| -> Option<SystemTime> { std::fs::metadata(dir.join(name)).ok()?.modified().ok() };
    // npm writes this copy of the lock at the end of an installation.
    match (modified("package-lock.json"), modified("node_modules/.package-lock.json")) {
        (Some(lock), Some(installed)) => installed >= lock,
        _ => false,
    }
}

fn check_node(version: Option<&str>) -> Result<(), Error> {
    let major = version.and_then(|it| it.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(Error::Missing {
            what: format!("Node.js {NODE} or newer"),
            fix: format!(
                "install Node.js {NODE} or newer with npm, from your distribution or nodejs.org (found: {})",
                version.unwrap_or("none")
            ),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_an_old_or_missing_node() {
        assert!(check_node(Some("v20.20.2")).is_ok());
        assert!(check_node(Some("v22.1.0")).is_ok());
        for (version, found) in [(Some("v18.19.0"), "v18.19.0"), (None, "none"), (Some("?"), "?")] {
            let err = check_node(version).expect_err("this Node is too old");
            assert_eq!(
                err.to_string(),
                format!(
                    "Node.js 20 or newer is missing and could not be installed here; \
                     install Node.js 20 or newer with npm, from your distribution or nodejs.org (found: {found})"
                )
            );
        }
    }

    #[test]
    fn the_lock_pins_versions_and_names_no_registry() {
        let dir = Repo::find().xtask();
        let text =
            |name: &str| std::fs::read_to_string(dir.join(name)).expect("the file is part of the repository");
        let lock = text("package-lock.json");
        assert!(
            !lock.contains("\"resolved\""),
            "run npm install --package-lock-only --omit-lockfile-registry-resolved"
        );
        let package: serde_json::Value =
            serde_json::from_str(&text("package.json")).expect("package.json is JSON");
        let trunk =
            std::fs::read_to_string(dir.join("../Trunk.toml")).expect("the file is part of the repository");
        let binaryen = package["devDependencies"]["binaryen"].as_str().expect("binaryen is pinned");
        let major = binaryen.split('.').next().expect("a version has a first part");
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")), "Trunk.toml");
    }
}
