//! Starts other programs, and ends them when this one gets a signal. Works on Linux and macOS.
//!
//! It does not depend on the purpose of the programs.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use devkit::group;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::error::Error;
use crate::repo::Repo;

/// The process groups of the running children.
static CHILDREN: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// Whether a signal ends this program when no child runs.
static ENDS_AT_ONCE: AtomicBool = AtomicBool::new(true);

/// From now on Ctrl-C and similar signals end the running children, with all their own children, and then this program.
///
/// Each child leads its own process group, because Trunk, for example, does not end the compiler that it started.
pub fn end_children_on_signals() -> Result<(), Error> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|source| Error::Signals { source })?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            INTERRUPTED.store(true, Ordering::SeqCst);
            let groups = children().clone();
            if groups.is_empty() && ENDS_AT_ONCE.load(Ordering::SeqCst) {
                std::process::exit(130);
            }
            groups.into_iter().for_each(|group| group::signal(group, "TERM"));
        }
    });
    Ok(())
}

fn children() -> MutexGuard<'static, Vec<u32>> {
    // A list of numbers stays valid after a panic.
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on a signal does not end the program; it must poll `interrupted` and end by itself.
pub fn stay_on_signals() {
    ENDS_AT_ONCE.store(false, Ordering::SeqCst);
}

/// Whether this program got a signal to end.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// How to start children: the folder, the folders to search for programs first, and the environment.
#[derive(Clone)]
pub struct CommandEnv {
    root: PathBuf,
    /// Folders to search for programs before those of the PATH.
    first: Vec<PathBuf>,
    env: Vec<(&'static str, OsString)>,
    without: Vec<&'static str>,
}

impl CommandEnv {
    /// Starts programs from the root of the repository, with the caller's PATH.
    pub fn new(repo: &Repo) -> CommandEnv {
        CommandEnv { root: repo.root.clone(), first: Vec::new(), env: Vec::new(), without: Vec::new() }
    }

    /// The same, from another folder.
    pub fn in_dir(mut self, dir: PathBuf) -> CommandEnv {
        self.root = dir;
        self
    }

    /// Searches for programs in this folder before all others.
    pub fn with_programs_of(mut self, dir: PathBuf) -> CommandEnv {
        self.first.insert(0, dir);
        self
    }

    /// Sets a variable for children.
    pub fn with_env(mut self, name: &'static str, value: impl Into<OsString>) -> CommandEnv {
        self.env.push((name, value.into()));
        self
    }

