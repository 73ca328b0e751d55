//! The recorded counts as a readable file, and the comparison of other counts with them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::budget::grouped;
use crate::error::Error;
use crate::process::CommandEnv;

/// Instructions by the name of the work.
pub type Counts = BTreeMap<String, u64>;

/// How much a count may grow, in per cent, and by how much it must shrink to be reported. A change elsewhere can move
/// memory, which changes a count a little.
const TOLERANCE: f64 = 5.0;

const HEAD: &str = "\
# How many instructions the engine takes for each piece of work (bench/workload/src/work.rs), counted by valgrind.
# `cargo xtask count` compares and fails where one has grown by more than 5 %; `cargo xtask count --record` writes the file.
# Counts depend on the compiler, the kind of machine and the C library: where one differs they are not compared.
";

/// Counts, and what they depend on.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub compiler: String,
    pub machine: String,
    pub library: String,
    #[serde(rename = "instructions")]
    pub counts: Counts,
}

impl Baseline {
    /// The conditions on this machine, without counts.
    pub fn of_this_machine(command_env: &CommandEnv) -> Result<Baseline, Error> {
        let text = command_env.capture("rustc", &["-vV"])?;
        let field = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            value.map(str::to_owned).ok_or_else(|| Error::NotUnderstood {
                what: "the output of `rustc -vV`".into(),
                detail: format!("it contains no {name}"),
                fix: "use the toolchain that rust-toolchain.toml names",
            })
        };
        // Its last word is the version; the name of the packager may stand before it.
        let library = command_env.ask("ldd", &["--version"]).unwrap_or_default();
        let library = library.split_whitespace().next_back().unwrap_or("unknown").to_owned();
        let (compiler, machine) = (field("release")?, field("host")?);
        Ok(Baseline { compiler, machine, library, counts: Counts::new() })
    }

    pub fn parse(text: &str, path: &str) -> Result<Baseline, Error> {
        serde_saphyr::from_str(text).map_err(|err| Error::NotUnderstood {
            what: path.to_owned(),
            detail: err.to_string().replace('\n', " "),
            fix: "write it again with cargo xtask count --record",
        })
    }

    pub fn text(&self) -> String {
        let counts = self.counts.iter().map(|(name, count)| format!("  {name}: {count}\n"));
        let counts: String = counts.collect();
        let Baseline { compiler, machine, library, .. } = self;
        // A version such as 2.40 is no number.
        format!(
            "{HEAD}compiler: \"{compiler}\"\nmachine: {machine}\nlibrary: \"{library}\"\ninstructions:\n{counts}"
        )
    }

    /// Why these counts can't be compared with the recorded ones.
    pub fn differs(&self, recorded: &Baseline) -> Option<String> {
        let unlike = |what: &str, here: &str, recorded: &str| {
            (here != recorded).then(|| format!("the {what} is {here} here and was {recorded}"))
        };
        unlike("compiler", &self.compiler, &recorded.compiler)
            .or_else(|| unlike("machine", &self.machine, &recorded.machine))
            .or_else(|| unlike("C library", &self.library, &recorded.library))
    }

    /// The counts that have grown too much, are not recorded yet, or no longer exist.
    pub fn faults(&self, recorded: &Baseline) -> Vec<String> {
        let found = self.counts.iter().filter_map(|(name, count)| match recorded.counts.get(name) {
            Some(before) if change(*before, *count) > TOLERANCE => Some(format!(
                "{name} takes {} instead of {}, {:+.1} %",
                grouped(*count),
                grouped(*before),
                change(*before, *count)
            )),
            Some(_) => None,
            None => Some(format!("{name} is not recorded yet")),
        });
        let gone = recorded.counts.keys().filter(|name| !self.counts.contains_key(*name));
        found.chain(gone.map(|name| format!("{name} no longer exists"))).collect()
    }

    /// The counts that have shrunk by more than the tolerance.
    pub fn less(&self, recorded: &Baseline) -> Vec<String> {
        let shrunk = self.counts.iter().filter_map(|(name, count)| {
            let change = change(*recorded.counts.get(name)?, *count);
            (change < -TOLERANCE).then(|| format!("{name} {change:.1} %"))
        });
        shrunk.collect()
    }
}

/// By how many per cent a count is more than before.
pub fn change(before: u64, now: u64) -> f64 {
    100.0 * (now as f64 - before as f64) / before as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(counts: &[(&str, u64)]) -> Baseline {
        let counts = counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        Baseline { compiler: "1.2.3".into(), machine: "some-machine".into(), library: "2.40".into(), counts }
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let recorded = baseline(&[("answer/flat-10", 1_234), ("visit/check", 5)]);
        assert!(recorded.text().ends_with(
            "compiler: \"1.2.3\"\nmachine: some-machine\nlibrary: \"2.40\"\ninstructions:\n  answer/flat-10: 1234\n  \
             visit/check: 5\n"
        ));
        assert_eq!(Baseline::parse(&recorded.text(), "file").ok(), Some(recorded));
        let error = Baseline::parse("compiler: 1", "file").expect_err("there are no counts");
        assert!(error.to_string().ends_with("write it again with cargo xtask count --record"), "{error}");
    }

    #[test]
    fn a_count_may_grow_within_the_tolerance() {
        let recorded = baseline(&[("a", 1_000), ("b", 1_000), ("gone", 7)]);
        let found = baseline(&[("a", 1_050), ("b", 1_060), ("new", 7)]);
        assert_eq!(
            found.faults(&recorded),
            ["b takes 1,060 instead of 1,000, +6.0 %", "new is not recorded yet", "gone no longer exists"]
        );
        assert_eq!(found.less(&recorded), Vec::<String>::new());
        assert_eq!(baseline(&[("a", 900), ("b", 990)]).less(&recorded), ["a -10.0 %"]);
    }

    #[test]
    fn counts_of_another_compiler_or_machine_are_not_compared() {
        let recorded = baseline(&[]);
        assert_eq!(recorded.differs(&recorded), None);
        let other = Baseline { compiler: "1.3.0".into(), ..baseline(&[]) };
        assert_eq!(other.differs(&recorded).as_deref(), Some("the compiler is 1.3.0 here and was 1.2.3"));
        let other = Baseline { machine: "other".into(), ..baseline(&[]) };
        assert_eq!(
            other.differs(&recorded).as_deref(),
            Some("the machine is other here and was some-machine")
        );
        let other = Baseline { library: "2.41".into(), ..baseline(&[]) };
        assert_eq!(other.differs(&recorded).as_deref(), Some("the C library is 2.41 here and was 2.40"));
    }
}
