//! The engine alone, timed by criterion: `bench/workload/benches/engine.rs` does the work, and this reads the files that
//! criterion writes.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use bench_workload::work::{self, CHECK, Work};
use serde::Deserialize;

use crate::error::Error;
use crate::forms::Form;
use crate::report::Part;

/// The name of the figure for answers per second in a whole visit to the check.
pub const ANSWERS: &str = "answers";

/// The times of a piece of work as criterion writes them.
#[derive(Deserialize)]
struct Sample {
    /// The number of repetitions of the work, by sample.
    iters: Vec<f64>,
    /// The time of all repetitions in nanoseconds, by sample.
    times: Vec<f64>,
}

pub fn measure(dir: &Path, part: &mut Part) -> Result<(), Error> {
    let home = dir.join("criterion");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let args = ["bench", "--quiet", "--package", "bench-workload", "--bench", "engine", "--", "--quiet"];
    let status = Command::new(cargo).args(args).env("CRITERION_HOME", &home).status();
    let status = status.map_err(Error::file("run", "cargo"))?;
    if !status.success() {
        return Err(Error::NotUnderstood { what: "cargo bench".into(), detail: status.to_string() });
    }
    let (ready, _) = work::start(None, &work::file(None));
    let answers = work::visit(&ready) as f64;
    for work in Work::all() {
        let path = home.join(work.name()).join("new/sample.json");
        let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        let row = work.form().map_or(CHECK, |form| form.pattern.name());
        let rates = rates(&text).map_err(|err| Error::NotUnderstood {
            what: path.display().to_string(),
            detail: err.to_string(),
        })?;
        part.runs = rates.len();
        for rate in rates {
            part.add(row, &measure_of(work.kind(), work.form()), rate);
            if work == Work::Visit {
                part.add(row, ANSWERS, rate * answers);
            }
        }
    }
    Ok(())
}

/// The name of a figure in the report, such as `compile/10`, or `compile` of the check.
pub fn measure_of(kind: &str, form: Option<Form>) -> String {
    form.map_or(kind.to_owned(), |form| format!("{kind}/{}", form.questions))
}

/// Repetitions per second, by sample.
fn rates(text: &str) -> serde_json::Result<Vec<f64>> {
    let Sample { iters, times } = serde_json::from_str(text)?;
    Ok(iters.iter().zip(times).map(|(count, nanoseconds)| count * 1e9 / nanoseconds).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Pattern;

    #[test]
    fn reads_rates_from_a_file_of_criterion() {
        let text = r#"{"sampling_mode":"Linear","iters":[10.0,20.0],"times":[1000.0,4000.0]}"#;
        assert_eq!(rates(text).ok(), Some(vec![10_000_000.0, 5_000_000.0]));
        assert!(rates("{}").is_err());
    }

    #[test]
    fn every_piece_of_work_has_a_column() {
        let tables = crate::table::tables("engine");
        let mut columns = tables.iter().flat_map(|it| &it.columns).map(|it| it.measure.as_str());
        for work in Work::all() {
            let measure = measure_of(work.kind(), work.form());
            assert!(columns.clone().any(|it| it == measure), "{measure}");
        }
        assert!(columns.any(|it| it == ANSWERS));
        assert_eq!(measure_of("answer", Some(Form::new(Pattern::Fan, 10))), "answer/10");
    }
}