    /// Sets variables for children.
    pub fn with_variables(self, variables: &[(&'static str, PathBuf)]) -> CommandEnv {
        variables.iter().fold(self, |env, (name, value)| env.with_env(name, value))
    }

    /// Hides a variable from children.
    pub fn without_env(mut self, name: &'static str) -> CommandEnv {
        self.without.push(name);
        self
    }

    /// The folders in which children search for programs, in order.
    pub fn path(&self) -> Vec<PathBuf> {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        self.first.iter().cloned().chain(std::env::split_paths(&inherited)).collect()
    }

    /// Runs a program to its end, with the output of this program.
    pub fn run(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Result<(), Error> {
        let line = line(program.as_ref(), args);
        println!("$ {line}");
        let mut child = self.spawn_with(program.as_ref(), args, Stdio::inherit())?;
        let status = wait(&mut child, &line)?;
        check_status(&line, status)
    }

    /// The same for programs that run in parallel: each line of the output begins with a name.
    pub fn run_prefixed(&self, name: &str, program: impl AsRef<OsStr>, args: &[&str]) -> Result<(), Error> {
        let line = line(program.as_ref(), args);
        println!("{name} $ {line}");
        let broken = |source| Error::Start { program: line.clone(), source };
        let (printed, output) = io::pipe().map_err(broken)?;
        let mut command = self.command(program.as_ref(), args);
        command.stdout(output.try_clone().map_err(broken)?).stderr(output);
        let mut child = start(&mut command, program.as_ref())?;
        // The command keeps the other end of the pipe open, so the loop would never end.
        drop(command);
        for printed in BufReader::new(printed).lines().map_while(Result::ok) {
            println!("{name} | {}", printed.trim());
        }
        let status = wait(&mut child, &line)?;
        check_status(&line, status)
    }

    /// The same, and returns the output of the program, whether it succeeded or not.
    pub fn run_and_read(
        &self,
        program: impl AsRef<OsStr>,
        args: &[&str],
    ) -> Result<(String, Result<(), Error>), Error> {
        let line = line(program.as_ref(), args);
        println!("$ {line}");
        let mut child = self.spawn_with(program.as_ref(), args, Stdio::piped())?;
        let mut text = String::new();
        for printed in
            child.stdout.take().into_iter().flat_map(|it| BufReader::new(it).lines()).map_while(Result::ok)
        {
            println!("{printed}");
            text.push_str(&printed);
            text.push('\n');
        }
        let status = wait(&mut child, &line)?;
        Ok((text, check_status(&line, status)))
    }

    /// Starts a program and leaves it running; `wait` must follow.
    pub fn spawn(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Result<Child, Error> {
        self.spawn_with(program.as_ref(), args, Stdio::inherit())
    }

    fn spawn_with(&self, program: &OsStr, args: &[&str], output: Stdio) -> Result<Child, Error> {
        let mut command = self.command(program, args);
        command.stdout(output);
        start(&mut command, program)
    }

    /// Runs a program silently and returns its standard output; its standard error still goes to the terminal.
    pub fn capture(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Result<String, Error> {
        let mut command = self.command(program.as_ref(), args);
        let output = command.stderr(Stdio::inherit()).output().map_err(start_error(program.as_ref()))?;
        check_status(&line(program.as_ref(), args), output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The first line that a program prints; `None` if it can't be started or fails.
    pub fn ask(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
        let output = self.command(program.as_ref(), args).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
    }

    fn command(&self, program: &OsStr, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).current_dir(&self.root).stdin(Stdio::null()).process_group(0);
        if let Ok(path) = std::env::join_paths(self.path()) {
            command.env("PATH", path);
        }
        // Cargo describes the package xtask in these; children must not take it for their own package.
        for (name, _) in std::env::vars_os() {
            if name
                .to_str()
                .is_some_and(|it| it.starts_with("CARGO_PKG_") || it.starts_with("CARGO_MANIFEST_"))
            {
                command.env_remove(name);
            }
        }
        for name in &self.without {
            command.env_remove(name);
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Waits for a child that `spawn` started.
pub fn wait(child: &mut Child, line: &str) -> Result<ExitStatus, Error> {
    let status = child.wait();
    children().retain(|group| *group != child.id());
    if interrupted() {
        return Err(Error::Interrupted);
    }
    status.map_err(|source| Error::Start { program: line.to_owned(), source })
}

/// Starts a child that a signal ends. The list is locked meanwhile, so no signal misses the child.
fn start(command: &mut Command, program: &OsStr) -> Result<Child, Error> {
    let mut children = children();
    if interrupted() {
        return Err(Error::Interrupted);
    }
    let child = command.spawn().map_err(start_error(program))?;
    children.push(child.id());
    Ok(child)
}

fn check_status(line: &str, status: ExitStatus) -> Result<(), Error> {
    if status.success() {
        return Ok(());
    }
    let outcome = match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "no exit status".to_owned(),
    };
    Err(Error::Failed { command: line.to_owned(), outcome })
}

fn start_error(program: &OsStr) -> impl FnOnce(io::Error) -> Error {
    let program = program.to_string_lossy().into_owned();
    move |source| Error::Start { program, source }
}

/// A command as a readable line; a long list of arguments is cut.
fn line(program: &OsStr, args: &[&str]) -> String {
    const MAX_ARGS: usize = 30;
    let program = program.to_string_lossy();
    let name = program.rsplit('/').next().unwrap_or(&program);
    let shown = args.iter().take(MAX_ARGS).copied();
    let mut line = std::iter::once(name).chain(shown).collect::<Vec<_>>().join(" ");
    if args.len() > MAX_ARGS {
        line.push_str(&format!(" … and {} more", args.len() - MAX_ARGS));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_is_reported_with_its_outcome() {
        let command_env = CommandEnv::new(&Repo::find());
        let err = command_env.run("sh", &["-c", "exit 3"]).expect_err("the shell exits with an error");
        assert_eq!(err.to_string(), "`sh -c exit 3` ended with exit status 3; see its own messages above");
    }

    #[test]
    fn children_run_in_parallel_with_an_outcome_each() {
        let command_env = CommandEnv::new(&Repo::find());
        let outcomes = std::thread::scope(|scope| {
            let run = |code| {
                let command_env = &command_env;
                scope.spawn(move || {
                    command_env.run_prefixed("sh", "sh", &["-c", &format!("echo a; echo b >&2; exit {code}")])
                })
            };
            [run(0), run(4)].map(|it| it.join().expect("no thread panics").is_ok())
        });
        assert_eq!(outcomes, [true, false]);
    }

    #[test]
    fn chosen_folders_come_before_the_callers_path() {
        let command_env =
            CommandEnv::new(&Repo::find()).with_programs_of("/one".into()).with_programs_of("/two".into());
        assert_eq!(command_env.path()[..2], [PathBuf::from("/two"), PathBuf::from("/one")]);
    }
}
