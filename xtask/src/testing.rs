//! `test`: every check that a change must pass, in the order in which they find faults soonest.

use std::time::{Duration, Instant};

use crate::count;
use crate::engine::{Difference, Engine};
use crate::error::Error;
use crate::process::Kit;
use crate::release;
use crate::repo::{Repo, Workspace};
use crate::setup::{self, Named};
use crate::wordpress::WordPress;

/// The integration test that visits the release in a browser.
const BROWSER: &str = "browser";
/// The integration test of what the build hands out.
const PACKAGES: &str = "packages";
/// The integration test that mounts components in a browser; it is compiled to WASM.
const COMPONENTS: &str = "components";
const WASM: [&str; 4] = ["--package", "candidate-check", "--target", "wasm32-unknown-unknown"];

/// One step of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Format,
    Lints,
    WasmLints,
    Native,
    Count,
    Components,
    Build,
    Packages,
    Browser(Engine),
    WordPress,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Format => "rustfmt",
            Step::Lints => "clippy",
            Step::WasmLints => "clippy for WASM",
            Step::Native => "native tests",
            Step::Count => "instructions of the engine",
            Step::Components => "component tests",
            Step::Build => "release build",
            Step::Packages => "package tests",
            Step::Browser(Engine::Chromium) => "browser tests in Chromium",
            Step::Browser(Engine::Firefox) => "browser tests in Firefox",
            Step::Browser(Engine::WebKit) => "browser tests in WebKit",
            Step::WordPress => "visits to a real WordPress",
        }
    }
}

/// The engines to visit in: all, unless some are named.
fn chosen(named: &[Engine]) -> &[Engine] {
    if named.is_empty() { &Engine::ALL } else { named }
}

/// The steps of a run, and those that are left out.
fn plan(fast: bool, engines: &[Engine]) -> (Vec<Step>, Vec<Step>) {
    let (in_engines, not_in): (Vec<Engine>, Vec<Engine>) =
        Engine::ALL.into_iter().partition(|it| engines.contains(it));
    let steps = vec![Step::Format, Step::Lints, Step::WasmLints, Step::Native, Step::Count, Step::Components];
    let visits = [Step::Build, Step::Packages]
        .into_iter()
        .chain(in_engines.into_iter().map(Step::Browser))
        .chain(std::iter::once(Step::WordPress));
    let not_visited = not_in.into_iter().map(Step::Browser);
    match fast {
        true => (steps, visits.chain(not_visited).collect()),
        false => (steps.into_iter().chain(visits).collect(), not_visited.collect()),
    }
}

/// Runs the steps; the first failure ends the run.
pub fn test(repo: &Repo, fast: bool, engines: &[Engine]) -> Result<(), Error> {
    let engines = chosen(engines);
    let run = Run { repo, kit: Kit::new(repo), engines };
    let (steps, not_run) = plan(fast, engines);
    let start = Instant::now();
    let (mut ran, mut left_out) = (Vec::new(), Vec::new());
    let mut tallies = Vec::new();
    for (idx, &step) in steps.iter().enumerate() {
        println!("\n== {}/{} {} ==", idx + 1, steps.len(), step.name());
        let step_start = Instant::now();
        let outcome = run.step(step);
        let time = step_start.elapsed();
        match outcome {
            Ok(done) => {
                if let (Step::Browser(engine), Done::Counted { passed, left_out }) = (step, &done) {
                    tallies.push(Tally { engine, passed: *passed, left_out: *left_out, time });
                }
                if let Done::Impossible(reason) = done {
                    println!("-- {} left out: {reason}", step.name());
                    left_out.push(step.name());
                } else {
                    println!("-- {} passed in {}", step.name(), seconds(time));
                    ran.push(step.name());
                }
            }
            Err(Error::Interrupted) => return Err(Error::Interrupted),
            Err(source) => {
                let after = seconds(time);
                return Err(Error::Step { step: step.name(), after, source: Box::new(source) });
            }
        }
    }
    left_out.extend(not_run.into_iter().map(Step::name));
    if !tallies.is_empty() {
        println!("\n{}", table(&tallies));
    }
    println!("\n{}", summary(&ran, &left_out, start.elapsed()));
    Ok(())
}

/// How a step ended that did not fail.
enum Done {
    Passed,
    /// Passed, with so many tests, and so many that the engine is not asked to pass.
    Counted {
        passed: usize,
        left_out: usize,
    },
    /// It had to be left out.
    Impossible(String),
}

/// What the steps share.
struct Run<'r> {
    repo: &'r Repo,
    kit: Kit,
    engines: &'r [Engine],
}

