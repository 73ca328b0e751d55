//! A small server for one test. It serves a site, records every request, and misbehaves on request.

use std::collections::BTreeSet;
use std::future::pending;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};

use devkit::server::{serve, whole};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response};
use tokio::net::TcpListener;

use super::hook;
use super::site::Site;

/// A fault of a file on the server.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The file is missing.
    Missing,
    /// The response never arrives.
    Silent,
    /// It has other content.
    Replaced(Bytes),
    /// It has another media type.
    Is(&'static str),
    /// It has moved to another address.
    Moved(String),
}

#[derive(Debug)]
struct Shared {
    site: Mutex<Site>,
    faults: Mutex<Vec<(String, Fault)>>,
    seen: Mutex<Vec<String>>,
    /// How many entries of `seen` `new_requests` has already returned.
    reported: Mutex<usize>,
    posted: Mutex<Vec<String>>,
}

/// A server on a free port of this machine; it ends with the test's runtime.
#[derive(Clone, Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    pub async fn start(site: Site) -> Server {
        let (listener, address) = listen().await;
        let shared = Shared {
            site: Mutex::new(site),
            faults: Mutex::default(),
            seen: Mutex::default(),
            reported: Mutex::default(),
            posted: Mutex::default(),
        };
        let server = Server { address, shared: Arc::new(shared) };
        let serving = server.clone();
        serve(listener, move |request| serving.clone().answer(request));
        server
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The same under another name of this machine, which a browser treats as another site.
    pub fn foreign_url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    /// Adds a fault for files whose path contains `part`.
    pub fn fault(&self, part: &str, fault: Fault) {
        lock(&self.shared.faults).push((part.into(), fault));
    }

    /// Removes all faults.
    pub fn recover(&self) {
        lock(&self.shared.faults).clear();
    }

    /// Serves another site from now on.
    pub fn serve(&self, site: Site) {
        *lock(&self.shared.site) = site;
    }

    /// Body of every POST request, in order.
    pub fn posted(&self) -> Vec<String> {
        lock(&self.shared.posted).clone()
    }

    /// Every requested path, in order, with its query.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shared.seen).iter().filter(|it| it.starts_with('/')).cloned().collect()
    }

    /// Every URL that was requested since the last call: of this server, and of the hosts that it answers for.
    pub fn new_requests(&self) -> Vec<String> {
        let seen = lock(&self.shared.seen);
        let reported = std::mem::replace(&mut *lock(&self.shared.reported), seen.len());
        seen[reported..]
            .iter()
            .map(|it| if it.starts_with('/') { self.url(it) } else { it.clone() })
            .collect()
    }

    async fn answer(self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let path = request.uri().path().to_owned();
        let mut response = Response::builder().header("cache-control", "no-cache");
        if path == hook::PATH {
            let script = hook::script(lock(&self.shared.site).real_time);
            return whole(response.header("content-type", "text/javascript"), script);
        }
        lock(&self.shared.seen).push(request.uri().to_string());
        if request.uri().host().is_some() {
            // A request for another host, which has no files.
            return whole(response.status(404), Bytes::new());
        }
        if request.method() == Method::POST
            && let Ok(body) = request.into_body().collect().await
        {
            lock(&self.shared.posted).push(String::from_utf8_lossy(&body.to_bytes()).into_owned());
        }
        let fault = lock(&self.shared.faults).iter().find(|(part, _)| path.contains(part)).cloned();
        let found = lock(&self.shared.site).find(&path);
        let headers = lock(&self.shared.site).headers.clone();
        let moved = if let Some((_, Fault::Moved(to))) = &fault { Some(to.clone()) } else { None };
        let found = match fault {
            Some((_, Fault::Missing)) => None,
            Some((_, Fault::Silent)) => pending().await,
            Some((_, Fault::Replaced(body))) => found.map(|(kind, _)| (kind, body)),
            Some((_, Fault::Is(kind))) => found.map(|(_, body)| (kind, body)),
            Some((_, Fault::Moved(_))) | None => found,
        };
        let policy = headers.iter().find(|(name, _)| *name == "content-security-policy");
        let policy = policy.map(|(_, policy)| policy.clone()).unwrap_or_default();
        for (name, value) in headers {
            response = response.header(name, value);
        }
        if let Some(to) = moved {
            response = response.status(302).header("location", to);
        }
        let Some((kind, body)) = found else {
            return whole(response.status(404), Bytes::new());
        };
        let body = if kind.starts_with("text/html") { hook::put_first(body, &policy) } else { body };
        whole(response.header("content-type", kind), body)
    }
}

/// Listens on a port that no test has used before, so that no origin is used twice.
async fn listen() -> (TcpListener, SocketAddr) {
    static USED: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a bound socket has an address");
        if lock(&USED).insert(address.port()) {
            return (listener, address);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
