//! Scripts of the page that look on without meaning harm: recorders of sessions, shortcuts, logs of keys.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Page, Person, Site};

/// Collects what leaves the shadow root, as a page with shortcuts would.
const LISTEN: &str = "window.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'compositionstart', 'compositionupdate',
                        'compositionend', 'copy', 'cut', 'paste', 'click', 'pointerdown']) {
      addEventListener(type, event => heard.push([type, event.key ?? event.data ?? event.target.localName]));
    }";

const GOALS: &str = "Sleep through the night, and swim";

fn person() -> Person {
    Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "past-weeks")])
}

#[tokio::test]
async fn what_is_typed_stays_inside_and_tab_escape_and_clicks_go_on() {
    let page = Page::open(Site::new().script(LISTEN)).await;
    page.walk_to("goals", &person()).await;
    page.eval("heard.length = 0; root.querySelector('#cc-field').focus()", &[]).await;
    page.type_in(GOALS).await;
    page.eval("root.querySelector('#cc-field').focus()", &[]).await;
    let compose = "const field = root.querySelector('#cc-field');
        for (const type of ['compositionstart', 'compositionupdate', 'compositionend']) {
          field.dispatchEvent(new CompositionEvent(type, { bubbles: true, composed: true, data: 'secret' }));
        }
        field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, composed: true }))";
    page.eval(compose, &[]).await;
    page.keys(&[Key::Escape, Key::Tab]).await;
    page.press("next").await;
    let heard =
        "return [...new Set(heard.filter(([type]) => !/click|pointer/.test(type)).map(String))].sort()";
    let found = page.eval(heard, &[]).await;
    let found: Vec<&str> = found.as_array().into_iter().flatten().filter_map(|it| it.as_str()).collect();
    let is_harmless = |it: &&str| it.ends_with(",Escape") || it.ends_with(",Tab");
    assert!(found.iter().all(is_harmless), "the page heard {found:?}");
    assert!(
        found.contains(&"keydown,Escape") && found.contains(&"keydown,Tab"),
        "dialogs need these: {found:?}"
    );
    let clicks = page.eval("return heard.filter(([type]) => type === 'click').map(it => it[1])", &[]).await;
    assert_eq!(clicks, json!(["candidate-check"]), "menus close by clicks");
}

#[tokio::test]
async fn session_recorder_sees_no_question_and_no_answer() {
    let file = devkit::root().join("xtask/node_modules/rrweb/dist/rrweb.umd.min.cjs");
    let recorder = std::fs::read_to_string(&file).expect("it is installed with the tools");
    let site = Site::new()
        .file("/rrweb.js", "text/javascript", &recorder)
        .head(r#"<script src="/rrweb.js"></script><script>window.seen = []; rrweb.record({ emit: it => seen.push(it) })</script>"#);
    let page = Page::open(site).await;
    page.walk_by_hand("goals", &person()).await;
    page.type_in(GOALS).await;
    page.next().await;
    page.walk_by_hand("result", &person()).await;
    page.take().await;
    page.assert(
        "the page around it is recorded",
        "return JSON.stringify(seen).includes('Hill Road Clinic')",
        &[],
    )
    .await;
    let found = page
        .eval(
            "const all = JSON.stringify(seen);
             return [...arguments].filter(text => all.includes(text))",
            &[
                "Sleep through",
                "past-weeks",
                "Depression",
                "How old are you",
                "Yes, but not now",
                "Nothing you marked",
            ],
        )
        .await;
    assert_eq!(found, json!([]), "the recorder has seen it");
}
