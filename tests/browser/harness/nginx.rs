//! nginx with the configuration of the examples. It serves the content of the ZIP file.

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use devkit::Scratch;
use devkit::project::handout;

const INSTALL_HINT: &str = "install nginx (Debian: apt-get install nginx-light), or name the program in NGINX; \
                    `cargo xtask test` does it";

/// A running server with its own folder; dropping it ends the server and deletes the folder.
pub struct Nginx {
    child: Child,
    _scratch: Scratch,
    port: u16,
}

impl Nginx {
    pub fn start() -> Nginx {
        // Another program may take the free port before nginx does.
        for _ in 0..5 {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
            let port = listener.local_addr().expect("a bound socket has an address").port();
            drop(listener);
            let scratch = Scratch::make(Path::new(env!("CARGO_TARGET_TMPDIR")), "nginx");
            let scratch = scratch.expect("the folder for test files can be written");
            let dir = scratch.path();
            fs::write(dir.join("nginx.conf"), configuration(port)).expect("the folder can be written");
            let mut command = Command::new(program());
            command.arg("-p").arg(dir).args(["-c", "nginx.conf", "-e", "error.log"]);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).process_group(0);
            let child =
                command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}; {INSTALL_HINT}"));
            let mut nginx = Nginx { child, _scratch: scratch, port };
            if nginx.answers() {
                return nginx;
            }
        }
        panic!("nginx listened on none of five ports");
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Waits until it listens. Returns false if its port was taken.
    fn answers(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return true;
            }
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                let mut said = String::new();
                let _ = self.child.stderr.take().map(|mut it| it.read_to_string(&mut said));
                assert!(said.contains("bind()"), "nginx ended: {said}");
                return false;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("nginx did not listen within 20 s");
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The example with only the port and the folder replaced, inside the minimal configuration that nginx needs.
fn configuration(port: u16) -> String {
    let example = devkit::root().join("examples/nginx.conf");
    let mut example = fs::read_to_string(example).expect("there is an example");
    let release = handout(".zip").with_extension("");
    for (theirs, ours) in [
        ("listen 80;", format!("listen 127.0.0.1:{port};")),
        ("root /var/www;", format!("root {};", release.display())),
    ] {
        assert_eq!(example.matches(theirs).count(), 1, "the example says {theirs}");
        example = example.replace(theirs, &ours);
    }
    let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|it| format!("    {it}_temp_path temp_{it};\n"))
        .concat();
    format!(
        "daemon off;\nmaster_process off;\npid nginx.pid;\nevents {{}}\nhttp {{\n    include {};\n    \
         default_type application/octet-stream;\n    access_log off;\n{folders}{example}}}\n",
        types().display()
    )
}

/// The media types that nginx ships with.
fn types() -> PathBuf {
    let places = ["/etc/nginx", "/usr/local/etc/nginx", "/opt/homebrew/etc/nginx"];
    let mut found = places.iter().map(|it| Path::new(it).join("mime.types"));
    found.find(|it| it.is_file()).unwrap_or_else(|| panic!("there is no mime.types of nginx; {INSTALL_HINT}"))
}

/// The program that the environment names, or the one that is installed; Debian keeps it off the path of most people.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("NGINX") {
        return named.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found = std::env::split_paths(&path).chain(["/usr/sbin".into()]).map(|dir| dir.join("nginx"));
    found.find(|it| it.is_file()).unwrap_or_else(|| panic!("there is no nginx here; {INSTALL_HINT}"))
}
