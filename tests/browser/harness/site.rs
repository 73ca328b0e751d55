//! A clinic's website: the pages of a test, and the release under `/release/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use devkit::media_type;
use hyper::body::Bytes;
use serde_json::{Value as Json, json};

use super::release::Release;

/// The tag that a clinic pastes.
const SCRIPT: &str = r#"<script src="/release/candidate-check.js" async></script>"#;

/// The served files, by path. The start page contains the element, or the content that a test provides.
#[derive(Clone, Debug)]
pub struct Site {
    pub(super) files: BTreeMap<String, (&'static str, Bytes)>,
    /// Headers of every response.
    pub(super) headers: Vec<(&'static str, String)>,
    /// Whether timeouts end by themselves, and not when the test ends them.
    pub(super) real_time: bool,
    head: String,
    body: String,
}

impl Site {
    /// A site with the element on its start page, without attributes.
    pub fn new() -> Site {
        Site::with("")
    }

    /// A site with the element on its start page, with attributes.
    pub fn with(attributes: &str) -> Site {
        Site::of(&format!("<candidate-check {attributes}></candidate-check>{SCRIPT}"))
    }

    /// A site with this body on its start page.
    pub fn of(body: &str) -> Site {
        let mut site = Site { body: body.into(), ..Site::empty() }.release(&Release::get());
        for name in ["before", "elsewhere"] {
            site = site.html(&format!("/{name}"), &format!("<title>{name}</title><p>{name}</p>"));
        }
        site
    }

    /// A site without pages.
    pub fn empty() -> Site {
        Site {
            files: BTreeMap::new(),
            headers: Vec::new(),
            real_time: false,
            head: String::new(),
            body: String::new(),
        }
        .file("/favicon.ico", "image/x-icon", "")
    }

    /// Serves the files in a folder and below it, under a path that ends in a slash.
    pub fn folder(mut self, path: &str, folder: &Path) -> Site {
        let listed = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in listed {
            let file = entry.expect("the folder can be listed").path();
            let name = file.file_name().and_then(|name| name.to_str()).expect("names are text").to_owned();
            if file.is_dir() && name != "node_modules" {
                self = self.folder(&format!("{path}{name}/"), &file);
            } else if file.is_file() {
                let content = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                self.files.insert(format!("{path}{name}"), (media_type(&name), content.into()));
            }
        }
        self
    }

    /// Serves a file as the start page.
    pub fn start_page(mut self, path: &str) -> Site {
        let page = self.files.get(path).unwrap_or_else(|| panic!("there is no {path}")).clone();
        self.files.insert("/".into(), page);
        self
    }

    /// Serves the files of another release.
    pub fn release(mut self, release: &Release) -> Site {
        self.files.retain(|path, _| !path.starts_with("/release/"));
        for (name, body) in release.files.iter().chain(&release.demo) {
            self.files.insert(format!("/release/{name}"), (media_type(name), body.clone()));
        }
        self
    }

    /// Adds this to the head of the start page.
    pub fn head(mut self, html: &str) -> Site {
        self.head.push_str(html);
        self
    }

    /// Adds a script to the head of the start page.
    pub fn script(self, script: &str) -> Site {
        self.head(&format!("<script>{script}</script>"))
    }

    /// Sends this header with every response.
    pub fn header(mut self, name: &'static str, value: &str) -> Site {
        self.headers.push((name, value.into()));
        self
    }

    /// Lets timeouts end by themselves.
    pub fn in_real_time(mut self) -> Site {
        self.real_time = true;
        self
    }

    /// Serves one more file.
    pub fn file(mut self, path: &str, kind: &'static str, body: &str) -> Site {
        self.files.insert(path.into(), (kind, Bytes::from(body.to_owned())));
        self
    }

    /// Serves one more page.
    pub fn html(self, path: &str, html: &str) -> Site {
        self.file(
            path,
            "text/html; charset=utf-8",
            &format!("<!doctype html><html lang=\"en\">{html}</html>"),
        )
    }

    /// Serves one more page, whose text is complete.
    pub fn page(self, path: &str, html: &str) -> Site {
        self.file(path, "text/html; charset=utf-8", html)
    }

    /// Serves a file of an npm package under `/packages/`, such as `bootstrap/dist/css/bootstrap.min.css`.
    pub fn package(self, file: &str) -> Site {
        self.package_in(&devkit::root().join("xtask/node_modules"), file)
    }

    /// The same for packages in another folder.
    pub fn package_in(self, packages: &Path, file: &str) -> Site {
        let path = packages.join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; install it: npm ci --ignore-scripts in xtask/, or cargo xtask build",
                path.display()
            )
        });
        self.file(&format!("/packages/{file}"), media_type(file), &text)
    }

    pub(super) fn find(&self, path: &str) -> Option<(&'static str, Bytes)> {
        if path == "/" && !self.files.contains_key(path) {
            let (head, body) = (&self.head, &self.body);
            let page = format!(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Hill Road Clinic</title>{head}</head>\
                 <body><main><h1>Hill Road Clinic</h1>{body}</main></body></html>"
            );
            return Some(("text/html; charset=utf-8", page.into()));
        }
        self.files.get(path).cloned()
    }
}

/// A clinic's own questionnaire: one section with these questions.
pub fn questionnaire(questions: Json) -> String {
    json!({
        "resourceType": "Questionnaire",
        "url": "https://clinic.example/Questionnaire/own",
        "version": "1",
        "language": "en",
        "title": "Our own questions",
        "status": "active",
        "item": [{ "linkId": "section-own", "type": "group", "text": "Our questions", "item": questions }],
    })
    .to_string()
}
