//! The release on third-party pages: their styles, layouts and scripts, and the ways in which they handle the element.
//! The check must look and work as on a bare page, and must not change the page.

mod clinics;
mod impact;
mod lifecycle;
mod rivals;
mod scripts;
mod stylesheets;
mod surroundings;

use std::collections::BTreeMap;

use serde_json::json;

use crate::harness::{Page, Person, Site};

/// A third-party page with the element on it. Each part is HTML.
#[derive(Clone, Debug)]
struct Host {
    /// A short description for messages.
    name: &'static str,
    doctype: &'static str,
    /// Attributes of `<html>`.
    html: &'static str,
    head: String,
    /// Attributes of `<body>`.
    body: &'static str,
    before: &'static str,
    after: &'static str,
}

impl Host {
    /// A page with only the element.
    fn bare(name: &'static str) -> Host {
        let doctype = "<!doctype html>";
        Host { name, doctype, html: "", head: String::new(), body: "", before: "", after: "" }
    }

    /// A page with a stylesheet of its own.
    fn styled(name: &'static str, css: &str) -> Host {
        Host { head: format!("<style>{css}</style>"), ..Host::bare(name) }
    }

    /// A page that runs a script before everything else.
    fn scripted(name: &'static str, script: &str) -> Host {
        Host { head: format!("<script>{script}</script>"), ..Host::bare(name) }
    }

    /// A page with HTML around the element.
    fn around(name: &'static str, before: &'static str, after: &'static str) -> Host {
        Host { before, after, ..Host::bare(name) }
    }

    fn text(&self) -> String {
        let Host { name, doctype, html, head, body, before, after } = self;
        format!(
            "{doctype}<html lang=\"en\" {html}><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>{head}</head>\
             <body {body}>{before}<candidate-check exit-url=\"/elsewhere\"></candidate-check>{after}\
             <script src=\"/release/candidate-check.js\" async></script></body></html>"
        )
    }
}

/// The path of a host on the site.
fn path(idx: usize) -> String {
    format!("/hosts/{idx}")
}

/// Opens a browser on a site with all these pages.
async fn open(site: Site, hosts: &[Host]) -> Page {
    let pages = hosts.iter().enumerate();
    Page::open_blank(pages.fold(site, |site, (idx, host)| site.page(&path(idx), &host.text()))).await
}

/// A person whose result shows most parts that a result can have.
fn person() -> Person {
    Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("heart", "rhythm-problem"),
        ("goals", "Sleep"),
    ])
}

/// Asserts that a visitor can press every control of the screen.
async fn can_all_be_pressed(page: &Page, host: &str) {
    let missed = page.eval(include_str!("controls.js"), &[]).await;
    if missed != json!([]) {
        page.fail(&format!("{host}: controls that can't be pressed: {missed:#}")).await;
    }
}

/// Each kind of element in the widget, with the computed styles of the first element of that kind.
type Looks = Vec<(String, BTreeMap<String, String>)>;

async fn looks(page: &Page) -> Looks {
    // An element under the pointer or with the focus looks different.
    page.eval("root.activeElement?.blur()", &[]).await;
    page.move_pointer_away().await;
    serde_json::from_value(page.eval(include_str!("looks.js"), &[]).await)
        .expect("elements with their styles")
}

/// The differences, as messages.
fn differences(plain: &Looks, hosted: &Looks) -> Vec<String> {
    let names = |looks: &Looks| looks.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(plain) != names(hosted) {
        return vec![format!("other elements: {:?} instead of {:?}", names(hosted), names(plain))];
    }
    let pairs = plain.iter().zip(hosted);
    let differing = pairs.flat_map(|((name, plain), (_, hosted))| {
        let styles = plain.iter().filter(|(style, value)| hosted.get(*style) != Some(*value));
        styles.map(move |(style, value)| format!("{name}: {style}: {:?}, not {value}", hosted.get(style)))
    });
    differing.collect()
}
