//! The element on other people's pages: however it gets there and goes again, the page is left as it was.

use fantoccini::key::Key;
use serde_json::json;

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
async fn an_element_that_is_added_later_works_and_can_be_moved_removed_and_put_back() {
    let page = Page::open(Site::of(r#"<div id="a"></div><div id="b"></div>"#)).await;
    // The page has loaded the script itself, as a tag manager would.
    let script = "const element = document.createElement('candidate-check'); document.querySelector('#a').append(element); \
                  const tag = document.createElement('script'); tag.src = '/release/candidate-check.js'; \
                  document.head.append(tag); window.kept = element;";
    page.eval(script, &[]).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;
    page.record_holds("25-64").await;

    // Moved, it goes on where it was.
    page.eval("document.querySelector('#b').append(kept)", &[]).await;
    page.asks("reasons").await;
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64");

    page.eval("kept.remove()", &[]).await;
    page.eval("document.querySelector('#a').append(kept)", &[]).await;
    page.resume().await;
    page.asks("reasons").await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

#[tokio::test]
async fn page_content_that_is_swapped_may_hold_the_element() {
    let page = Page::open(Site::with("")).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;
    page.record_holds("25-64").await;
    let swap = "document.querySelector('main').innerHTML = \
                '<h2>Another page</h2><candidate-check phone=\"555 0142\"></candidate-check>'";
    page.eval(swap, &[]).await;
    page.resume().await;
    page.asks("reasons").await;
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

#[tokio::test]
async fn after_the_element_is_gone_nothing_listens_any_more() {
    let page = Page::open(Site::with(r#"exit-url="/elsewhere""#)).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;
    page.eval("document.querySelector('candidate-check').remove()", &[]).await;
    page.keys(&[Key::Shift, Key::Shift, Key::Shift, Key::Shift]).await;
    assert_eq!(page.path().await, "/", "Shift does nothing any more");
    page.assert("the record stays", "return localStorage.getItem('candidate-check:answers') !== null", &[])
        .await;
}

#[tokio::test]
async fn the_page_around_is_left_as_it_was() {
    const TAGS: &str = "h1 h2 h3 h4 h5 h6 p a ul ol li dl dt dd blockquote pre code em strong small mark sub sup kbd \
                        table caption thead tbody tr th td form fieldset legend label input button select option \
                        textarea output progress meter details summary figure figcaption img hr section article \
                        aside nav header footer address span div abbr cite q time";
    let look = "const look = () => [...document.querySelectorAll('.sentinel, html, body, main')].map(it => {
            const style = getComputedStyle(it);
            return it.tagName + [...style].map(name => name + style.getPropertyValue(name)).join(';')
                + JSON.stringify([...it.attributes].map(it => [it.name, it.value]));
        });";
    let page = Page::open(Site::of("<div id=\"sentinels\"></div>")).await;
    let make = "document.querySelector('#sentinels').append(...arguments[0].split(/\\s+/)
        .map(tag => Object.assign(document.createElement(tag), { className: 'sentinel' })))";
    page.eval(make, &[TAGS]).await;
    let before = "window.before = { names: undefined, look: look(), sheets: document.styleSheets.length, \
                  adopted: document.adoptedStyleSheets.length, title: document.title, history: history.length }; \
                  before.names = Object.getOwnPropertyNames(window)";
    page.eval(&format!("{look} {before}"), &[]).await;
    assert!(page.eval("return before.look.length", &[]).await.as_u64() >= Some(60), "there are sentinels");
    let load = "const tag = document.createElement('script'); tag.src = '/release/candidate-check.js'; \
                document.body.append(document.createElement('candidate-check'), tag)";
    page.eval(load, &[]).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;

    // The driver keeps a note of its own there.
    let names = "return Object.getOwnPropertyNames(window).filter(it => !before.names.includes(it) && \
                 !it.startsWith('se_'))";
    assert_eq!(page.eval(names, &[]).await, json!([]), "names on the window");
    // The element at the end makes the page longer; nothing else may differ.
    page.eval(
        "document.querySelector('candidate-check').remove(); \
               document.querySelector('script[src]').remove()",
        &[],
    )
    .await;
    let differs = format!(
        "{look} const now = look(); return before.look.filter((it, n) => it !== now[n])
        .map(it => it.slice(0, 60))"
    );
    assert_eq!(page.eval(&differs, &[]).await, json!([]), "elements that look different");
    let rest = "return before.sheets === document.styleSheets.length && before.title === document.title && \
                before.adopted === document.adoptedStyleSheets.length && before.history === history.length";
    page.assert("styles, title and history", rest, &[]).await;
}

#[tokio::test]
async fn a_hostile_stylesheet_neither_hides_nor_bends_the_widget() {
    let style = "<style>* { color: red; letter-spacing: 9px } p, button, input { display: none; all: unset } \
                 body { text-transform: uppercase; direction: rtl; line-height: 3 }</style>";
    let page = Page::open(Site::new().head(style)).await;
    page.start().await;
    let script = "const style = getComputedStyle(root.querySelector('.cc-heading')); \
                  return [style.letterSpacing, style.textTransform, style.direction, style.color === 'rgb(255, 0, 0)']";
    assert_eq!(page.eval(script, &[]).await, json!(["normal", "none", "ltr", false]));
}
