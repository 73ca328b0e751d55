//! The tools from crates.io: Trunk, the command line of wasm-bindgen, and the driver of Firefox.
//!
//! A tool on the PATH is used if its version is right; else the one in `target/tools`, which is installed if necessary.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;

/// One tool in the one version that works with the others.
pub struct CargoTool {
    pub krate: &'static str,
    pub program: &'static str,
    pub version: &'static str,
    /// Whether to compile with the crate's own lock file.
    locked: bool,
    /// Whether to compile without the default features: Trunk and wasm-bindgen use them for downloads, and nothing here
    /// downloads through them.
    bare: bool,
    /// The optimization level. The crates ask for the highest one, which takes more time than the tools ever save.
    opt_level: &'static str,
    how_long: &'static str,
}

/// Also named in `Trunk.toml`. The next version, 0.22, needs Rust 1.96.
pub const TRUNK: CargoTool = CargoTool {
    krate: "trunk",
    program: "trunk",
    version: "0.21.14",
    locked: true,
    bare: true,
    opt_level: "0",
    how_long: "up to 5 minutes of processor time, once",
};

/// Also named in `Cargo.toml` and `Trunk.toml`: the library and the program must have the same version.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    krate: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    locked: false,
    bare: true,
    opt_level: "1",
    how_long: "up to 4 minutes of processor time, once",
};

/// Not available as a Debian package.
pub const GECKODRIVER: CargoTool = CargoTool {
    krate: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
    locked: true,
    bare: false,
    opt_level: "0",
    how_long: "up to 3 minutes of processor time, once",
};

/// How to get a tool.
#[derive(Debug, PartialEq)]
enum Plan {
    Use(PathBuf),
    /// Fetch the prebuilt program of its makers; compile if there is none for this machine.
    Fetch,
    Compile,
}

/// Settings that make a tool compile faster here.
const QUICK: [(&str, &str); 4] = [
    ("CARGO_PROFILE_DEV_DEBUG", "false"),
    ("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false"),
    ("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false"),
    ("CARGO_PROFILE_DEV_INCREMENTAL", "false"),
];

/// The paths of two tools' programs; missing ones are installed in parallel.
pub fn ensure_both(repo: &Repo, tools: [&CargoTool; 2]) -> Result<[PathBuf; 2], Error> {
    let [first, second] = tools;
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| ensure(repo, first));
        let second = ensure(repo, second);
        let first = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok([first?, second?])
    })
}

/// The path of the tool's program, which is installed if it is missing.
pub fn ensure(repo: &Repo, tool: &CargoTool) -> Result<PathBuf, Error> {
    let command_env = CommandEnv::new(repo);
    let installed = repo.tools().join("bin").join(tool.program);
    let candidates =
        command_env.path().into_iter().map(|dir| dir.join(tool.program)).chain([installed.clone()]);
    let found = candidates.filter(|it| it.is_file()).map(|it| {
        let version = version_of(&command_env, &it);
        (it, version)
    });
    let plan = decide(tool, found, || command_env.ask("cargo", &["binstall", "-V"]).is_some());
    match plan {
        Plan::Use(program) => return Ok(program),
        Plan::Fetch => fetch(repo, tool).or_else(|_| compile(repo, tool))?,
        Plan::Compile => compile(repo, tool)?,
    }
    match version_of(&command_env, &installed) {
        Some(version) if version == tool.version => Ok(installed),
        _ => Err(Error::Missing {
            what: format!("{} {}", tool.program, tool.version),
            fix: format!(
                "run `cargo install {} --version {}` and put it on the PATH",
                tool.krate, tool.version
            ),
        }),
    }
}

/// Takes the first program of the right version; `found` is read no further than that.
fn decide(
    tool: &CargoTool,
    mut found: impl Iterator<Item = (PathBuf, Option<String>)>,
    has_binstall: impl FnOnce() -> bool,
) -> Plan {
    match found.find(|(_, version)| version.as_deref() == Some(tool.version)) {
        Some((program, _)) => Plan::Use(program),
        None if has_binstall() => Plan::Fetch,
        None => Plan::Compile,
    }
}

