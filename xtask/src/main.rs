//! The automation of Candidate Check: `cargo xtask …`. This file only chooses the command; each command has
//! its own module.
//!
//! It does not depend on the questions of the check: it gets content as finished text from the library.

mod args;
mod bench;
mod budget;
mod count;
mod digest;
mod element_api;
mod engine;
mod error;
mod handout;
mod package;
mod probe;
mod process;
mod release;
mod repo;
mod serve;
mod setup;
mod testing;
mod wordpress;

use std::process::ExitCode;

use args::Command;
use error::Error;
use repo::Repo;

fn main() -> ExitCode {
    let command = match args::parse(std::env::args_os()) {
        Ok(command) => command,
        Err(err) => return fail(&err),
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => fail(&err),
    }
}

fn run(command: Command) -> Result<(), Error> {
    let repo = Repo::find();
    process::end_children_on_signals()?;
    match command {
        Command::Help => {
            print!("{}", args::HELP);
            Ok(())
        }
        Command::Build => release::build(&repo),
        Command::Serve { port, mode } => serve::serve(&repo, port, mode),
        Command::Test { extent, engines } => testing::test(&repo, extent, &engines),
        Command::Count { record } => count::count(&repo, record),
        Command::Probe => probe::probe(&repo),
        Command::Bench { options } => bench::bench(&repo, &options),
        Command::Package => package::package(&repo),
    }
}

fn fail(err: &Error) -> ExitCode {
    eprintln!("\ncargo xtask: {err}");
    ExitCode::FAILURE
}
