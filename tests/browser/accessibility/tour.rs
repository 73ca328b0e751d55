//! The tour: every screen in every state that a visitor can meet, in order. The files beside this one check its stops.

use serde_json::{Value as Json, json};

use crate::harness::{Engine, Fault, Page, Person, Site, questionnaire};
use crate::{resume, right_to_left};

/// Whether the browser has Chromium’s developer tools. Some checks can only be made with them.
pub fn is_chromium() -> bool {
    Engine::chosen() == Engine::Chromium
}

/// The language of the tour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Language {
    English,
    Spanish,
    /// An invented language, written from right to left, with longer texts.
    Mirrored,
}

impl Language {
    /// Its name in file names.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "english",
            Language::Spanish => "spanish",
            Language::Mirrored => "mirrored",
        }
    }

    fn tag(self) -> &'static str {
        if self == Language::English { "en" } else { "es" }
    }
}

/// The options of a tour: the language, and the size of the window if it differs from the browser’s default.
#[derive(Clone, Copy, Debug)]
pub struct TourOptions {
    pub language: Language,
    pub window: Option<(u32, u32)>,
}

impl TourOptions {
    pub fn of(language: Language) -> TourOptions {
        TourOptions { language, window: None }
    }

    async fn open(self, attributes: &str, more: impl FnOnce(Site) -> Site) -> Page {
        let lang = self.language.tag();
        let mut site = Site::with(&format!(
            r#"lang="{lang}" clinic="Willow Bend Clinic" phone="(555) 555-0142" booking="https://clinic.example/book" {attributes}"#
        ));
        if self.language == Language::Mirrored {
            site = site.release(&right_to_left::release());
        }
        if let Some((width, height)) = self.window {
            // Browsers have a minimum width for a window, but not for a frame.
            let style = format!("width:{width}px;height:{height}px;border:0");
            site = site.html(
                "/narrow",
                &format!(r#"<title>narrow</title><iframe src="/" style="{style}"></iframe>"#),
            );
        }
        Page::open_blank(more(site)).await
    }

    async fn go(self, page: &Page) {
        if self.window.is_some() {
            page.visit("/narrow").await;
            page.enter_frame().await;
        } else {
            page.visit("/").await;
        }
        page.is_in_language(self.language.tag()).await;
    }
}

/// A person who needs help at once for two reasons, and who knows their blood pressure.
pub fn in_need() -> Person {
    Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression chronic-pain"),
        ("antidepressants-tried", "two-or-more"),
        ("safety", "now"),
        ("bp-known", "yes"),
        ("bp-systolic", "190"),
        ("bp-diastolic", "125"),
        ("bp-symptoms", "yes"),
        ("medicines", "opioids lamotrigine"),
        ("goals", "Sleep through the night"),
    ])
}

/// Waits for the full list on the start screen, which comes with the runner.
async fn help_lines_are_there(page: &Page) {
    page.until("the help lines", "return !!root.querySelector('.cc-all-lines')", &[]).await;
}

async fn cause_error(page: &Page) {
    // Not by the pointer: if it has just pressed Start, this press would be the second click of a double click.
    page.press_at_once("next").await;
    page.focus_is_on(".cc-problems").await;
}

/// A visit from the start to the result by a person who needs help at once.
pub async fn visit(options: TourOptions, mut look: impl AsyncFnMut(&Page, &str)) {
    // A browser without a clipboard shows the text to copy by hand.
    let no_clipboard = "Object.defineProperty(navigator, 'clipboard', { value: undefined })";
    let page = options.open("", |site| site.script(no_clipboard)).await;
    let page = &page;
    options.go(page).await;
    page.is_on("start").await;
    help_lines_are_there(page).await;
    look(page, "start").await;
    page.click("details summary").await;
    page.until("the learn cards", "return root.querySelectorAll('details details').length > 5", &[]).await;
    page.unfold().await;
    look(page, "start-learn-cards").await;
    page.start().await;
    page.focus_is_on(".cc-heading").await;
    look(page, "choose-one").await;
    cause_error(page).await;
    look(page, "choose-one-problem").await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.answer("reasons", "depression chronic-pain").await;
    page.unfold().await;
    look(page, "choose-many-chosen-and-why").await;
    page.next().await;
    let person = in_need();
    page.walk_to("help", &person).await;
    page.focus_is_on(".cc-heading").await;
    look(page, "help-crisis").await;
    page.walk_to("bp-systolic", &person).await;
    page.focus_is_on(".cc-heading").await;
    look(page, "number").await;
    page.type_in("x").await;
    cause_error(page).await;
    look(page, "number-problem").await;
    page.walk_to("bp-symptoms", &person).await;
    page.answer("bp-symptoms", "yes").await;
    page.next().await;
    page.is_on("help").await;
    page.focus_is_on(".cc-heading").await;
    look(page, "help-emergency").await;
    page.walk_to("goals", &person).await;
    page.focus_is_on(".cc-heading").await;
    look(page, "long-text").await;
    page.walk_to("review", &person).await;
    page.focus_is_on(".cc-heading").await;
    look(page, "review").await;
    page.change("reasons").await;
    page.answer("reasons", "ocd").await;
    page.next().await;
    page.focus_is_on("[data-for=reasons]").await;
    look(page, "review-with-new-questions").await;
    page.go("finish").await;
    page.focus_is_on(".cc-heading").await;
    look(page, "result-urgent").await;
    page.unfold().await;
    look(page, "result-urgent-unfolded").await;
    page.take().await;
    page.focus_is_on(".cc-heading").await;
    look(page, "brief").await;
    page.press("copy").await;
    page.until("the text to copy by hand", "return root.querySelector('.cc-take textarea')", &[]).await;
    look(page, "brief-copy-by-hand").await;
    page.go("back").await;
    page.clear().await;
    page.is_on("cleared").await;
    look(page, "cleared").await;
}