fn fetch(repo: &Repo, tool: &CargoTool) -> Result<(), Error> {
    super::announce(&format!("{} {}, prebuilt", tool.program, tool.version), "a few seconds");
    let root = repo.tools().display().to_string();
    let krate = format!("{}@{}", tool.krate, tool.version);
    let args =
        ["binstall", "--no-confirm", "--force", "--disable-strategies", "compile", "--root", &root, &krate];
    CommandEnv::new(repo).run("cargo", &args)
}

fn compile(repo: &Repo, tool: &CargoTool) -> Result<(), Error> {
    super::announce(&format!("{} {}, compiled from source", tool.program, tool.version), tool.how_long);
    let root = repo.tools().display().to_string();
    // A permanent folder lets an interrupted installation continue. One for each tool, because cargo runs only one build
    // in a folder at a time.
    let build = repo.tools().join("build").join(tool.krate);
    let command_env = QUICK
        .iter()
        .fold(CommandEnv::new(repo), |command_env, (name, value)| command_env.with_env(name, *value));
    let command_env = command_env
        .with_env("CARGO_PROFILE_DEV_OPT_LEVEL", tool.opt_level)
        .with_env("CARGO_TARGET_DIR", &build);
    let mut args =
        vec!["install", tool.krate, "--version", tool.version, "--force", "--root", &root, "--debug"];
    if tool.locked {
        args.push("--locked");
    }
    if tool.bare {
        args.push("--no-default-features");
    }
    command_env.run_prefixed(tool.program, "cargo", &args)?;
    if build.is_dir() {
        std::fs::remove_dir_all(&build).map_err(Error::file("tidy up", build))?;
    }
    Ok(())
}

fn version_of(command_env: &CommandEnv, program: &Path) -> Option<String> {
    command_env.ask(program, &["--version"]).as_deref().and_then(version_in).map(str::to_owned)
}

/// The version in a line such as `trunk 0.21.14`.
fn version_in(line: &str) -> Option<&str> {
    line.split_whitespace().nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &[(&str, Option<&str>)], has_binstall: bool, expected: Plan) {
        let found = found.iter().map(|(path, version)| (PathBuf::from(path), version.map(str::to_owned)));
        assert_eq!(decide(&TRUNK, found, || has_binstall), expected);
    }

    #[test]
    fn the_first_program_of_the_exact_version_is_used() {
        let right = Some("0.21.14");
        check(&[("/a/trunk", right), ("/b/trunk", right)], true, Plan::Use("/a/trunk".into()));
        check(&[("/a/trunk", Some("0.22.1")), ("/b/trunk", right)], true, Plan::Use("/b/trunk".into()));
    }

    #[test]
    fn a_missing_tool_is_fetched_if_possible_else_compiled() {
        check(&[], true, Plan::Fetch);
        check(&[], false, Plan::Compile);
        check(&[("/a/trunk", Some("0.21.1")), ("/b/trunk", None)], false, Plan::Compile);
    }

    #[test]
    fn reads_versions_from_the_output_of_tools() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(version_in("wasm-bindgen 0.2.130 (abc)"), Some("0.2.130"));
        assert_eq!(version_in(""), None);
    }

    #[test]
    fn all_files_pin_the_same_versions() {
        let root = Repo::find().root;
        let text = |name: &str| {
            std::fs::read_to_string(root.join(name)).expect("the file is part of the repository")
        };
        let bindgen = WASM_BINDGEN.version;
        assert!(text("Cargo.toml").contains(&format!("wasm-bindgen = \"={bindgen}\"")), "Cargo.toml");
        assert!(text("Trunk.toml").contains(&format!("wasm_bindgen = \"{bindgen}\"")), "Trunk.toml");
        assert!(
            text("Trunk.toml").contains(&format!("trunk-version = \"={}\"", TRUNK.version)),
            "Trunk.toml"
        );
    }
}
