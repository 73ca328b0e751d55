//! Tests `cargo xtask serve` with edits in a copy of the repository. It checks time limits, so it needs an idle machine:
//! cargo test -p xtask --test edit_loop -- --ignored --nocapture
//! On a busy machine, PATIENCE=10 makes the limits ten times as long.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use devkit::root;

const STYLE_WITHIN: Duration = Duration::from_secs(2);
const SCREEN_WITHIN: Duration = Duration::from_secs(10);
/// The first build may compile everything.
const FIRST_WITHIN: Duration = Duration::from_secs(1200);

#[test]
#[ignore = "builds for minutes and measures times: run it alone, see the head of the file"]
fn the_page_follows_every_edit() {
    let copy = copy_of_the_repository();
    let mut serve = Serve::start(&copy);
    let mut builds = serve.builds();
    let mut shown = builds.next().expect("the server sends the current build");
    assert!(serve.get("/").contains(&shown), "the page contains its own build");

    let patience = std::env::var("PATIENCE").map_or(1, |times| times.parse().expect("PATIENCE is a number"));
    let mut edit = |what: &str, file: &str, change: &dyn Fn(&str) -> String, within: Duration| {
        let start = Instant::now();
        rewrite(&copy.join(file), change);
        shown = builds.by_ref().find(|it| *it != shown).expect("the server goes on");
        let took = start.elapsed();
        println!("{what}: {:.2} s", took.as_secs_f64());
        assert!(took < within * patience, "{what} took {took:?}");
    };

    edit(
        "a style",
        "style/question.css",
        &|text| format!("{text}\n.edited {{ color: red }}\n"),
        STYLE_WITHIN,
    );
    let runner = serve.get_named("/candidate-check.js", "runner-");
    assert!(runner.contains(".edited { color: red }"));
    let demo = |text: &str| format!("{text}\n.edited-demo {{ color: red }}\n");
    edit("a style of the demo page", "style/demo.css", &demo, STYLE_WITHIN);
    assert!(serve.get_named("/", "demo/demo-").contains(".edited-demo"));
    let screen = |text: &str| {
        text.replace("(\"div\", \"question\")", "(\"div\", \"question\").attr(\"data-edited\", \"\")")
    };
    edit("a screen", "src/screens/question.rs", &screen, SCREEN_WITHIN);
    assert!(serve.get_wasm().contains("data-edited"));
    let words = |text: &str| text.replace("\n  skip: Skip\n", "\n  skip: Skip this\n");
    edit("a text", "content/en.yaml", &words, SCREEN_WITHIN);
    let runner = serve.get_named("/candidate-check.js", "runner-");
    assert!(serve.get(&format!("/{}", name_in(&runner, "check.en-"))).contains("Skip this"));
    // The package step alone must not restore the old texts.
    edit(
        "a style after a text",
        "style/shell.css",
        &|text| format!("{text}\n.later {{ color: red }}\n"),
        STYLE_WITHIN,
    );
    let runner = serve.get_named("/candidate-check.js", "runner-");
    assert!(serve.get(&format!("/{}", name_in(&runner, "check.en-"))).contains("Skip this"));

    // A file that is no source of the page causes no build.
    let built = serve.log().len();
    for file in ["dist/index.html", "target/serve/x.rs", "src/.question.rs.swp", "tests/new.rs", "README.md"]
    {
        fs::create_dir_all(copy.join(file).parent().expect("it is in a folder"))
            .expect("the copy is writable");
        fs::write(copy.join(file), "x").expect("the copy is writable");
    }
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(serve.log()[built..], *"");

    // A build error leaves the page as it is, and is printed.
    let page = serve.get("/");
    rewrite(&copy.join("src/screens/question.rs"), &|text| format!("{text}\nfn"));
    serve.wait_for("The page shows the last good build", FIRST_WITHIN);
    assert_eq!(serve.get("/"), page);
    let times = serve.log().matches("The page was updated").count();
    rewrite(&copy.join("src/screens/question.rs"), &|text| text.trim_end_matches("\nfn").to_owned());
    serve.wait_until(|log| log.matches("The page was updated").count() > times, FIRST_WITHIN);

    // Ctrl-C in the middle of a build leaves nothing behind.
    rewrite(&copy.join("src/screens/question.rs"), &|text| format!("{text}\n// Again.\n"));
    std::thread::sleep(Duration::from_secs(1));
    serve.end();
    let left = || processes_of(&copy);
    wait(Duration::from_secs(10), || left().is_empty(), || format!("still running: {:?}", left()));
}

