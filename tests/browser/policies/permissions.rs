//! Pages with fewer permissions: no clipboard, no storage, no origin, no server. Also servers that send wrong content
//! types.

use std::fs;
use std::path::Path;

use devkit::Scratch;

use super::{ATTRIBUTES, MINIMUM, embed, falls_back, shows_what_the_page_wrote, starts, under, works};
use crate::harness::{Fault, Page, Person, Release, Site};

/// A permissions policy that forbids everything that the check could use.
const NO_PERMISSIONS: &str = "clipboard-write=(), clipboard-read=(), fullscreen=(), geolocation=(), camera=(), microphone=(), \
                       payment=(), usb=(), sync-xhr=(), storage-access=(), web-share=(), autoplay=(), unload=()";

fn anyone() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "other")])
}

#[tokio::test]
async fn text_can_be_copied_by_hand_without_clipboard_access() {
    let site = Site::with(ATTRIBUTES).header("permissions-policy", NO_PERMISSIONS);
    let page = Page::open(site).await;
    page.walk_to("result", &anyone()).await;
    page.take().await;
    page.press("copy").await;
    let text = page.until("the text", "return root.querySelector('.cc-take textarea')?.value", &[]).await;
    assert!(text.as_str().is_some_and(|it| it.contains("Age: 25-64")), "{text}");
}

#[tokio::test]
async fn whole_check_works_without_browser_permissions() {
    works(
        under(MINIMUM)
            .header("permissions-policy", NO_PERMISSIONS)
            .header("x-content-type-options", "nosniff"),
    )
    .await;
}

/// A page with an opaque origin.
fn sandboxed() -> Site {
    Site::of(&embed("", "/release"))
        .header("content-security-policy", "sandbox allow-scripts")
        .header("access-control-allow-origin", "*")
}

#[tokio::test]
async fn opaque_origin_keeps_answers_in_memory_and_shows_a_notice() {
    let page = Page::open(sandboxed()).await;
    page.walk_to("reasons", &anyone()).await;
    let notice = page.until("a notice", "return root.querySelector('.cc-notice')?.innerText", &[]).await;
    assert!(notice.to_string().contains("not saved in this browser"), "{notice}");
    page.walk_to("result", &anyone()).await;
    page.take().await;
    for action in ["copy", "pdf", "print"] {
        page.press(action).await;
    }
    // The sandbox ignores the dialog without a word.
    let refused = "return root.querySelector('#cc-outcome').innerText.includes('did not print')";
    page.until_timeout(2, "the notice that nothing was printed", refused).await;
    assert!(page.has(".cc-take textarea").await, "the text to copy by hand");
    page.clear().await;
    page.is_on("cleared").await;
    page.press("leave").await;
    page.until("the other page", "return location.pathname === '/elsewhere'", &[]).await;
}

#[tokio::test]
async fn opaque_origin_without_cors_header_falls_back() {
    let site = Site::of(&embed("", "/release")).header("content-security-policy", "sandbox allow-scripts");
    let page = Page::open(site).await;
    falls_back(&page).await;
}

#[tokio::test]
async fn page_from_disk_falls_back() {
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
    let page = Page::open_blank(Site::of("")).await;
    page.go_to(&format!("file://{}", dir.join("page.html").display())).await;
    page.is_on("start").await;
    page.press("start").await;
    falls_back(&page).await;
}

async fn with_type(part: &str, kind: &'static str, site: Site) -> Page {
    let page = Page::open_blank(site).await;
    page.server.fault(part, Fault::Is(kind));
    page.visit("/").await;
    page
}

fn strict_types() -> Site {
    Site::of(&embed("", "/release")).header("x-content-type-options", "nosniff")
}

#[tokio::test]
async fn wasm_with_a_wrong_content_type_runs() {
    for kind in ["application/octet-stream", "text/plain", "application/wasm; charset=utf-8"] {
        let page = with_type("_bg.wasm", kind, strict_types()).await;
        starts(&page).await;
    }
}

#[tokio::test]
async fn check_file_with_a_wrong_content_type_runs() {
    let page = with_type("/check.en", "application/octet-stream", strict_types()).await;
    starts(&page).await;
    assert!(page.server.requests().iter().any(|it| it.contains("/check.en")), "the file was requested");
}

#[tokio::test]
async fn module_with_a_wrong_content_type_falls_back_and_is_reported() {
    for kind in ["text/plain", "application/octet-stream"] {
        let page = with_type("/runner-", kind, strict_types()).await;
        falls_back(&page).await;
        page.console_says(&["candidate-check: can’t run here", "runner-", "text/javascript"]).await;
    }
}

#[tokio::test]
async fn refused_script_leaves_the_page_s_own_content() {
    let page = with_type("/candidate-check.js", "text/plain", strict_types()).await;
    shows_what_the_page_wrote(&page).await;
}
