//! The examples, built as readers build them, from the package that npm packs; and the module without a bundler.

use devkit::project::upload_folder;
use devkit::{Scratch, root};

use crate::harness::{Page, Person, Project, Release, Site};

/// Goes through the check, and asserts that the page around it handles the event at the end.
async fn works(page: &Page) {
    page.is_on("start").await;
    let fallback =
        "return document.querySelector('candidate-check').textContent.includes('Call or text 988')";
    page.assert("the content of the element is the page's fallback", fallback, &[]).await;
    page.assert("no thanks yet", "return !document.querySelector('#thanks:not([hidden])')", &[]).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let thanks = "return document.querySelector('#thanks:not([hidden])')?.checkVisibility()";
    page.until("the page's thanks after the event", thanks, &[]).await;
    // The other language has its own files.
    page.switch_language("es").await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

/// Builds an example and returns the output as a site.
fn built(example: &str) -> Site {
    let project = Project::example(example);
    project.run("vite", &["build", "--logLevel", "warn"]);
    Site::empty().folder("/", &project.dir.join("dist")).start_page("/index.html")
}

#[tokio::test]
async fn the_plain_page_works_with_the_folder_beside_it() {
    let upload = upload_folder();
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
async fn the_leptos_example_works() {
    let dist = Scratch::make(&root().join("target/tmp"), "leptos")
        .expect("the folder for test files can be written");
    let to = dist.path().display().to_string();
    let trunk = std::env::var("TRUNK").expect("TRUNK names the program trunk, as `cargo xtask test` does");
    let output = std::process::Command::new(trunk)
        .args(["build", "--dist", &to, "--offline"])
        .current_dir(root().join("examples/leptos"))
        .output()
        .expect("trunk runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let site = Site::empty().folder("/", dist.path()).start_page("/index.html");
    works(&Page::open(site).await).await;
}

#[tokio::test]
async fn bundle_requests_only_its_renamed_files() {
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
async fn module_works_by_url_or_import_map_without_a_bundler() {
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
async fn module_adds_no_element_and_works_beside_the_tag() {
    let module = r#"<script type="module" src="/release/module.js"></script>"#;
    let page = Page::open(Site::of("<p>text</p>").head(module)).await;
    page.until("the element is known", "return !!customElements.get('candidate-check')", &[]).await;
    page.assert("no element", "return !document.querySelector('candidate-check')", &[]).await;
    let tag = r#"<script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open(Site::of(tag).head(module)).await;
    page.start().await;
    assert_eq!(page.eval("return document.querySelectorAll('candidate-check').length", &[]).await, 1);
}
