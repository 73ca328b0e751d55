//! What the tests rely on is so in each engine: it is the one that was asked for, and what a page says, asks for, saves
//! and measures is seen.

use crate::harness::{Engine, Page, Site};

#[tokio::test]
async fn the_engine_is_the_one_that_was_asked_for() {
    let page = Page::open(Site::of("")).await;
    let marks = "return 'mozInnerScreenX' in window ? 'Firefox' : 'chrome' in window ? 'Chromium' : \
                 'webkitConvertPointFromNodeToPage' in window ? 'WebKit' : navigator.userAgent";
    assert_eq!(page.text_of(marks, &[]).await, format!("{:?}", Engine::chosen()));
}

#[tokio::test]
async fn what_the_console_is_told_is_heard_from_the_first_script_on() {
    let script = "console.warn('it can’t be \"so\"'); console.error('two\\nlines')";
    let page = Page::open(Site::of("").script(script)).await;
    page.console_says(&["it can’t be \"so\""]).await;
    page.visit("/elsewhere").await;
    page.eval("setTimeout(() => { throw new Error('not caught') })", &[]).await;
    page.console_says(&["not caught"]).await;
    page.eval("Promise.reject(new Error('rejected'))", &[]).await;
    page.console_says(&["rejected"]).await;
    page.reload().await;
    let console = page.console().await;
    assert_eq!(console.len(), 4, "each once: {console:?}");
}

#[tokio::test]
async fn a_page_gets_exactly_the_room_that_it_is_given() {
    let page = Page::open(Site::of("")).await;
    for (width, height) in [(320, 640), (1280, 900), (360, 740)] {
        page.resize(width, height).await;
        let fits = format!("return matchMedia('(width: {width}px) and (height: {height}px)').matches");
        page.assert("media queries know it", &fits, &[]).await;
        let full = "return document.documentElement.getBoundingClientRect().width === innerWidth";
        page.assert("the page fills it", full, &[]).await;
    }
}
