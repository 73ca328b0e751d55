//! WebKitGTK's MiniBrowser through WebKitWebDriver, on a virtual screen. Only on Linux.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::{Browser, Launch, program};
use devkit::group::Group;

pub const INSTALL_HINT: &str = "install WebKitGTK's driver and Xvfb (Debian: apt-get install webkit2gtk-driver xvfb), or name the \
                        programs in WEBKIT_DRIVER, MINIBROWSER and XVFB; `cargo xtask test` does it";

/// The toolbar would otherwise keep the window from getting as narrow as a phone.
const SMALL_TOOLBAR: &str = "toolbar, toolbar *, entry, button { min-width: 0; min-height: 0; padding: 0; margin: 0; \
                             border-width: 0; font-size: 1px } \
                             toolbar image { -gtk-icon-transform: scale(.3); opacity: 0; margin: -8px }";

pub fn launch(dir: &Path) -> Launch {
    let (display, number) = screen();
    let config = dir.join("config");
    let write = |name: &str, text: &str| fs::write(config.join(name), text);
    fs::create_dir_all(config.join("gtk-3.0")).expect("the folder for test files can be written");
    write("gtk-3.0/gtk.css", SMALL_TOOLBAR).expect("the folder for test files can be written");
    let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", dir.join("downloads").display());
    write("user-dirs.dirs", &downloads).expect("the folder for test files can be written");

    let mut command = Command::new(program("WEBKIT_DRIVER", &["WebKitWebDriver"], INSTALL_HINT));
    command.args(["--port=0", "--host=127.0.0.1"]);
    command.env("DISPLAY", format!(":{number}")).env("XDG_CONFIG_HOME", config);
    command.env("XDG_CACHE_HOME", dir.join("cache")).env("XDG_DATA_HOME", dir.join("data"));
    // With the other renderer, screenshots of elements are black.
    command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    // Without it the browser's language is "C", which is not a language.
    command.env("LANG", "en_US.UTF-8");
    Launch { command, display: Some(display) }
}

/// A virtual screen and its number. The X server chooses the number, so each screen has its own.
fn screen() -> (Group, String) {
    let mut command = Command::new(program("XVFB", &["Xvfb"], INSTALL_HINT));
    command.args(["-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"]);
    let (display, lines) = Group::start(&command);
    let mut said = Vec::new();
    for line in lines {
        if line.parse::<u16>().is_ok() {
            return (display, line);
        }
        said.push(line);
    }
    panic!("Xvfb ended before it was ready: {}; {INSTALL_HINT}", said.join("\n"));
}

/// The driver takes a free port and does not print it, so the port is read from `/proc` once the process is known.
pub fn port(line: &str) -> Option<u16> {
    let process = Path::new("/proc").join(line.strip_prefix("pid ")?);
    let start = Instant::now();
    while process.exists() && start.elapsed() < Duration::from_secs(20) {
        if let Some(port) = listens_on(&process) {
            return Some(port);
        }
        thread::sleep(Duration::from_millis(5));
    }
    None
}

fn listens_on(process: &Path) -> Option<u16> {
    let open = fs::read_dir(process.join("fd")).ok()?.flatten();
    let sockets: Vec<String> = open
        .filter_map(|it| {
            let target = fs::read_link(it.path()).ok()?;
            Some(target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .collect();
    let table = fs::read_to_string(process.join("net/tcp")).ok()?;
    table.lines().find_map(|line| {
        // Number, address, other address, state (0A: listens), …, and as the tenth the socket.
        let fields: Vec<&str> = line.split_whitespace().collect();
        let own =
            fields.get(3) == Some(&"0A") && sockets.iter().any(|it| Some(&it.as_str()) == fields.get(9));
        own.then(|| u16::from_str_radix(fields[1].split_once(':')?.1, 16).ok())?
    })
}

/// Deletes the cookies of this machine, where all test servers are. The driver deletes only cookies of the current site,
/// so the browser visits the driver itself, which is on this machine.
pub async fn forget_cookies(browser: &Browser) {
    let Browser { client, driver, .. } = browser;
    let gone = async {
        client.goto(&format!("http://127.0.0.1:{}/status", driver.port())).await?;
        client.delete_all_cookies().await
    };
    gone.await.expect("WebKit deletes cookies");
}

pub fn capabilities(proxy: &str) -> Json {
    let libraries = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|it| it.path());
    let in_libraries =
        |dir: PathBuf| [dir.join("webkit2gtk-4.1"), dir.join("webkit2gtk-4.0"), dir.join("webkitgtk-6.0")];
    let places: Vec<PathBuf> =
        libraries.chain(["/usr/libexec".into(), "/usr/lib".into()]).flat_map(in_libraries).collect();
    let browser = std::env::var_os("MINIBROWSER").map(PathBuf::from);
    let browser =
        browser.or_else(|| places.iter().map(|dir| dir.join("MiniBrowser")).find(|it| it.is_file()));
    let browser = browser.unwrap_or_else(|| panic!("there is no MiniBrowser here; {INSTALL_HINT}"));
    // As arguments: WebKit reads past the end of a list of hosts without a proxy in the capabilities, and one browser in
    // fifteen crashes.
    let proxy = format!("--proxy=http://{proxy}");
    let args = ["--automation", &proxy, "--ignore-host=127.0.0.1", "--ignore-host=localhost"];
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": browser, "args": args },
    })
}