impl Run<'_> {
    fn step(&self, step: Step) -> Result<Done, Error> {
        match step {
            Step::Format => self.cargo(&["fmt", "--all", "--check"]),
            Step::Lints => self.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
            Step::WasmLints => self.wasm_lints(),
            Step::Native => self.native(),
            Step::Count if !cfg!(target_os = "linux") => {
                Ok(Done::Impossible("valgrind counts on Linux alone".to_owned()))
            }
            Step::Count => count::count(self.repo, false).map(|()| Done::Passed),
            Step::Components if !self.repo.has_test(COMPONENTS) => Ok(no_test(COMPONENTS)),
            Step::Components => self.components(),
            Step::Build => release::build(self.repo).map(|()| Done::Passed),
            Step::Packages => self.cargo(&["test", "--package", "xtask", "--test", PACKAGES]),
            Step::Browser(_) if !self.repo.has_test(BROWSER) => Ok(no_test(BROWSER)),
            Step::Browser(engine) => self.browser(engine),
            Step::WordPress => self.wordpress(),
        }
    }

    fn wasm_lints(&self) -> Result<Done, Error> {
        setup::for_wasm_lints(self.repo)?;
        let mut args = vec!["clippy"];
        args.extend(WASM);
        args.extend(["--lib", "--bin", "widget", "--bin", "compiler", "--bin", "playground"]);
        if self.repo.has_test(COMPONENTS) {
            args.extend(["--test", COMPONENTS]);
        }
        args.extend(["--", "-D", "warnings"]);
        self.cargo(&args)
    }

    /// All that runs on this machine's processor, apart from the visits to a release that may not be built
    /// yet.
    fn native(&self) -> Result<Done, Error> {
        let workspace = Workspace::read(&self.kit)?;
        let mut args = vec!["test", "--workspace", "--lib", "--bins"];
        for name in workspace.integration_tests() {
            if ![BROWSER, COMPONENTS, PACKAGES].contains(&name) {
                args.extend(["--test", name]);
            }
        }
        self.cargo(&args)?;
        self.cargo(&["test", "--workspace", "--doc"])
    }

    fn components(&self) -> Result<Done, Error> {
        let browser = setup::for_browsing(self.repo, Engine::Chromium)?;
        let kit = setup::for_wasm_tests(self.repo)?;
        let settings = self.repo.root.join("target/webdriver.json");
        std::fs::write(&settings, capabilities(&browser)).map_err(Error::file("write", &settings))?;
        let kit = with_programs(kit, &browser)
            .with_env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            // Seconds for all tests together; the runner's own 20 are few for a slow machine.
            .with_env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            // The runner would prefer the driver of another browser, if it found the variable of one.
            .without_env("GECKODRIVER")
            .without_env("CHROMEDRIVER_REMOTE")
            .without_env("GECKODRIVER_REMOTE");
        let mut args = vec!["test"];
        args.extend(WASM);
        args.extend(["--test", COMPONENTS]);
        kit.run("cargo", &args).map(|()| Done::Passed)
    }

    /// The visits in one engine, without those that it is not asked to pass.
    fn browser(&self, engine: Engine) -> Result<Done, Error> {
        let programs = setup::for_browsing(self.repo, engine)?;
        let kit = with_programs(Kit::new(self.repo), &programs)
            .with_env("BROWSER", engine.name())
            .with_env("NGINX", setup::for_serving(self.repo)?);
        let differences = Difference::of(self.repo, engine)?;
        let mut args = vec!["test", "--package", "candidate-check", "--test", BROWSER, "--"];
        if !differences.is_empty() {
            args.push("--exact");
        }
        for Difference { test, why, .. } in &differences {
            println!("{engine:?} is not asked to pass {test}: {why}");
            args.extend(["--skip", test]);
        }
        let printed = kit.run_and_read("cargo", &args)?;
        let (passed, left_out) = counts(&printed).ok_or_else(|| Error::NotUnderstood {
            what: "what the browser tests printed".to_owned(),
            detail: "it does not say how many passed".to_owned(),
            mend: "use the toolchain that rust-toolchain.toml names",
        })?;
        Ok(Done::Counted { passed, left_out })
    }

    /// The tests that are ignored unless WordPress is there.
    fn wordpress(&self) -> Result<Done, Error> {
        let Some(wordpress) = WordPress::start(self.repo)? else {
            return Ok(Done::Impossible(
                "the packages of WordPress can't be had here, as said above".to_owned(),
            ));
        };
        for engine in self.engines {
            let programs = setup::for_browsing(self.repo, *engine)?;
            let kit = with_programs(Kit::new(self.repo), &programs)
                .with_env("BROWSER", engine.name())
                .with_env("WORDPRESS", &wordpress.address);
            kit.run(
                "cargo",
                &[
                    "test",
                    "--package",
                    "candidate-check",
                    "--test",
                    BROWSER,
                    "--",
                    "--ignored",
                    "wordpress::",
                ],
            )?;
        }
        Ok(Done::Passed)
    }

    fn cargo(&self, args: &[&str]) -> Result<Done, Error> {
        self.kit.run("cargo", args).map(|()| Done::Passed)
    }
}

