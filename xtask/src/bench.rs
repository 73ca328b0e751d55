//! `bench`: measures the release beside other makers' form widgets, in one run in one browser. The program is in
//! `bench/`.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use devkit::inputs;

use crate::engine::Engine;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::release;
use crate::repo::{Repo, Workspace};
use crate::setup::{self, Tools};

/// Builds the release if necessary, installs the other products below `target/bench`, and measures.
pub fn bench(repo: &Repo, options: &[OsString]) -> Result<(), Error> {
    let dir = repo.root.join("target/bench");
    let command_env = if needs_no_browser(options) { CommandEnv::new(repo) } else { prepare(repo, &dir)? };
    let args = ["run", "--quiet", "--package", "candidate-check-bench", "--"];
    let options: Vec<String> = options.iter().map(|it| it.to_string_lossy().into_owned()).collect();
    let args: Vec<&str> = args.into_iter().chain(options.iter().map(String::as_str)).collect();
    command_env.with_env("BENCH_DIR", &dir).run("cargo", &args)
}

/// Whether the options measure the engine alone, or only write the report again.
fn needs_no_browser(options: &[OsString]) -> bool {
    let options: Vec<&str> = options.iter().filter_map(|it| it.to_str()).collect();
    let is_engine = |pair: &[&str]| pair == ["--part", "engine"];
    options.contains(&"--report") || options.windows(2).any(is_engine)
}

/// Prepares the release, the other products and the browser.
fn prepare(repo: &Repo, dir: &Path) -> Result<CommandEnv, Error> {
    let programs = setup::for_browsing(repo, Engine::Chromium)?;
    if !repo.dist().join("integrity.json").exists() || !inputs::is_current(&repo.root) {
        release::build(repo)?;
    }
    let tools = setup::for_building(repo)?;
    let built = dir.join("built");
    fs::create_dir_all(&built).map_err(Error::file("create", &built))?;
    install(repo, dir)?;
    bundle(repo, &tools, dir)?;
    build_empty(repo, &tools, dir)?;
    for (from, to) in [("bench/pages/plain.js", "plain.js"), ("docs/screenshot.png", "picture.png")] {
        copy(&repo.root.join(from), &built.join(to))?;
    }
    Ok(CommandEnv::new(repo).with_variables(&programs))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// Installs the other products in the versions of `bench/package-lock.json`.
fn install(repo: &Repo, dir: &Path) -> Result<(), Error> {
    let from = repo.root.join("bench");
    for name in ["package.json", "package-lock.json"] {
        let (from, to) = (from.join(name), dir.join(name));
        let changed = fs::read(&from).ok() != fs::read(&to).ok();
        if changed {
            copy(&from, &to)?;
        }
    }
    if setup::has_packages(dir) {
        return Ok(());
    }
    println!("Setting up: the products to compare with, from npm (500 MB on disk, two minutes)");
    // Peer packages are the build tools of the products' makers; the loaded files are built already. No package may run
    // its own code on installation.
    let args = ["ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
    CommandEnv::new(repo).in_dir(dir.to_owned()).run("npm", &args)
}

/// Bundles a product that comes as modules into one file, as a site that uses it would.
fn bundle(repo: &Repo, tools: &Tools, dir: &Path) -> Result<(), Error> {
    let entry = dir.join("medplum-entry.js");
    let source = repo.root.join("bench/pages/medplum-entry.js");
    if modified(&source) < modified(&dir.join("built/medplum.js")) {
        return Ok(());
    }
    // In the folder of the packages that it imports.
    copy(&source, &entry)?;
    let args = [
        &entry.display().to_string(),
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2022",
        "--define:process.env.NODE_ENV=\"production\"",
        "--legal-comments=none",
        "--log-level=warning",
        &format!("--outfile={}", dir.join("built/medplum.js").display()),
    ];
    tools.command_env.run("esbuild", &args)
}

/// Builds the empty Leptos app with the profile, the tools and the options of the widget.
fn build_empty(repo: &Repo, tools: &Tools, dir: &Path) -> Result<(), Error> {
    const WASM: &str = "wasm32-unknown-unknown";
    let command_env = &tools.command_env;
    command_env
        .run("cargo", &["build", "--release", "--target", WASM, "--package", "candidate-check-empty"])?;
    let raw = Workspace::read(command_env)?.target.join(WASM).join("release/empty.wasm");
    let glue = dir.join("glue");
    let (wasm, out) = (glue.join("empty_bg.wasm"), dir.join("built"));
    let text = |path: &Path| path.display().to_string();
    let bindgen = [&text(&raw), "--target", "web", "--no-typescript", "--out-dir", &text(&glue)];
    command_env.run("wasm-bindgen", &bindgen)?;
    let optimized = out.join("empty_bg.wasm");
    let page = repo.root.join("index.html");
    let page = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    let options = wasm_options(&page);
    let options = options.iter().map(String::as_str);
    let args: Vec<&str> = ["-Oz"].into_iter().chain(options).collect();
    let (wasm, optimized) = (text(&wasm), text(&optimized));
    command_env.run("wasm-opt", &[&args[..], &[&wasm, "-o", &optimized]].concat())?;
    let entry = glue.join("entry.js");
    fs::write(&entry, "import start from \"./empty.js\";\nstart();\n")
        .map_err(Error::file("write", &entry))?;
    let bundled = format!("--outfile={}", text(&out.join("empty.js")));
    command_env.run(
        "esbuild",
        &[
            &text(&entry),
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
            &bundled,
        ],
    )
}

/// The options for wasm-opt in the demo page, which are those of the widget.
fn wasm_options(page: &str) -> Vec<String> {
    let options = page.split_once("data-wasm-opt-params=\"").and_then(|(_, rest)| rest.split('"').next());
    options.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::copy(from, to).map(|_| ()).map_err(Error::file("copy", from))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_engine_and_the_report_need_no_browser() {
        let check = |options: &[&str], expected| {
            let options: Vec<OsString> = options.iter().map(OsString::from).collect();
            assert_eq!(needs_no_browser(&options), expected, "{options:?}");
        };
        check(&["--part", "engine"], true);
        check(&["--runs", "1", "--part", "engine"], true);
        check(&["--part", "engine,wire"], false);
        check(&["--report"], true);
        check(&[], false);
    }

    #[test]
    fn products_are_pinned_and_the_lock_names_no_registry() {
        let dir = Repo::find().root.join("bench");
        let text =
            |name: &str| fs::read_to_string(dir.join(name)).expect("the file is part of the repository");
        assert!(
            !text("package-lock.json").contains("\"resolved\""),
            "run npm install --package-lock-only --omit-lockfile-registry-resolved"
        );
        let package: Value = serde_json::from_str(&text("package.json")).expect("package.json is JSON");
        let versions = package["dependencies"].as_object().expect("dependencies are named");
        for (name, version) in versions {
            let exact =
                version.as_str().is_some_and(|it| it.chars().all(|it| it.is_ascii_digit() || it == '.'));
            assert!(exact, "{name}: {version}");
        }
    }

    #[test]
    fn the_empty_app_is_made_as_small_as_the_widget() {
        let page = fs::read_to_string(Repo::find().root.join("index.html")).expect("there is a demo page");
        let options = wasm_options(&page);
        assert!(options.contains(&"--strip-debug".to_owned()), "{options:?}");
        assert!(options.iter().all(|it| it.starts_with("--")), "{options:?}");
    }
}
