//! Measures the release of Candidate Check beside other form widgets. `cargo xtask bench` installs its tools and passes
//! the paths; this file only runs the parts in order.

mod args;
mod browser;
mod chart;
mod compress;
mod document;
mod error;
mod machine;
mod page;
mod parts;
mod products;
mod report;
mod server;
mod stats;
mod table;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::Options;
use bench_workload::forms;
use compress::Compressed;
use error::Error;
use parts::{Bench, PartKind};
use products::Product;
use report::{Part, Report};
use server::{Folders, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("\ncandidate-check-bench: {err}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Error> {
    let Options { runs, products, parts, report } = args::parse(env::args_os())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let dir = env::var_os("BENCH_DIR").map(PathBuf::from).ok_or(Error::NotSet { variable: "BENCH_DIR" })?;
    if report {
        return document::write(&Report::read(&report_in(&dir)), &root, &dir);
    }
    let mut faults = 0;
    let (alone, beside): (Vec<_>, Vec<_>) = parts.into_iter().partition(|it| it.alone);
    if !beside.is_empty() {
        faults += measure_beside(&root, &dir, &products, &beside, runs).await?;
    }
    for kind in alone {
        println!("\n== {}: {} ({}) ==", kind.name, kind.title, minutes(kind.seconds));
        let mut part = new_part(kind);
        parts::engine::measure(&dir, &mut part)?;
        keep(&dir, kind, part)?;
    }
    document::write(&Report::read(&report_in(&dir)), &root, &dir)?;
    if faults > 0 { Err(Error::Faults { count: faults }) } else { Ok(()) }
}

/// Measures the parts that compare products, and returns the number of failed measurements.
async fn measure_beside(
    root: &Path,
    dir: &Path,
    products: &[&'static Product],
    kinds: &[&PartKind],
    runs: usize,
) -> Result<usize, Error> {
    let folders =
        Folders { release: root.join("dist"), packages: dir.join("node_modules"), built: dir.join("built") };
    let versions = versions(&folders, products)?;
    let server = Server::start(folders, Compressed::stored_in(dir.join("brotli"))?).await?;
    let bench = Bench::new(server, dir.join("browsers"), dir.join("looks"), products.to_vec(), runs);

    println!("\nChecking that every product shows the form and accepts every answer");
    parts::prove(&bench).await?;

    let mut faults = 0;
    for kind in kinds {
        let time = minutes(kind.seconds * bench.products.len() * runs);
        println!("\n== {}: {} ({time}) ==", kind.name, kind.title);
        let mut part = Part {
            browser: bench.browser_version().await?,
            versions: versions.clone(),
            runs,
            ..new_part(kind)
        };
        bench.measure(kind, &mut part).await?;
        faults += part.faults.len();
        keep(dir, kind, part)?;
    }
    Ok(faults)
}

fn minutes(seconds: usize) -> String {
    format!("up to {} min", seconds.div_ceil(60))
}

/// A part without figures.
fn new_part(kind: &PartKind) -> Part {
    Part {
        date: machine::today(),
        machine: machine::describe(),
        settings: kind.settings.iter().map(|it| (*it).to_owned()).collect(),
        ..Part::default()
    }
}

/// Prints a part and saves it in the report.
fn keep(dir: &Path, kind: &PartKind, part: Part) -> Result<(), Error> {
    println!("\n{}", table::of_part(kind.name, &part));
    let path = report_in(dir);
    // Read again each time: another run may have changed it during an hour.
    let mut report = Report::read(&path);
    report.parts.insert(kind.name.to_owned(), part);
    report.write(&path)?;
    println!("Saved in {}", path.display());
    Ok(())
}

fn report_in(dir: &Path) -> PathBuf {
    dir.join("report.json")
}

/// The version of each product that comes from npm.
fn versions(folders: &Folders, products: &[&Product]) -> Result<BTreeMap<String, String>, Error> {
    let mut versions = BTreeMap::new();
    for product in products {
        let Some(package) = product.package else { continue };
        let path = folders.packages.join(package).join("package.json");
        let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        let json: serde_json::Value = serde_json::from_str(&text).map_err(|err| Error::NotUnderstood {
            what: path.display().to_string(),
            detail: err.to_string(),
        })?;
        versions.insert(product.name.to_owned(), json["version"].as_str().unwrap_or_default().to_owned());
    }
    Ok(versions)
}
