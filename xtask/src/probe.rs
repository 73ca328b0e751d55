//! `probe`: compares the effects of the release on its page with those of other makers' form widgets, as a table in the
//! documents.

use std::fs;

use crate::engine::Engine;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::repo::Repo;
use crate::setup;
use crate::testing::PROGRAM;
use devkit::marks;

/// Installs the widgets below `target/`, measures in a browser, and puts the table into the document.
pub fn probe(repo: &Repo) -> Result<(), Error> {
    let programs = setup::for_browsing(repo, Engine::Chromium)?;
    let dir = repo.root.join("target/probe");
    fs::create_dir_all(&dir).map_err(Error::file("create", &dir))?;
    let (from, to) = (repo.xtask().join("probe/package.json"), dir.join("package.json"));
    fs::copy(&from, &to).map_err(Error::file("copy", &from))?;
    // Peer packages are the build tools of the widgets' makers; the loaded files are built already.
    let install =
        ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--no-package-lock"];
    CommandEnv::new(repo).in_dir(dir.clone()).run("npm", &install)?;

    let table = dir.join("table.md");
    let command_env = CommandEnv::new(repo).with_variables(&programs);
    let command_env = command_env
        .with_env("BROWSER", Engine::Chromium.name())
        .with_env("PROBE_PACKAGES", dir.join("node_modules"))
        .with_env("PROBE_TABLE", &table);
    command_env.run("cargo", &[&PROGRAM[..], &["--ignored", "probe_other_products"]].concat())?;

    let figures = fs::read_to_string(&table).map_err(Error::file("read", &table))?;
    let date = command_env.ask("date", &["-u", "+%Y-%m-%d"]).unwrap_or_default();
    let document = repo.root.join("docs/host-impact.md");
    let text = fs::read_to_string(&document).map_err(Error::file("read", &document))?;
    let text = marks::between_marks(&text, &format!("Measured on {date}. {figures}")).ok_or_else(|| {
        Error::NotUnderstood {
            what: document.display().to_string(),
            detail: "the marks of the table are missing".into(),
            fix: marks::FIX,
        }
    })?;
    fs::write(&document, text).map_err(Error::file("write", &document))?;
    println!("{figures}\nThe table is in {}", document.display());
    Ok(())
}
