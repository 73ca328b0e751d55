//! The compiler's standard library for `wasm32-unknown-unknown`.

use std::path::Path;

use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the target with rustup. `rust-toolchain.toml` names it, but a toolchain can come from elsewhere.
pub fn ensure(repo: &Repo) -> Result<(), Error> {
    let command_env = CommandEnv::new(repo);
    if is_there(&command_env) {
        return Ok(());
    }
    super::announce(&format!("the compiler's {TARGET} target"), "a few seconds");
    let installed = command_env.run("rustup", &["target", "add", TARGET]);
    if installed.is_ok() && is_there(&command_env) {
        return Ok(());
    }
    Err(Error::Missing {
        what: format!("the Rust target {TARGET}"),
        fix: format!(
            "install rustup and run `rustup target add {TARGET}`, or your distribution's package of it"
        ),
    })
}

fn is_there(command_env: &CommandEnv) -> bool {
    let dir = command_env.ask("rustc", &["--print", "target-libdir", "--target", TARGET]);
    dir.is_some_and(|dir| Path::new(dir.trim()).is_dir())
}
