//! What stands around the element: boxes, directions, layers, modes. It is always wide enough to read, every control
//! can be pressed, and the check can be finished.

use serde_json::json;

use super::{Host, can_all_be_pressed, open, path, person};
use crate::harness::{Fault, Page, Site};

/// Each with the HTML before and after the element.
const BOXES: [(&str, &str, &str); 20] = [
    ("a row of flexible boxes", r#"<div style="display: flex">"#, "</div>"),
    (
        "a row with much beside it",
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
    ("a box that hides what is too long", r#"<div style="overflow: hidden">"#, "</div>"),
    ("a box that contains", r#"<div style="contain: layout paint style">"#, "</div>"),
    (
        "a box that is laid out late",
        r#"<div style="height: 3000px"></div><div style="content-visibility: auto">"#,
        "</div>",
    ),
    (
        "a box that is turned and larger",
        r#"<div style="transform: scale(1.2) rotate(1deg); transform-origin: 0 0; width: 600px">"#,
        "</div>",
    ),
    (
        "no pointer, no selection",
        r#"<div style="pointer-events: none; user-select: none; touch-action: none">"#,
        "</div>",
    ),
    (
        "a header that stays",
        r#"<header style="position: fixed; z-index: 9; inset: 0 0 auto; height: 70px; background: #ccc"></header><div style="height: 70px"></div>"#,
        "",
    ),
    ("a label and a link", r##"<label><a href="#top"><b><i><s>"##, "</s></i></b></a></label>"),
];

/// The widget at the widths of a desktop and a phone, which may not overflow.
async fn is_wide_enough(page: &Page, host: &str) {
    for (window, least) in [(1000, 480), (320, 190)] {
        page.resize(window, 900).await;
        let width = page.eval("return root.querySelector('.cc').offsetWidth", &[]).await;
        if width.as_u64().is_none_or(|width| width < least) {
            page.fail(&format!("{host}: in a window of {window} px the check has {width} px")).await;
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
        page.press("restart").await;
    } else {
        page.press("start").await;
    }
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    can_all_be_pressed(page, host).await;
    page.press("clear").await;
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
async fn in_a_box_that_is_zoomed_the_check_can_be_pressed() {
    all_work(&[Host::around("zoom", r#"<div style="zoom: 1.5">"#, "</div>")]).await;
}

#[tokio::test]
async fn in_whatever_box_it_stands_the_check_is_wide_enough_and_can_be_pressed() {
    let hosts: Vec<Host> =
        BOXES.iter().map(|(name, before, after)| Host::around(name, before, after)).collect();
    all_work(&hosts).await;
}

#[tokio::test]
async fn on_a_page_in_another_encoding_every_word_reads_as_it_should() {
    let element =
        r#"<candidate-check></candidate-check><script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open_nothing(Site::new().file("/old", "text/html; charset=windows-1252", element)).await;
    // Its server does not say what the script is written in.
    page.server.fault("candidate-check.js", Fault::Is("text/javascript"));
    page.visit("/old").await;
    page.is_on("start").await;
    page.assert("the encoding", "return document.characterSet === 'windows-1252'", &[]).await;
    assert_eq!(page.reads("[data-action=language]").await, "Español");
}

#[tokio::test]
async fn pages_of_old_and_odd_kinds_make_no_difference() {
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
            "a grid for a page",
            "body { display: grid; grid-template-columns: 1fr min(65ch, 100%) 1fr } body > * { grid-column: 2 }",
        ),
    ];
    all_work(&hosts).await;
}

#[tokio::test]
async fn a_whole_visit_can_be_made_where_everything_is_unset_in_a_row_of_a_page_without_doctype() {
    let hosts = [Host {
        doctype: "",
        before: r#"<div style="display: flex !important; font-size: 6px !important">"#,
        after: "</div>",
        ..Host::styled("the worst of all", "* { all: unset !important }")
    }];
    let page = open(Site::new(), &hosts).await;
    page.visit(&path(0)).await;
    page.walk_by_hand("result", &person()).await;
    can_all_be_pressed(&page, "the result").await;
    assert!(!page.findings().await.is_empty(), "there is a result");
}

#[tokio::test]
async fn a_page_from_right_to_left_keeps_english_from_left_to_right() {
    let host = Host { html: "dir=\"rtl\"", ..Host::bare("from right to left") };
    let page = open(Site::new(), &[host]).await;
    page.visit(&path(0)).await;
    page.is_on("start").await;
    let script = "const frame = root.querySelector('.cc'); const style = getComputedStyle(frame); \
                  return [style.direction, style.textAlign, frame.dir]";
    assert_eq!(page.eval(script, &[]).await, json!(["ltr", "start", "ltr"]));
}

#[tokio::test]
async fn a_page_may_hide_the_element_and_give_it_a_width_and_a_margin() {
    let css = "candidate-check { width: 400px; margin: 30px } .away candidate-check { display: none }";
    let page = open(Site::new(), &[Host::styled("its own choices", css)]).await;
    page.visit(&path(0)).await;
    page.is_on("start").await;
    let script = "const it = document.querySelector('candidate-check'); const wide = it.offsetWidth; \
                  document.body.className = 'away'; return [wide, it.offsetWidth]";
    assert_eq!(page.eval(script, &[]).await, json!([400, 0]));
}

#[tokio::test]
async fn text_can_be_selected_where_the_page_forbids_it() {
    let host = Host::styled("no selection", "body { user-select: none; -webkit-user-select: none }");
    let page = open(Site::new(), &[host]).await;
    page.visit(&path(0)).await;
    page.walk_to("reasons", &person()).await;
    page.assert(
        "the question can be selected",
        // Safari has it under its own name alone; in Firefox, what is within has what is around it as "auto".
        "const of = it => getComputedStyle(it).userSelect ?? getComputedStyle(it).webkitUserSelect;
         return of(root.querySelector('.cc')) === 'text' && of(root.querySelector('.cc-heading, legend')) !== 'none'",
        &[],
    )
    .await;
}
