//! Measures the release of Candidate Check beside other form widgets. `cargo xtask bench` installs what it needs and says
//! where it is; this file only puts the parts in order.

mod args;
mod browser;
mod chart;
mod compress;
mod document;
mod error;
mod forms;
#[path = "../../tests/browser/harness/engine/group.rs"]
mod group;
mod machine;
#[path = "../../xtask/src/marks.rs"]
mod marks;
#[path = "../../xtask/src/packing.rs"]
mod packing;
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

use args::Wanted;
use compress::Compressed;
use error::Error;
use parts::Bench;
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
    let Wanted { runs, products, parts, report } = args::parse(env::args_os())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let dir = env::var_os("BENCH_DIR").map(PathBuf::from).ok_or(Error::NotSet { variable: "BENCH_DIR" })?;
    let path = dir.join("report.json");
    if report {
        return document::write(&Report::read(&path), &root, &dir);
    }
    let folders =
        Folders { release: root.join("dist"), packages: dir.join("node_modules"), built: dir.join("built") };
    let versions = versions(&folders, &products)?;
    let server = Server::start(folders, Compressed::kept_in(dir.join("brotli"))?).await?;
    let bench = Bench::new(server, dir.join("browsers"), dir.join("looks"), products, runs);

    println!("\nEvery product shows the form and takes every answer?");
    parts::prove(&bench).await?;

    let mut faults = 0;
    for kind in parts {
        let minutes = (kind.seconds * bench.products.len() * runs).div_ceil(60);
        println!("\n== {}: {} (up to {minutes} min) ==", kind.name, kind.title);
        let mut part = Part {
            date: machine::today(),
            machine: machine::describe(),
            browser: bench.browser_version().await?,
            versions: versions.clone(),
            settings: kind.settings.iter().map(|it| (*it).to_owned()).collect(),
            runs,
            ..Part::default()
        };
        bench.measure(kind, &mut part).await?;
        println!("\n{}", table::of_part(kind.name, &part));
        faults += part.faults.len();
        // Read again each time: an hour may lie between.
        let mut report = Report::read(&path);
        report.parts.insert(kind.name.to_owned(), part);
        report.write(&path)?;
        println!("Kept in {}", path.display());
    }
    document::write(&Report::read(&path), &root, &dir)?;
    if faults > 0 { Err(Error::Faults { count: faults }) } else { Ok(()) }
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
