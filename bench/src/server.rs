//! Serves products and pages, and counts the sent bytes. Every visit has its own host name, so that no visit finds cached
//! data of an earlier one. For all products alike, browsers cache files for a year and revalidate pages.

use std::collections::HashMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use devkit::media_type;
use devkit::server::{serve, whole};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header;
use hyper::{Request, Response};
use tokio::net::TcpListener;

use crate::compress::Compressed;
use crate::error::Error;
use crate::forms::Form;
use crate::page;
use crate::products::PRODUCTS;

/// The folders with the served files.
pub struct Folders {
    /// The release of Candidate Check.
    pub release: PathBuf,
    /// The packages that npm installed.
    pub packages: PathBuf,
    /// The files that were bundled for the measurement.
    pub built: PathBuf,
}

/// The traffic to one host name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sent {
    pub requests: usize,
    /// Bytes of response bodies, as they were sent.
    pub bytes: usize,
}

struct Shared {
    folders: Folders,
    compressed: Compressed,
    /// The files served so far, by path: no file changes during a measurement.
    files: Mutex<HashMap<String, File>>,
    sent: Mutex<HashMap<String, Sent>>,
    faults: Mutex<Vec<String>>,
}

/// A server on a free port of this machine; it ends with the runtime.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// A file as it is sent.
#[derive(Clone)]
struct File {
    kind: &'static str,
    body: Bytes,
    /// The entity tag, which is derived from the content.
    tag: String,
    brotli: bool,
    page: bool,
}

impl Server {
    pub async fn start(folders: Folders, compressed: Compressed) -> Result<Server, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(Error::Server)?;
        let address = listener.local_addr().map_err(Error::Server)?;
        let shared = Shared {
            folders,
            compressed,
            files: Mutex::default(),
            sent: Mutex::default(),
            faults: Mutex::default(),
        };
        let server = Server { address, shared: Arc::new(shared) };
        let shared = Arc::clone(&server.shared);
        serve(listener, move |request| answer(Arc::clone(&shared), request));
        Ok(server)
    }

    /// The URL of a path at a host name; browsers resolve all names below `localhost` to this machine.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}.localhost:{}{path}", self.address.port())
    }

    /// Prepares the file at a path, so that the first visit does not wait for its compression.
    pub fn prepare(&self, path: &str) -> Result<(), Error> {
        find(&self.shared, path).map(|_| ())
    }

    /// The traffic to a host name so far.
    pub fn sent(&self, host: &str) -> Sent {
        let host = format!("{host}.localhost:{}", self.address.port());
        lock(&self.shared.sent).get(&host).copied().unwrap_or_default()
    }

    /// The requested paths without a file, since the last call.
    pub fn missing(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.shared.faults))
    }
}

async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let host = header_of(&request, header::HOST);
    let path = request.uri().path().to_owned();
    let found = {
        let shared = Arc::clone(&shared);
        let path = path.clone();
        // The first compression takes seconds; the other responses must not wait for it.
        tokio::task::spawn_blocking(move || find(&shared, &path)).await
    };
    let response = Response::builder().header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    let Ok(Ok(Some(file))) = found else {
        lock(&shared.faults).push(path);
        return whole(response.status(404), Bytes::new());
    };
    let response = response.header(header::ETAG, format!("\"{}\"", file.tag)).header(
        header::CACHE_CONTROL,
        if file.page { "no-cache" } else { "public, max-age=31536000, immutable" },
    );
    let known = header_of(&request, header::IF_NONE_MATCH).contains(&file.tag);
    let mut sent = lock(&shared.sent);
    let sent = sent.entry(host).or_default();
    sent.requests += 1;
    if known {
        return whole(response.status(304), Bytes::new());
    }
    sent.bytes += file.body.len();
    let response = response.header(header::CONTENT_TYPE, file.kind);
    let response = if file.brotli { response.header(header::CONTENT_ENCODING, "br") } else { response };
    whole(response, file.body)
}

fn header_of(request: &Request<Incoming>, name: header::HeaderName) -> String {
    request.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

/// The file at a path, if there is one.
fn find(shared: &Shared, path: &str) -> Result<Option<File>, Error> {
    let known = lock(&shared.files).get(path).cloned();
    if known.is_some() {
        return Ok(known);
    }
    let found = make(shared, path)?;
    if let Some(file) = &found {
        lock(&shared.files).insert(path.to_owned(), file.clone());
    }
    Ok(found)
}

fn make(shared: &Shared, path: &str) -> Result<Option<File>, Error> {
    let Some((first, rest)) = path.trim_start_matches('/').split_once('/') else { return Ok(None) };
    let Folders { release, packages, built } = &shared.folders;
    let content = match first {
        "release" => read(release, rest),
        "packages" => read(packages, rest),
        "built" => read(built, rest),
        "forms" => rest.strip_suffix(".json").and_then(Form::named).map(|it| it.fhir().to_string().into()),
        "alone" | "clinic" => page(first, rest).map(String::into_bytes),
        _ => None,
    };
    let Some(content) = content else { return Ok(None) };
    let page = matches!(first, "alone" | "clinic");
    let kind = if page { "text/html; charset=utf-8" } else { media_type(rest) };
    let brotli = kind != "image/png" && kind != "font/woff2";
    let (compressed, tag) = shared.compressed.get(&content)?;
    Ok(Some(File { kind, body: if brotli { compressed } else { content.into() }, tag, brotli, page }))
}

/// A page by its kind and by the names of product and form, such as `surveyjs/flat-10`.
fn page(kind: &str, names: &str) -> Option<String> {
    let (product, form) = names.split_once('/')?;
    let form = Form::named(form);
    let product = PRODUCTS.iter().find(|it| it.name == product);
    match kind {
        "alone" => Some(page::alone(product?, form)),
        _ => Some(page::clinic(product.map(|it| (it, form)))),
    }
}

fn read(dir: &Path, rest: &str) -> Option<Vec<u8>> {
    let plain = rest.split('/').all(|part| !part.is_empty() && part != "..");
    plain.then(|| fs::read(dir.join(rest)).ok()).flatten()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
