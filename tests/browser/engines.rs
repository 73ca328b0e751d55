//! The tests' assumptions about each engine: it is the requested one, and the harness sees the console, the requests, the
//! saved files and the sizes of a page.

use crate::harness::{Engine, Page, Site};

#[tokio::test]
async fn engine_is_the_requested_one() {
    let page = Page::open(Site::of("")).await;
    let marks = "return 'mozInnerScreenX' in window ? 'Firefox' : 'chrome' in window ? 'Chromium' : \
                 'webkitConvertPointFromNodeToPage' in window ? 'WebKit' : navigator.userAgent";
    assert_eq!(page.text_of(marks, &[]).await, format!("{:?}", Engine::chosen()));
}

#[tokio::test]
async fn console_is_recorded_from_the_first_script_on() {
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
async fn resize_sets_the_exact_page_size() {
    let page = Page::open(Site::of("")).await;
    for (width, height) in [(320, 640), (1280, 900), (360, 740)] {
        page.resize(width, height).await;
        let fits = format!("return matchMedia('(width: {width}px) and (height: {height}px)').matches");
        page.assert("media queries know it", &fits, &[]).await;
        let full = "return document.documentElement.getBoundingClientRect().width === innerWidth";
        page.assert("the page fills it", full, &[]).await;
    }
}
