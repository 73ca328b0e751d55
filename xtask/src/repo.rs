//! Where things are in the repository, and what cargo says about the workspace.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Error;
use crate::process::CommandEnv;

/// The repository's folders. All commands run from its root, wherever they were typed.
pub struct Repo {
    pub root: PathBuf,
}

impl Repo {
    /// Finds the repository that this program belongs to.
    pub fn find() -> Repo {
        // Cargo sets the variable for what it runs; the compiled-in path serves a binary that was started by
        // hand.
        let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = xtask.parent().unwrap_or(Path::new(".")).to_owned();
        Repo { root }
    }

    /// The release files.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The automation's own package, with the lock of its JavaScript tools.
    pub fn xtask(&self) -> PathBuf {
        self.root.join("xtask")
    }

    /// Where tools that this machine lacks are installed.
    pub fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }
}

/// What `cargo metadata` tells about the workspace.
pub struct Workspace {
    packages: Vec<Value>,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl Workspace {
    pub fn read(kit: &CommandEnv) -> Result<Workspace, Error> {
        let text = kit.capture("cargo", &["metadata", "--no-deps", "--format-version", "1"])?;
        let mut metadata: Value = serde_json::from_str(&text).map_err(|err| Error::NotUnderstood {
            what: "what `cargo metadata` printed".into(),
            detail: err.to_string(),
            fix: "use the toolchain that rust-toolchain.toml names",
        })?;
        let packages = match metadata["packages"].take() {
            Value::Array(packages) => packages,
            _ => Vec::new(),
        };
        let target = metadata["target_directory"].as_str().unwrap_or_default().into();
        Ok(Workspace { packages, target })
    }

    /// The version of a package.
    pub fn version(&self, package: &str) -> Result<String, Error> {
        let found = self.packages.iter().find(|it| it["name"] == package);
        found.and_then(|it| it["version"].as_str()).map(str::to_owned).ok_or_else(|| Error::NotUnderstood {
            what: "what `cargo metadata` printed".into(),
            detail: format!("it names no version of {package}"),
            fix: "give the package a version in Cargo.toml",
        })
    }

    /// The names of all integration tests, sorted.
    pub fn integration_tests(&self) -> Vec<&str> {
        let targets = self.packages.iter().filter_map(|it| it["targets"].as_array()).flatten();
        let tests =
            targets.filter(|it| it["kind"].as_array().is_some_and(|kinds| kinds.contains(&"test".into())));
        let mut names: Vec<&str> = tests.filter_map(|it| it["name"].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_integration_tests_of_all_packages_are_listed_once() {
        let workspace = Workspace {
            target: PathBuf::new(),
            packages: vec![
                serde_json::json!({"name": "candidate-check", "version": "1.2.3", "targets": [
                    {"name": "candidate_check", "kind": ["lib"]},
                    {"name": "tidy", "kind": ["test"]},
                    {"name": "browser", "kind": ["test"]},
                ]}),
                serde_json::json!({"name": "other", "version": "9.9.9", "targets": [{"name": "tidy", "kind": ["test"]}]}),
            ],
        };
        assert_eq!(workspace.integration_tests(), ["browser", "tidy"]);
        assert_eq!(workspace.version("candidate-check").ok().as_deref(), Some("1.2.3"));
        assert!(workspace.version("no-such").is_err());
    }
}
