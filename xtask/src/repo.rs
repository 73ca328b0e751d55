//! The folders of the repository, and the metadata of the workspace.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Error;
use crate::process::CommandEnv;

/// The repository's folders. All commands run from its root, whatever the current folder is.
pub struct Repo {
    pub root: PathBuf,
}

impl Repo {
    /// Finds the repository that this program belongs to.
    pub fn find() -> Repo {
        // Cargo sets the variable for programs that it runs; a binary that is started by hand uses the built-in path.
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

    /// The folder for tools that this machine lacks.
    pub fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }
}

/// The output of `cargo metadata` for the workspace.
pub struct Workspace {
    packages: Vec<Value>,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Workspace {
    pub fn read(command_env: &CommandEnv) -> Result<Workspace, Error> {
        let text = command_env.capture("cargo", &["metadata", "--no-deps", "--format-version", "1"])?;
        let mut metadata: Value = serde_json::from_str(&text).map_err(|err| Error::NotUnderstood {
            what: "the output of `cargo metadata`".into(),
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
            what: "the output of `cargo metadata`".into(),
            detail: format!("it contains no version of {package}"),
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
    fn lists_the_integration_tests_of_all_packages_once() {
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
