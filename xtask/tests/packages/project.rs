//! A project of somebody's, in a folder of its own, with the packed package and the tools of `xtask/node_modules`
//! installed. The browser tests use it too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

const BUILD: &str = "build the release: cargo xtask build";

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if here.ends_with("xtask") { here.join("..") } else { here.to_owned() }
}

/// What the build made, by the ending of its name.
pub fn handout(ending: &str) -> PathBuf {
    let dir = root().join("target/packages");
    let listed = fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}; {BUILD}", dir.display()));
    let found = listed.flatten().map(|it| it.path()).find(|it| it.to_string_lossy().ends_with(ending));
    found.unwrap_or_else(|| panic!("{} holds no {ending}; {BUILD}", dir.display()))
}

/// The folder of a project; it goes when it is dropped.
pub struct Project {
    pub dir: PathBuf,
    above: PathBuf,
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.above);
    }
}

impl Project {
    /// An empty project. The package is unpacked from what npm packed, as npm does it.
    pub fn new() -> Project {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let name = format!("project-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let above = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let dir = above.join("project");
        let package = dir.join("node_modules/candidate-check");
        fs::create_dir_all(&package).expect("the folder for test files can be written");
        let project = Project { dir, above: above.clone() };
        let packed = handout(".tgz").display().to_string();
        project.run("tar", &["-xzf", &packed, "-C", "node_modules/candidate-check", "--strip-components=1"]);
        // One above, where Node looks next.
        let tools = root().join("xtask/node_modules").canonicalize();
        let tools = tools.unwrap_or_else(|error| panic!("xtask/node_modules: {error}; {BUILD}"));
        std::os::unix::fs::symlink(tools, above.join("node_modules")).expect("a link can be made");
        project
    }

    /// One of the examples.
    pub fn example(name: &str) -> Project {
        let project = Project::new();
        let from = root().join("examples").join(name);
        project.run("cp", &["-R", &format!("{}/.", from.display()), "."]);
        project
    }

    /// Runs a tool, which has to succeed; what it printed.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        self.try_to_run(program, arguments).unwrap_or_else(|said| panic!("{program} {arguments:?}:\n{said}"))
    }

    /// Runs a tool; what it printed, as an error if it failed.
    pub fn try_to_run(&self, program: &str, arguments: &[&str]) -> Result<String, String> {
        let installed = root().join("xtask/node_modules/.bin").join(program);
        let program = if installed.exists() { installed } else { program.into() };
        let output = Command::new(&program).args(arguments).current_dir(&self.dir).output();
        let output = output.unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        if output.status.success() { Ok(said) } else { Err(said) }
    }
}
