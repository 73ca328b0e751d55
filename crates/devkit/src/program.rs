//! The command line of this workspace, for tests of other packages: Cargo names a program only to tests of its own package.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The program `candidate-check`, built from the sources as they are now.
///
/// # Panics
///
/// If it can’t be built.
pub fn candidate_check() -> Command {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    Command::new(PATH.get_or_init(build))
}

fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--package",
            "cli",
            "--bin",
            "candidate-check",
            "--message-format",
            "json",
        ])
        .current_dir(crate::root())
        .output()
        .unwrap_or_else(|error| panic!("cargo can’t be run: {error}"));
    let messages = String::from_utf8_lossy(&output.stdout);
    // The last message with an executable is the program’s; its path is JSON text without escapes on Unix.
    let path = messages.rsplit("\"executable\":\"").next().and_then(|rest| rest.split('"').next());
    match path {
        Some(path) if output.status.success() => PathBuf::from(path.replace("\\\\", "\\")),
        _ => panic!("candidate-check can’t be built: {}", String::from_utf8_lossy(&output.stderr)),
    }
}
