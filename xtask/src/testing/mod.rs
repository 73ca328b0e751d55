//! `test`: every check that a change must pass, in the order that finds faults soonest.

mod selection;
mod visits;

pub use visits::PROGRAM;

use std::time::{Duration, Instant};

use crate::count;
use crate::engine::Engine;
use crate::error::Error;
use crate::process::CommandEnv;
use crate::release;
use crate::repo::{Repo, Workspace};
use crate::setup::{self, ProgramVariable};
use crate::wordpress::{self, WordPress};

/// The integration test that visits the release in a browser.
const BROWSER: &str = "browser";
/// The integration test of the packages.
const PACKAGES: &str = "packages";
/// The integration test that mounts components in a browser; it is compiled to WASM.
const COMPONENTS: &str = "components";
/// The integration test that edits files while the demo page is served.
const EDIT_LOOP: &str = "edit_loop";
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
/// The packages that run in the browser.
const BROWSER_PACKAGES: [&str; 7] =
    ["brief", "candidate-check", "compiler", "el", "leptos-example", "pdf", "playground"];
/// Everything that is compiled natively. The example would compile Leptos once more.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "leptos-example"];

/// Whether instructions can be counted here.
const COUNTS: bool = cfg!(target_os = "linux");

/// How much is tested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// Only the steps that need no release.
    Fast,
    /// The steps that every change must pass.
    Usual,
    /// Every test in every engine, each in a fresh browser, and many more cases for tests with random input.
    Deep,
}

/// One step of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    SetUp,
    Format,
    Lints,
    WasmLints,
    Documentation,
    Native,
    Count,
    Components,
    Build,
    /// Both at once: a count keeps one processor busy, and the last part of a release build leaves one idle.
    BuildAndCount,
    Packages,
    Browser(Engine),
    WordPress,
    EditLoop,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::SetUp => "set-up",
            Step::Format => "rustfmt",
            Step::Lints => "clippy",
            Step::WasmLints => "clippy for WASM",
            Step::Documentation => "documentation",
            Step::Native => "native tests",
            Step::Count => "instructions of the engine",
            Step::Components => "component tests",
            Step::Build => "release build",
            Step::BuildAndCount => "release build, and instructions of the engine",
            Step::Packages => "package tests",
            Step::Browser(Engine::Chromium) => "browser tests in Chromium",
            Step::Browser(Engine::Firefox) => "browser tests in Firefox",
            Step::Browser(Engine::WebKit) => "browser tests in WebKit",
            Step::WordPress => "visits to a real WordPress",
            Step::EditLoop => "the edit loop",
        }
    }
}

/// The engines for the visits: all, unless some are named.
fn chosen(named: &[Engine]) -> &[Engine] {
    if named.is_empty() { &Engine::ALL } else { named }
}

/// The steps of a run, and those that are left out.
fn plan(extent: Extent, engines: &[Engine]) -> (Vec<Step>, Vec<Step>) {
    let (in_engines, not_in): (Vec<Engine>, Vec<Engine>) =
        Engine::ALL.into_iter().partition(|it| engines.contains(it));
    let steps = vec![
        Step::SetUp,
        Step::Format,
        Step::Lints,
        Step::WasmLints,
        Step::Documentation,
        Step::Native,
        Step::Components,
    ];
    let release = if COUNTS { vec![Step::BuildAndCount] } else { vec![Step::Count, Step::Build] };
    let visits: Vec<Step> = std::iter::once(Step::Packages)
        .chain(in_engines.into_iter().map(Step::Browser))
        .chain(std::iter::once(Step::WordPress))
        .collect();
    let not_visited: Vec<Step> = not_in.into_iter().map(Step::Browser).collect();
    match extent {
        Extent::Fast => {
            ([steps, vec![Step::Count]].concat(), [vec![Step::Build], visits, not_visited].concat())
        }
        Extent::Usual => ([steps, release, visits].concat(), not_visited),
        Extent::Deep => ([steps, release, visits, vec![Step::EditLoop]].concat(), not_visited),
    }
}

