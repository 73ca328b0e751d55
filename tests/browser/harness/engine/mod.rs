//! Browser engines and the WebDriver programs that drive them. Each has its own file; a new engine needs a new variant
//! and a new file.

mod browser;
mod chromium;
mod driver;
mod firefox;
mod relay;
mod vendor;
mod webkit;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use fantoccini::wd::Capabilities;

pub use browser::{Borrowed, Browser};
pub use chromium::console as chromium_console;
pub use driver::Driver;
pub use firefox::console as firefox_console;

use devkit::group::Group;

/// The variable that chooses the engine of the whole run.
const VARIABLE: &str = "BROWSER";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// The command that starts a driver on a free port, and the screen that it needs.
struct Launch {
    command: Command,
    display: Option<Group>,
}

impl Engine {
    const NAMES: [(&str, Engine); 3] =
        [("chromium", Engine::Chromium), ("firefox", Engine::Firefox), ("webkit", Engine::WebKit)];

    /// The engine that the environment names.
    pub fn chosen() -> Engine {
        let name = env::var_os(VARIABLE).unwrap_or("chromium".into());
        Engine::named(&name.to_string_lossy()).unwrap_or_else(|error| panic!("{error}"))
    }

    fn named(name: &str) -> Result<Engine, String> {
        let found = Engine::NAMES.iter().find(|(it, _)| *it == name);
        let names = Engine::NAMES.map(|(name, _)| name).join(", ");
        let error = || format!("{VARIABLE} is \"{name}\", which is not an engine; the engines are {names}");
        found.map(|(_, engine)| *engine).ok_or_else(error)
    }

    fn launch(self, dir: &Path) -> Launch {
        match self {
            Engine::Chromium => chromium::launch(),
            Engine::Firefox => firefox::launch(),
            Engine::WebKit => webkit::launch(dir),
        }
    }

    /// Adds files to a browser's folder that make it start faster.
    async fn prepare(self, dir: &Path) {
        match self {
            Engine::Firefox => firefox::make_profile(dir).await,
            Engine::Chromium | Engine::WebKit => {}
        }
    }

    /// Deletes all cookies. May navigate away from the current page.
    async fn forget_cookies(self, browser: &Browser) {
        match self {
            Engine::Chromium => chromium::forget_cookies(browser).await,
            Engine::Firefox => firefox::forget_cookies(browser).await,
            Engine::WebKit => webkit::forget_cookies(browser).await,
        }
    }

    /// Discards the console lines so far.
    async fn forget_console(self, browser: &Browser) {
        match self {
            Engine::Chromium => chromium::forget_console(browser).await,
            Engine::Firefox => firefox::forget_console(browser).await,
            // Its console ends with the window.
            Engine::WebKit => {}
        }
    }

    /// Whether another page gets a tab, and not a window.
    fn opens_tabs(self) -> bool {
        match self {
            Engine::Chromium | Engine::Firefox => true,
            // A tab would inherit the size that the last test set for the window.
            Engine::WebKit => false,
        }
    }

    /// The port in a line that the driver prints. If the driver prints no port, the first line names its process.
    fn port(self, line: &str) -> Option<u16> {
        match self {
            Engine::Chromium => chromium::port(line),
            Engine::Firefox => firefox::port(line),
            Engine::WebKit => webkit::port(line),
        }
    }

    fn capabilities(self, dir: &Path, proxy: &str) -> Capabilities {
        let capabilities = match self {
            Engine::Chromium => chromium::capabilities(dir),
            Engine::Firefox => firefox::capabilities(dir, proxy),
            Engine::WebKit => webkit::capabilities(proxy),
        };
        capabilities.as_object().cloned().unwrap_or_default()
    }

    fn install_hint(self) -> &'static str {
        match self {
            Engine::Chromium => chromium::INSTALL_HINT,
            Engine::Firefox => firefox::INSTALL_HINT,
            Engine::WebKit => webkit::INSTALL_HINT,
        }
    }
}

/// The program that the environment names, or the first of these that is on the path.
fn program(variable: &str, names: &[&str], install_hint: &str) -> PathBuf {
    if let Some(named) = env::var_os(variable) {
        return named.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    // `cargo xtask` installs there the programs that the system lacks.
    let installed = devkit::root().join("target/tools/bin");
    let mut found = env::split_paths(&path)
        .chain([installed])
        .flat_map(|dir| names.iter().map(move |name| dir.join(name)));
    found.find(|it| it.is_file()).unwrap_or_else(|| panic!("there is no {} here; {install_hint}", names[0]))
}

#[test]
fn engine_is_chosen_by_name_and_unknown_names_are_rejected() {
    assert_eq!(Engine::named("webkit"), Ok(Engine::WebKit));
    for junk in ["", "Firefox", "/usr/bin/firefox", "safari"] {
        let error = Engine::named(junk).expect_err("it is no engine");
        assert!(error.contains(junk) && error.contains("chromium, firefox, webkit"), "{error}");
    }
}
