//! `serve`: serves the demo page with the widget on this machine only, and builds it again when a file changes.
//!
//! Trunk builds and this module watches and serves: Trunk's own `serve` runs cargo and wasm-bindgen also for a changed
//! style, which takes too long for an edit of a style.

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

/// How often to poll the files.
const POLL_INTERVAL: Duration = Duration::from_millis(100);
/// How long the files must be unchanged before a build: an editor may write several at once.
const SETTLE_TIME: Duration = Duration::from_millis(30);

/// The build to serve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// A build without optimization, in a page that loads again by itself.
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
    // Before anything slow. A page that is open already waits for its answer until the first build is ready.
    let listener = TcpListener::bind(address).map_err(|source| Error::PortTaken { port, source })?;
    let builder = Builder::new(repo, mode)?;
    // From here on the loop below handles signals.
    process::stay_on_signals();
    println!("Building the widget; the address is printed when the page is ready (Ctrl-C stops the server)");
    let mut files = Files::scan(&repo.root)?;
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
                println!("The page was updated in {:.1} s", start.elapsed().as_secs_f64());
            }
            Err(err) => report(err, "The page shows the last good build")?,
        }
    }
}

/// Prints why there is no new page; an interruption is passed on.
fn report(err: Error, state: &str) -> Result<(), Error> {
    if let Error::Interrupted = err {
        return Err(err);
    }
    eprintln!("\ncargo xtask: {err}\n{state}; it is built again when a file changes");
    Ok(())
}

/// Waits until a file of the page has changed, and returns the step for it.
fn wait_for_change(repo: &Repo, files: &mut Files) -> Result<Step, Error> {
    loop {
        let mut now = Files::scan(&repo.root)?;
        if let Some(step) = files.step_to(&now) {
            loop {
                std::thread::sleep(SETTLE_TIME);
                let next = Files::scan(&repo.root)?;
                if next == now {
                    break;
                }
                now = next;
            }
            // A change may have been undone meanwhile, but then the build is quick.
            let step = files.step_to(&now).unwrap_or(step);
            println!("\nChanged: {}", files.changed(&now).join(", "));
            *files = now;
            return Ok(step);
        }
        if process::interrupted() {
            return Err(Error::Interrupted);
        }
        std::thread::sleep(POLL_INTERVAL);
    }
}

/// Builds pages.
struct Builder<'r> {
    repo: &'r Repo,
    mode: Mode,
    command_env: CommandEnv,
    trunk: PathBuf,
    /// The output folder of Trunk. Not `dist/`: a release must not change while it is tested.
    dist: PathBuf,
    /// The files that Trunk staged before the package step.
    staged: PathBuf,
    /// The folder for the package step when it runs alone.
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
        Ok(Builder { repo, mode, command_env: tools.command_env, trunk: tools.trunk, dist, staged, work })
    }

    fn run(&self, step: Step) -> Result<Page, Error> {
        match (step, self.mode) {
            // The staged files exist only after a build.
            (Step::Package, Mode::Edit) if self.staged.is_dir() => self.package(),
            _ => self.build(),
        }
    }

    fn build(&self) -> Result<Page, Error> {
        let dist = self.dist.display().to_string();
        let mut args = vec!["build", "--dist", &dist];
        match self.mode {
            Mode::Edit => {
                let command_env = self.command_env.clone().with_env(package::KEEP_STAGED, &self.staged);
                command_env.run(&self.trunk, &args)?;
            }
            Mode::Release => {
                args.push("--release");
                self.command_env.run(&self.trunk, &args)?;
            }
        }
        Page::read(&self.dist, self.mode == Mode::Edit)
    }

    /// Only the package step, for files that neither cargo nor Trunk reads.
    fn package(&self) -> Result<Page, Error> {
        files::copy_all(&self.staged, &self.work)?;
        package::update_sheets(self.repo, &self.work)?;
        // As Trunk calls it, and in its own process: this process contains the content of its own build.
        let command_env = self
            .command_env
            .clone()
            .with_env("TRUNK_STAGING_DIR", &self.work)
            .with_env("TRUNK_PROFILE", "debug");
        command_env.run("cargo", &["xtask", "package"])?;
        Page::read(&self.work, true)
    }
}
