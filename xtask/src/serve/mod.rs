//! `serve`: the demo page with the widget, on this machine alone, built again when a file changes.
//!
//! Trunk builds and this module watches and serves: Trunk's own `serve` runs cargo and wasm-bindgen for a changed style
//! too, which takes longer than an edit of a style should.

mod inputs;
mod server;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::package::{self, files};
use crate::process::{self, CommandEnv};
use crate::repo::Repo;
use crate::setup;
use inputs::{Files, Step};
use server::{Page, Server};

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long the files must be at rest before a build: an editor may write several at once.
const AT_REST: Duration = Duration::from_millis(30);

/// What is served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// A build without optimisation, in a page that loads again by itself.
    Edit,
    /// The release.
    Release,
}

/// Builds and serves until Ctrl-C.
pub fn serve(repo: &Repo, port: u16, mode: Mode) -> Result<(), Error> {
    match build_and_serve(repo, port, mode) {
        Err(Error::Interrupted) => {
            println!("\nStopped serving");
            Ok(())
        }
        other => other,
    }
}

fn build_and_serve(repo: &Repo, port: u16, mode: Mode) -> Result<(), Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Before anything slow. A page that is open already waits for its answer until the first build is there.
    let listener = TcpListener::bind(address).map_err(|source| Error::PortTaken { port, source })?;
    let builder = Builder::new(repo, mode)?;
    // From here on the loop below sees a signal by itself.
    process::stay_on_signals();
    println!("Building the widget; the address follows when the page is there (Ctrl-C ends it)");
    let mut files = Files::look(&repo.root)?;
    let mut step = Step::Build;
    let page = loop {
        match builder.run(step) {
            Ok(page) => break page,
            Err(err) => report(err, "There is no page yet")?,
        }
        step = wait_for_change(repo, &mut files)?;
    };
    let server = Server::start(listener, page);
    println!("The demo page: http://{address}/");
    loop {
        step = wait_for_change(repo, &mut files)?;
        let start = Instant::now();
        match builder.run(step) {
            Ok(page) => {
                server.show(page);
                println!("The page is new after {:.1} s", start.elapsed().as_secs_f64());
            }
            Err(err) => report(err, "The page keeps the last good build")?,
        }
    }
}

/// Says why there is no new page. A wish to end is no such reason.
fn report(err: Error, state: &str) -> Result<(), Error> {
    if let Error::Interrupted = err {
        return Err(err);
    }
    eprintln!("\ncargo xtask: {err}\n{state}; it is built again when a file changes");
    Ok(())
}

/// Waits until a file of the page has changed, and says what that needs.
fn wait_for_change(repo: &Repo, files: &mut Files) -> Result<Step, Error> {
    loop {
        let mut now = Files::look(&repo.root)?;
        if let Some(step) = files.step_to(&now) {
            loop {
                std::thread::sleep(AT_REST);
                let next = Files::look(&repo.root)?;
                if next == now {
                    break;
                }
                now = next;
            }
            // Something may have been undone meanwhile, but then the build is quick.
            let step = files.step_to(&now).unwrap_or(step);
            println!("\nChanged: {}", files.changed(&now).join(", "));
            *files = now;
            return Ok(step);
        }
        if process::interrupted() {
            return Err(Error::Interrupted);
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Makes pages.
struct Builder<'r> {
    repo: &'r Repo,
    mode: Mode,
    kit: CommandEnv,
    trunk: PathBuf,
    /// What Trunk builds into. Not `dist/`: a release that is being tested there must not change under the tests.
    dist: PathBuf,
    /// What Trunk had staged before the package step.
    staged: PathBuf,
    /// Where the package step works when it runs alone.
    work: PathBuf,
}

impl<'r> Builder<'r> {
    fn new(repo: &'r Repo, mode: Mode) -> Result<Builder<'r>, Error> {
        let dir = repo.root.join("target/serve");
        let [dist, staged, work] =
            [if mode == Mode::Edit { "edit" } else { "release" }, "staged", "work"].map(|it| dir.join(it));
        let tools = match mode {
            Mode::Edit => setup::for_editing(repo)?,
            Mode::Release => setup::for_building(repo)?,
        };
        Ok(Builder { repo, mode, kit: tools.kit, trunk: tools.trunk, dist, staged, work })
    }

    fn run(&self, step: Step) -> Result<Page, Error> {
        match (step, self.mode) {
            // What Trunk staged before is there only after a build.
            (Step::Package, Mode::Edit) if self.staged.is_dir() => self.package(),
            _ => self.build(),
        }
    }

    fn build(&self) -> Result<Page, Error> {
        let dist = self.dist.display().to_string();
        let mut args = vec!["build", "--dist", &dist];
        match self.mode {
            Mode::Edit => {
                let kit = self.kit.clone().with_env(package::KEEP_STAGED, &self.staged);
                kit.run(&self.trunk, &args)?;
            }
            Mode::Release => {
                args.push("--release");
                self.kit.run(&self.trunk, &args)?;
            }
        }
        Page::read(&self.dist, self.mode == Mode::Edit)
    }

    /// The package step alone, for what neither cargo nor Trunk looks at.
    fn package(&self) -> Result<Page, Error> {
        files::copy_all(&self.staged, &self.work)?;
        package::renew_sheets(self.repo, &self.work)?;
        // As Trunk calls it, and in a process of its own: the program that runs here holds the content of its own build.
        let kit =
            self.kit.clone().with_env("TRUNK_STAGING_DIR", &self.work).with_env("TRUNK_PROFILE", "debug");
        kit.run("cargo", &["xtask", "package"])?;
        Page::read(&self.work, true)
    }
}
