//! A project that uses the package, in its own folder, with the packed package and the tools of `xtask/node_modules`
//! installed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{Scratch, root};

const BUILD: &str = "build the release: cargo xtask build";

/// A file in `target/packages`, by the ending of its name.
pub fn handout(ending: &str) -> PathBuf {
    let dir = root().join("target/packages");
    let listed = fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}; {BUILD}", dir.display()));
    let found = listed.flatten().map(|it| it.path()).find(|it| it.to_string_lossy().ends_with(ending));
    found.unwrap_or_else(|| panic!("{} contains no {ending}; {BUILD}", dir.display()))
}

/// The folder that clinics upload, as it is in the ZIP file.
pub fn upload_folder() -> PathBuf {
    handout(".zip").with_extension("").join("candidate-check")
}

/// The folder of a project; it is removed on drop.
pub struct Project {
    pub dir: PathBuf,
    above: Scratch,
}

impl Project {
    /// An empty project. The package is unpacked from what npm packed, as npm does it.
    pub fn empty() -> Project {
        let above = Scratch::make(&root().join("target/tmp"), "project");
        let above = above.expect("the folder for test files can be written");
        let dir = above.path().join("project");
        let package = dir.join("node_modules/candidate-check");
        fs::create_dir_all(&package).expect("the folder for test files can be written");
        let project = Project { dir, above };
        let packed = handout(".tgz").display().to_string();
        project.run("tar", &["-xzf", &packed, "-C", "node_modules/candidate-check", "--strip-components=1"]);
        // In the parent folder, where Node searches next.
        let tools = root().join("xtask/node_modules").canonicalize();
        let tools = tools.unwrap_or_else(|error| panic!("xtask/node_modules: {error}; {BUILD}"));
        std::os::unix::fs::symlink(tools, project.above.path().join("node_modules"))
            .expect("a link can be made");
        project
    }

    /// One of the examples.
    pub fn example(name: &str) -> Project {
        let project = Project::empty();
        let from = root().join("examples").join(name);
        project.run("cp", &["-R", &format!("{}/.", from.display()), "."]);
        project
    }

    /// Writes a file.
    pub fn file(self, name: &str, text: &str) -> Project {
        fs::write(self.dir.join(name), text).expect("the folder for test files can be written");
        self
    }

    /// Runs a tool and returns its output. Panics if it fails.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        self.try_to_run(program, arguments).unwrap_or_else(|said| panic!("{program} {arguments:?}:\n{said}"))
    }

    /// Runs a tool and returns its output, as an error if it failed.
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
