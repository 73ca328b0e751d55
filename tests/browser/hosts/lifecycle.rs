//! The life cycle of the element: pages move it, hide it, wrap it, replace everything around it, and come back from the
//! browser's history.

use fantoccini::key::Key;
use serde_json::json;

use super::{Host, open, path};
use crate::harness::{Page, Person, Site};

/// Opens a page and answers the first question.
async fn begun(site: Site) -> Page {
    let page = Page::open(site).await;
    begin(&page).await;
    page
}

async fn begin(page: &Page) {
    // Without asynchronous scripts: one can leave a listener for unload, and Firefox does not cache a page that has
    // one.
    page.walk_by_hand("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
}

async fn console_is_empty(page: &Page) {
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

async fn can_resume(page: &Page) {
    page.resume().await;
    page.asks("reasons").await;
    console_is_empty(page).await;
}

#[tokio::test]
async fn element_added_later_can_be_moved_removed_and_reinserted() {
    let page = Page::open(Site::of(r#"<div id="a"></div><div id="b"></div>"#)).await;
    // The page has loaded the script itself, as a tag manager would.
    let script = "const element = document.createElement('candidate-check'); document.querySelector('#a').append(element); \
                  const tag = document.createElement('script'); tag.src = '/release/candidate-check.js'; \
                  document.head.append(tag); window.kept = element;";
    page.eval(script, &[]).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;

    // After the move, it shows the same question.
    page.eval("document.querySelector('#b').append(kept)", &[]).await;
    page.asks("reasons").await;
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64");

    page.eval("kept.remove()", &[]).await;
    page.eval("document.querySelector('#a').append(kept)", &[]).await;
    can_resume(&page).await;
}

#[tokio::test]
async fn removed_element_leaves_no_listener() {
    let page = begun(Site::with(r#"exit-url="/elsewhere""#)).await;
    page.eval("document.querySelector('candidate-check').remove()", &[]).await;
    page.keys(&[Key::Shift, Key::Shift, Key::Shift, Key::Shift]).await;
    assert_eq!(page.path().await, "/", "Shift does nothing after that");
    page.assert("the record stays", "return localStorage.getItem('candidate-check:answers') !== null", &[])
        .await;
}

#[tokio::test]
async fn element_works_in_replaced_page_content() {
    let page = begun(Site::new()).await;
    let swap = "history.pushState({}, '', '/another'); document.querySelector('main').innerHTML = \
                '<h2>Another page</h2><candidate-check phone=\"555 0142\"></candidate-check>'";
    page.eval(swap, &[]).await;
    can_resume(&page).await;
    assert_eq!(page.path().await, "/another");
}

#[tokio::test]
async fn element_works_when_the_whole_body_is_replaced() {
    const TURBO: &str = "@hotwired/turbo/dist/turbo.es2017-umd.js";
    let head = format!(r#"<script src="/packages/{TURBO}"></script>"#);
    let tag = r#"<script src="/release/candidate-check.js" async></script>"#;
    let check = format!(
        "<head><title>Check</title>{head}</head><body><a id=\"on\" href=\"/plain\">On</a>\
                         <candidate-check exit-url=\"/elsewhere\"></candidate-check>{tag}</body>"
    );
    let plain =
        format!("<head><title>Plain</title>{head}</head><body><a id=\"on\" href=\"/check\">On</a></body>");
    let site = Site::new().package(TURBO).html("/check", &check).html("/plain", &plain);
    let page = Page::open_blank(site).await;
    page.visit("/check").await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    page.eval("window.stays = true; document.querySelector('#on').click()", &[]).await;
    page.until("the plain page", "return document.title === 'Plain' && !root", &[]).await;
    page.keys(&[Key::Shift, Key::Shift, Key::Shift]).await;
    assert_eq!(page.path().await, "/plain", "nothing listens there");
    page.eval("document.querySelector('#on').click()", &[]).await;
    page.until("the check again", "return document.title === 'Check' && !!root", &[]).await;
    page.assert("it is the same document", "return stays", &[]).await;
    can_resume(&page).await;
}

#[tokio::test]
async fn buttons_and_enter_do_not_submit_a_surrounding_form() {
    let body = r#"<form action="/elsewhere" method="get"><input name="host" value="x"><candidate-check></candidate-check>
        <button>Send</button></form><script src="/release/candidate-check.js" async></script>
        <script>window.sent = 0; document.forms[0].addEventListener('submit', it => { sent++; it.preventDefault(); });</script>"#;
    let page = Page::open(Site::of(body)).await;
    page.start().await;
    page.choose("25-64").await;
    page.keys(&[Key::Enter]).await;
    page.asks("reasons").await;
    page.go("back").await;
    page.walk_to("goals", &Person::with_only(&[("age", "25-64"), ("reasons", "depression")])).await;
    page.type_in("Sleep").await;
    page.keys(&[Key::Enter]).await;
    page.go("next").await;
    page.clear().await;
    page.is_on("cleared").await;
    let sent =
        "return [sent, [...new FormData(document.forms[0]).keys()], [...document.forms[0].elements].length]";
    assert_eq!(
        page.eval(sent, &[]).await,
        json!([0, ["host"], 2]),
        "number of submits, and the fields and elements of the form"
    );
}

#[tokio::test]
async fn check_works_in_content_that_opens_later() {
    let hosts = [
        Host {
            name: "details",
            before: "<details><summary id=\"open\">Check</summary>",
            after: "</details>",
            ..Host::bare("")
        },
        Host {
            name: "dialog",
            before: "<button id=\"open\" onclick=\"document.querySelector('dialog').showModal()\">Check</button><dialog style=\"width: 600px\">",
            after: "</dialog>",
            ..Host::bare("")
        },
        Host {
            name: "popover",
            before: "<button id=\"open\" popovertarget=\"pop\">Check</button><div id=\"pop\" popover style=\"width: 600px; max-height: 90vh\">",
            after: "</div>",
            ..Host::bare("")
        },
        Host {
            name: "a tab",
            before: "<button id=\"open\" onclick=\"document.querySelector('#tab').style.display = ''\">Check</button><div id=\"tab\" style=\"display: none\">",
            after: "</div>",
            ..Host::bare("")
        },
    ];
    let page = open(Site::new(), &hosts).await;
    for (idx, host) in hosts.iter().enumerate() {
        page.visit(&path(idx)).await;
        page.is_on("start").await;
        let before = page.server.requests().iter().filter(|it| it.contains("/widget-")).count();
        page.assert(host.name, "return root.querySelector('.cc').checkVisibility() === false", &[]).await;
        page.eval("document.querySelector('#open').click()", &[]).await;
        page.until(host.name, "return root.querySelector('.cc').checkVisibility()", &[]).await;
        page.start().await;
        page.answer("age", "25-64").await;
        page.next().await;
        page.asks("reasons").await;
        let after = page.server.requests().iter().filter(|it| it.contains("/widget-")).count();
        assert_eq!(after, before + 1, "{}: nothing was loaded while the check was hidden", host.name);
        page.clear().await;
        page.is_on("cleared").await;
    }
    console_is_empty(&page).await;
}

#[tokio::test]
async fn check_works_inside_another_shadow_root() {
    let body = r#"<div id="host"></div><script src="/release/candidate-check.js" async></script><candidate-check></candidate-check>"#;
    let page = Page::open(Site::of(body)).await;
    page.is_on("start").await;
    // The element moves into the shadow root of another element, then into another document, and back.
    let script = "const host = document.querySelector('#host'); const element = document.querySelector('candidate-check');
        host.attachShadow({ mode: 'open' }).append(element);
        const inside = () => element.shadowRoot;
        const until = async (ready) => { while (!ready()) await new Promise(done => setTimeout(done, 10)); };
        await until(() => inside().querySelector('[data-action=start]'));
        inside().querySelector('[data-action=start]').click();
        await until(() => inside().querySelector('[data-question=age]'));
        const frame = document.createElement('iframe'); document.body.append(frame);
        frame.contentDocument.body.append(element);
        await new Promise(done => setTimeout(done, 50));
        document.querySelector('main').append(element);
        await until(() => inside().querySelector('[data-screen=start], [data-screen=question]'));
        return inside().querySelectorAll('[data-screen]').length";
    assert_eq!(page.eval_async(script).await, json!(1));
    if page.place().await == "start" {
        page.start().await;
    }
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    page.clear().await;
    page.is_on("cleared").await;
    console_is_empty(&page).await;
}

#[tokio::test]
async fn second_version_of_the_script_does_no_harm() {
    let release = crate::harness::Release::get();
    let site = Site::of(
        r#"<candidate-check></candidate-check><script src="/release/candidate-check.js"></script>
           <script src="/other/candidate-check.js?v=2"></script><script src="/other/candidate-check.js" async></script>"#,
    )
    .file("/other/candidate-check.js", "text/javascript", &release.text("candidate-check.js"));
    let page = begun(site).await;
    assert_eq!(page.eval("return document.querySelectorAll('candidate-check').length", &[]).await, json!(1));
    console_is_empty(&page).await;
}

#[tokio::test]
async fn two_checks_on_a_page_share_their_answers_and_clear_together() {
    let page = begun(Site::of(
        r#"<candidate-check></candidate-check><candidate-check id="second"></candidate-check>
           <script src="/release/candidate-check.js" async></script>"#,
    ))
    .await;
    let second = "const other = document.querySelector('#second').shadowRoot;";
    let press = format!(
        "{second} for (const it of ['clear', 'confirm']) other.querySelector(`[data-action=${{it}}]`).click()"
    );
    page.eval(&press, &[]).await;
    page.is_on("start").await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
    let cleared = format!("{second} return !!other.querySelector('[data-screen=cleared]')");
    page.until("the second shows it too", &cleared, &[]).await;
}

#[tokio::test]
async fn page_from_back_forward_cache_hides_answers_and_can_resume() {
    let watch = "addEventListener('pageshow', it => window.persisted = it.persisted)";
    let page = Page::open(Site::new().script(watch)).await;
    // A click of Firefox’s driver leaves a listener for unload, and Firefox does not cache a page that has one.
    page.work_without_pointer();
    begin(&page).await;
    // Firefox does not cache a page that is still loading something either, and the learn cards come last.
    let arrived = "return performance.getEntriesByType('resource').some(it => it.name.includes('/learn.'))";
    page.until("the last file", arrived, &[]).await;
    page.visit("/elsewhere").await;
    page.go_back().await;
    // The driver may go on before the event.
    page.until("the browser kept the page", "return window.persisted", &[]).await;
    page.is_on("start").await;
    page.assert("nothing of the check is left", "return !root.querySelector('[data-question]')", &[]).await;
    can_resume(&page).await;
}
