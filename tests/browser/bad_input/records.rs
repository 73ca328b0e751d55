//! Records that were changed in the browser's storage. `resume.rs` tests records that can't be parsed at all, and the
//! tests of `crates/engine/src/record.rs` try many more changes.

use serde_json::{Value as Json, json};

use crate::harness::{Page, Site};

const HOSTILE: &str = "<img src=x onerror=alert(1)>";

fn changed(item: Json, version: &str) -> String {
    json!({
        "format": 1,
        "questionnaire": "https://candidate-check.example/fhir/Questionnaire/ketamine-therapy",
        "version": version,
        "written": "now",
        "item": item,
    })
    .to_string()
}

#[tokio::test]
async fn tampered_record_makes_no_markup_and_opens_a_known_screen() {
    let own =
        check::content::questionnaire("en").expect("the English questionnaire exists")["version"].clone();
    let own = own.as_str().unwrap_or_default();
    let code = |code: &str| json!([{ "valueCoding": { "code": code } }]);
    let page = Page::open_blank(Site::new()).await;
    for (item, version) in [
        (json!([{ "linkId": HOSTILE, "answer": code(HOSTILE) }]), own),
        (json!([{ "linkId": "age", "answer": code(HOSTILE) }]), HOSTILE),
        (json!([{ "linkId": "goals", "answer": [{ "valueString": HOSTILE.repeat(4000) }] }]), own),
        (json!([{ "linkId": "__proto__", "answer": 7 }, null, [[]], { "item": [{ "linkId": {} }] }]), own),
        (json!([{ "linkId": "safety", "answer": code("now") }]), own),
    ] {
        page.store_record(&changed(item.clone(), version)).await;
        page.resume().await;
        let place = page.place().await;
        assert!(place == "age" || place == "changed", "{item} leads to {place}");
        page.assert("no markup", "return !root.querySelector('img')", &[]).await;
    }
}
