//! Questionnaires of a clinic's own that nobody should write: shown as text, or refused with the reason.

use serde_json::{Value as Json, json};

use super::LOOK;
use crate::harness::{Fault, Page, Server, Site, questionnaire};

const OWN: &str = r#"questionnaire="/own.json" phone="(555) 555-0142" start="click""#;

/// Markup and everything else that could be taken for more than text.
const HOSTILE: &str =
    "</p><img src=x onerror=alert(1)><script>alert(1)</script> {clinic} $& &lt;b&gt; javascript:alert(1)";

fn serving(body: &str) -> Site {
    Site::with(OWN).file("/own.json", "application/json", body)
}

fn yes_or_no(link_id: &str) -> Json {
    json!({ "linkId": link_id, "type": "boolean", "text": format!("Question {link_id}") })
}

/// Waits for the fallback, and for the reason on the console.
async fn is_refused(site: Site, fault: Option<Fault>, says: &[&str]) {
    let page = Page::open_nothing(site).await;
    if let Some(fault) = fault {
        page.server.fault("/own.json", fault);
    }
    page.visit("/").await;
    page.is_on("start").await;
    page.press("start").await;
    page.is_on("error").await;
    page.shows_help_lines().await;
    page.console_says(&[&["candidate-check: can’t run here"], says].concat()).await;
}

#[tokio::test]
async fn markup_in_texts_is_read_and_not_run() {
    let own = |name: &str| format!("https://candidate-check.example/fhir/StructureDefinition/{name}");
    let more = json!([{ "url": own("hint"), "valueString": HOSTILE }, { "url": own("explanation"), "valueString": HOSTILE }]);
    let choice = json!({ "linkId": HOSTILE, "type": "choice", "text": HOSTILE, "extension": more, "answerOption": [
        { "valueCoding": { "code": HOSTILE, "display": HOSTILE } }, { "valueString": HOSTILE }] });
    let mut whole: Json =
        serde_json::from_str(&questionnaire(json!([choice, yes_or_no("last")]))).expect("it is JSON");
    whole["title"] = HOSTILE.into();
    whole["description"] = HOSTILE.into();
    whole["item"][0]["text"] = HOSTILE.into();
    let page = Page::open(serving(&whole.to_string())).await;
    page.is_on("start").await;
    page.eval(&format!("{LOOK} window.wrong = wrong; window.tags = tags"), &[]).await;
    page.start().await;
    let nothing_ran = "return !root.querySelector('img, script') && wrong(root, tags(root)).length === 0";
    let question = page.reads("[data-screen=question]").await;
    assert!(question.matches(HOSTILE).count() >= 3, "text, hint and options: {question}");
    page.assert("nothing was made of the question", nothing_ran, &[]).await;
    page.click(".cc-options input").await;
    page.next().await;
    page.skip().await;
    let review = page.reads("[data-screen=review]").await;
    assert!(review.matches(HOSTILE).count() >= 2, "question and answer: {review}");
    page.assert("nothing was made of the answer", nothing_ran, &[]).await;
}

#[tokio::test]
async fn a_thousand_questions_and_a_text_of_a_megabyte_can_be_answered() {
    let mut questions: Vec<Json> = (0..1000).map(|n| yes_or_no(&format!("q{n}"))).collect();
    questions[0]["text"] = "word ".repeat(200_000).into();
    let page = Page::open(serving(&questionnaire(json!(questions)))).await;
    page.start().await;
    page.choose("true").await;
    page.next().await;
    page.asks("q1").await;
    page.choose("false").await;
    page.next().await;
    page.asks("q2").await;
}

#[tokio::test]
async fn one_that_is_nested_without_end_is_refused() {
    let deep = "{\"item\":[".repeat(100_000);
    is_refused(serving(&deep), None, &["/own.json", "not JSON, or nested"]).await;
}

#[tokio::test]
async fn one_with_names_that_mean_something_elsewhere_works() {
    let names = ["__proto__", "constructor", "toString", "hasOwnProperty", "\"]'\\", " "];
    let questions: Vec<Json> = names.iter().map(|name| yes_or_no(name)).collect();
    let page = Page::open(serving(&questionnaire(json!(questions)))).await;
    page.start().await;
    for name in &names[..names.len() - 1] {
        page.asks(name).await;
        page.choose("true").await;
        page.next().await;
    }
}

#[tokio::test]
async fn what_is_no_questionnaire_is_refused_by_name() {
    for (body, says) in [
        ("[]", "/own.json"),
        ("null", "/own.json"),
        ("\"text\"", "/own.json"),
        ("7", "/own.json"),
        ("", "not JSON"),
        ("{\"resourceType\":\"Patient\"}", "Questionnaire"),
        ("\u{0}\u{1}", "not JSON"),
    ] {
        is_refused(serving(body), None, &["/own.json", says]).await;
    }
}

#[tokio::test]
async fn one_of_a_wrong_type_is_read_all_the_same() {
    for kind in ["text/plain", "application/fhir+json", "application/octet-stream"] {
        let page = Page::open_nothing(serving(&questionnaire(json!([yes_or_no("one")])))).await;
        page.server.fault("/own.json", Fault::Is(kind));
        page.visit("/").await;
        page.start().await;
        page.asks("one").await;
    }
}

#[tokio::test]
async fn one_that_has_moved_on_the_same_server_is_followed() {
    let site = serving("{}").file("/new", "application/json", &questionnaire(json!([yes_or_no("one")])));
    let page = Page::open_nothing(site).await;
    page.server.fault("/own.json", Fault::Moved("/new".into()));
    page.visit("/").await;
    page.start().await;
    page.asks("one").await;
}

#[tokio::test]
async fn one_that_has_moved_to_a_server_that_does_not_allow_it_is_refused() {
    let other = Server::start(Site::of("").file("/own.json", "application/json", "{}")).await;
    let moved = Fault::Moved(other.url("/own.json"));
    is_refused(serving("{}"), Some(moved), &["/own.json", "Access-Control-Allow-Origin"]).await;
}

#[tokio::test]
async fn one_that_moves_in_a_circle_is_refused() {
    is_refused(serving("{}"), Some(Fault::Moved("/own.json".into())), &["/own.json", "not fetched"]).await;
}

#[tokio::test]
async fn one_that_never_comes_is_not_waited_for() {
    let page = Page::open_nothing(serving("{}")).await;
    page.server.fault("/own.json", Fault::Silent);
    page.visit("/").await;
    page.is_on("start").await;
    page.press("start").await;
    page.until("a word of loading", "return root.querySelector('[role=status]').textContent", &[]).await;
    page.until_time_runs_out(10, "the fallback", "return root?.querySelector('[data-screen=error]')").await;
    page.console_says(&["too slow"]).await;
}
