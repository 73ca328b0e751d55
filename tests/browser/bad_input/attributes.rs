//! Junk in attributes.

use devkit::chance;
use fastrand::Rng;
use serde_json::{Value as Json, json};
use url::Url;

use super::LOOK;
use super::junk::{Junk, MAKE};
use super::rules::Attribute;
use crate::harness::{Fault, Page, Person, Site};

/// A page with the script and a place for elements.
async fn page() -> Page {
    let page = Page::open(Site::of(
        "<candidate-check start=\"click\"></candidate-check><div id=\"place\"></div>\
         <script src=\"/release/candidate-check.js\" async></script>",
    ))
    .await;
    page.is_on("start").await;
    page
}

/// In the page: tries values of one attribute one after the other. Each gives what the console said of it and what is
/// wrong with the element. A second element with a bad value marks the end of what is said of the first.
const TRY: &str = "
    const place = document.querySelector('#place');
    const good = document.createElement('candidate-check');
    good.setAttribute('start', 'click');
    place.append(good);
    const tagsOfAGoodOne = tags(good.shadowRoot);
    good.remove();
    const mark = name === 'on-leave' ? 'start' : 'on-leave';
    const found = [];
    for (const value of values) {
        const said = [];
        const marked = new Promise(done => console.warn = text =>
            (said.push(text), `${text}`.includes(`: ${mark} can’t`) && done()));
        const [it, end] = [0, 1].map(() => document.createElement('candidate-check'));
        it.setAttribute('start', 'click');
        it.setAttribute(name, make(value));
        end.setAttribute('start', 'click');
        end.setAttribute(mark, 'a mark');
        place.append(it);
        const now = wrong(it.shadowRoot, tagsOfAGoodOne);
        place.append(end);
        await marked;
        found.push([said.slice(0, -1), [...now, ...wrong(it.shadowRoot, tagsOfAGoodOne)]]);
        it.remove();
        end.remove();
    }
    return found";

/// Runs a script on the values, some at a time, so that it ends in time on a busy machine. One result for each value.
async fn in_parts(page: &Page, values: &[Json], script: impl Fn(&[Json]) -> String) -> Vec<Json> {
    let mut found = Vec::new();
    for part in values.chunks(30) {
        match page.eval_async(&script(part)).await {
            Json::Array(results) if results.len() == part.len() => found.extend(results),
            other => panic!("not one result for each of {} values: {other}", part.len()),
        }
    }
    found
}

#[tokio::test]
async fn whatever_an_attribute_holds_the_element_stands_and_the_console_names_it() {
    let page = page().await;
    let address = Url::parse(&page.server.url("/")).expect("the page has an address");
    let mut rng = Rng::with_seed(chance::seed(1));
    let count = chance::tries(60);
    let mut refused = 0;
    for attribute in Attribute::all() {
        // Another way of isolation is another element altogether.
        let good = if attribute.name == "isolation" { Vec::new() } else { attribute.examples() };
        let mut values: Vec<Junk> = good.iter().map(|it| Junk::new(it)).collect();
        values.extend(Junk::pieces());
        values.extend((0..count).map(|_| Junk::any(&mut rng, &good)));
        let given: Vec<Json> = values.iter().map(Junk::json).collect();
        let name = json!(attribute.name);
        let script =
            |part: &[Json]| format!("{MAKE}{LOOK} const name = {name}; const values = {};{TRY}", json!(part));
        let found = in_parts(&page, &given, script).await;
        for (value, found) in values.iter().zip(&found) {
            let text: String = value.text();
            let shown: String = text.chars().take(200).collect();
            let what = format!("{}={shown:?}", attribute.name);
            assert_eq!(found[1], json!([]), "{what}");
            let said = found[0].as_array().expect("a list");
            match attribute.allows(&text, &address) {
                None => continue,
                Some(true) => {
                    assert!(said.is_empty(), "{what} can be used, and the console says {said:?}");
                    continue;
                }
                Some(false) => {}
            }
            refused += 1;
            assert_eq!(said.len(), 1, "{what} is said once: {said:?}");
            let said = said[0].as_str().unwrap_or_default();
            let name = format!("candidate-check: {} can’t be used; allowed: ", attribute.name);
            assert!(said.starts_with(&name) && said.ends_with("; the default is used"), "{what}: {said}");
            assert!(said.len() < 200, "the value is not repeated: {said}");
        }
    }
    assert!(refused > count, "most of it is junk: {refused}");
    page.start().await;
    page.asks("age").await;
}

/// Values for all attributes at once.
fn all_at_once(rng: &mut Rng) -> Json {
    let each = Attribute::all().into_iter().filter(|it| it.name != "start" && it.name != "isolation");
    each.map(|it| json!([it.name, Junk::any(rng, &it.examples()).json()])).collect()
}

#[tokio::test]
async fn where_the_check_can_t_run_junk_makes_no_markup_and_no_link_that_runs_something() {
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
            const links = [...screen().querySelectorAll('a')].map(it => it.tagName);
            // The reason, then the clinic's address where one was given.
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

/// What people may write into the texts of a clinic, to be read as it stands.
const HOSTILE: &str = "\"><img src=x onerror=alert(1)> <b>bold</b> $& $` $' $1 {clinic} {phone} {{x}} ${x} &lt;i&gt; &#106; \\u003c";

/// Gives the element hostile words and waits until it has them.
async fn is_given_hostile_words(page: &Page) {
    let script = "Object.assign(document.querySelector('candidate-check'), { clinic: arguments[0], costNote: arguments[0],
            phone: '555 0142', booking: 'https://example.com/' + arguments[0], headingLevel: 4 })";
    page.eval(script, &[HOSTILE]).await;
    page.until("the new settings", "return root.querySelector('h4.cc-heading')", &[]).await;
}

async fn makes_nothing_of_it(page: &Page) {
    let script = "return !root.querySelector('img, script, b, i') && \
                  [...root.querySelectorAll('a')].every(it => /^(https?|tel|sms|mailto):/.test(it.href))";
    page.assert("nothing was made of it", script, &[]).await;
}

#[tokio::test]
async fn a_clinic_s_own_words_are_read_as_they_stand() {
    let page = page().await;
    is_given_hostile_words(&page).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let result = page.reads("[data-screen=result]").await;
    assert!(result.contains(HOSTILE), "{result}");
    makes_nothing_of_it(&page).await;
}

#[tokio::test]
async fn and_so_they_are_where_the_check_can_t_run() {
    let page = page().await;
    page.server.fault("/runner-", Fault::Missing);
    is_given_hostile_words(&page).await;
    page.press("start").await;
    page.is_on("error").await;
    let shown = page.reads("[data-screen=error]").await;
    assert!(shown.contains(HOSTILE), "{shown}");
    makes_nothing_of_it(&page).await;
}

#[tokio::test]
async fn junk_in_a_check_that_runs_starts_it_anew_and_no_more() {
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
        return troubles",
        json!(sets)
    );
    assert_eq!(page.eval_async(&script).await, json!([]));
    page.speaks("en").await;
    page.start().await;
    page.asks("age").await;
}