/// The files of the work tree, and the tools that are installed beside them. It builds into its own folder, because
/// cargo treats the same sources in two places as one. That folder stays, so the next run compiles less.
fn copy_of_the_repository() -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edit-loop");
    fs::create_dir_all(&copy).expect("the folder for test files can be written");
    for old in fs::read_dir(&copy).expect("the copy can be listed").flatten().map(|it| it.path()) {
        if old.is_dir() && !old.ends_with("target") {
            fs::remove_dir_all(old).expect("the copy is ours");
        }
    }
    let args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let list = Command::new("git").args(args).current_dir(root()).output().expect("git lists the files");
    for name in String::from_utf8(list.stdout).expect("names are text").split_terminator('\0') {
        let (from, to) = (root().join(name), copy.join(name));
        if from.is_file() {
            fs::create_dir_all(to.parent().expect("it is in a folder")).expect("the copy is writable");
            fs::copy(from, to).expect("the copy is writable");
        }
    }
    // An old lock file, so the packages are not installed again.
    let lock =
        File::options().append(true).open(copy.join("xtask/package-lock.json")).expect("there is a lock");
    lock.set_modified(SystemTime::UNIX_EPOCH).expect("the copy is writable");
    fs::create_dir_all(copy.join("target")).expect("the copy is writable");
    for shared in ["xtask/node_modules", "target/tools"] {
        let (from, to) = (root().join(shared), copy.join(shared));
        if from.is_dir() && !to.exists() {
            std::os::unix::fs::symlink(from, to).expect("the copy is writable");
        }
    }
    copy
}

fn rewrite(file: &Path, change: &dyn Fn(&str) -> String) {
    let text = fs::read_to_string(file).expect("the file is part of the repository");
    let changed = change(&text);
    assert_ne!(text, changed, "nothing to edit in {}", file.display());
    fs::write(file, changed).expect("the copy is writable");
}

fn wait(within: Duration, is_so: impl Fn() -> bool, state: impl Fn() -> String) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < within, "{}", state());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The name of a hashed file with this prefix.
fn name_in<'t>(text: &'t str, start: &str) -> &'t str {
    let rest = &text[text.find(start).unwrap_or_else(|| panic!("no {start} in {text}"))..];
    &rest[..rest.find(['"', '\'', '#']).expect("the name ends")]
}

/// The command lines that name the copy.
fn processes_of(copy: &Path) -> Vec<String> {
    let lines = fs::read_dir("/proc").into_iter().flatten().flatten();
    let lines = lines.filter_map(|it| fs::read_to_string(it.path().join("cmdline")).ok());
    lines.filter(|line| line.contains(&*copy.to_string_lossy())).collect()
}

struct Serve {
    child: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Serve {
    fn start(copy: &Path) -> Serve {
        let free =
            TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("there is a free port");
        let log = copy.join("target/serve.log");
        let file = File::create(&log).expect("the copy is writable");
        let mut command = Command::new("cargo");
        command.args(["xtask", "serve", "--port", &free.port().to_string()]).current_dir(copy);
        command
            .env("CARGO_TARGET_DIR", copy.join("target"))
            .env_remove("CARGO_MANIFEST_DIR")
            .stdin(Stdio::null());
        let child = command.stderr(file.try_clone().expect("a file has two handles")).stdout(file).spawn();
        let serve = Serve { child: child.expect("cargo starts"), address: free, log };
        serve.wait_for("The demo page: http://", FIRST_WITHIN);
        serve
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("the log is there")
    }

    fn wait_for(&self, text: &str, within: Duration) {
        self.wait_until(|log| log.contains(text), within);
    }

    fn wait_until(&self, is_so: impl Fn(&str) -> bool, within: Duration) {
        wait(within, || is_so(&self.log()), || self.log());
    }

    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("the server reads");
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.ask(path).read_to_end(&mut answer).expect("the server answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A file whose name is in another file.
    fn get_named(&self, in_file: &str, start: &str) -> String {
        let text = self.get(in_file);
        self.get(&format!("/{}", name_in(&text, start)))
    }

    fn get_wasm(&self) -> String {
        let runner = self.get_named("/candidate-check.js", "runner-");
        let hashes = &runner[runner.find("INTEGRITY =").expect("the runner lists hashes")..];
        self.get(&format!("/{}", name_in(hashes, "widget-")))
    }

    /// The builds that the server announces to the page.
    fn builds(&self) -> impl Iterator<Item = String> + use<> {
        let lines = BufReader::new(self.ask("/builds")).lines().map_while(Result::ok);
        lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned))
    }

    /// Ctrl-C.
    fn end(&mut self) {
        let kill = Command::new("sh").arg("-c").arg(format!("kill -s INT {}", self.child.id())).status();
        assert!(kill.expect("there is a shell").success());
        let status = self.child.wait().expect("the server is a child process");
        assert!(status.success(), "{status}: {}", self.log());
        assert!(self.log().ends_with("Stopped serving\n"), "{}", self.log());
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        // The server still runs after a failure.
        let _ = Command::new("sh").arg("-c").arg(format!("kill -s TERM {} 2>&-", self.child.id())).status();
    }
}
