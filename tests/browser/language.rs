//! The check in each language: which one a visitor gets, what is downloaded for it, and what a switch keeps.

use check::content;
use serde_json::json;

use crate::harness::{Fault, Page, Person, Site, questionnaire};

/// A word of what is painted first, in a language.
fn word(language: &str, id: &str) -> String {
    content::section(language, "shell").expect("it is built in")[id].clone()
}

/// The title of the start screen in a language.
fn title(language: &str) -> String {
    word(language, "title")
}

/// The text of a question or finding in a language.
fn text(language: &str, link_id: &str) -> String {
    let form = content::form(language).expect("it is built in");
    let idx = form.questionnaire.find(link_id).expect("there is such an item");
    form.questionnaire.item(idx).text.clone()
}

async fn starts_in(page: &Page, language: &str) {
    page.speaks(language).await;
    page.is_on("start").await;
    assert_eq!(page.reads("h2").await, title(language));
}

#[tokio::test]
async fn the_attribute_decides_then_the_page_then_the_browser() {
    let in_spanish = "document.documentElement.lang = 'es-MX'";
    starts_in(&Page::open(Site::with(r#"lang="es""#)).await, "es").await;
    starts_in(&Page::open(Site::with(r#"lang="en""#).script(in_spanish)).await, "en").await;
    starts_in(&Page::open(Site::new().script(in_spanish)).await, "es").await;
    let browser = "Object.defineProperty(navigator, 'languages', { value: ['fr-CA', 'es-US', 'en'] }); \
                   document.documentElement.lang = 'fr'";
    starts_in(&Page::open(Site::new().script(browser)).await, "es").await;
    starts_in(&Page::open(Site::new()).await, "en").await;
}

#[tokio::test]
async fn a_language_is_downloaded_when_it_is_used_and_not_before() {
    let page = Page::open(Site::with(r#"start="eager""#)).await;
    page.start().await;
    /// How many files there are of a language: the check, the learn cards when all else is there, and of a further
    /// language the words around the check.
    async fn come(page: &Page, language: &str, count: usize) {
        let of = "return String(performance.getEntriesByType('resource').filter(it => it.name.includes(arguments[0])).length) \
                  === arguments[1]";
        page.until("the files of a language", of, &[&format!(".{language}-"), &count.to_string()]).await;
    }
    come(&page, "en", 2).await;
    come(&page, "es", 0).await;
    page.speak("es").await;
    come(&page, "es", 3).await;
    page.speak("en").await;
    page.speak("es").await;
    let asked = page.server.requests();
    let of = |mark: &str| asked.iter().filter(|path| path.contains(mark)).count();
    assert_eq!((of(".en-"), of(".es-")), (2, 3), "each once: {asked:?}");
}

#[tokio::test]
async fn the_switch_keeps_answers_and_place_and_what_is_half_typed() {
    let page = Page::open(Site::new()).await;
    let person = Person::with_only(&[("age", "25-64"), ("bp-known", "yes"), ("safety", "now")]);
    page.walk_to("reasons", &person).await;
    page.answer("reasons", "depression ocd").await;
    page.speak("es").await;
    page.asks("reasons").await;
    assert_eq!(page.reads("h2").await, text("es", "reasons"));
    assert_eq!(page.chosen().await, "depression ocd");
    page.assert("the focus is on the switch", "return root.activeElement.dataset.action === 'language'", &[])
        .await;
    assert_eq!(
        page.text_of("return root.querySelector('[role=status]').textContent", &[]).await,
        "Español",
        "the switch is announced"
    );
    page.next().await;

    page.answer("safety", "now").await;
    page.next().await;
    page.is_on("help").await;
    page.speak("en").await;
    page.is_on("help").await;
    page.go("back").await;
    assert_eq!(page.chosen().await, "now", "also what is never stored");
    page.go("next").await;

    page.walk_to("bp-systolic", &person).await;
    page.type_in("12x").await;
    page.speak("es").await;
    let typed = "return root.querySelector('#cc-field').value";
    assert_eq!(page.text_of(typed, &[]).await, "12x", "what can’t be understood yet");
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    page.speak("en").await;
    page.asks("bp-systolic").await;
    page.type_in("128").await;
    page.next().await;

    page.walk_to("result", &person).await;
    let (findings, axes) = (page.findings().await, page.axes().await);
    assert_eq!(axes.0, "urgent");
    page.speak("es").await;
    assert_eq!((page.findings().await, page.axes().await), (findings, axes));
    let headline = "return root.querySelector('[data-finding=crisis-support] h3, [data-finding=crisis-support] h4')?.textContent";
    assert_eq!(page.text_of(headline, &[]).await, text("es", "finding-crisis-support"));
}

#[tokio::test]
async fn answers_saved_in_one_language_go_on_in_another() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.record_holds("age").await;
    page.reload().await;
    page.is_on("start").await;
    page.speak("es").await;
    page.resume().await;
    page.asks("reasons").await;
    page.go("back").await;
    assert_eq!(page.chosen().await, "25-64");
}

#[tokio::test]
async fn learn_cards_that_are_open_stay_open_in_the_other_language() {
    let page = Page::open(Site::new()).await;
    page.is_on("start").await;
    page.click("details summary").await;
    let first = "return root.querySelector('details details summary')?.textContent === arguments[0]";
    page.until("the cards", first, &[&text("en", "learn-what")]).await;
    page.speak("es").await;
    page.until("the cards in Spanish", first, &[&text("es", "learn-what")]).await;
}

#[tokio::test]
async fn the_help_lines_are_on_every_screen_in_every_language() {
    let person = Person::with_only(&[("age", "25-64"), ("safety", "now"), ("bp-known", "yes")]);
    for language in content::languages() {
        let page = Page::open(Site::with(&format!(r#"lang="{language}""#))).await;
        starts_in(&page, language).await;
        page.shows_help_lines().await;
        for screen in ["age", "reasons", "help", "bp-systolic", "goals", "review", "result"] {
            page.walk_to(screen, &person).await;
            page.shows_help_lines().await;
        }
        page.press("clear").await;
        page.is_on("cleared").await;
        page.shows_help_lines().await;

        let page = Page::open_nothing(Site::with(&format!(r#"lang="{language}""#))).await;
        page.server.fault("_bg.wasm", Fault::Missing);
        page.visit("/").await;
        page.speaks(language).await;
        page.is_on("error").await;
        page.shows_help_lines().await;

        let page = Page::open(Site::with(&format!(r#"lang="{language}""#))).await;
        page.start().await;
        page.answer("age", "under-18").await;
        page.next().await;
        page.is_on("result").await;
        page.shows_help_lines().await;
    }
}

#[tokio::test]
async fn the_help_lines_stand_before_the_words_of_the_language_are_there() {
    let page = Page::open(Site::of(r#"<script src="/release/candidate-check.js" async></script>"#)).await;
    page.server.fault("shell.es", Fault::Silent);
    // Not before the page is there, which would wait for the words as for every module.
    let put =
        "document.body.append(Object.assign(document.createElement('candidate-check'), { lang: 'es' }))";
    page.eval(put, &[]).await;
    page.is_on("start").await;
    page.shows_help_lines().await;
    page.until(
        "the start screen in the first language",
        "return root.querySelector('h2').checkVisibility({ visibilityProperty: true })",
        &[],
    )
    .await;
}

#[tokio::test]
async fn a_language_that_does_not_come_leaves_everything_as_it_was() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.server.fault("check.es", Fault::Missing);
    page.press("language").await;
    page.console_says(&["check.es", "must be there as this release has it"]).await;
    page.speaks("en").await;
    assert_eq!(page.chosen().await, "25-64");
    page.next().await;
    page.asks("reasons").await;
    page.server.recover();
    page.speak("es").await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn a_language_that_does_not_come_is_said_on_the_page() {
    let page = Page::open(Site::new()).await;
    page.is_on("start").await;
    page.server.fault("shell.es", Fault::Missing);
    page.press("language").await;
    page.console_says(&["can’t run here", "shell.es"]).await;
    let said = word("en", "language-error");
    let notice = "const it = root.querySelector('[role=status]'); \
                  return it.textContent === arguments[0] && it.className !== 'cc-hidden'";
    page.until("a notice that can be seen", notice, &[&said]).await;
    page.start().await;
}

#[tokio::test]
async fn start_and_switch_at_once_end_in_the_language_that_was_chosen() {
    let page = Page::open(Site::with(r#"start="click""#)).await;
    page.is_on("start").await;
    page.press_at_once("start language").await;
    page.speaks("es").await;
    page.asks("age").await;
    assert_eq!(page.reads("h2").await, text("es", "age"));
    // Several times in a row: the last one decides.
    page.press_at_once("language language language").await;
    page.speaks("en").await;
    page.until(
        "the question in English",
        "return root.querySelector('h2').textContent === arguments[0]",
        &[&text("en", "age")],
    )
    .await;
    page.assert("one widget is there", "return root.querySelectorAll('[data-screen]').length === 1", &[])
        .await;
}

#[tokio::test]
async fn cleared_while_a_language_is_on_its_way_nothing_comes_back() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.press_at_once("language clear").await;
    page.speaks("es").await;
    page.is_on("cleared").await;
    page.go("restart").await;
    page.start().await;
    assert_eq!(page.chosen().await, "", "the answer is gone");
}

#[tokio::test]
async fn a_clinic_s_own_questionnaire_speaks_the_languages_that_it_holds() {
    let own = r#"{
      "resourceType": "Questionnaire", "url": "https://clinic.example/q", "language": "en",
      "item": [{ "linkId": "tea", "type": "boolean", "text": "Tea?", "_text": { "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/translation",
        "extension": [{ "url": "lang", "valueCode": "es-US" }, { "url": "content", "valueString": "¿Té?" }]
      }] } }]
    }"#;
    let site = Site::with(r#"questionnaire="/own.json""#).file("/own.json", "application/json", own);
    let page = Page::open(site).await;
    page.start().await;
    assert_eq!(page.reads("h2").await, "Tea?");
    page.speak("es").await;
    assert_eq!(page.reads("h2").await, "¿Té?");
}

#[tokio::test]
async fn words_that_are_none_leave_the_help_lines_as_they_are() {
    for answer in [r#"{"error":"not found"}"#, r#"["a","b"]"#, "null", "<p>404"] {
        let page = Page::open(Site::new()).await;
        page.is_on("start").await;
        page.server.fault("shell.es", Fault::Holds(answer.into()));
        page.press("language").await;
        page.console_says(&["can’t run here", "shell.es"]).await;
        starts_in(&page, "en").await;
        page.shows_help_lines().await;
        page.server.recover();
        page.speak("es").await;
        starts_in(&page, "es").await;
    }
}

#[tokio::test]
async fn where_a_page_s_language_does_not_come_everything_is_in_the_first() {
    let page = Page::open_nothing(Site::with(r#"lang="es""#)).await;
    page.server.fault("shell.es", Fault::Missing);
    page.visit("/").await;
    page.console_says(&["shell.es"]).await;
    starts_in(&page, "en").await;
    page.start().await;
    assert_eq!(page.reads("h2").await, text("en", "age"));
}

/// A clinic's questionnaire of yes or no questions, in English and Spanish.
fn bilingual(link_ids: [&str; 2]) -> String {
    let question = |link_id: &str| {
        let translation = json!({ "url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
            { "url": "lang", "valueCode": "es" }, { "url": "content", "valueString": format!("¿{link_id}?") },
        ] });
        json!({ "linkId": link_id, "type": "boolean", "text": format!("{link_id}?"),
                "_text": { "extension": [translation] } })
    };
    questionnaire(link_ids.map(question).into())
}

/// A visitor of that questionnaire who is allergic, at the second question.
async fn allergic() -> Page {
    let site = Site::with(r#"questionnaire="/own.json""#);
    let page =
        Page::open(site.file("/own.json", "application/json", &bilingual(["allergic", "tired"]))).await;
    page.start().await;
    page.answer("allergic", "true").await;
    page.next().await;
    page
}

/// From now on the clinic's server has the questions in another order.
fn is_deployed_anew(page: &Page) {
    page.server.fault("/own.json", Fault::Holds(bilingual(["tired", "allergic"]).into()));
}

async fn is_still_allergic(page: &Page) {
    page.go("back").await;
    page.asks("allergic").await;
    assert_eq!(page.chosen().await, "true");
}

#[tokio::test]
async fn another_language_asks_what_the_visitor_has_begun_whatever_the_clinic_has_changed_since() {
    let page = allergic().await;
    is_deployed_anew(&page);
    page.speak("es").await;
    page.asks("tired").await;
    is_still_allergic(&page).await;
}

#[tokio::test]
async fn a_questionnaire_that_is_fetched_anew_takes_no_place_of_another() {
    let page = allergic().await;
    // After a failure everything is asked for anew.
    page.server.fault("check.es", Fault::Missing);
    page.press("language").await;
    page.console_says(&["check.es"]).await;
    page.server.recover();
    is_deployed_anew(&page);
    page.press("language").await;
    page.console_says(&["the questionnaire has changed"]).await;
    page.speaks("en").await;
    is_still_allergic(&page).await;
}

#[tokio::test]
async fn another_language_needs_nothing_that_is_there_already() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asks("age").await;
    page.server.fault("_bg.wasm", Fault::Missing);
    page.speak("es").await;
    page.asks("age").await;
    assert_eq!(page.console().await, Vec::<String>::new());
    let again = page.server.requests().iter().filter(|path| path.ends_with("_bg.wasm")).count();
    assert_eq!(again, 1, "the program is asked for once");
}

#[tokio::test]
async fn who_leaves_while_a_language_is_on_its_way_sees_nothing_of_it() {
    // The way out leads nowhere: the page never goes. A way to another page could end what is under way.
    let page = Page::open(Site::with(r##"exit-url="/#nowhere""##)).await;
    page.is_on("start").await;
    page.press_at_once("language leave").await;
    let arrived = "return performance.getEntriesByType('resource').some(it => it.name.includes('shell.es') && it.responseEnd)";
    page.until("the words of the other language", arrived, &[]).await;
    page.eval_async("await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        .await;
    let shown = "return root.querySelector('.cc').innerText.trim()";
    assert_eq!(page.text_of(shown, &[]).await, "Leaving", "nothing else is drawn");
}

#[tokio::test]
async fn a_switch_while_a_page_is_printed_goes_on_in_silence() {
    // A printer that never says that it is done.
    let stuck = "const append = Node.prototype.appendChild; Node.prototype.appendChild = function (child) { \
                 const own = child.onload; if (child.tagName === 'IFRAME') child.onload = event => { \
                 child.contentWindow.print = () => {}; own.call(child, event) }; return append.call(this, child) }";
    let page = Page::open(Site::new().script(stuck)).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64")])).await;
    page.press("print").await;
    page.until("the page to print", "return root.querySelector('iframe')?.contentDocument?.title", &[]).await;
    page.speak("es").await;
    page.speak("en").await;
    page.go("change").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
