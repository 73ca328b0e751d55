//! Makes sure the tools are there: says what is missing, installs it inside `target/` or
//! `xtask/node_modules`,
//! and reuses what this machine has in the right version.
//!
//! Browsers, nginx and valgrind alone are installed for the whole machine, and only where that needs no question.

mod apt;
mod browsers;
mod cargo_tools;
mod nginx;
mod npm;
mod valgrind;
mod wasm_target;

use std::path::{Path, PathBuf};

use crate::engine::Engine;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

pub use browsers::Named;

/// What a build needs.
pub struct Tools {
    /// Starts children that find `wasm-bindgen`, `wasm-opt` and `esbuild` in the versions we name.
    pub kit: CommandEnv,
    pub trunk: PathBuf,
}

/// The tools that turn the source into release files.
pub fn for_building(repo: &Repo) -> Result<Tools, Error> {
    let Tools { kit, trunk } = for_editing(repo)?;
    let kit = kit.with_env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_local_paths(repo));
    Ok(Tools { kit, trunk })
}

/// The same for a build that never leaves this machine. It shares what is compiled with editors and component tests,
/// which set no flags.
pub fn for_editing(repo: &Repo) -> Result<Tools, Error> {
    wasm_target::ensure(repo)?;
    npm::ensure(repo)?;
    let [bindgen, trunk] = cargo_tools::ensure_both(repo, [&cargo_tools::WASM_BINDGEN, &cargo_tools::TRUNK])?;
    let mut kit = with_programs_beside(CommandEnv::new(repo), &bindgen).with_programs_of(npm::programs(repo));
    // Trunk 0.21 takes the value for a boolean and stops at `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some() {
        kit = kit.with_env("NO_COLOR", "true");
    }
    Ok(Tools { kit, trunk })
}

/// Compiler flags that keep this machine's folders out of the release: panic messages name source files, and equal
/// sources must give equal files wherever they are built.
fn without_local_paths(repo: &Repo) -> String {
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let registry = PathBuf::from(home.unwrap_or_default()).join("registry/src");
    let indices = std::fs::read_dir(&registry).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut indices: Vec<PathBuf> = indices.collect();
    indices.sort_unstable();
    // The compiler takes the last that fits, so a folder stands after those around it. The crates of the workspace have
    // relative paths.
    let folders = [repo.root.clone(), PathBuf::from("crates"), registry].into_iter().chain(indices);
    let flags: Vec<String> =
        folders.map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect();
    flags.join(" ")
}

/// What runs component tests in a browser: `wasm-bindgen-test-runner` on the path of the kit.
pub fn for_wasm_tests(repo: &Repo) -> Result<CommandEnv, Error> {
    wasm_target::ensure(repo)?;
    let bindgen = cargo_tools::ensure(repo, &cargo_tools::WASM_BINDGEN)?;
    Ok(with_programs_beside(CommandEnv::new(repo), &bindgen))
}

/// The compiler's standard library for WASM.
pub fn for_wasm_lints(repo: &Repo) -> Result<(), Error> {
    wasm_target::ensure(repo)
}

/// The programs that tests in an engine start, each with the variable in which they look for it.
pub fn for_browsing(repo: &Repo, engine: Engine) -> Result<Vec<Named>, Error> {
    browsers::ensure(repo, engine)
}

/// The server that a release is tried on.
pub fn for_serving(repo: &Repo) -> Result<PathBuf, Error> {
    nginx::ensure(repo)
}

/// The counter of instructions.
pub fn for_counting(repo: &Repo) -> Result<PathBuf, Error> {
    valgrind::ensure(repo)
}

/// The programs of the JavaScript tools, for the step that Trunk calls.
pub fn node_programs(repo: &Repo) -> PathBuf {
    npm::programs(repo)
}

/// Whether a folder has the npm packages that its lock names.
pub fn has_packages(dir: &Path) -> bool {
    npm::is_current(dir)
}

fn with_programs_beside(kit: CommandEnv, program: &Path) -> CommandEnv {
    match program.parent() {
        Some(dir) => kit.with_programs_of(dir.to_owned()),
        None => kit,
    }
}

/// Says that something is about to be installed, and how long that may take.
fn announce(what: &str, how_long: &str) {
    println!("Setting up: {what} ({how_long})");
}
