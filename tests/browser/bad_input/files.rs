//! Malformed or hostile questionnaires of a clinic: the check shows them as text, or refuses them with the reason.

use serde_json::{Value as Json, json};

use super::LOOK;
use crate::harness::{Fault, Page, Server, Site, questionnaire};

const OWN: &str = r#"questionnaire="/own.json" phone="(555) 555-0142" start="click""#;

/// Markup and other text that could be interpreted.
const HOSTILE: &str =
    "</p><img src=x onerror=alert(1)><script>alert(1)</script> {clinic} $& &lt;b&gt; javascript:alert(1)";

fn serving(body: &str) -> Site {
    Site::with(OWN).file("/own.json", "application/json", body)
}

fn yes_or_no(link_id: &str) -> Json {
    json!({ "linkId": link_id, "type": "boolean", "text": format!("Question {link_id}") })
}

/// Asserts that the fallback appears and that the console gives the reason.
async fn is_refused(site: Site, fault: Option<Fault>, reason: &[&str]) {
    let page = Page::open_blank(site).await;
    if let Some(fault) = fault {
        page.server.fault("/own.json", fault);
    }
    page.visit("/").await;
    page.is_on("start").await;
    page.press("start").await;
    page.is_on("error").await;
    page.shows_help_lines().await;
    page.console_says(&[&["candidate-check: can’t run here"], reason].concat()).await;
}

#[tokio::test]
async fn markup_in_texts_is_shown_and_not_run() {
    let own = |name: &str| format!("https://candidate-check.example/fhir/StructureDefinition/{name}");
    let more = json!([{ "url": own("hint"), "valueString": HOSTILE }, { "url": own("explanation"), "valueString": HOSTILE }]);
    let choice = json!({ "linkId": HOSTILE, "type": "choice", "text": HOSTILE, "extension": more, "answerOption": [
        { "valueCoding": { "code": HOSTILE, "display": HOSTILE } }, { "valueString": HOSTILE }] });
    let mut whole: Json = serde_json::from_str(&questionnaire(json!([choice, yes_or_no("last")])))
        .expect("the questionnaire is JSON");
    whole["title"] = HOSTILE.into();
    whole["description"] = HOSTILE.into();
    whole["item"][0]["text"] = HOSTILE.into();
    let page = Page::open(serving(&whole.to_string())).await;
    page.is_on("start").await;
    page.eval(&format!("{LOOK} window.wrong = wrong; window.tags = tags"), &[]).await;
    page.start().await;
    let no_markup = "return !root.querySelector('img, script') && wrong(root, tags(root)).length === 0";
    let question = page.reads("[data-screen=question]").await;
    assert!(question.matches(HOSTILE).count() >= 3, "text, hint and options: {question}");
    page.assert("no markup in the question", no_markup, &[]).await;
    page.click(".cc-options input").await;
    page.next().await;
    page.skip().await;
    page.unfold().await;
    let review = page.reads("[data-screen=review]").await;
    assert!(review.matches(HOSTILE).count() >= 2, "question and answer: {review}");
    page.assert("no markup in the answer", no_markup, &[]).await;
}

#[tokio::test]
async fn handles_a_thousand_questions_and_a_megabyte_of_text() {
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
async fn rejects_a_deeply_nested_questionnaire() {
    let deep = "{\"item\":[".repeat(100_000);
    is_refused(serving(&deep), None, &["/own.json", "not JSON, or nested"]).await;
}

#[tokio::test]
async fn accepts_link_ids_with_special_meaning_in_javascript() {
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
async fn rejects_and_names_a_file_that_is_not_a_questionnaire() {
    for (body, reason) in [
        ("[]", "/own.json"),
        ("null", "/own.json"),
        ("\"text\"", "/own.json"),
        ("7", "/own.json"),
        ("", "not JSON"),
        ("{\"resourceType\":\"Patient\"}", "Questionnaire"),
        ("\u{0}\u{1}", "not JSON"),
    ] {
        is_refused(serving(body), None, &["/own.json", reason]).await;
    }
}

#[tokio::test]
async fn accepts_a_questionnaire_with_a_wrong_content_type() {
    for kind in ["text/plain", "application/fhir+json", "application/octet-stream"] {
        let page = Page::open_blank(serving(&questionnaire(json!([yes_or_no("one")])))).await;
        page.server.fault("/own.json", Fault::Is(kind));
        page.visit("/").await;
        page.start().await;
        page.asks("one").await;
    }
}

#[tokio::test]
async fn follows_a_redirect_on_the_same_server() {
    let site = serving("{}").file("/new", "application/json", &questionnaire(json!([yes_or_no("one")])));
    let page = Page::open_blank(site).await;
    page.server.fault("/own.json", Fault::Moved("/new".into()));
    page.visit("/").await;
    page.start().await;
    page.asks("one").await;
}

#[tokio::test]
async fn rejects_a_redirect_to_a_server_without_cors() {
    let other = Server::start(Site::of("").file("/own.json", "application/json", "{}")).await;
    let moved = Fault::Moved(other.url("/own.json"));
    is_refused(serving("{}"), Some(moved), &["/own.json", "Access-Control-Allow-Origin"]).await;
}

#[tokio::test]
async fn rejects_a_redirect_loop() {
    is_refused(serving("{}"), Some(Fault::Moved("/own.json".into())), &["/own.json", "not fetched"]).await;
}

#[tokio::test]
async fn gives_up_on_a_questionnaire_that_never_arrives() {
    let page = Page::open_blank(serving("{}")).await;
    page.server.fault("/own.json", Fault::Silent);
    page.visit("/").await;
    page.is_on("start").await;
    page.press("start").await;
    page.until("the loading message", "return root.querySelector('[role=status]').textContent", &[]).await;
    page.until_timeout(10, "the fallback", "return root?.querySelector('[data-screen=error]')").await;
    page.console_says(&["too slow"]).await;
}
