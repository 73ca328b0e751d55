//! Messages between page and frame: settings and styles, heights and steps, and never an answer. Messages from other
//! windows are ignored.

use fantoccini::key::Key;
use serde_json::{Value as Json, json};

use super::{files, open, site};
use crate::harness::{Fault, Page, Person, Release, Server, Site};

/// Records every message through any channel on the page, in both directions, and stores the page's ports.
const SPY: &str = "window.spied = []; window.ports = []; const Real = MessageChannel; \
    window.MessageChannel = class { constructor() { const it = new Real(); ports.push(it.port1); \
        const post = it.port1.postMessage.bind(it.port1); \
        it.port1.postMessage = data => { spied.push(data); post(data) }; \
        it.port1.addEventListener('message', event => spied.push(event.data)); return it } };";

/// Messages that neither side sends.
const JUNK: &str = "const deep = {}; let at = deep; for (let n = 0; n < 500; n++) at = at.it = {}; \
    const junk = [undefined, null, true, 0, -1, NaN, 1e308, 7n, '', 'x'.repeat(1e6), 'ready ', 'leave!', 'toString', [], [[]], \
    [1, 2, 3], {}, deep, new Date(), /x/, new Map([['height', 9]]), new ArrayBuffer(9), new Error('x'), \
    { height: '9' }, { height: -1 }, { height: 1e9 }, { height: NaN }, { height: {} }, { top: 1, bottom: 2 }, \
    { look: null }, { look: [] }, { look: 'red' }, \
    { press: null }, { press: {} }, { press: 'x'.repeat(1e5) }, { press: 'constructor' }, { press: 'language', lang: '\"]' }, \
    { press: 'language', lang: {} }, { 'candidate-check': 1 }, { 'candidate-check': 2, settings: {}, look: {} }, \
    { 'candidate-check': 1, settings: [], look: {} }, { 'candidate-check': 1, settings: { onclick: 'x' }, look: {} }, \
    { 'candidate-check': 1, settings: { clinic: 7 }, look: {} }, { 'candidate-check': 1, settings: { isolation: 'frame' }, look: {} }, \
    { 'candidate-check': 1, settings: { clinic: 'x'.repeat(1e5) }, look: {} }];";

fn person() -> Person {
    Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("safety", "now"),
        ("goals", "Xylophone lessons"),
    ])
}

#[tokio::test]
async fn page_does_not_learn_the_position_of_the_chosen_option() {
    let files = files().await;
    let page = Page::open(site(&files, "").script(SPY)).await;
    page.enter().await;
    page.start().await;
    page.asks("age").await;
    page.leave_frame().await;
    page.eval("spied.length = 0", &[]).await;
    page.enter().await;
    for code in ["under-18", "25-64", "65-plus"] {
        page.choose(code).await;
        assert_eq!(page.chosen().await, code);
        page.keys(&[Key::Up, Key::Tab]).await;
    }
    page.leave_frame().await;
    let places = page.eval("return spied.map(it => it.top).filter(it => it >= 0)", &[]).await;
    let places = places.as_array().expect("a list");
    assert!(places.len() > 3, "the page receives moves of the focus: {places:?}");
    let mut different: Vec<String> = places.iter().map(Json::to_string).collect();
    different.sort();
    different.dedup();
    // One position for the options, and one for the next tab stop.
    assert!(different.len() <= 2, "{different:?}");
}

