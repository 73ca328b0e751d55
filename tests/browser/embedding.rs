//! However the element gets onto a page, it is there once, with its attributes, and works.

use crate::harness::{Page, Person, Site};

const SCRIPT: &str = r#"<script src="/release/candidate-check.js" async></script>"#;

async fn has_one_widget_that_works(page: &Page) {
    page.is_on("start").await;
    assert_eq!(page.eval("return document.querySelectorAll('candidate-check').length", &[]).await, 1);
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn the_script_puts_the_element_in_its_own_place_with_the_attributes_of_its_tag() {
    let body = r#"<p id="above">above</p>
        <script src="/release/candidate-check.js" async data-phone="555 0142" data-heading-level="3" data-lang="en"></script>
        <p id="below">below</p>"#;
    let page = Page::open(Site::of(body)).await;
    page.is_on("start").await;
    let script = "const it = document.querySelector('candidate-check'); \
                  return it.previousElementSibling.tagName === 'SCRIPT' && it.nextElementSibling.id === 'below' \
                  && it.getAttribute('phone') === '555 0142' && !!root.querySelector('h3.cc-heading')";
    page.assert("place and attributes", script, &[]).await;
    has_one_widget_that_works(&page).await;
}

#[tokio::test]
async fn the_script_may_stand_in_the_head_with_or_without_async() {
    for tag in [SCRIPT, r#"<script src="/release/candidate-check.js"></script>"#] {
        let page = Page::open(Site::of("<p>Text</p>").head(tag)).await;
        has_one_widget_that_works(&page).await;
        page.assert(
            "the element is in the body",
            "return !!document.querySelector('body candidate-check')",
            &[],
        )
        .await;
    }
}

#[tokio::test]
async fn the_script_twice_is_no_more_than_once() {
    let page = Page::open(Site::of(&format!("{SCRIPT}<p>and again</p>{SCRIPT}"))).await;
    has_one_widget_that_works(&page).await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

#[tokio::test]
async fn a_base_address_does_not_mislead_the_loader() {
    let site = Site::with(r#"booking="./book""#).head(r#"<base href="/somewhere/else/">"#);
    let page = Page::open(site).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let script =
        "return [...root.querySelectorAll('a')].some(it => it.href.endsWith('/somewhere/else/book'))";
    page.assert("an address of the clinic's is read as the page reads it", script, &[]).await;
    assert_eq!(page.path().await, "/");
}
