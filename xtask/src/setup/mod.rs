//! Makes sure that the tools are there: reports missing ones, installs them in `target/` or `xtask/node_modules`, and
//! reuses tools of this machine that have the right version.
//!
//! Only browsers, nginx and valgrind are installed for the whole machine, and only if that needs no password.

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

pub use browsers::ProgramVariable;

/// The tools of a build.
pub struct Tools {
    /// Starts children that find `wasm-bindgen`, `wasm-opt` and `esbuild` in the pinned versions.
    pub command_env: CommandEnv,
    pub trunk: PathBuf,
}

/// The tools that turn the source into release files.
pub fn for_building(repo: &Repo) -> Result<Tools, Error> {
    let Tools { command_env, trunk } = for_editing(repo)?;
    let command_env =
        command_env.with_env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_local_paths(repo));
    Ok(Tools { command_env, trunk })
}

/// The same for a build that never leaves this machine. It shares compiled crates with editors and component
/// tests, which set no flags.
pub fn for_editing(repo: &Repo) -> Result<Tools, Error> {
    wasm_target::ensure(repo)?;
    npm::ensure(repo)?;
    let [bindgen, trunk] = cargo_tools::ensure_both(repo, [&cargo_tools::WASM_BINDGEN, &cargo_tools::TRUNK])?;
    let mut command_env =
        with_programs_beside(CommandEnv::new(repo), &bindgen).with_programs_of(npm::programs(repo));
    // Trunk 0.21 takes the value for a boolean and stops at `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some() {
        command_env = command_env.with_env("NO_COLOR", "true");
    }
    Ok(Tools { command_env, trunk })
}

/// Compiler flags that keep this machine's folders out of the release: panic messages name source files, and equal
/// sources must give equal files wherever they are built.
fn without_local_paths(repo: &Repo) -> String {
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let registry = PathBuf::from(home.unwrap_or_default()).join("registry/src");
    let indices = std::fs::read_dir(&registry).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut indices: Vec<PathBuf> = indices.collect();
    indices.sort_unstable();
    // The compiler applies the last prefix that matches, so a folder comes after its parents. The crates of the workspace
    // have relative paths.
    let folders = [repo.root.clone(), PathBuf::from("crates"), registry].into_iter().chain(indices);
    let flags: Vec<String> =
        folders.map(|folder| format!("--remap-path-prefix={}/=", folder.display())).collect();
    flags.join(" ")
}

/// The tools for component tests in a browser: `wasm-bindgen-test-runner` is on the PATH of the returned environment.
pub fn for_wasm_tests(repo: &Repo) -> Result<CommandEnv, Error> {
    wasm_target::ensure(repo)?;
    let bindgen = cargo_tools::ensure(repo, &cargo_tools::WASM_BINDGEN)?;
    Ok(with_programs_beside(CommandEnv::new(repo), &bindgen))
}

/// The compiler's standard library for WASM.
pub fn for_wasm_lints(repo: &Repo) -> Result<(), Error> {
    wasm_target::ensure(repo)
}

/// The programs that tests in an engine start, each with the variable that contains its path for the tests.
pub fn for_browsing(repo: &Repo, engine: Engine) -> Result<Vec<ProgramVariable>, Error> {
    browsers::ensure(repo, engine)
}

/// The server on which a release is tested.
pub fn for_serving(repo: &Repo) -> Result<PathBuf, Error> {
    nginx::ensure(repo)
}

/// The counter of instructions.
pub fn for_counting(repo: &Repo) -> Result<PathBuf, Error> {
    valgrind::ensure(repo)
}

/// The folder with the programs of the JavaScript tools, for the step that Trunk calls.
pub fn node_programs(repo: &Repo) -> PathBuf {
    npm::programs(repo)
}

/// Whether the npm packages of a folder's lock file are installed.
pub fn has_packages(dir: &Path) -> bool {
    npm::is_current(dir)
}

fn with_programs_beside(command_env: CommandEnv, program: &Path) -> CommandEnv {
    match program.parent() {
        Some(dir) => command_env.with_programs_of(dir.to_owned()),
        None => command_env,
    }
}

/// Prints that something is about to be installed, and how long that may take.
fn announce(what: &str, how_long: &str) {
    println!("Setting up: {what} ({how_long})");
}
