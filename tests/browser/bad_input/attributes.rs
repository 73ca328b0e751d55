//! Junk in attributes.

use devkit::chance;
use fastrand::Rng;
use serde_json::{Value as Json, json};
use url::Url;

use super::LOOK;
use super::junk::{Junk, MAKE};
use super::rules::Attribute;
use crate::harness::{Fault, Page, Person, Site};

/// A page with the script and a container for elements.
async fn page() -> Page {
    let page = Page::open(Site::of(
        "<candidate-check start=\"click\"></candidate-check><div id=\"place\"></div>\
         <script src=\"/release/candidate-check.js\" async></script>",
    ))
    .await;
    page.is_on("start").await;
    page
}

/// Runs in the page and tries values of one attribute one after the other. Each value gives the console messages and
/// the faults of the element. A second element with a bad value marks the end of the messages about the first.
const TRY: &str = "
    const place = document.querySelector('#place');
    const good = document.createElement('candidate-check');
    good.setAttribute('start', 'click');
    place.append(good);
    const expectedTags = tags(good.shadowRoot);
    good.remove();
    const mark = name === 'on-leave' ? 'start' : 'on-leave';
    const found = [];
    for (const value of values) {
        const messages = [];
        const marked = new Promise(done => console.warn = text =>
            (messages.push(text), `${text}`.includes(`: ${mark} can’t`) && done()));
        const [it, end] = [0, 1].map(() => document.createElement('candidate-check'));
        it.setAttribute('start', 'click');
        it.setAttribute(name, make(value));
        end.setAttribute('start', 'click');
        end.setAttribute(mark, 'a mark');
        place.append(it);
        const now = wrong(it.shadowRoot, expectedTags);
        place.append(end);
        await marked;
        found.push([messages.slice(0, -1), [...now, ...wrong(it.shadowRoot, expectedTags)]]);
        it.remove();
        end.remove();
    }
    return found";

/// Runs a script on some of the values at a time, so that each run ends in time on a busy machine. Returns one result
/// for each value.
async fn in_parts(page: &Page, values: &[Json], script: impl Fn(&[Json]) -> String) -> Vec<Json> {
    let mut found = Vec::new();
    for part in values.chunks(30) {
        match page.eval_async(&script(part)).await {
            Json::Array(results) if results.len() == part.len() => found.extend(results),
            other => panic!("expected one result for each of {} values: {other}", part.len()),
        }
    }
    found
}

#[tokio::test]
async fn junk_attribute_breaks_nothing_and_is_named_on_the_console() {
    let page = page().await;
    let address = Url::parse(&page.server.url("/")).expect("the page has an address");
    let mut rng = Rng::with_seed(chance::seed(1));
    let count = chance::tries(15);
    let mut refused = 0;
    for attribute in Attribute::all() {
        // Another value of `isolation` replaces the whole element.
        let good = if attribute.name == "isolation" { Vec::new() } else { attribute.examples() };
        let mut values: Vec<Junk> = good.iter().map(|it| Junk::new(it)).collect();
        values.extend(Junk::pieces());
        values.extend((0..count).map(|_| Junk::any(&mut rng, &good)));
        let encoded: Vec<Json> = values.iter().map(Junk::json).collect();
        let name = json!(attribute.name);
        let script =
            |part: &[Json]| format!("{MAKE}{LOOK} const name = {name}; const values = {};{TRY}", json!(part));
        let found = in_parts(&page, &encoded, script).await;
        for (value, found) in values.iter().zip(&found) {
            let text: String = value.text();
            let shown: String = text.chars().take(200).collect();
            let given = format!("{}={shown:?}", attribute.name);
            assert_eq!(found[1], json!([]), "{given}");
            let messages = found[0].as_array().expect("a list");
            match attribute.allows(&text, &address) {
                None => continue,
                Some(true) => {
                    assert!(messages.is_empty(), "{given} can be used, but the console reports {messages:?}");
                    continue;
                }
                Some(false) => {}
            }
            refused += 1;
            assert_eq!(messages.len(), 1, "{given} must be reported once: {messages:?}");
            let message = messages[0].as_str().unwrap_or_default();
            let name = format!("candidate-check: {} can’t be used; allowed: ", attribute.name);
            assert!(
                message.starts_with(&name) && message.ends_with("; the default is used"),
                "{given}: {message}"
            );
            assert!(message.len() < 200, "the message must not repeat the value: {message}");
        }
    }
    assert!(refused > count, "most values must be junk: {refused}");
    page.start().await;
    page.asks("age").await;
}

