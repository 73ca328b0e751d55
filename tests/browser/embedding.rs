//! Every way of embedding puts the element on the page once, with its attributes, and it works.

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
async fn script_inserts_the_element_with_the_attributes_of_its_tag() {
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
async fn script_works_in_the_head_with_and_without_async() {
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
async fn loading_the_script_twice_creates_one_element() {
    let page = Page::open(Site::of(&format!("{SCRIPT}<p>and again</p>{SCRIPT}"))).await;
    has_one_widget_that_works(&page).await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

#[tokio::test]
async fn loader_works_on_a_page_with_a_base_url() {
    let site = Site::with(r#"booking="./book""#).head(r#"<base href="/somewhere/else/">"#);
    let page = Page::open(site).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let script =
        "return [...root.querySelectorAll('a')].some(it => it.href.endsWith('/somewhere/else/book'))";
    page.assert("the clinic's URL is resolved against the base of the page", script, &[]).await;
    assert_eq!(page.path().await, "/");
}