#[tokio::test]
async fn page_receives_heights_and_steps_but_no_answer() {
    let files = files().await;
    let keys = "window.keys = []; for (const type of ['keydown', 'keyup', 'input', 'change', 'click', 'focusin']) \
        addEventListener(type, it => keys.push([type, it.key, it.target.tagName]), true);";
    let heard = "window.heard = []; for (const name of ['ready', 'error', 'started', 'finished', 'cleared', 'booking']) \
        addEventListener('candidate-check-' + name, it => heard.push([name, it.detail]));";
    let site = site(&files, r#"events="progress""#).script(SPY).script(keys).script(heard);
    let page = Page::open(site).await;
    page.enter().await;
    page.start().await;
    page.leave_frame().await;
    page.eval("keys.length = 0", &[]).await;
    page.enter().await;
    page.walk_to("result", &person()).await;
    page.unfold().await;
    let said = page.reads("[data-screen=result]").await;
    assert!(said.contains("Xylophone lessons"), "the answers are on the screen in the frame: {said}");
    page.leave_frame().await;

    assert_eq!(
        page.eval("return keys", &[]).await,
        json!([]),
        "keys, clicks and input that the page receives"
    );
    let reach = "const it = root.querySelector('iframe'); const tries = [() => it.contentDocument.body.innerText, \
        () => it.contentWindow.document.body, () => it.contentWindow.localStorage.length, \
        () => it.contentWindow.location.href, () => it.contentWindow.eval('1')]; \
        return tries.map(it => { try { it(); return 'reached' } catch (error) { return error.name } })";
    assert_eq!(
        page.eval(reach, &[]).await,
        json!(["TypeError", "SecurityError", "SecurityError", "SecurityError", "SecurityError"])
    );
    assert_eq!(
        page.eval("return heard", &[]).await,
        json!([["ready", null], ["started", null], ["finished", null]])
    );
    // Every message is of a known shape.
    let spied = page.eval("return spied", &[]).await;
    let spied = spied.as_array().cloned().unwrap_or_default();
    assert!(spied.len() > 30, "the spy is in place: {spied:?}");
    for message in spied {
        let known = match &message {
            Json::String(word) => ["ready", "started", "finished"].contains(&word.as_str()),
            Json::Object(it) if it.contains_key("height") => it.values().all(Json::is_number),
            Json::Object(it) => it.contains_key("look") || it.contains_key("press"),
            _ => false,
        };
        assert!(known, "unexpected message in the channel: {message}");
    }
}

#[tokio::test]
async fn junk_messages_change_nothing() {
    let files = files().await;
    let page = Page::open(site(&files, r#"phone="555 0142""#).script(SPY)).await;
    page.enter().await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    page.leave_frame().await;
    page.eval("window.before = [root.querySelector('iframe').style.height, ports.length]", &[]).await;
    let from_the_page = format!(
        "{JUNK} const frame = root.querySelector('iframe').contentWindow;
         for (const it of junk) {{ postMessage(it, '*'); frame.postMessage(it, '*'); ports[0].postMessage(it);
             frame.postMessage(it, '*', [new MessageChannel().port2]);
             ports[0].onmessage({{ data: it, origin: 'https://evil.example', source: window, ports: [] }}) }}"
    );
    page.eval(&from_the_page, &[]).await;
    // A valid message of the page, sent a second time.
    let replay = "root.querySelector('iframe').contentWindow.postMessage({ 'candidate-check': 1, \
        settings: { clinic: 'Evil', phone: '999 999 9999' }, look: {} }, '*', [new MessageChannel().port2])";
    page.eval(replay, &[]).await;
    page.assert(
        "the height stays",
        "return root.querySelector('iframe').style.height === before[0] && location.pathname === '/'",
        &[],
    )
    .await;
    page.enter().await;
    page.asks("reasons").await;
    page.assert(
        "one element with its own settings",
        "const all = document.querySelectorAll('candidate-check'); \
         return all.length === 1 && all[0].getAttribute('phone') === '555 0142' && !all[0].hasAttribute('clinic')",
        &[],
    )
    .await;
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64");
}

#[tokio::test]
async fn accepts_settings_only_from_the_parent_window() {
    let files = files().await;
    let name = Release::get().name(".html").to_owned();
    // A page that creates the frame itself and sends nothing, and a sibling window that sends settings.
    let url = files.foreign_url(&format!("/release/{name}"));
    let talk = "onmessage = () => { parent.frames[0].postMessage({ 'candidate-check': 1, settings: { clinic: 'Evil' }, \
        look: {} }, '*', [new MessageChannel().port2]); parent.postMessage('talked', '*') }";
    let beside = Server::start(Site::of("").html("/beside", &format!("<script>{talk}</script>"))).await;
    let body = format!(
        r#"<iframe src="{url}"></iframe><iframe id="beside" src="{}"></iframe>"#,
        beside.foreign_url("/beside")
    );
    let page = Page::open(Site::of(&body).script("onmessage = it => { window.talked = it.data }")).await;
    page.eval("document.querySelector('#beside').contentWindow.postMessage('talk', '*')", &[]).await;
    page.until("the window beside", "return window.talked", &[]).await;
    page.enter_frame().await;
    page.assert("no element", "return !document.querySelector('candidate-check')", &[]).await;
    page.leave_frame().await;
    // Malformed messages from the parent are ignored too.
    page.eval(
        &format!(
            "{JUNK} for (const it of junk) for (const ends of [[], [new MessageChannel().port2]]) \
                  frames[0].postMessage(it, '*', ends)"
        ),
        &[],
    )
    .await;
    // A valid message from the parent is accepted, so there is a listener.
    page.eval(
        "frames[0].postMessage({ 'candidate-check': 1, settings: { clinic: 'Willow' }, look: {} }, '*', \
         [new MessageChannel().port2])",
        &[],
    )
    .await;
    page.enter_frame().await;
    page.until("the element", "return document.querySelector('candidate-check[clinic=Willow]')", &[]).await;
}

#[tokio::test]
async fn settings_are_not_sent_to_another_origin() {
    let files = files().await;
    let ears =
        "parent.postMessage('here', '*'); onmessage = it => parent.postMessage(['heard', it.data], '*')";
    let third_party = Server::start(Site::of("").html("/ears", &format!("<script>{ears}</script>"))).await;
    let away = format!("<!doctype html><script>location.replace('{}')</script>", third_party.url("/ears"));
    files.fault(".html", Fault::Replaced(away.into()));
    let note = "window.said = []; addEventListener('message', it => said.push(it.data))";
    let page = Page::open(site(&files, r#"phone="555 0142""#).script(note)).await;
    page.until("the third-party page in the frame", "return said.includes('here')", &[]).await;
    page.until_timeout(9, "the fallback", "return root?.querySelector('[data-screen=error]')").await;
    assert_eq!(page.eval("return said", &[]).await, json!(["here"]));
}

#[tokio::test]
async fn frame_connects_only_to_its_own_server() {
    let (page, files) = open("").await;
    page.enter().await;
    page.start().await;
    let spy = Server::start(Site::new().header("access-control-allow-origin", "*")).await;
    let send = |url: String| format!("return await fetch('{url}').then(() => 'went', () => 'stopped')");
    assert_eq!(page.eval_async(&send(spy.url("/elsewhere"))).await, json!("stopped"));
    assert_eq!(spy.requests(), Vec::<String>::new());
    let own = files.foreign_url("/elsewhere");
    assert_eq!(page.eval_async(&send(own)).await, json!("went"), "a request to its own server is allowed");
}

#[tokio::test]
async fn no_url_contains_visit_data() {
    let (page, files) = open(r#"clinic="Willow Bend" phone="555 0142""#).await;
    page.enter().await;
    page.walk_to("reasons", &person()).await;
    let asked = files.requests();
    assert!(asked.iter().any(|it| it.contains("/frame-") && it.ends_with(".html")), "{asked:?}");
    assert!(asked.iter().all(|it| !it.contains('?') && !it.contains('#')), "{asked:?}");
}
