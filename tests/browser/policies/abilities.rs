//! Pages that may do less: no clipboard, no storage, no origin, no server. And servers that send wrong types.

use std::fs;
use std::path::Path;

use devkit::Scratch;

use super::{ATTRIBUTES, MINIMUM, embed, falls_back, shows_what_the_page_wrote, starts, under, works};
use crate::harness::{Fault, Page, Person, Release, Site};

/// Everything that a page can be forbidden to do that the check could have a use for.
const NOTHING: &str = "clipboard-write=(), clipboard-read=(), fullscreen=(), geolocation=(), camera=(), microphone=(), \
                       payment=(), usb=(), sync-xhr=(), storage-access=(), web-share=(), autoplay=(), unload=()";

fn anyone() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "other")])
}

#[tokio::test]
async fn where_the_clipboard_is_forbidden_the_text_can_be_copied_by_hand() {
    let site = Site::with(ATTRIBUTES).header("permissions-policy", NOTHING);
    let page = Page::open(site).await;
    page.walk_to("result", &anyone()).await;
    page.press("copy").await;
    let text = page.until("the text", "return root.querySelector('.cc-take textarea')?.value", &[]).await;
    assert!(text.as_str().is_some_and(|it| it.contains("25 to 64")), "{text}");
}

#[tokio::test]
async fn a_page_that_may_do_nothing_special_has_the_whole_check() {
    works(under(MINIMUM).header("permissions-policy", NOTHING).header("x-content-type-options", "nosniff"))
        .await;
}

/// A page without an origin of its own.
fn sandboxed() -> Site {
    Site::of(&embed("", "/release"))
        .header("content-security-policy", "sandbox allow-scripts")
        .header("access-control-allow-origin", "*")
}

#[tokio::test]
async fn a_page_without_an_origin_keeps_the_answers_in_memory_and_says_so() {
    let page = Page::open(sandboxed()).await;
    page.walk_to("reasons", &anyone()).await;
    let notice = page.until("a notice", "return root.querySelector('.cc-notice')?.innerText", &[]).await;
    assert!(notice.to_string().contains("not saved in this browser"), "{notice}");
    page.walk_to("result", &anyone()).await;
    for action in ["copy", "save", "print"] {
        page.press(action).await;
    }
    page.press("clear").await;
    page.is_on("cleared").await;
    page.press("leave").await;
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

#[tokio::test]
async fn a_page_without_an_origin_whose_server_sends_no_leave_falls_back() {
    let site = Site::of(&embed("", "/release")).header("content-security-policy", "sandbox allow-scripts");
    let page = Page::open(site).await;
    falls_back(&page).await;
}

#[tokio::test]
async fn a_page_from_the_disk_falls_back() {
    let scratch = Scratch::make(Path::new(env!("CARGO_TARGET_TMPDIR")), "disk");
    let scratch = scratch.expect("the folder can be made");
    let dir = scratch.path();
    fs::create_dir_all(dir.join("release")).expect("the folder can be made");
    for (name, body) in &Release::get().files {
        fs::write(dir.join("release").join(name), body).expect("the folder can be written");
    }
    let html = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>Page</title>{}",
        embed("start=\"click\"", "release")
    );
    fs::write(dir.join("page.html"), html).expect("the folder can be written");
    let page = Page::open_nothing(Site::of("")).await;
    page.go_to(&format!("file://{}", dir.join("page.html").display())).await;
    page.is_on("start").await;
    page.press("start").await;
    falls_back(&page).await;
}

async fn with_type(part: &str, kind: &'static str, site: Site) -> Page {
    let page = Page::open_nothing(site).await;
    page.server.fault(part, Fault::Is(kind));
    page.visit("/").await;
    page
}

fn strict_types() -> Site {
    Site::of(&embed("", "/release")).header("x-content-type-options", "nosniff")
}

#[tokio::test]
async fn a_wasm_sent_as_any_other_type_runs_all_the_same() {
    for kind in ["application/octet-stream", "text/plain", "application/wasm; charset=utf-8"] {
        let page = with_type("_bg.wasm", kind, strict_types()).await;
        starts(&page).await;
    }
}

#[tokio::test]
async fn a_check_sent_as_any_other_type_runs_all_the_same() {
    let page = with_type(".json", "application/octet-stream", strict_types()).await;
    starts(&page).await;
}

#[tokio::test]
async fn modules_sent_as_text_fall_back_and_the_owner_hears_of_the_type() {
    for kind in ["text/plain", "application/octet-stream"] {
        let page = with_type("/runner-", kind, strict_types()).await;
        falls_back(&page).await;
        page.console_says(&["candidate-check: can’t run here", "runner-", "text/javascript"]).await;
    }
}

#[tokio::test]
async fn a_script_sent_as_text_that_the_browser_refuses_leaves_the_page_s_own_words() {
    let page = with_type("/candidate-check.js", "text/plain", strict_types()).await;
    shows_what_the_page_wrote(&page).await;
}
