//! `test`: every check that a change must pass, in the order in which they find faults soonest.

use std::time::{Duration, Instant};

use crate::error::Error;
use crate::process::Kit;
use crate::release;
use crate::repo::{Repo, Workspace};
use crate::setup::{self, Browser};

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
    Components,
    Build,
    Packages,
    Browser,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::Format => "rustfmt",
            Step::Lints => "clippy",
            Step::WasmLints => "clippy for WASM",
            Step::Native => "native tests",
            Step::Components => "component tests",
            Step::Build => "release build",
            Step::Packages => "package tests",
            Step::Browser => "browser tests",
        }
    }
}

fn plan(fast: bool) -> &'static [Step] {
    const ALL: [Step; 8] = [
        Step::Format,
        Step::Lints,
        Step::WasmLints,
        Step::Native,
        Step::Components,
        Step::Build,
        Step::Packages,
        Step::Browser,
    ];
    if fast { &ALL[..5] } else { &ALL }
}

/// Runs the steps; the first failure ends the run.
pub fn test(repo: &Repo, fast: bool) -> Result<(), Error> {
    let run = Run { repo, kit: Kit::new(repo) };
    let steps = plan(fast);
    let start = Instant::now();
    let (mut ran, mut left_out) = (Vec::new(), Vec::new());
    for (idx, &step) in steps.iter().enumerate() {
        println!("\n== {}/{} {} ==", idx + 1, steps.len(), step.name());
        let step_start = Instant::now();
        let outcome = run.step(step);
        let after = seconds(step_start.elapsed());
        match outcome {
            Ok(None) => {
                println!("-- {} passed in {after}", step.name());
                ran.push(step.name());
            }
            Ok(Some(reason)) => {
                println!("-- {} left out: {reason}", step.name());
                left_out.push(step.name());
            }
            Err(Error::Interrupted) => return Err(Error::Interrupted),
            Err(source) => {
                return Err(Error::Step { step: step.name(), after, source: Box::new(source) });
            }
        }
    }
    if fast {
        left_out.extend([Step::Build, Step::Packages, Step::Browser].map(Step::name));
    }
    println!("\n{}", summary(&ran, &left_out, start.elapsed()));
    Ok(())
}

/// What the steps share.
struct Run<'r> {
    repo: &'r Repo,
    kit: Kit,
}

impl Run<'_> {
    /// Runs one step; the reason, if it had to be left out.
    fn step(&self, step: Step) -> Result<Option<String>, Error> {
        match step {
            Step::Format => self.cargo(&["fmt", "--all", "--check"]),
            Step::Lints => self.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
            Step::WasmLints => self.wasm_lints(),
            Step::Native => self.native(),
            Step::Components if !self.repo.has_test(COMPONENTS) => Ok(no_test(COMPONENTS)),
            Step::Components => self.components(),
            Step::Build => release::build(self.repo).map(|()| None),
            Step::Packages => self.cargo(&["test", "--package", "xtask", "--test", PACKAGES]),
            Step::Browser if !self.repo.has_test(BROWSER) => Ok(no_test(BROWSER)),
            Step::Browser => self.browser(),
        }
    }

    fn wasm_lints(&self) -> Result<Option<String>, Error> {
        setup::for_wasm_lints(self.repo)?;
        let mut args = vec!["clippy"];
        args.extend(WASM);
        args.extend(["--lib", "--bin", "widget"]);
        if self.repo.has_test(COMPONENTS) {
            args.extend(["--test", COMPONENTS]);
        }
        args.extend(["--", "-D", "warnings"]);
        self.cargo(&args)
    }

    /// All that runs on this machine's processor, apart from the visits to a release that may not be built
    /// yet.
    fn native(&self) -> Result<Option<String>, Error> {
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

    fn components(&self) -> Result<Option<String>, Error> {
        let browser = setup::for_browsing(self.repo)?;
        let kit = setup::for_wasm_tests(self.repo)?;
        let settings = self.repo.root.join("target/webdriver.json");
        std::fs::write(&settings, capabilities(&browser)).map_err(Error::file("write", &settings))?;
        let kit = with_browser(kit, &browser)
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
        kit.run("cargo", &args).map(|()| None)
    }

    fn browser(&self) -> Result<Option<String>, Error> {
        let browser = setup::for_browsing(self.repo)?;
        let nginx = setup::for_serving(self.repo)?;
        let kit = with_browser(Kit::new(self.repo), &browser).with_env("NGINX", nginx);
        kit.run("cargo", &["test", "--package", "candidate-check", "--test", BROWSER]).map(|()| None)
    }

    fn cargo(&self, args: &[&str]) -> Result<Option<String>, Error> {
        self.kit.run("cargo", args).map(|()| None)
    }
}

fn with_browser(kit: Kit, browser: &Browser) -> Kit {
    kit.with_env("CHROMIUM", &browser.chromium).with_env("CHROMEDRIVER", &browser.driver)
}

/// What the runner asks chromedriver for; it adds the arguments for a browser without a window itself.
fn capabilities(browser: &Browser) -> String {
    serde_json::json!({"goog:chromeOptions": {"binary": browser.chromium}}).to_string()
}

fn no_test(name: &str) -> Option<String> {
    Some(format!("there is no tests/{name}.rs yet"))
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
        assert_eq!(plan(true).last(), Some(&Step::Components));
        assert_eq!(plan(false).last(), Some(&Step::Browser));
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
