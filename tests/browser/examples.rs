//! The examples, built as their readers build them, from the package as npm packs it; and the module without a bundler.

use crate::harness::{Page, Person, Project, Release, Site, handout};

/// Goes through the check, and hears the event at its end in the page around it.
async fn works(page: &Page) {
    page.is_on("start").await;
    let fallback =
        "return document.querySelector('candidate-check').textContent.includes('Call or text 988')";
    page.assert("what is inside the element is the page's own", fallback, &[]).await;
    page.assert("nothing is said yet", "return !document.querySelector('#thanks:not([hidden])')", &[]).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let thanks = "return document.querySelector('#thanks:not([hidden])')?.checkVisibility()";
    page.until("the page's own word after the event", thanks, &[]).await;
    // The other language is in files of its own.
    page.speak("es").await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

/// Builds an example; the files that come of it, as a site.
fn built(example: &str) -> Site {
    let project = Project::example(example);
    project.run("vite", &["build", "--logLevel", "warn"]);
    Site::empty().folder("/", &project.dir.join("dist")).start_page("/index.html")
}

#[tokio::test]
async fn the_plain_page_works_with_the_folder_beside_it() {
    let upload = handout(".zip").with_extension("").join("candidate-check");
    let site = Site::empty().folder("/", &Project::example("plain").dir).start_page("/index.html");
    works(&Page::open(site.folder("/candidate-check/", &upload)).await).await;
}

#[tokio::test]
async fn the_react_example_works() {
    let page = Page::open(built("react")).await;
    works(&page).await;
    page.assert("a number reaches the element", "return !!root.querySelector('h2.cc-heading')", &[]).await;
}

#[tokio::test]
async fn the_vue_example_works() {
    let page = Page::open(built("vue")).await;
    works(&page).await;
}

#[tokio::test]
async fn a_bundle_asks_for_no_file_of_another_name_than_its_own() {
    let page = Page::open(built("react")).await;
    works(&page).await;
    let asked = page.server.requests();
    assert!(asked.iter().filter(|it| it.starts_with("/assets/")).count() >= 5, "{asked:?}");
    let release = Release::get();
    for name in release.files.keys().filter(|it| it.as_str() != "index.html") {
        assert!(
            !asked.iter().any(|it| it.ends_with(&format!("/{name}"))),
            "{name} has no new name: {asked:?}"
        );
    }
}

#[tokio::test]
async fn the_module_works_without_a_bundler_by_address_or_by_an_import_map() {
    let map = r#"<script type="importmap">{"imports": {"candidate-check": "/release/module.js"}}</script>"#;
    let mapped = r#"<script type="module">import "candidate-check";</script>"#;
    let plain = r#"<script type="module" src="/release/module.js"></script>"#;
    for head in [plain.to_owned(), format!("{map}{mapped}")] {
        let body = "<candidate-check heading-level=\"3\"></candidate-check>";
        let page = Page::open(Site::of(body).head(&head)).await;
        page.start().await;
        page.answer("age", "25-64").await;
        page.next().await;
        page.asks("reasons").await;
        page.assert("the attribute", "return !!root.querySelector('h3.cc-heading')", &[]).await;
        assert!(!page.server.requests().contains(&"/release/candidate-check.js".to_owned()));
        let console = page.console().await;
        assert!(console.is_empty(), "{console:?}");
    }
}

#[tokio::test]
async fn the_module_puts_no_element_on_the_page_and_bears_the_tag_beside_it() {
    let module = r#"<script type="module" src="/release/module.js"></script>"#;
    let page = Page::open(Site::of("<p>text</p>").head(module)).await;
    page.until("the element is known", "return !!customElements.get('candidate-check')", &[]).await;
    page.assert("no element", "return !document.querySelector('candidate-check')", &[]).await;
    let tag = r#"<script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open(Site::of(tag).head(module)).await;
    page.start().await;
    assert_eq!(page.eval("return document.querySelectorAll('candidate-check').length", &[]).await, 1);
}
