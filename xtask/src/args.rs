//! The command line of `cargo xtask`, and the help text. It runs nothing.

use std::ffi::OsString;

use lexopt::prelude::*;

use crate::engine::Engine;
use crate::error::Error;
use crate::serve::Mode;
use crate::testing::Extent;

/// The output of `cargo xtask help`.
pub const HELP: &str = "\
The automation of Candidate Check. Each command installs missing tools and reports it.

cargo xtask serve [--port N]   build the widget without optimization, serve the demo page on 127.0.0.1 (port 8080);
                               after each change of a file the page is built and loads again
    [--release]                build and serve the release, whose page does not load again by itself
cargo xtask test               every check that a change must pass
    [--fast]                   without the release build and the browser visits
    [--deep]                   every visit in every engine, each in a fresh browser, and ten times the tries where chance
                               chooses (two hours)
    [--engine NAME]...         visits in these engines alone: chromium, firefox, webkit
cargo xtask build              the release files in dist/, their sizes, whether they keep to the limits,
                               and an npm package and a ZIP file of them in target/packages/
cargo xtask count              how many instructions the engine takes; fails at 5 % more than recorded
    [--record]                 records the counts in bench/workload/counts.yaml
cargo xtask probe              the table in docs/host-impact.md, measured again beside other makers' widgets
cargo xtask bench              bytes, times and memory beside other makers' widgets, in docs/performance.md (two to
                               three hours)
    [--runs N]                 N runs in place of 10; 1 gives a quick look
    [--only NAME,...]          only these products, and ours: check, surveyjs, lforms, formio, medplum, formbricks, plain,
                               empty
    [--part NAME,...]          only these parts: wire, load, host, answer, memory, growth, engine; engine alone takes two minutes
                               and no browser
    [--report]                 measure nothing; make tables and charts from the last report
cargo xtask help               this text

Environment: the programs to test with, in place of those on the PATH: CHROMIUM and CHROMEDRIVER, FIREFOX and
GECKODRIVER, WEBKIT_DRIVER, MINIBROWSER and XVFB; NGINX and VALGRIND.

`cargo xtask package` is for Trunk, which calls it at the end of each build; it needs TRUNK_STAGING_DIR.
";

/// The default port of the demo page.
pub const DEFAULT_PORT: u16 = 8080;

/// One command.
#[derive(Debug, PartialEq)]
pub enum Command {
    Help,
    Build,
    Serve {
        port: u16,
        mode: Mode,
    },
    Test {
        extent: Extent,
        engines: Vec<Engine>,
    },
    Count {
        record: bool,
    },
    Probe,
    /// `bench/` parses the options.
    Bench {
        options: Vec<OsString>,
    },
    Package,
}

/// Parses the command line, whose first word is the program's own name.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut parser = lexopt::Parser::from_iter(words);
    let mut command = None;
    while let Some(arg) = parser.next()? {
        match (arg, &mut command) {
            (Short('h') | Long("help"), _) => return Ok(Command::Help),
            (Value(word), None) => command = Some(named(word)?),
            (Long("port"), Some(Command::Serve { port, .. })) => *port = parser.value()?.parse()?,
            (Long("release"), Some(Command::Serve { mode, .. })) => *mode = Mode::Release,
            (Long("fast"), Some(Command::Test { extent, .. })) => *extent = Extent::Fast,
            (Long("deep"), Some(Command::Test { extent, .. })) => *extent = Extent::Deep,
            (Long("record"), Some(Command::Count { record })) => *record = true,
            (Long("engine"), Some(Command::Test { engines, .. })) => {
                engines.push(Engine::named(&parser.value()?.to_string_lossy())?);
            }
            (Long("report"), Some(Command::Bench { options })) => options.push("--report".into()),
            (Long(option @ ("runs" | "only" | "part")), Some(Command::Bench { options })) => {
                options.push(format!("--{option}").into());
                options.push(parser.value()?);
            }
            (arg, _) => return Err(arg.unexpected().into()),
        }
    }
    Ok(command.unwrap_or(Command::Help))
}

fn named(word: OsString) -> Result<Command, Error> {
    match word.to_str() {
        Some("help") => Ok(Command::Help),
        Some("build") => Ok(Command::Build),
        Some("serve") => Ok(Command::Serve { port: DEFAULT_PORT, mode: Mode::Edit }),
        Some("test") => Ok(Command::Test { extent: Extent::Usual, engines: vec![] }),
        Some("count") => Ok(Command::Count { record: false }),
        Some("probe") => Ok(Command::Probe),
        Some("bench") => Ok(Command::Bench { options: vec![] }),
        Some("package") => Ok(Command::Package),
        _ => Err(Error::UnknownCommand { word: word.to_string_lossy().into_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<Command, &str>) {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        let found = parse(words.map(OsString::from)).map_err(|err| err.to_string());
        assert_eq!(found, expected.map_err(str::to_owned), "{line}");
    }

    #[test]
    fn commands_and_their_options_are_read() {
        check("", Ok(Command::Help));
        check("--help", Ok(Command::Help));
        check("serve --help", Ok(Command::Help));
        check("build", Ok(Command::Build));
        check("serve", Ok(Command::Serve { port: 8080, mode: Mode::Edit }));
        check("serve --port 9000", Ok(Command::Serve { port: 9000, mode: Mode::Edit }));
        check("serve --port=9000", Ok(Command::Serve { port: 9000, mode: Mode::Edit }));
        check("serve --release", Ok(Command::Serve { port: 8080, mode: Mode::Release }));
        check("test", Ok(Command::Test { extent: Extent::Usual, engines: vec![] }));
        check("test --fast", Ok(Command::Test { extent: Extent::Fast, engines: vec![] }));
        check("test --deep", Ok(Command::Test { extent: Extent::Deep, engines: vec![] }));
        let engines = vec![Engine::WebKit, Engine::Firefox];
        check("test --engine webkit --engine firefox", Ok(Command::Test { extent: Extent::Usual, engines }));
        check("count", Ok(Command::Count { record: false }));
        check("count --record", Ok(Command::Count { record: true }));
        check("probe", Ok(Command::Probe));
        check("package", Ok(Command::Package));
        check("bench", Ok(Command::Bench { options: vec![] }));
        let options = ["--runs", "1", "--part", "wire,load"].map(OsString::from).to_vec();
        check("bench --report", Ok(Command::Bench { options: vec!["--report".into()] }));
        check("bench --runs 1 --part=wire,load", Ok(Command::Bench { options }));
    }

    #[test]
    fn rejects_unknown_commands_and_options() {
        check(
            "tset",
            Err(
                "there is no command \"tset\"; the commands are serve, test, build, count, probe, bench and help: see cargo xtask help",
            ),
        );
        check(
            "build --release",
            Err("the command line was not understood: invalid option '--release'; see cargo xtask help"),
        );
        check(
            "build --fast",
            Err("the command line was not understood: invalid option '--fast'; see cargo xtask help"),
        );
        check(
            "test --engine safari",
            Err("there is no engine \"safari\"; the engines are chromium, firefox and webkit"),
        );
        check(
            "probe --runs 1",
            Err("the command line was not understood: invalid option '--runs'; see cargo xtask help"),
        );
        check(
            "serve --port many",
            Err("the command line was not understood: cannot parse argument \"many\": \
                 invalid digit found in string; see cargo xtask help"),
        );
    }
}
