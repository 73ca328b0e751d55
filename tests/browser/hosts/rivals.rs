//! The probe on third-party form widgets, for a table in the documents. `cargo xtask probe` installs them and runs
//! this. It sets the paths in environment variables. This is not part of the tests.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::impact::{Impact, measure, page};
use crate::harness::{Page, Site};

/// Each product with its name in `products.js`, its name and version, and its files below `node_modules`.
const PRODUCTS: [(&str, &str, &[&str]); 4] = [
    ("ours", "Candidate Check", &[]),
    (
        "surveyjs",
        "SurveyJS",
        &[
            "survey-core/survey-core.fontless.min.css",
            "survey-core/survey.core.min.js",
            "survey-js-ui/survey-js-ui.min.js",
        ],
    ),
    (
        "lforms",
        "LHC-Forms",
        &[
            "lforms/dist/lforms/webcomponent/styles.css",
            "lforms/dist/lforms/webcomponent/assets/lib/zone.min.js",
            "lforms/dist/lforms/webcomponent/runtime.js",
            "lforms/dist/lforms/webcomponent/polyfills.js",
            "lforms/dist/lforms/webcomponent/main.js",
            "lforms/dist/lforms/fhir/R4/lformsFHIR.min.js",
        ],
    ),
    ("formio", "Form.io", &["@formio/js/dist/formio.form.min.css", "@formio/js/dist/formio.form.min.js"]),
];

/// A row of the table: its label, and its text from a product's figures.
type Row = (&'static str, fn(&Impact) -> String);
const ROWS: [Row; 13] = [
    ("elements of the page that look different", |it| of(it, "restyled", "sentinels")),
    ("computed styles of the page that changed", |it| number(it, "styles")),
    ("globals added", |it| length(it, "globals")),
    ("built-in functions and properties replaced or added", |it| length(it, "patched")),
    ("elements added to the body elsewhere", |it| number(it, "outside")),
    ("listeners on window, document and the page’s elements, in use", |it| length(it, "listening")),
    ("the same, after the product is removed", |it| length(it, "left")),
    ("intervals still running after that", |it| number(it, "timers")),
    ("third-party hosts that are contacted", |it| it.third_party_hosts.len().to_string()),
    ("requests while a question is answered", |it| it.later.len().to_string()),
    ("cookies", |it| number(it, "cookies")),
    ("keys in storage", |it| length(it, "kept")),
    ("its own elements that the page’s stylesheet changes", |it| {
        format!("{} of {}", length(it, "bent"), number(it, "elements"))
    }),
];

fn number(it: &Impact, name: &str) -> String {
    it.figures[name].to_string()
}

fn list(it: &Impact, name: &str) -> Vec<String> {
    serde_json::from_value(it.figures[name].clone()).expect("a list of names")
}

fn length(it: &Impact, name: &str) -> String {
    list(it, name).len().to_string()
}

fn of(it: &Impact, name: &str, all: &str) -> String {
    format!("{} of {}", number(it, name), number(it, all))
}

/// A list of names, cut where it gets long.
fn named(names: &[String]) -> String {
    const MAX_SHOWN: usize = 14;
    // Event handlers and internal marks of libraries come last, because they are many and of little interest.
    let (names, minor): (Vec<_>, Vec<_>) = names
        .iter()
        .partition(|it| !it.split('.').any(|part| part.starts_with("on") || part.starts_with("__")));
    let names: Vec<&String> = names.into_iter().chain(minor).collect();
    let shown: Vec<String> = names.iter().take(MAX_SHOWN).map(|it| format!("`{it}`")).collect();
    let rest = names.len().saturating_sub(MAX_SHOWN);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn table(measured: &[(String, Impact)]) -> String {
    let mut text = String::from("| |");
    for (product, _) in measured {
        write!(text, " {product} |").expect("text can be written");
    }
    text += "\n| --- |";
    text += &" ---: |".repeat(measured.len());
    for (name, figure) in ROWS {
        write!(text, "\n| {name} |").expect("text can be written");
        for (_, impact) in measured {
            write!(text, " {} |", figure(impact)).expect("text can be written");
        }
    }
    text += "\n";
    for (product, impact) in measured {
        for (verb, name) in [("adds the globals", "globals"), ("replaces or adds", "patched")] {
            let names = list(impact, name);
            if !names.is_empty() {
                write!(text, "\n{product} {verb} {}.\n", named(&names)).expect("text can be written");
            }
        }
    }
    text
}

/// The product's name with its installed version.
fn titled(dir: &Path, title: &str, files: &[&str]) -> String {
    let Some(file) = files.first() else { return title.to_owned() };
    let package: Vec<&str> = file.split('/').take(if file.starts_with('@') { 2 } else { 1 }).collect();
    let path = dir.join(package.join("/")).join("package.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let package: Json = serde_json::from_str(&text).expect("package.json is JSON");
    format!("{title} {}", package["version"].as_str().unwrap_or_default())
}

#[tokio::test]
#[ignore = "needs third-party widgets: cargo xtask probe"]
async fn probe_other_products() {
    let named = |name: &str| PathBuf::from(env::var_os(name).expect("cargo xtask probe sets the variable"));
    let dir = named("PROBE_PACKAGES");
    let mut site = Site::new().page("/probe", &page());
    for file in PRODUCTS.iter().flat_map(|(.., files)| *files) {
        site = site.package_in(&dir, file);
    }
    let mut measured = Vec::new();
    let mut browser = String::new();
    for (product, title, files) in PRODUCTS {
        let page = Page::open_blank(site.clone()).await;
        page.visit("/probe").await;
        let impact = measure(&page, product).await;
        println!("{title}: {:#}", impact.figures);
        println!(
            "{title}: third-party hosts {:?}, later requests {:?}",
            impact.third_party_hosts, impact.later
        );
        measured.push((titled(&dir, title, files), impact));
        browser = page.text_of("return navigator.userAgent.match(/Chrome.[0-9]+/)[0]", &[]).await;
    }
    let text = format!("In {}.\n\n{}", browser.replace("Chrome/", "Chromium "), table(&measured));
    fs::write(named("PROBE_TABLE"), text).expect("the table can be written");
}
