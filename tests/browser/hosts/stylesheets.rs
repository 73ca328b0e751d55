//! Stylesheets of pages: their rules must not affect the elements of the widget.

use super::{Host, Looks, can_all_be_pressed, differences, looks, open, path, person};
use crate::harness::{Page, Site};

/// Common base stylesheets of clinics' sites, from their packages.
const SHEETS: [&str; 6] = [
    "bootstrap/dist/css/bootstrap.min.css",
    "bulma/css/bulma.min.css",
    "modern-normalize/modern-normalize.css",
    "normalize.css/normalize.css",
    "reset-css/reset.css",
    "tailwindcss/preflight.css",
];

/// Rules for all elements, of kinds that were seen to change other widgets.
const RULES: [(&str, &str); 10] = [
    ("everything unset, as important", "* { all: unset !important }"),
    (
        "inherited styles on everything",
        "* { color: red !important; letter-spacing: 9px !important; word-spacing: 20px !important; \
         text-transform: uppercase !important; text-align: right !important; line-height: 3 !important; \
         font-style: italic !important; font-weight: 100 !important; text-indent: 3em !important; \
         white-space: nowrap !important; text-shadow: 1px 1px red !important; tab-size: 1 !important; \
         hyphens: auto !important; word-break: break-all !important; list-style: square inside !important; \
         cursor: crosshair !important; quotes: none !important; border-collapse: collapse !important; \
         caret-color: red !important; accent-color: red !important; visibility: visible !important }",
    ),
    (
        "boxes on everything",
        "* { box-sizing: border-box !important; margin: 0 !important; padding: 0 !important; border: 0 !important; \
         border-radius: 9px !important; background: transparent !important; max-width: 100% !important }",
    ),
    (
        "transitions on everything",
        "*, *::before, *::after { transition: all 3s !important; animation: none !important }",
    ),
    (
        "every tag that the widget uses",
        "a, aside, button, dd, details, div, dl, dt, fieldset, figure, h1, h2, h3, h4, h5, h6, input, label, legend, \
         li, ol, p, progress, section, select, small, span, strong, summary, svg, textarea, ul \
         { display: none !important; color: red !important; position: fixed !important; float: left !important }",
    ),
    (
        "the widget's own class names",
        "[class^=cc], .cc, .cc-screen, .cc-help, .cc-button, .cc-foot { display: none !important; all: unset !important }",
    ),
    (
        "custom properties with the names of the widget's own",
        ":root, body, candidate-check { --accent: red; --surface: red; --text: red; --muted: red; --border: red; \
         --radius: 40px; --space: 40px; --_accent: red; --_surface: red; --_text: red; --_space: 40px; --_ink: red; \
         --_a: red; --_b: red; --_c: red; --_d: red; --_e: red; --_f: red; --_g: red; --_h: red; --_i: red; --_j: red; \
         --_k: red; --_l: red; --_m: red; --_n: red; --_o: red; --_p: red; --_q: red; --_r: red; --_s: red; --_t: red; \
         --_u: red; --_v: red; --_w: red; --_x: red; --_y: red; --_z: red }",
    ),
    (
        "pseudo-elements",
        "*::before, *::after { content: 'x' !important; display: block !important; color: red !important }",
    ),
    (
        "states",
        ":hover, :focus, :focus-visible, :focus-within, :checked, :disabled, :invalid { outline: 9px solid red !important; opacity: 0.1 }",
    ),
    (
        "layers and scopes",
        "@layer base, theme; @layer base { * { all: unset } } @scope (body) { * { color: red } } @property --space { syntax: '<length>'; inherits: false; initial-value: 40px }",
    ),
];

/// Choices that a page may make: a name, the page’s styles, and the styles of a bare page on which the widget must look
/// the same.
const CHOICES: [(&str, &str, &str); 6] = [
    ("a root of 62.5 %", "html { font-size: 62.5% } body { font-size: 1.6rem }", ""),
    ("tiny type", "html, body { font-size: 6px }", ""),
    ("huge type", "body { font-size: 40px }", "body { font-size: 22px }"),
    ("somewhat larger type", "html { font-size: 125% }", "body { font-size: 20px }"),
    (
        "a dark page",
        "html { color-scheme: dark; background: #111 } body { color: #eee }",
        "html { color-scheme: dark }",
    ),
    ("a page dark by its colors alone", "body { background: #000; color: #fff }", ""),
];

