//! The surroundings of the element: boxes, directions, layers and document modes. In each, the element is wide enough
//! to read, every control can be pressed, and the check works.

use serde_json::json;

use super::{Host, can_all_be_pressed, open, path, person};
use crate::harness::{Fault, Page, Site};

/// Boxes around the element: a name, and the HTML before and after the element.
const BOXES: [(&str, &str, &str); 20] = [
    ("a row of flexible boxes", r#"<div style="display: flex">"#, "</div>"),
    (
        "a row with a long text beside it",
        r#"<div style="display: flex"><p>Much text that is beside the check.</p>"#,
        "</div>",
    ),
    (
        "a column with its boxes in the middle",
        r#"<div style="display: flex; flex-direction: column; align-items: center">"#,
        "</div>",
    ),
    ("a grid with its boxes in the middle", r#"<div style="display: grid; place-items: center">"#, "</div>"),
    (
        "a grid of columns as wide as their content",
        r#"<div style="display: grid; grid-template-columns: auto 1fr; min-width: 0">"#,
        "<i></i></div>",
    ),
    ("a box as wide as its content", r#"<div style="width: fit-content; min-width: 0">"#, "</div>"),
    ("a box that floats", r#"<div style="float: left">"#, "</div>"),
    ("a box inside a line", r#"<p style="display: inline-block">"#, "</p>"),
    ("a box out of the flow", r#"<div style="position: absolute; left: 0">"#, "</div>"),
    ("a table", "<table><tr><td>", "</td></tr></table>"),
    ("a paragraph that was not closed", "<p>Text before", ""),
    ("columns", r#"<div style="columns: 2 300px">"#, "</div>"),
    ("a box that scrolls", r#"<div style="height: 300px; overflow: auto">"#, "</div>"),
    ("a box that hides overflow", r#"<div style="overflow: hidden">"#, "</div>"),
    ("a box with containment", r#"<div style="contain: layout paint style">"#, "</div>"),
    (
        "a box that is laid out late",
        r#"<div style="height: 3000px"></div><div style="content-visibility: auto">"#,
        "</div>",
    ),
    (
        "a box that is rotated and scaled",
        r#"<div style="transform: scale(1.2) rotate(1deg); transform-origin: 0 0; width: 600px">"#,
        "</div>",
    ),
    (
        "no pointer, no selection",
        r#"<div style="pointer-events: none; user-select: none; touch-action: none">"#,
        "</div>",
    ),
    (
        "a fixed header",
        r#"<header style="position: fixed; z-index: 9; inset: 0 0 auto; height: 70px; background: #ccc"></header><div style="height: 70px"></div>"#,
        "",
    ),
    ("a label and a link", r##"<label><a href="#top"><b><i><s>"##, "</s></i></b></a></label>"),
];

/// Asserts that the widget is wide enough in the window of a desktop and of a phone.
async fn is_wide_enough(page: &Page, host: &str) {
    for (window, min_width) in [(1000, 470), (320, 190)] {
        page.resize(window, 900).await;
        let width = page.eval("return root.querySelector('.cc').offsetWidth", &[]).await;
        if width.as_u64().is_none_or(|width| width < min_width) {
            page.fail(&format!("{host}: in a window of {window} px the check is {width} px wide")).await;
        }
    }
    page.resize(1000, 900).await;
}

async fn works(page: &Page, host: &str) {
    page.is_on("start").await;
    is_wide_enough(page, host).await;
    page.eval("root.host.scrollIntoView({ behavior: 'instant' })", &[]).await;
    page.until("all styles", "return root.adoptedStyleSheets.length > 1", &[]).await;
    can_all_be_pressed(page, host).await;
    if page.has("[data-action=restart]").await {
        page.start_over().await;
    } else {
        page.press("start").await;
    }
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    can_all_be_pressed(page, host).await;
    page.clear().await;
    page.is_on("cleared").await;
}

async fn all_work(hosts: &[Host]) {
    let page = open(Site::new(), hosts).await;
    for (idx, host) in hosts.iter().enumerate() {
        page.visit(&path(idx)).await;
        works(&page, host.name).await;
    }
}

#[tokio::test]
async fn check_can_be_operated_in_a_zoomed_box() {
    all_work(&[Host::around("zoom", r#"<div style="zoom: 1.5">"#, "</div>")]).await;
}

#[tokio::test]
async fn check_is_wide_enough_and_operable_in_any_box() {
    let hosts: Vec<Host> =
        BOXES.iter().map(|(name, before, after)| Host::around(name, before, after)).collect();
    all_work(&hosts).await;
}

#[tokio::test]
async fn texts_are_correct_on_a_page_with_another_encoding() {
    let element =
        r#"<candidate-check></candidate-check><script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open_blank(Site::new().file("/old", "text/html; charset=windows-1252", element)).await;
    // Its server does not send the encoding of the script.
    page.server.fault("candidate-check.js", Fault::Is("text/javascript"));
    page.visit("/old").await;
    page.is_on("start").await;
    page.assert("the encoding", "return document.characterSet === 'windows-1252'", &[]).await;
    assert_eq!(page.reads("[data-action=language]").await, "Español");
}

#[tokio::test]
async fn check_works_on_old_and_unusual_pages() {
    let hosts = [
        Host { doctype: "", ..Host::bare("no doctype") },
        Host {
            doctype: "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">",
            ..Host::bare("an old doctype")
        },
        Host {
            html: "dir=\"rtl\"",
            body: "style=\"direction: rtl; text-align: right\"",
            ..Host::bare("from right to left")
        },
        Host {
            head: "<base href=\"/somewhere/else/\" target=\"_top\">".into(),
            ..Host::bare("a base with a target")
        },
        Host { body: "contenteditable=\"true\"", ..Host::bare("a page that is edited") },
        Host {
            html: "translate=\"no\" class=\"notranslate\" hidden-until=\"x\"",
            ..Host::bare("odd attributes")
        },
        Host::styled("a zoomed page", "html { zoom: 1.25 } body { zoom: 80% }"),
        Host::styled(
            "a page that only scrolls inside",
            "html, body { height: 100%; margin: 0; overflow: hidden } body { overflow-y: scroll }",
        ),
        Host::styled(
            "a page that is a grid",
            "body { display: grid; grid-template-columns: 1fr min(65ch, 100%) 1fr } body > * { grid-column: 2 }",
        ),
    ];
    all_work(&hosts).await;
}

#[tokio::test]
async fn whole_visit_works_with_all_unset_in_flexbox_without_doctype() {
    let hosts = [Host {
        doctype: "",
        before: r#"<div style="display: flex !important; font-size: 6px !important">"#,
        after: "</div>",
        ..Host::styled("all unset", "* { all: unset !important }")
    }];
    let page = open(Site::new(), &hosts).await;
    page.visit(&path(0)).await;
    page.walk_by_hand("result", &person()).await;
    can_all_be_pressed(&page, "the result").await;
    assert!(!page.findings().await.is_empty(), "the result has findings");
}

#[tokio::test]
async fn english_stays_left_to_right_on_a_right_to_left_page() {
    let host = Host { html: "dir=\"rtl\"", ..Host::bare("from right to left") };
    let page = open(Site::new(), &[host]).await;
    page.visit(&path(0)).await;
    page.is_on("start").await;
    let script = "const frame = root.querySelector('.cc'); const style = getComputedStyle(frame); \
                  return [style.direction, style.textAlign, frame.dir]";
    assert_eq!(page.eval(script, &[]).await, json!(["ltr", "start", "ltr"]));
}

#[tokio::test]
async fn page_can_hide_the_element_and_set_its_width_and_margin() {
    let css = "candidate-check { width: 400px; margin: 30px } .away candidate-check { display: none }";
    let page = open(Site::new(), &[Host::styled("its own choices", css)]).await;
    page.visit(&path(0)).await;
    page.is_on("start").await;
    let script = "const it = document.querySelector('candidate-check'); const wide = it.offsetWidth; \
                  document.body.className = 'away'; return [wide, it.offsetWidth]";
    assert_eq!(page.eval(script, &[]).await, json!([400, 0]));
}

#[tokio::test]
async fn text_can_be_selected_on_a_page_that_forbids_it() {
    let host = Host::styled("no selection", "body { user-select: none; -webkit-user-select: none }");
    let page = open(Site::new(), &[host]).await;
    page.visit(&path(0)).await;
    page.walk_to("reasons", &person()).await;
    page.assert(
        "the question can be selected",
        // Safari only has the prefixed property. In Firefox, descendants report the inherited value as "auto".
        "const of = it => getComputedStyle(it).userSelect ?? getComputedStyle(it).webkitUserSelect;
         return of(root.querySelector('.cc')) === 'text' && of(root.querySelector('.cc-heading, legend')) !== 'none'",
        &[],
    )
    .await;
}
