//! Whole pages of clinics, built with different tools: the check works on each, on a desktop and on a phone, and fits
//! the design of the page. People review the design by eye, on the screenshots that `pictures` takes.

use std::fs;

use serde_json::json;

use super::{can_all_be_pressed, person};
use crate::harness::{Page, Site};

const PAGES: [(&str, &str); 7] = [
    ("bootstrap", include_str!("pages/bootstrap.html")),
    ("tailwind", include_str!("pages/tailwind.html")),
    ("wordpress", include_str!("pages/wordpress.html")),
    ("dark", include_str!("pages/dark.html")),
    ("serif", include_str!("pages/serif.html")),
    ("rtl", include_str!("pages/rtl.html")),
    ("hospital", include_str!("pages/hospital.html")),
];

fn site() -> Site {
    let sheets =
        ["bootstrap/dist/css/bootstrap.min.css", "tailwindcss/preflight.css", "normalize.css/normalize.css"];
    let site = sheets.iter().fold(Site::new(), |site, sheet| site.package(sheet));
    PAGES.iter().fold(site, |site, (name, html)| site.page(&format!("/{name}"), html))
}

#[tokio::test]
async fn check_works_on_clinic_pages_without_sideways_scrolling() {
    let page = Page::open_blank(site()).await;
    for (name, _) in PAGES {
        page.visit(&format!("/{name}")).await;
        for width in [1280, 320] {
            page.resize(width, 800).await;
            for goal in ["start", "age", "result"] {
                if goal != "start" || width == 1280 {
                    page.walk_to(goal, &person()).await;
                }
                can_all_be_pressed(&page, name).await;
                let sideways =
                    "return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";
                assert_eq!(page.eval(sideways, &[]).await, json!(0), "{name}, {width} px, {goal}");
            }
            page.clear().await;
            page.press("restart").await;
        }
    }
}

/// Takes screenshots of every page, in `target/looks/`.
#[tokio::test]
#[ignore = "takes pictures for people to look at: cargo test -p browser-tests pictures -- --ignored"]
async fn pictures() {
    let dir = devkit::root().join("target/looks");
    fs::create_dir_all(&dir).expect("the folder can be written");
    let page = Page::open_blank(site()).await;
    for (name, _) in PAGES {
        for width in [1280, 320] {
            page.visit(&format!("/{name}")).await;
            page.resize(width, 800).await;
            for goal in ["start", "age", "result"] {
                page.walk_to(goal, &person()).await;
                page.resize(width, if goal == "result" { 1600 } else { 1000 }).await;
                let scroll = "root.activeElement?.blur(); scrollTo({ top: root.host.getBoundingClientRect().top + scrollY - 260, behavior: 'instant' })";
                page.eval(scroll, &[]).await;
                let picture = page.picture().await;
                let path = dir.join(format!("{name}-{width}-{goal}.png"));
                fs::write(&path, picture).expect("the picture can be written");
            }
            page.clear().await;
            page.is_on("cleared").await;
        }
    }
}