/// A box of a fixed width around the element, because these tests are not about styles that depend on the available
/// space.
const FIXED_WIDTH: (&str, &str) = (
    r#"<div style="all: initial !important; font: inherit !important; color-scheme: inherit !important; display: block !important; width: 700px !important">"#,
    "</div>",
);

fn with_fixed_width(host: Host) -> Host {
    Host { before: FIXED_WIDTH.0, after: FIXED_WIDTH.1, ..host }
}

/// The start screen, a question, the review and the result, for a visitor with saved answers.
async fn screens(page: &Page) -> Vec<(&'static str, Looks)> {
    page.is_on("start").await;
    page.until("all styles", "return root.adoptedStyleSheets.length > 1", &[]).await;
    let start = looks(page).await;
    page.resume().await;
    page.asks("safety").await;
    let question = looks(page).await;
    page.walk_to("review", &person()).await;
    let review = looks(page).await;
    page.walk_to("result", &person()).await;
    let result = looks(page).await;
    vec![("start", start), ("question", question), ("review", review), ("result", result)]
}

/// Asserts that the widget looks the same on both pages of each pair.
async fn look_alike(site: Site, pairs: &[(Host, Host)]) {
    let hosts: Vec<Host> = pairs
        .iter()
        .flat_map(|(plain, hosted)| [with_fixed_width(plain.clone()), with_fixed_width(hosted.clone())])
        .collect();
    let page = open(site, &hosts).await;
    page.visit(&path(0)).await;
    page.walk_to("result", &person()).await;
    // The looks on a bare page are taken once and used for every page that is compared with it.
    let mut plain: Vec<(String, Vec<(&str, Looks)>)> = Vec::new();
    let mut found = Vec::new();
    for (idx, host) in hosts.iter().enumerate() {
        let text = host.text();
        if idx % 2 == 0 {
            if plain.iter().all(|(it, _)| *it != text) {
                page.visit(&path(idx)).await;
                plain.push((text, screens(&page).await));
            }
            continue;
        }
        page.visit(&path(idx)).await;
        let twin = hosts[idx - 1].text();
        let (_, twin) = plain.iter().find(|(it, _)| *it == twin).expect("the bare page was visited before");
        for ((screen, hosted), (_, plain)) in screens(&page).await.iter().zip(twin) {
            let differences = differences(plain, hosted);
            if !differences.is_empty() {
                let some: Vec<&String> = differences.iter().take(12).collect();
                found.push(format!(
                    "{}, {screen}: {} differences, such as {some:#?}",
                    host.name,
                    differences.len()
                ));
            }
        }
        can_all_be_pressed(&page, host.name).await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn beside_a_bare_page(hosted: Host) -> (Host, Host) {
    (Host::bare("bare"), hosted)
}

#[tokio::test]
async fn common_stylesheets_change_nothing_in_the_widget() {
    let site = SHEETS.iter().fold(Site::new(), |site, sheet| site.package(sheet));
    let linked = |sheet: &&'static str| Host {
        head: format!(r#"<link rel="stylesheet" href="/packages/{sheet}">"#),
        ..Host::bare(sheet)
    };
    let pairs: Vec<_> = SHEETS.iter().map(linked).map(beside_a_bare_page).collect();
    look_alike(site, &pairs).await;
}

#[tokio::test]
async fn universal_rules_change_nothing_in_the_widget() {
    let pairs: Vec<_> = RULES.iter().map(|(name, css)| beside_a_bare_page(Host::styled(name, css))).collect();
    look_alike(Site::new(), &pairs).await;
}

#[tokio::test]
async fn page_sets_font_size_and_color_scheme_within_readable_limits() {
    let pair = |(name, hosted, plain): &(&'static str, &str, &str)| {
        (Host::styled("bare", plain), Host::styled(name, hosted))
    };
    let pairs: Vec<_> = CHOICES.iter().map(pair).collect();
    look_alike(Site::new(), &pairs).await;
}
