//! `count`: how many instructions the engine takes, beside those that are kept in the repository. The work that is counted
//! is `bench/workload/`.
//!
//! Instructions, because times differ from run to run and these do not. No library for it: those that there are need a
//! runner of just their own version installed, for what valgrind does alone.

mod baseline;

use std::fs;
use std::path::{Path, PathBuf};

use baseline::{Baseline, Counts};

use crate::budget::grouped;
use crate::error::Error;
use crate::process::{CommandEnv, wait};
use crate::repo::{Repo, Workspace};
use crate::setup;

/// Where the counts are kept.
const KEPT: &str = "bench/workload/counts.yaml";
/// The function whose instructions are counted.
const WATCHED: &str = "--toggle-collect=counted::watched";
/// How much more an answer may take in the longest form than in the shortest.
const MOST_GROWTH: f64 = 1.5;
const SHORTEST: &str = "-10";
const LONGEST: &str = "-10000";

/// Counts, and compares with what is kept or keeps it anew.
pub fn count(repo: &Repo, record: bool) -> Result<(), Error> {
    let path = repo.root.join(KEPT);
    let found = Baseline { counts: counts(repo)?, ..Baseline::of_this_machine(&CommandEnv::new(repo))? };
    if record {
        let text = found.text();
        fs::write(&path, text).map_err(Error::file("write", &path))?;
        println!("Kept in {KEPT}");
    }
    let kept = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let kept = Baseline::parse(&kept, KEPT)?;
    let growth = growing(&found.counts);
    let verdict = match found.differs(&kept) {
        Some(difference) => {
            print!("{}", table(&found.counts, None));
            println!("Not compared with {KEPT}: {difference}, and counts depend on it.");
            vec![]
        }
        None => {
            print!("{}", table(&found.counts, Some(&kept.counts)));
            let less = found.less(&kept);
            if !less.is_empty() {
                println!("Much less than is kept: {}. Hold it: cargo xtask count --record", less.join("; "));
            }
            found.faults(&kept)
        }
    };
    let faults = [verdict, growth].concat();
    if faults.is_empty() { Ok(()) } else { Err(Error::MoreInstructions { faults, kept: KEPT }) }
}

/// Builds the work as the widget is built, and has each piece of it counted.
fn counts(repo: &Repo) -> Result<Counts, Error> {
    let valgrind = setup::for_counting(repo)?;
    let kit = CommandEnv::new(repo);
    kit.run("cargo", &["build", "--quiet", "--release", "--package", "bench-workload", "--bin", "counted"])?;
    let program = Workspace::read(&kit)?.target.join("release/counted");
    let dir = repo.root.join("target/bench/engine");
    let text = |path: &Path| path.display().to_string();
    let list = kit.capture(&program, &["list", &text(&dir)])?;
    let count =
        |name: &str| counted(&kit, &valgrind, [&text(&program), name, &text(&dir)], &dir.join("callgrind"));
    list.lines().map(|name| Ok((name.to_owned(), count(name)?))).collect()
}

/// The instructions of one piece of work.
fn counted(kit: &CommandEnv, valgrind: &PathBuf, command: [&str; 3], out: &Path) -> Result<u64, Error> {
    let to = format!("--callgrind-out-file={}", out.display());
    let options = ["--quiet", "--tool=callgrind", "--collect-atstart=no", WATCHED, &to];
    let args = [options.as_slice(), &command].concat();
    let line = format!("valgrind {}", args.join(" "));
    let status = wait(&mut kit.spawn(valgrind, &args)?, &line)?;
    if !status.success() {
        return Err(Error::Failed { command: line, outcome: status.to_string() });
    }
    let text = fs::read_to_string(out).map_err(Error::file("read", out))?;
    // Nothing was counted if the function was not found.
    summary(&text).filter(|count| *count > 0).ok_or_else(|| Error::NotUnderstood {
        what: out.display().to_string(),
        detail: format!("it has no count of {}", command[1]),
        fix: "see whether the function that WATCHED names in xtask/src/count.rs is still in bench/workload/src/main.rs",
    })
}

/// The sum in a file that callgrind wrote.
fn summary(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix("summary: "))?.trim().parse().ok()
}

/// What grows with the form though only its beginning is answered.
fn growing(counts: &Counts) -> Vec<String> {
    let answers = counts.iter().filter(|(name, _)| name.starts_with("answer/"));
    answers
        .filter_map(|(name, longest)| {
            let pattern = name.strip_suffix(LONGEST)?;
            let shortest = counts.get(&format!("{pattern}{SHORTEST}"))?;
            let ratio = *longest as f64 / *shortest as f64;
            (ratio > MOST_GROWTH).then(|| {
                format!(
                    "{name} takes {ratio:.1} times as many as {pattern}{SHORTEST}, and may take {MOST_GROWTH}"
                )
            })
        })
        .collect()
}

fn table(found: &Counts, kept: Option<&Counts>) -> String {
    let rows = found.iter().map(|(name, count)| {
        let before = kept.and_then(|kept| kept.get(name));
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
    fn an_answer_that_grows_with_the_form_is_named() {
        let flat = [("answer/flat-10", 1_000), ("answer/flat-10000", 1_500), ("start/flat-10000", 900_000)];
        assert_eq!(growing(&counts(&flat)), Vec::<String>::new());
        let found = growing(&counts(&[("answer/fan-10", 1_000), ("answer/fan-10000", 1_600)]));
        assert_eq!(found, ["answer/fan-10000 takes 1.6 times as many as answer/fan-10, and may take 1.5"]);
    }

    #[test]
    fn the_sum_is_read_from_what_callgrind_wrote() {
        assert_eq!(summary("version: 1\nevents: Ir\nfn=(1) a\n5 7\nsummary: 1234\n"), Some(1_234));
        assert_eq!(summary("version: 1\n"), None);
    }

    #[test]
    fn a_table_shows_each_count_and_how_it_changed() {
        let found = counts(&[("answer/flat-10", 1_100), ("visit/check", 2_000_000)]);
        let kept = counts(&[("answer/flat-10", 1_000)]);
        assert_eq!(
            table(&found, Some(&kept)),
            "work                     instructions\n\
             answer/flat-10                  1,100    +10.0 %\n\
             visit/check                 2,000,000\n"
        );
    }
}
