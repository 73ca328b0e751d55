//! The server of the demo page: the files of the last good build, from memory, so that a page never gets half of a build.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use devkit::media_type;

use crate::digest;
use crate::error::Error;
use crate::package::files;

/// The path at which the page gets notified of builds.
const BUILDS: &str = "builds";
/// How often to check for a new build while a page listens.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// The number of checks without a new build before the connection is tested: five seconds.
const ROUNDS_UNTIL_PING: u64 = 100;

/// The files of one build.
pub struct Page {
    files: BTreeMap<String, Vec<u8>>,
    /// The hash of all files.
    build: String,
}

impl Page {
    /// Reads the files of a folder. A page that reloads gets the script for that here, so no built file contains it.
    pub fn read(dir: &Path, reloads: bool) -> Result<Page, Error> {
        let mut files = BTreeMap::new();
        for name in files::all_in(dir)? {
            let content = files::read(&dir.join(&name))?;
            files.insert(name, content);
        }
        let mut page = Page { build: hash(&files), files };
        if reloads && let Some(text) = page.files.get_mut(files::PAGE) {
            text.extend_from_slice(reload_script(&page.build).as_bytes());
        }
        Ok(page)
    }
}

fn hash(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut all = Vec::new();
    for (name, content) in files {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(content);
    }
    digest::short_hash(&all)
}

/// Loads the page again when it is not of the last build; the browser reconnects by itself. Browsers move content
/// after the end of a page into its body.
fn reload_script(build: &str) -> String {
    format!(
        "<script>new EventSource(\"/{BUILDS}\").onmessage = ({{ data }}) => data === \"{build}\" || location.reload();</script>\n"
    )
}

/// Serves one page after another on one address.
pub struct Server {
    shown: Arc<Mutex<Page>>,
}

impl Server {
    /// Starts to answer requests, in its own threads.
    pub fn start(listener: TcpListener, page: Page) -> Server {
        let shown = Arc::new(Mutex::new(page));
        let server = Server { shown: Arc::clone(&shown) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shown = Arc::clone(&shown);
                // A browser that disconnected is no error.
                std::thread::spawn(move || answer(&stream, &shown).ok());
            }
        });
        server
    }

    /// Shows this page from now on.
    pub fn show(&self, page: Page) {
        *lock(&self.shown) = page;
    }
}

fn lock(shown: &Mutex<Page>) -> MutexGuard<'_, Page> {
    // A page is replaced as a whole, so it stays valid after a panic.
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(mut stream: &TcpStream, shown: &Mutex<Page>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // A browser may report a broken connection if its headers are not read.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let Some(path) = request.strip_prefix("GET /").and_then(|rest| rest.split([' ', '?']).next()) else {
        return stream
            .write_all(b"HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    };
    if path == BUILDS {
        return stream_builds(stream, shown);
    }
    let name = if path.is_empty() { files::PAGE } else { path };
    let found = lock(shown).files.get(name).cloned();
    let (status, kind, body) = match found {
        Some(body) => ("200 OK", media_type(name), body),
        None => ("404 Not Found", "text/plain", b"no such file in this build".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// Sends the current build, and each new one, until the browser disconnects.
fn stream_builds(mut stream: &TcpStream, shown: &Mutex<Page>) -> std::io::Result<()> {
    stream.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 500\n\n",
    )?;
    let mut sent = String::new();
    for round in 0_u64.. {
        let build = lock(shown).build.clone();
        if build != sent {
            write!(stream, "data: {build}\n\n")?;
            sent = build;
        } else if round.is_multiple_of(ROUNDS_UNTIL_PING) {
            // Sending a comment fails when the browser has disconnected.
            stream.write_all(b":\n\n")?;
        }
        std::thread::sleep(POLL_INTERVAL);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use devkit::Scratch;

    use super::*;

    fn page(text: &str) -> Page {
        let files = [(files::PAGE, text), ("demo/a.css", "b{}"), ("widget_bg.wasm", "\0asm")];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        Page { build: hash(&files), files }
    }

    fn ask(address: std::net::SocketAddr, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).expect("the server listens");
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("the server reads");
        stream
    }

    fn get(address: std::net::SocketAddr, path: &str) -> String {
        let mut text = String::new();
        ask(address, &format!("GET {path}")).read_to_string(&mut text).expect("the server answers");
        text
    }

    #[test]
    fn serves_the_files_of_the_build_and_no_others() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let server = Server::start(listener, page("<p>one"));
        assert!(get(address, "/").ends_with("\r\n\r\n<p>one"));
        let sheet = get(address, "/demo/a.css?x");
        assert!(sheet.starts_with(
            "HTTP/1.1 200 OK\r\nContent-Type: text/css; charset=utf-8\r\nContent-Length: 3\r\n"
        ));
        assert!(get(address, "/widget_bg.wasm").contains("Content-Type: application/wasm\r\n"));
        for path in ["/../Cargo.toml", "//etc/passwd", "/demo", "/none.html"] {
            assert!(get(address, path).starts_with("HTTP/1.1 404 "), "{path}");
        }
        let mut text = String::new();
        ask(address, "POST /").read_to_string(&mut text).expect("the server answers");
        assert!(text.starts_with("HTTP/1.1 405 "), "{text}");
        server.show(page("<p>two"));
        assert!(get(address, "/").ends_with("<p>two"));
    }

    #[test]
    fn notifies_a_page_of_each_new_build() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let server = Server::start(listener, page("one"));
        let lines = BufReader::new(ask(address, "GET /builds")).lines().map_while(Result::ok);
        let mut sent = lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned));
        assert_eq!(sent.next(), Some(page("one").build));
        server.show(page("one"));
        server.show(page("two"));
        assert_eq!(sent.next(), Some(page("two").build));
    }

    #[test]
    fn only_an_edited_page_reloads() {
        let scratch = Scratch::make(&std::env::temp_dir(), "page").expect("the temporary folder is writable");
        let dir = scratch.path();
        files::write(&dir.join(files::PAGE), "<body></body>").expect("the temporary folder is writable");
        let text = |reloads| {
            let page = Page::read(dir, reloads).expect("the folder can be read");
            (String::from_utf8_lossy(&page.files[files::PAGE]).into_owned(), page.build)
        };
        let ((release, build), (edited, same)) = (text(false), text(true));
        assert_eq!(release, "<body></body>");
        assert!(edited.contains("EventSource") && edited.contains(&build), "{edited}");
        assert_eq!(build, same);
    }
}