/// Runs the steps; the first failure ends the run.
pub fn test(repo: &Repo, extent: Extent, engines: &[Engine]) -> Result<(), Error> {
    let engines = chosen(engines);
    let run = Run { repo, command_env: CommandEnv::new(repo), engines, extent };
    let (steps, not_run) = plan(extent, engines);
    let start = Instant::now();
    let (mut ran, mut left_out) = (Vec::new(), Vec::new());
    let mut tallies = Vec::new();
    for (idx, &step) in steps.iter().enumerate() {
        println!("\n== {}/{} {} ==", idx + 1, steps.len(), step.name());
        let step_start = Instant::now();
        let result = run.step(step);
        let time = step_start.elapsed();
        match result {
            Ok(outcome) => {
                if let (Step::Browser(engine), Outcome::Counted { passed, left_out }) = (step, &outcome) {
                    tallies.push(Tally { engine, passed: *passed, left_out: *left_out, time });
                }
                if let Outcome::Impossible(reason) = outcome {
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

/// How a step ended without failure.
enum Outcome {
    Passed,
    /// Passed, with the number of tests, and the number of tests that the engine skips.
    Counted {
        passed: usize,
        left_out: usize,
    },
    /// Left out, with the reason.
    Impossible(String),
}

/// The data that the steps share.
struct Run<'r> {
    repo: &'r Repo,
    command_env: CommandEnv,
    engines: &'r [Engine],
    extent: Extent,
}

impl Run<'_> {
    fn step(&self, step: Step) -> Result<Outcome, Error> {
        match step {
            Step::SetUp => self.set_up(),
            Step::Format => self.cargo(&["fmt", "--all", "--check"]),
            Step::Lints => self.lints(),
            Step::WasmLints => self.wasm_lints(),
            Step::Documentation => self.documentation(),
            Step::Native => self.native(),
            Step::Count if !COUNTS => Ok(Outcome::Impossible("valgrind counts on Linux alone".to_owned())),
            Step::Count => count::count(self.repo, false).map(|()| Outcome::Passed),
            Step::Components => self.components(),
            Step::Build => release::build(self.repo).map(|()| Outcome::Passed),
            Step::BuildAndCount => self.build_and_count(),
            Step::Packages => self.cargo(&["test", "--package", "xtask", "--test", PACKAGES]),
            Step::Browser(engine) => visits::visit(self.repo, engine, self.extent),
            Step::WordPress => self.wordpress(),
            Step::EditLoop => self.edit_loop(),
        }
    }

    /// Installs everything that the steps need, so that nothing is installed while tests run.
    fn set_up(&self) -> Result<Outcome, Error> {
        setup::for_wasm_tests(self.repo)?;
        setup::for_browsing(self.repo, Engine::Chromium)?;
        if COUNTS {
            setup::for_counting(self.repo)?;
        }
        if self.extent != Extent::Fast {
            setup::for_building(self.repo)?;
            for engine in self.engines {
                setup::for_browsing(self.repo, *engine)?;
            }
            setup::for_serving(self.repo)?;
            wordpress::install(self.repo)?;
        }
        Ok(Outcome::Passed)
    }

    fn lints(&self) -> Result<Outcome, Error> {
        self.cargo(&[&["clippy"], &NATIVE[..], &["--all-targets", "--", "-D", "warnings"]].concat())
    }

    fn wasm_lints(&self) -> Result<Outcome, Error> {
        setup::for_wasm_lints(self.repo)?;
        let mut args = vec!["clippy"];
        args.extend(WASM);
        args.extend(BROWSER_PACKAGES.into_iter().flat_map(|name| ["--package", name]));
        args.extend(["--lib", "--bins", "--test", COMPONENTS]);
        args.extend(["--", "-D", "warnings"]);
        self.cargo(&args)
    }

    /// The documentation of all crates, each for its target.
    fn documentation(&self) -> Result<Outcome, Error> {
        let command_env = CommandEnv::new(self.repo).with_env("RUSTDOCFLAGS", "-D warnings");
        command_env.run("cargo", &[&["doc", "--no-deps"], &NATIVE[..]].concat())?;
        let mut args = vec!["doc", "--no-deps"];
        args.extend(WASM);
        args.extend(BROWSER_PACKAGES.into_iter().flat_map(|name| ["--package", name]));
        command_env.run("cargo", &args).map(|()| Outcome::Passed)
    }

    /// All native tests, except the visits to a release that may not be built yet.
    fn native(&self) -> Result<Outcome, Error> {
        let workspace = Workspace::read(&self.command_env)?;
        let mut args = [&["test", "--lib", "--bins"], &NATIVE[..]].concat();
        for name in workspace.integration_tests() {
            if ![BROWSER, COMPONENTS, PACKAGES].contains(&name) {
                args.extend(["--test", name]);
            }
        }
        with_effort(CommandEnv::new(self.repo), self.extent).run("cargo", &args)?;
        self.cargo(&[&["test", "--doc"], &NATIVE[..]].concat())
    }

    fn build_and_count(&self) -> Result<Outcome, Error> {
        std::thread::scope(|scope| {
            let count = scope.spawn(|| self.command_env.run_prefixed("count", "cargo", &["xtask", "count"]));
            let built = release::build(self.repo);
            let counted = count.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            built.and(counted).map(|()| Outcome::Passed)
        })
    }

    fn components(&self) -> Result<Outcome, Error> {
        let browser = setup::for_browsing(self.repo, Engine::Chromium)?;
        let command_env = setup::for_wasm_tests(self.repo)?;
        let settings = self.repo.root.join("target/webdriver.json");
        std::fs::write(&settings, capabilities(&browser)).map_err(Error::file("write", &settings))?;
        let command_env = command_env
            .with_variables(&browser)
            .with_env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            // Seconds for all tests together; the runner's default of 20 is too short on a slow machine.
            .with_env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            // The runner would prefer the driver of another browser if its variable were set.
            .without_env("GECKODRIVER")
            .without_env("CHROMEDRIVER_REMOTE")
            .without_env("GECKODRIVER_REMOTE");
        let mut args = vec!["test", "--package", "candidate-check", "--test", COMPONENTS];
        args.extend(WASM);
        command_env.run("cargo", &args).map(|()| Outcome::Passed)
    }

    /// The tests that are ignored unless WordPress is there.
    fn wordpress(&self) -> Result<Outcome, Error> {
        let Some(wordpress) = WordPress::start(self.repo)? else {
            return Ok(Outcome::Impossible(
                "the packages of WordPress are not available here, see above".to_owned(),
            ));
        };
        for engine in self.engines {
            let programs = setup::for_browsing(self.repo, *engine)?;
            let command_env = CommandEnv::new(self.repo)
                .with_variables(&programs)
                .with_env("BROWSER", engine.name())
                .with_env("WORDPRESS", &wordpress.address);
            command_env.run("cargo", &[&PROGRAM[..], &["--ignored", "wordpress::"]].concat())?;
        }
        Ok(Outcome::Passed)
    }

    /// Its time limits are for an idle machine, so they are raised here; only the content of the page counts.
    fn edit_loop(&self) -> Result<Outcome, Error> {
        let command_env = CommandEnv::new(self.repo).with_env("PATIENCE", "10");
        let args = ["test", "--package", "xtask", "--test", EDIT_LOOP, "--", "--ignored"];
        command_env.run("cargo", &args).map(|()| Outcome::Passed)
    }

    fn cargo(&self, args: &[&str]) -> Result<Outcome, Error> {
        self.command_env.run("cargo", args).map(|()| Outcome::Passed)
    }
}

/// The effort of the tests: a deep run has many more random cases, and runs every browser test in its own browser.
fn with_effort(command_env: CommandEnv, extent: Extent) -> CommandEnv {
    match extent {
        Extent::Deep => command_env.with_env("EFFORT", "10").with_env("FRESH", "1"),
        Extent::Fast | Extent::Usual => command_env,
    }
}

/// The capabilities that the runner requests from chromedriver; it adds the arguments for a headless browser itself.
fn capabilities(programs: &[ProgramVariable]) -> String {
    let chromium = programs.iter().find(|(variable, _)| *variable == "CHROMIUM").map(|(_, program)| program);
    serde_json::json!({"goog:chromeOptions": {"binary": chromium}}).to_string()
}

/// The results of the visits in one engine.
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
        let (steps, left_out) = plan(Extent::Fast, &Engine::ALL);
        assert_eq!(steps.last(), Some(&Step::Count));
        let engines = Engine::ALL.map(Step::Browser).to_vec();
        assert_eq!(left_out, [vec![Step::Build, Step::Packages], engines, vec![Step::WordPress]].concat());
    }

    #[test]
    fn every_run_counts_once() {
        for extent in [Extent::Fast, Extent::Usual, Extent::Deep] {
            let (steps, _) = plan(extent, &Engine::ALL);
            let counts =
                steps.iter().filter(|step| [Step::Count, Step::BuildAndCount].contains(step)).count();
            assert_eq!(counts, 1, "{extent:?}");
        }
    }

    #[test]
    fn a_deep_run_ends_with_the_edit_loop() {
        let (steps, left_out) = plan(Extent::Deep, &Engine::ALL);
        assert_eq!((steps.last(), left_out.len()), (Some(&Step::EditLoop), 0));
    }

    #[test]
    fn visits_run_in_every_engine_or_in_the_named_ones() {
        assert_eq!(chosen(&[]), Engine::ALL);
        assert_eq!(chosen(&[Engine::WebKit]), [Engine::WebKit]);
        let (steps, left_out) = plan(Extent::Usual, &Engine::ALL);
        let browsers = |steps: &[Step]| -> Vec<Step> {
            steps.iter().filter(|step| matches!(step, Step::Browser(_))).copied().collect()
        };
        assert_eq!((browsers(&steps), left_out.len()), (Engine::ALL.map(Step::Browser).to_vec(), 0));
        let (steps, left_out) = plan(Extent::Usual, &[Engine::Firefox]);
        assert_eq!(browsers(&steps), [Step::Browser(Engine::Firefox)]);
        assert_eq!(steps.last(), Some(&Step::WordPress));
        assert_eq!(left_out, [Step::Browser(Engine::Chromium), Step::Browser(Engine::WebKit)]);
    }

    #[test]
    fn a_table_shows_the_passed_tests_of_each_engine() {
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
    fn the_summary_names_time_steps_and_skipped_steps() {
        assert_eq!(
            summary(&["rustfmt", "clippy"], &["release build"], Duration::from_millis(61_500)),
            "All passed in 1 min 1 s: rustfmt, clippy; left out: release build"
        );
        assert_eq!(summary(&["rustfmt"], &[], Duration::from_millis(1_260)), "All passed in 1.3 s: rustfmt");
    }
}