/// The other results: one without anything urgent, and one for a person who is too young.
pub async fn results(options: TourOptions, mut look: impl AsyncFnMut(&Page, &str)) {
    let page = options.open(r#"cost-note="We give you a written price first.""#, |site| site).await;
    let page = &page;
    options.go(page).await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("antidepressants-tried", "two-or-more"),
        ("vascular", "none"),
        ("medicines", "benzodiazepines"),
        ("goals", "Sleep through the night"),
    ]);
    page.walk_to("result", &person).await;
    page.focus_is_on(".cc-heading").await;
    page.unfold().await;
    look(page, "result").await;
    page.clear().await;
    page.is_on("cleared").await;
    page.press("restart").await;
    page.walk_to("result", &Person::with_answers(&[("age", "under-18")])).await;
    page.focus_is_on(".cc-heading").await;
    look(page, "result-minor").await;
}

/// The screens and notices that a visitor meets after an error or a change.
pub async fn error_states(options: TourOptions, mut look: impl AsyncFnMut(&Page, &str)) {
    let page = options.open("", |site| site).await;
    let page = &page;
    page.store_record(&resume::record(&[])).await;
    options.go(page).await;
    page.is_on("start").await;
    help_lines_are_there(page).await;
    look(page, "start-with-saved-answers").await;

    let answer = |link_id: &str, code: &str| json!({ "linkId": link_id, "answer": [{ "valueCoding": { "code": code } }] });
    let items = json!([answer("age", "25-64"), answer("impact", "huge"), answer("shoe-size", "big")]);
    page.store_record(&resume::record(&[("version", json!("0.9")), ("item", items)])).await;
    options.go(page).await;
    page.resume().await;
    page.is_on("changed").await;
    page.focus_is_on(".cc-heading").await;
    look(page, "changed").await;

    page.store_record("{oops").await;
    options.go(page).await;
    page.resume().await;
    page.asks("age").await;
    page.focus_is_on(".cc-heading").await;
    look(page, "question-with-notice").await;

    page.store_record(&resume::record(&[])).await;
    options.go(page).await;
    let other = if options.language == Language::English { "es" } else { "en" };
    page.server.fault(&format!("check.{other}"), Fault::Missing);
    page.resume().await;
    page.click(&format!("[data-action=language][lang={other}]")).await;
    page.until(
        "the message about the language",
        "return root.querySelector('[role=status].cc-screen')?.textContent",
        &[],
    )
    .await;
    look(page, "question-language-error").await;
    page.server.recover();

    page.server.fault("/widget-", Fault::Silent);
    options.go(page).await;
    page.press("resume").await;
    page.until(
        "the loading message",
        "return root.querySelector('[role=status].cc-screen')?.textContent",
        &[],
    )
    .await;
    look(page, "loading").await;
    page.server.recover();

    page.server.fault("/widget-", Fault::Missing);
    options.go(page).await;
    page.is_on("error").await;
    look(page, "fallback").await;
}

/// A clinic’s own questionnaire, with every type of question.
pub async fn custom(options: TourOptions, mut look: impl AsyncFnMut(&Page, &str)) {
    let types =
        ["boolean", "integer", "decimal", "quantity", "date", "dateTime", "time", "string", "text", "url"];
    let mut questions: Vec<Json> = types.map(question).into();
    questions[3]["extension"] = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
        "valueCoding": { "system": "http://unitsofmeasure.org", "code": "kg", "display": "kilograms" } }]);
    questions[8]["maxLength"] = json!(200);
    questions[8]["required"] = json!(false);
    for (link_id, kind, repeats) in
        [("choice", "choice", false), ("choices", "choice", true), ("open-choice", "open-choice", false)]
    {
        let mut choice = question(kind);
        choice["linkId"] = json!(link_id);
        choice["repeats"] = json!(repeats);
        choice["answerOption"] = json!([
            { "valueCoding": { "code": "tea", "display": "Tea" } },
            { "valueCoding": { "code": "milk", "display": "Milk" } }
        ]);
        questions.push(choice);
    }
    let file = questionnaire(Json::Array(questions));
    let page = options
        .open(r#"questionnaire="/own.json""#, |site| site.file("/own.json", "application/json", &file))
        .await;
    let page = &page;
    options.go(page).await;
    page.start().await;
    loop {
        let place = page.place().await;
        if place == "review" {
            break;
        }
        page.focus_is_on(".cc-heading").await;
        if place != "text" {
            cause_error(page).await;
        }
        look(page, &format!("own-{}", place.to_lowercase())).await;
        page.skip().await;
    }
    page.go("finish").await;
    page.focus_is_on(".cc-heading").await;
    look(page, "own-result").await;
}

fn question(kind: &str) -> Json {
    json!({ "linkId": kind, "type": kind, "text": format!("A question of type {kind}"), "required": true })
}