fn with_programs(kit: Kit, programs: &[Named]) -> Kit {
    programs.iter().fold(kit, |kit, (variable, program)| kit.with_env(variable, program))
}

/// What the runner asks chromedriver for; it adds the arguments for a browser without a window itself.
fn capabilities(programs: &[Named]) -> String {
    let chromium = programs.iter().find(|(variable, _)| *variable == "CHROMIUM").map(|(_, program)| program);
    serde_json::json!({"goog:chromeOptions": {"binary": chromium}}).to_string()
}

fn no_test(name: &str) -> Done {
    Done::Impossible(format!("there is no tests/{name}.rs yet"))
}

/// How many tests passed and how many were left out, in what a test program printed.
fn counts(printed: &str) -> Option<(usize, usize)> {
    let line = printed.lines().rev().find_map(|line| line.strip_prefix("test result: ok. "))?;
    let count = |what: &str| {
        let part = line.split("; ").find_map(|part| part.strip_suffix(what))?;
        part.parse::<usize>().ok()
    };
    Some((count(" passed")?, count(" filtered out")?))
}

/// What came of the visits in one engine.
struct Tally {
    engine: Engine,
    passed: usize,
    left_out: usize,
    time: Duration,
}

fn table(tallies: &[Tally]) -> String {
    let row = |engine: &str, passed: &str, left_out: &str, time: &str| {
        format!("{engine:<10}{passed:>13}{left_out:>10}{time:>14}\n")
    };
    let rows = tallies.iter().map(|it| {
        let engine = format!("{:?}", it.engine);
        row(&engine, &it.passed.to_string(), &it.left_out.to_string(), &seconds(it.time))
    });
    let head = row("engine", "tests passed", "left out", "time");
    std::iter::once(head).chain(rows).collect::<String>().trim_end().to_owned()
}

fn summary(ran: &[&str], left_out: &[&str], total: Duration) -> String {
    let mut text = format!("All passed in {}: {}", seconds(total), ran.join(", "));
    if !left_out.is_empty() {
        text.push_str(&format!("; left out: {}", left_out.join(", ")));
    }
    text
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        secs if secs < 60 => format!("{:.1} s", time.as_secs_f64()),
        secs => format!("{} min {} s", secs / 60, secs % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_run_stops_before_the_release_build() {
        let (steps, left_out) = plan(true, &Engine::ALL);
        assert_eq!(steps.last(), Some(&Step::Components));
        let engines = Engine::ALL.map(Step::Browser).to_vec();
        assert_eq!(left_out, [vec![Step::Build, Step::Packages], engines, vec![Step::WordPress]].concat());
    }

    #[test]
    fn visits_are_made_in_every_engine_or_in_those_that_are_named() {
        assert_eq!(chosen(&[]), Engine::ALL);
        assert_eq!(chosen(&[Engine::WebKit]), [Engine::WebKit]);
        let (steps, left_out) = plan(false, &Engine::ALL);
        assert_eq!((&steps[8..11], left_out.len()), (Engine::ALL.map(Step::Browser).as_slice(), 0));
        let (steps, left_out) = plan(false, &[Engine::Firefox]);
        assert_eq!(steps[8..], [Step::Browser(Engine::Firefox), Step::WordPress]);
        assert_eq!(left_out, [Step::Browser(Engine::Chromium), Step::Browser(Engine::WebKit)]);
    }

    #[test]
    fn what_passed_in_each_engine_is_counted_and_set_in_a_table() {
        let printed = "running 2 tests\n\ntest result: ok. 118 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; \
                       finished in 1.2s\n\n";
        assert_eq!(counts(printed), Some((118, 3)));
        assert_eq!(counts("no word of it"), None);
        let tally =
            |engine, left_out| Tally { engine, passed: 118, left_out, time: Duration::from_secs(200) };
        assert_eq!(
            table(&[tally(Engine::Chromium, 0), tally(Engine::WebKit, 3)]),
            "engine     tests passed  left out          time\n\
             Chromium            118         0    3 min 20 s\n\
             WebKit              118         3    3 min 20 s"
        );
    }

    #[test]
    fn the_last_line_says_how_long_what_ran_and_what_did_not() {
        assert_eq!(
            summary(&["rustfmt", "clippy"], &["release build"], Duration::from_millis(61_500)),
            "All passed in 1 min 1 s: rustfmt, clippy; left out: release build"
        );
        assert_eq!(summary(&["rustfmt"], &[], Duration::from_millis(1_260)), "All passed in 1.3 s: rustfmt");
    }
}
