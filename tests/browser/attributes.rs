//! Attributes of the element: their effects, and the handling of bad values.

use serde_json::json;

use crate::harness::{Page, Person, Site};

/// Attribute, bad value, and part of the allowed values that the console names.
const BAD: [(&str, &str, &str); 12] = [
    ("lang", "xx", "en"),
    ("phone", "call me", "digits"),
    ("booking", "www.example.com/book", "https:"),
    ("questionnaire", "ftp://clinic.example/q.json", "https:"),
    ("storage", "cloud", "local, session, none"),
    ("keep-days", "forever", "1 to 365"),
    ("start", "never", "visible, eager, click"),
    ("heading-level", "7", "1 to 5"),
    ("exit-url", "javascript:alert(1)", "https:"),
    ("on-leave", "shout", "clear, keep"),
    ("isolation", "total", "inline"),
    ("events", "everything", "progress"),
];

#[tokio::test]
async fn a_bad_value_is_reported_by_name_and_the_default_is_used() {
    let attributes: String = BAD.iter().map(|(name, value, _)| format!("{name}=\"{value}\" ")).collect();
    let page = Page::open(Site::with(&attributes)).await;
    page.is_on("start").await;
    for (name, _, allowed) in BAD {
        let said = page
            .console_says(&[
                &format!("candidate-check: {name} can’t be used"),
                allowed,
                "the default is used",
            ])
            .await;
        assert!(!said.contains("alert(1)"), "the value itself is not repeated: {said}");
    }
    page.assert("the default level", "return !!root.querySelector('h2.cc-heading')", &[]).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    page.assert(
        "no link runs a script",
        "return [...root.querySelectorAll('a')].every(it => !/^javascript/i.test(it.href)) && \
         !root.innerHTML.includes('alert(1)')",
        &[],
    )
    .await;
    assert_eq!(page.stored_keys().await, ["candidate-check:answers"], "the default storage");
}

#[tokio::test]
async fn valid_values_take_effect() {
    let site = Site::with(
        r#"clinic="Willow Bend &amp; <Sons>" phone="+1 (555) 555-0142" booking="https://clinic.example/book"
           cost-note="We give you a written price." heading-level="4" events="" keep-days="30" "#,
    );
    let page = Page::open(site).await;
    page.is_on("start").await;
    page.assert("the heading's level", "return !!root.querySelector('h4.cc-heading')", &[]).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let result = page.reads("[data-screen=result]").await;
    for part in ["Willow Bend & <Sons>", "+1 (555) 555-0142", "We give you a written price."] {
        assert!(result.contains(part), "{part} is not on the result: {result}");
    }
    page.assert("the number to dial", "return !!root.querySelector('a[href=\"tel:+15555550142\"]')", &[])
        .await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

#[tokio::test]
async fn changed_attribute_restarts_and_keeps_saved_answers() {
    let page = Page::open(Site::with(r#"heading-level="2""#)).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    // The same value again is no change.
    page.eval("document.querySelector('candidate-check').setAttribute('heading-level', '2')", &[]).await;
    page.asks("reasons").await;
    let script = "const it = document.querySelector('candidate-check'); it.setAttribute('heading-level', '4'); \
                  it.setAttribute('lang', 'es')";
    page.eval(script, &[]).await;
    page.is_in_language("es").await;
    page.is_on("start").await;
    page.assert("the new level", "return !!root.querySelector('h4.cc-heading')", &[]).await;
    page.resume().await;
    page.asks("reasons").await;
    let console = page.console().await;
    assert!(console.is_empty(), "{console:?}");
}

#[tokio::test]
async fn every_attribute_is_a_property_even_before_the_script_runs() {
    let page = Page::open(Site::of("<div id=place></div>")).await;
    let script = "const it = document.createElement('candidate-check'); it.headingLevel = 5; it.phone = '555 0142'; \
                  document.querySelector('#place').append(it); const tag = document.createElement('script'); \
                  tag.src = '/release/candidate-check.js'; document.head.append(tag)";
    page.eval(script, &[]).await;
    page.is_on("start").await;
    page.assert("the level", "return !!root.querySelector('h5.cc-heading')", &[]).await;
    let read = "const it = document.querySelector('candidate-check'); \
                it.costNote = 'Ask us.'; it.clinic = null; it.storage = 'none'; \
                return [it.getAttribute('heading-level'), it.phone, it.getAttribute('cost-note'), it.costNote, \
                        it.hasAttribute('clinic'), it.clinic, Object.hasOwn(it, 'phone')]";
    let values = page.eval(read, &[]).await;
    assert_eq!(values, json!(["5", "555 0142", "Ask us.", "Ask us.", false, "", false]));
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    assert!(
        page.reads("[data-screen=result]").await.contains("Ask us."),
        "a property counts as its attribute"
    );
    assert!(page.stored_keys().await.is_empty(), "storage = none");
}

#[tokio::test]
async fn warns_about_misspelt_attributes() {
    let misspelt = r#"bookng="https://clinic.example/book" keep-day="3""#;
    let anybodys = r#"id="check" class="wide" style="margin: 0" dir="ltr" tabindex="-1" translate="no" is="x" onclick="1"
                      data-v-1="" aria-label="Check" v-cloak x:y="" @click="z" phone="555 0142""#;
    let page = Page::open(Site::with(&format!("{misspelt} {anybodys}"))).await;
    page.start().await;
    page.asks("age").await;
    page.console_says(&["candidate-check: unknown attribute keep-day", "keep-days"]).await;
    let console = page.console().await;
    assert_eq!(console.len(), 2, "{console:?}");
    assert!(
        console[0].contains("unknown attribute bookng; allowed: lang, clinic, phone, booking"),
        "{console:?}"
    );
    assert!(!console.concat().contains("clinic.example"), "no value: {console:?}");
}
