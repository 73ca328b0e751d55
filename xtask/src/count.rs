//! `count`: counts the instructions of the engine, and compares them with the counts recorded in the repository. The
//! counted work is in `bench/workload/`.
//!
//! Instructions, because times differ from run to run and counts do not. No library, because the existing ones need an
//! installed runner of exactly their own version, and valgrind alone is enough.

mod baseline;

use std::fs;
use std::path::{Path, PathBuf};

use baseline::{Baseline, Counts};

use crate::budget::grouped;
use crate::error::Error;
use crate::process::{CommandEnv, wait};
use crate::repo::{Repo, Workspace};
use crate::setup;

/// The file with the recorded counts.
const BASELINE_FILE: &str = "bench/workload/counts.yaml";
/// The option of callgrind that names the counted function.
const WATCHED: &str = "--toggle-collect=counted::watched";
/// The limit of the ratio of an answer's instructions in the longest form to those in the shortest.
const MAX_GROWTH: f64 = 1.5;
const SHORTEST: &str = "-10";
const LONGEST: &str = "-10000";

/// Counts, and compares the counts with the recorded ones or records them again.
pub fn count(repo: &Repo, record: bool) -> Result<(), Error> {
    let path = repo.root.join(BASELINE_FILE);
    let found = Baseline { counts: counts(repo)?, ..Baseline::of_this_machine(&CommandEnv::new(repo))? };
    if record {
        let text = found.text();
        fs::write(&path, text).map_err(Error::file("write", &path))?;
        println!("Saved in {BASELINE_FILE}");
    }
    let recorded = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let recorded = Baseline::parse(&recorded, BASELINE_FILE)?;
    let growth = growing(&found.counts);
    let verdict = match found.differs(&recorded) {
        Some(difference) => {
            print!("{}", table(&found.counts, None));
            println!("Not compared with {BASELINE_FILE}: {difference}, and counts depend on it.");
            vec![]
        }
        None => {
            print!("{}", table(&found.counts, Some(&recorded.counts)));
            let less = found.less(&recorded);
            if !less.is_empty() {
                println!(
                    "Much less than recorded: {}. Record it: cargo xtask count --record",
                    less.join("; ")
                );
            }
            found.faults(&recorded)
        }
    };
    let faults = [verdict, growth].concat();
    if faults.is_empty() { Ok(()) } else { Err(Error::MoreInstructions { faults, recorded: BASELINE_FILE }) }
}

/// Builds the work as the widget is built, and counts each piece of it.
fn counts(repo: &Repo) -> Result<Counts, Error> {
    let valgrind = setup::for_counting(repo)?;
    let command_env = CommandEnv::new(repo);
    command_env.run(
        "cargo",
        &["build", "--quiet", "--release", "--package", "bench-workload", "--bin", "counted"],
    )?;
    let program = Workspace::read(&command_env)?.target.join("release/counted");
    let dir = repo.root.join("target/bench/engine");
    let text = |path: &Path| path.display().to_string();
    let list = command_env.capture(&program, &["list", &text(&dir)])?;
    let count = |name: &str| {
        counted(&command_env, &valgrind, [&text(&program), name, &text(&dir)], &dir.join("callgrind"))
    };
    list.lines().map(|name| Ok((name.to_owned(), count(name)?))).collect()
}

/// The instructions of one piece of work.
fn counted(
    command_env: &CommandEnv,
    valgrind: &PathBuf,
    command: [&str; 3],
    out: &Path,
) -> Result<u64, Error> {
    let to = format!("--callgrind-out-file={}", out.display());
    let options = ["--quiet", "--tool=callgrind", "--collect-atstart=no", WATCHED, &to];
    let args = [options.as_slice(), &command].concat();
    let line = format!("valgrind {}", args.join(" "));
    let status = wait(&mut command_env.spawn(valgrind, &args)?, &line)?;
    if !status.success() {
        return Err(Error::Failed { command: line, outcome: status.to_string() });
    }
    let text = fs::read_to_string(out).map_err(Error::file("read", out))?;
    // The count is 0 if valgrind did not find the function.
    summary(&text).filter(|count| *count > 0).ok_or_else(|| Error::NotUnderstood {
        what: out.display().to_string(),
        detail: format!("it contains no count of {}", command[1]),
        fix: "check that bench/workload/src/main.rs still has the function of WATCHED in xtask/src/count.rs",
    })
}

/// The sum in a file that callgrind wrote.
fn summary(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix("summary: "))?.trim().parse().ok()
}

/// The answers near the beginning of a form whose instructions grow with the form.
fn growing(counts: &Counts) -> Vec<String> {
    let answers = counts.iter().filter(|(name, _)| name.starts_with("answer/"));
    answers
        .filter_map(|(name, longest)| {
            let pattern = name.strip_suffix(LONGEST)?;
            let shortest = counts.get(&format!("{pattern}{SHORTEST}"))?;
            let ratio = *longest as f64 / *shortest as f64;
            (ratio > MAX_GROWTH).then(|| {
                format!(
                    "{name} takes {ratio:.1} times as many as {pattern}{SHORTEST}; the limit is {MAX_GROWTH}"
                )
            })
        })
        .collect()
}

fn table(found: &Counts, recorded: Option<&Counts>) -> String {
    let rows = found.iter().map(|(name, count)| {
        let before = recorded.and_then(|recorded| recorded.get(name));
        let change = before.map(|before| format!("{:>+9.1} %", baseline::change(*before, *count)));
        format!("{name:<22}{:>15}{}\n", grouped(*count), change.unwrap_or_default())
    });
    std::iter::once(format!("{:<22}{:>15}\n", "work", "instructions")).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(list: &[(&str, u64)]) -> Counts {
        list.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    #[test]
    fn reports_an_answer_that_grows_with_the_form() {
        let flat = [("answer/flat-10", 1_000), ("answer/flat-10000", 1_500), ("start/flat-10000", 900_000)];
        assert_eq!(growing(&counts(&flat)), Vec::<String>::new());
        let found = growing(&counts(&[("answer/fan-10", 1_000), ("answer/fan-10000", 1_600)]));
        assert_eq!(found, ["answer/fan-10000 takes 1.6 times as many as answer/fan-10; the limit is 1.5"]);
    }

    #[test]
    fn reads_the_sum_from_a_file_of_callgrind() {
        assert_eq!(summary("version: 1\nevents: Ir\nfn=(1) a\n5 7\nsummary: 1234\n"), Some(1_234));
        assert_eq!(summary("version: 1\n"), None);
    }

    #[test]
    fn a_table_shows_each_count_and_how_it_changed() {
        let found = counts(&[("answer/flat-10", 1_100), ("visit/check", 2_000_000)]);
        let recorded = counts(&[("answer/flat-10", 1_000)]);
        assert_eq!(
            table(&found, Some(&recorded)),
            "work                     instructions\n\
             answer/flat-10                  1,100    +10.0 %\n\
             visit/check                 2,000,000\n"
        );
    }
}
