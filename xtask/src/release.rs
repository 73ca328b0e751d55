//! `build`: builds the release files in `dist/`, prints their sizes, checks the limits, and makes the packages.

use std::path::Path;

use devkit::inputs;

use crate::budget::{self, grouped};
use crate::digest;
use crate::error::Error;
use crate::handout;
use crate::package::files;
use crate::repo::Repo;
use crate::setup;

/// Builds the release and reports on it.
pub fn build(repo: &Repo) -> Result<(), Error> {
    let tools = setup::for_building(repo)?;
    // Before the build: a file that changes meanwhile may not be in it.
    let inputs = inputs::hash(&repo.root).map_err(Error::file("read", &repo.root))?;
    tools.command_env.run(&tools.trunk, &["build", "--release"])?;
    let note = inputs::note(&repo.root);
    std::fs::write(&note, inputs).map_err(Error::file("write", note))?;
    report(&repo.dist())?;
    handout::write(repo, &tools.command_env)
}

/// One line of the table.
struct Row {
    name: String,
    raw: u64,
    brotli: u64,
    sha384: String,
}

/// Prints the table of a folder of release files; an error if a file is over its limit.
fn report(dist: &Path) -> Result<(), Error> {
    let mut rows = Vec::new();
    let (demo, names): (Vec<_>, Vec<_>) = files::all_in(dist)?.into_iter().partition(|it| files::is_demo(it));
    for name in names {
        let content = files::read(&dist.join(&name))?;
        rows.push(Row {
            raw: content.len() as u64,
            brotli: digest::brotli_size(&content),
            sha384: digest::integrity(&content).chars().skip("sha384-".len()).take(12).collect(),
            name,
        });
    }
    let first_visit = [
        files::LOADER.to_owned(),
        files::one(dist, files::is_runner, "runner-*.js")?,
        files::one(dist, files::is_wasm, "widget-*_bg.wasm")?,
        files::one(dist, |name| files::is_check(name, "en"), "check.en-*.txt")?,
    ];
    print!("{}", table(&rows, &first_visit));
    println!("Not for clinics, the demo: {}\n", demo.join(", "));
    let size_of =
        |name: &String| rows.iter().filter(|row| row.name == *name).map(|row| row.brotli).sum::<u64>();
    let visit = first_visit.iter().map(size_of).sum();
    println!(
        "A first visit: {} B, recorded {} B, at most {} B\n",
        grouped(visit),
        grouped(budget::FIRST_VISIT),
        grouped(budget::limit(budget::FIRST_VISIT))
    );
    let over: Vec<String> = rows
        .iter()
        .filter_map(|row| budget::fault(&row.name, row.brotli))
        .chain(budget::fault_of_visit(visit))
        .collect();
    if over.is_empty() { Ok(()) } else { Err(Error::OverBudget { over }) }
}

fn table(rows: &[Row], first_visit: &[String]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    let mut text =
        format!("\n  {:width$}  {:>10}  {:>10}  {:>10}  sha384\n", "dist/", "bytes", "brotli", "recorded");
    for row in rows {
        let mark = if first_visit.contains(&row.name) { '*' } else { ' ' };
        let recorded = budget::record_of(&row.name).map_or_else(|| "?".into(), |record| grouped(record.size));
        let (raw, brotli) = (grouped(row.raw), grouped(row.brotli));
        text.push_str(&format!(
            "{mark} {:width$}  {raw:>10}  {brotli:>10}  {recorded:>10}  {}\n",
            row.name, row.sha384
        ));
    }
    text.push_str("* downloaded by a visitor to finish the check in English\n\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_marks_what_a_first_visit_needs() {
        let row = |name: &str, raw| Row { name: name.into(), raw, brotli: raw / 3, sha384: "abc".into() };
        let rows = [row("candidate-check.js", 3_000), row("other.txt", 90)];
        let recorded = budget::record_of("candidate-check.js").map(|record| grouped(record.size));
        assert_eq!(
            table(&rows, &["candidate-check.js".to_owned()]),
            format!(
                "
  dist/                    bytes      brotli    recorded  sha384
* candidate-check.js       3,000       1,000  {:>10}  abc
  other.txt                   90          30           ?  abc
* downloaded by a visitor to finish the check in English

",
                recorded.expect("the loader is recorded")
            )
        );
    }
}
