//! Records that somebody has changed in the browser's storage. What can't be read at all is tried in `resume.rs`, and
//! many more changes in the tests of `src/storage/`.

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
async fn a_record_that_was_tampered_with_leads_to_a_question_and_to_nothing_else() {
    let own = check::content::questionnaire("en").expect("there is English")["version"].clone();
    let own = own.as_str().unwrap_or_default();
    let code = |code: &str| json!([{ "valueCoding": { "code": code } }]);
    let page = Page::open_nothing(Site::new()).await;
    for (item, version) in [
        (json!([{ "linkId": HOSTILE, "answer": code(HOSTILE) }]), own),
        (json!([{ "linkId": "age", "answer": code(HOSTILE) }]), HOSTILE),
        (json!([{ "linkId": "goals", "answer": [{ "valueString": HOSTILE.repeat(4000) }] }]), own),
        (json!([{ "linkId": "__proto__", "answer": 7 }, null, [[]], { "item": [{ "linkId": {} }] }]), own),
        (json!([{ "linkId": "safety", "answer": code("now") }]), own),
    ] {
        page.left_behind(&changed(item.clone(), version)).await;
        page.resume().await;
        let place = page.place().await;
        assert!(place == "age" || place == "changed", "{item} leads to {place}");
        page.assert("nothing was made of it", "return !root.querySelector('img')", &[]).await;
    }
}
