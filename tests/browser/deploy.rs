//! The files of the ZIP file on a server with the configuration of the example.

use std::collections::BTreeMap;

use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use crate::harness::{Nginx, Page, Person, Release, Site};

/// A response of the server: status, headers, length of the body in bytes.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    length: usize,
}

async fn ask(nginx: &Nginx, path: &str, header: Option<(&str, &str)>) -> Answer {
    let mut request = Request::get(nginx.url(path));
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    let request = request.body(Empty::<Bytes>::new()).expect("the request is well formed");
    let client = Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
    let response = client.request(request).await.expect("nginx answers");
    let text = |value: &hyper::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let status = response.status().as_u16();
    let length = response.into_body().collect().await.expect("the whole answer comes").to_bytes().len();
    Answer { status, headers, length }
}

fn path(name: &str) -> String {
    format!("/candidate-check/{name}")
}

#[tokio::test]
async fn files_have_media_type_cache_time_and_open_cors() {
    let nginx = Nginx::start();
    let release = Release::get();
    let mut asked = 0;
    for (name, content) in &release.files {
        if name == "index.html" || name.starts_with("demo-") {
            continue;
        }
        let answer = ask(&nginx, &path(name), None).await;
        let header = |it: &str| answer.headers.get(it).map(String::as_str);
        assert_eq!((answer.status, answer.length), (200, content.len()), "{name}");
        let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("wasm") => "application/wasm",
            Some("json") => "application/json; charset=utf-8",
            Some("html") => "text/html; charset=utf-8",
            Some("txt") => "text/plain; charset=utf-8",
            _ => "application/javascript; charset=utf-8",
        };
        assert_eq!(header("content-type"), Some(kind), "{name}");
        let keeps_its_name = ["candidate-check.js", "module.js", "integrity.json"].contains(&name.as_str());
        let kept = if keeps_its_name { "public, max-age=300" } else { "public, max-age=31536000, immutable" };
        assert_eq!(header("cache-control"), Some(kept), "{name}");
        assert_eq!(header("access-control-allow-origin"), Some("*"), "{name}");
        assert_eq!(header("cross-origin-resource-policy"), Some("cross-origin"), "{name}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{name}");
        assert_eq!(
            header("content-security-policy"),
            Some("frame-ancestors https://www.example.com"),
            "{name}: no other website frames it"
        );
        asked += 1;
    }
    assert!(asked >= 8, "only {asked} files were requested");
}

#[tokio::test]
async fn sends_precompressed_files_to_clients_that_accept_gzip() {
    let nginx = Nginx::start();
    for part in ["candidate-check.js", "_bg.wasm", "check.en", "runner-"] {
        let release = Release::get();
        let name = release.name(part);
        let answer = ask(&nginx, &path(name), Some(("accept-encoding", "gzip"))).await;
        assert_eq!(answer.headers.get("content-encoding").map(String::as_str), Some("gzip"), "{name}");
        assert!(answer.headers["vary"].contains("Accept-Encoding"), "{name}: {:?}", answer.headers);
        assert!(answer.length * 10 < release.files[name].len() * 6, "{name} has {} bytes", answer.length);
    }
}

#[tokio::test]
async fn a_missing_file_is_not_cached_as_missing() {
    let nginx = Nginx::start();
    let answer = ask(&nginx, &path("runner-00000000.js"), None).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(
        answer.headers["access-control-allow-origin"], "*",
        "a page can distinguish it from a server that is down"
    );
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() {
    let nginx = Nginx::start();
    let tag = ask(&nginx, &path("candidate-check.js"), None).await.headers["etag"].clone();
    let again = ask(&nginx, &path("candidate-check.js"), Some(("if-none-match", &tag))).await;
    assert_eq!((again.status, again.length), (304, 0));
    assert_eq!(again.headers["cache-control"], "public, max-age=300");
}

#[tokio::test]
async fn a_page_of_another_website_runs_the_whole_check() {
    let nginx = Nginx::start();
    let tag = format!(
        "<candidate-check></candidate-check><script src=\"{}\" async></script>",
        nginx.url("/candidate-check/candidate-check.js")
    );
    let page = Page::open(Site::of(&tag)).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let own: Vec<String> = page.server.requests().into_iter().filter(|it| it != "/favicon.ico").collect();
    assert_eq!(own, ["/"], "the clinic's own server receives only the request for the page");
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}