/// Values for all attributes at once.
fn all_at_once(rng: &mut Rng) -> Json {
    let each = Attribute::all().into_iter().filter(|it| it.name != "start" && it.name != "isolation");
    each.map(|it| json!([it.name, Junk::any(rng, &it.examples()).json()])).collect()
}

#[tokio::test]
async fn junk_on_the_error_screen_makes_no_markup_or_script_link() {
    let page = page().await;
    page.server.fault("/runner-", Fault::Missing);
    let mut rng = Rng::with_seed(chance::seed(1));
    let sets: Vec<Json> = (0..chance::tries(60)).map(|_| all_at_once(&mut rng)).collect();
    let script = |part: &[Json]| {
        format!(
            "{MAKE}{LOOK} const place = document.querySelector('#place'); const found = [];
        console.warn = console.error = () => {{}};
        for (const attributes of {}) {{
            const it = document.createElement('candidate-check');
            for (const [name, value] of attributes) it.setAttribute(name, make(value));
            it.setAttribute('start', 'eager');
            place.append(it);
            const fails = new Promise(done => it.addEventListener('candidate-check-error', done, {{ once: true }}));
            await fails;
            const screen = () => it.shadowRoot.querySelector('[data-screen=error]');
            await Promise.resolve();
            // The label of the phone, and in it the number.
            const links = [...screen().querySelectorAll('a')].map(it => it.part.contains('primary') ? 'A SPAN SPAN' : 'A');
            // The reason, then the clinic's address if the page gives one.
            const lines = [...screen().querySelectorAll('p')].map(it => it.tagName).slice(0, 2);
            const good = `DIV H ${{lines.join(' ')}} DIV ${{[...links, 'BUTTON'].join(' ')}}`;
            found.push(wrong(screen().parentNode, good));
            it.remove();
        }}
        return found",
            json!(part)
        )
    };
    let found = in_parts(&page, &sets, script).await;
    for (set, found) in sets.iter().zip(&found) {
        let shown: String = set.to_string().chars().take(600).collect();
        assert_eq!(*found, json!([]), "{shown}");
    }
}

/// A hostile text in a clinic’s settings, which must be shown verbatim.
const HOSTILE: &str = "\"><img src=x onerror=alert(1)> <b>bold</b> $& $` $' $1 {clinic} {phone} {{x}} ${x} &lt;i&gt; &#106; \\u003c";

/// Sets hostile texts on the element and waits until it shows them.
async fn set_hostile_texts(page: &Page) {
    let script = "Object.assign(document.querySelector('candidate-check'), { clinic: arguments[0], costNote: arguments[0],
            phone: '555 0142', booking: 'https://example.com/' + arguments[0], headingLevel: 4 })";
    page.eval(script, &[HOSTILE]).await;
    page.until("the new settings", "return root.querySelector('h4.cc-heading')", &[]).await;
}

async fn has_no_hostile_markup(page: &Page) {
    let script = "return !root.querySelector('img, script, b, i') && \
                  [...root.querySelectorAll('a')].every(it => /^(https?|tel|sms|mailto):/.test(it.href))";
    page.assert("no markup and no script link", script, &[]).await;
}

#[tokio::test]
async fn clinic_texts_are_shown_verbatim() {
    let page = page().await;
    set_hostile_texts(&page).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let result = page.reads("[data-screen=result]").await;
    assert!(result.contains(HOSTILE), "{result}");
    has_no_hostile_markup(&page).await;
}

#[tokio::test]
async fn clinic_texts_are_shown_verbatim_on_the_error_screen() {
    let page = page().await;
    page.server.fault("/runner-", Fault::Missing);
    set_hostile_texts(&page).await;
    page.press("start").await;
    page.is_on("error").await;
    let shown = page.reads("[data-screen=error]").await;
    assert!(shown.contains(HOSTILE), "{shown}");
    has_no_hostile_markup(&page).await;
}

#[tokio::test]
async fn junk_in_a_running_check_only_restarts_it() {
    let page = page().await;
    let mut rng = Rng::with_seed(chance::seed(1));
    page.start().await;
    let sets: Vec<Json> = (0..20).map(|_| all_at_once(&mut rng)).collect();
    let script = format!(
        "{MAKE}{LOOK} const it = document.querySelector('candidate-check'); console.warn = () => {{}};
        const all = {};
        for (const attributes of all) {{
            for (const [name, value] of attributes) it.setAttribute(name, make(value));
            await Promise.resolve();
        }}
        for (const name of it.getAttributeNames()) if (name !== 'start') it.removeAttribute(name);
        return problems",
        json!(sets)
    );
    assert_eq!(page.eval_async(&script).await, json!([]));
    page.is_in_language("en").await;
    page.start().await;
    page.asks("age").await;
}
