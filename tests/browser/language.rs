//! The check in each language: the choice of language, its downloads, and the state that a switch keeps.

use check::content;
use serde_json::json;

use crate::harness::{Fault, Page, Person, Site, questionnaire};

/// A text of the shell in a language.
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
    page.is_in_language(language).await;
    page.is_on("start").await;
    assert_eq!(page.reads("h2").await, title(language));
}

#[tokio::test]
async fn language_comes_from_attribute_then_page_then_browser() {
    let in_spanish = "document.documentElement.lang = 'es-MX'";
    starts_in(&Page::open(Site::with(r#"lang="es""#)).await, "es").await;
    starts_in(&Page::open(Site::with(r#"lang="en""#).script(in_spanish)).await, "en").await;
    starts_in(&Page::open(Site::new().script(in_spanish)).await, "es").await;
    let browser = "Object.defineProperty(navigator, 'languages', { value: ['fr-CA', 'es-US', 'en'] }); \
                   document.documentElement.lang = 'fr'";
    starts_in(&Page::open(Site::new().script(browser)).await, "es").await;
    starts_in(&Page::open(Site::new()).await, "en").await;
    // Some systems write es_MX, and some browsers for robots and old apps list no language.
    starts_in(&Page::open(Site::with(r#"lang="es_MX""#)).await, "es").await;
    starts_in(&Page::open(Site::new().script("document.documentElement.lang = 'es_419'")).await, "es").await;
    for none in ["[]", "undefined"] {
        let script = format!(
            "Object.defineProperty(navigator, 'languages', {{ value: {none} }}); document.documentElement.lang = ''"
        );
        starts_in(&Page::open(Site::new().script(&script)).await, "en").await;
    }
}

#[tokio::test]
async fn languages_are_downloaded_only_when_used() {
    let page = Page::open(Site::with(r#"start="eager""#)).await;
    page.start().await;
    /// Waits until `count` files of a language are loaded: the check, the learn cards and the texts of the brief after
    /// everything else, and for another language also the texts of the shell. The brief can be in either language.
    async fn come(page: &Page, language: &str, count: usize) {
        let of = "return String(performance.getEntriesByType('resource').filter(it => it.name.includes(arguments[0])).length) \
                  === arguments[1]";
        page.until("the files of a language", of, &[&format!(".{language}-"), &count.to_string()]).await;
    }
    come(&page, "en", 3).await;
    come(&page, "es", 1).await;
    page.switch_language("es").await;
    come(&page, "es", 4).await;
    page.switch_language("en").await;
    page.switch_language("es").await;
    let asked = page.server.requests();
    let of = |mark: &str| asked.iter().filter(|path| path.contains(mark)).count();
    assert_eq!((of(".en-"), of(".es-")), (3, 4), "each once: {asked:?}");
}

#[tokio::test]
async fn language_switch_keeps_answers_screen_and_partial_input() {
    let page = Page::open(Site::new()).await;
    let person = Person::with_only(&[("age", "25-64"), ("bp-known", "yes"), ("safety", "now")]);
    page.walk_to("reasons", &person).await;
    page.answer("reasons", "depression ocd").await;
    page.switch_language("es").await;
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
    page.switch_language("en").await;
    page.is_on("help").await;
    page.go("back").await;
    assert_eq!(page.chosen().await, "now", "also the answer that is never stored");
    page.go("next").await;

    page.walk_to("bp-systolic", &person).await;
    page.type_in("12x").await;
    page.switch_language("es").await;
    let typed = "return root.querySelector('#cc-field').value";
    assert_eq!(page.text_of(typed, &[]).await, "12x", "input that is not valid yet");
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    page.switch_language("en").await;
    page.asks("bp-systolic").await;
    page.type_in("128").await;
    page.next().await;

    page.walk_to("result", &person).await;
    let (findings, axes) = (page.findings().await, page.axes().await);
    assert_eq!(axes.0, "urgent");
    page.switch_language("es").await;
    assert_eq!((page.findings().await, page.axes().await), (findings, axes));
    let headline = "return root.querySelector('[data-finding=crisis-support] h3, [data-finding=crisis-support] h4')?.textContent";
    assert_eq!(page.text_of(headline, &[]).await, text("es", "finding-crisis-support"));
}

#[tokio::test]
async fn answers_saved_in_one_language_resume_in_another() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.record_contains("age").await;
    page.reload().await;
    page.is_on("start").await;
    page.switch_language("es").await;
    page.resume().await;
    page.asks("reasons").await;
    page.go("back").await;
    assert_eq!(page.chosen().await, "25-64");
}

#[tokio::test]
async fn open_learn_cards_stay_open_after_a_language_switch() {
    let page = Page::open(Site::new()).await;
    page.is_on("start").await;
    page.click("details summary").await;
    let first = "return root.querySelector('details details summary')?.textContent === arguments[0]";
    page.until("the cards", first, &[&text("en", "learn-what")]).await;
    page.switch_language("es").await;
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
        page.clear().await;
        page.is_on("cleared").await;
        page.shows_help_lines().await;

        let page = Page::open_blank(Site::with(&format!(r#"lang="{language}""#))).await;
        page.server.fault("/widget-", Fault::Missing);
        page.visit("/").await;
        page.is_in_language(language).await;
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
async fn help_lines_appear_before_the_translation_loads() {
    let page = Page::open(Site::of(r#"<script src="/release/candidate-check.js" async></script>"#)).await;
    page.server.fault("shell.es", Fault::Silent);
    // Only after the page has loaded: its load event would wait for the translation as for every module.
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
async fn failed_language_switch_changes_nothing() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.server.fault("check.es", Fault::Missing);
    page.press("language").await;
    page.console_says(&["check.es", "must exist unchanged from this release"]).await;
    page.is_in_language("en").await;
    assert_eq!(page.chosen().await, "25-64");
    page.next().await;
    page.asks("reasons").await;
    page.server.recover();
    page.switch_language("es").await;
    page.asks("reasons").await;
}

#[tokio::test]
async fn failed_language_switch_is_reported_on_the_page() {
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
async fn start_and_switch_together_end_in_the_chosen_language() {
    let page = Page::open(Site::with(r#"start="click""#)).await;
    page.is_on("start").await;
    page.press_at_once("start language").await;
    page.is_in_language("es").await;
    page.asks("age").await;
    assert_eq!(page.reads("h2").await, text("es", "age"));
    // Several times in a row: the last one decides.
    page.press_at_once("language language language").await;
    page.is_in_language("en").await;
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
async fn clearing_while_a_language_loads_restores_nothing() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.press_at_once("language clear confirm").await;
    page.is_in_language("es").await;
    page.is_on("cleared").await;
    page.go("restart").await;
    page.start().await;
    assert_eq!(page.chosen().await, "", "the answer is gone");
}

#[tokio::test]
async fn custom_questionnaire_supports_its_own_translations() {
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
    page.switch_language("es").await;
    assert_eq!(page.reads("h2").await, "¿Té?");
}

#[tokio::test]
async fn malformed_translations_do_not_change_the_help_lines() {
    for answer in [r#"{"error":"not found"}"#, r#"["a","b"]"#, "null", "<p>404"] {
        let page = Page::open(Site::new()).await;
        page.is_on("start").await;
        page.server.fault("shell.es", Fault::Replaced(answer.into()));
        page.press("language").await;
        page.console_says(&["can’t run here", "shell.es"]).await;
        starts_in(&page, "en").await;
        page.shows_help_lines().await;
        page.server.recover();
        page.switch_language("es").await;
        starts_in(&page, "es").await;
    }
}

#[tokio::test]
async fn falls_back_to_the_first_language_if_one_fails_to_load() {
    let page = Page::open_blank(Site::with(r#"lang="es""#)).await;
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

/// From now on the clinic's server serves the questions in another order.
fn redeploy(page: &Page) {
    page.server.fault("/own.json", Fault::Replaced(bilingual(["tired", "allergic"]).into()));
}

async fn is_still_allergic(page: &Page) {
    page.go("back").await;
    page.asks("allergic").await;
    assert_eq!(page.chosen().await, "true");
}

#[tokio::test]
async fn language_switch_keeps_the_questionnaire_the_visitor_began() {
    let page = allergic().await;
    redeploy(&page);
    page.switch_language("es").await;
    page.asks("tired").await;
    is_still_allergic(&page).await;
}

#[tokio::test]
async fn refetched_questionnaire_does_not_replace_the_current_one() {
    let page = allergic().await;
    // After a failure everything is requested again.
    page.server.fault("check.es", Fault::Missing);
    page.press("language").await;
    page.console_says(&["check.es"]).await;
    page.server.recover();
    redeploy(&page);
    page.press("language").await;
    page.console_says(&["the questionnaire has changed"]).await;
    page.is_in_language("en").await;
    is_still_allergic(&page).await;
}

#[tokio::test]
async fn language_switch_does_not_refetch_loaded_files() {
    let page = Page::open(Site::new()).await;
    page.start().await;
    page.asks("age").await;
    page.server.fault("/widget-", Fault::Missing);
    page.switch_language("es").await;
    page.asks("age").await;
    assert_eq!(page.console().await, Vec::<String>::new());
    let again = page.server.requests().iter().filter(|path| path.contains("/widget-")).count();
    assert_eq!(again, 1, "the program is requested once");
}

#[tokio::test]
async fn leaving_while_a_language_loads_shows_nothing_of_it() {
    // The exit leads to a fragment, so the page never unloads. Loading another page could cancel pending requests.
    let page = Page::open(Site::with(r##"exit-url="/#nowhere""##)).await;
    page.is_on("start").await;
    page.press_at_once("language leave").await;
    let arrived = "return performance.getEntriesByType('resource').some(it => it.name.includes('shell.es') && it.responseEnd)";
    page.until("the texts of the other language", arrived, &[]).await;
    page.eval_async("await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        .await;
    let shown = "return root.querySelector('.cc').innerText.trim()";
    assert_eq!(page.text_of(shown, &[]).await, "Leaving", "nothing else is drawn");
}

#[tokio::test]
async fn language_switch_during_printing_logs_nothing() {
    // Printing that never fires `afterprint`.
    let stuck = "const append = Node.prototype.appendChild; Node.prototype.appendChild = function (child) { \
                 const own = child.onload; if (child.tagName === 'IFRAME') child.onload = event => { \
                 child.contentWindow.print = () => child.contentWindow.dispatchEvent(new Event('beforeprint')); \
                 own.call(child, event) }; return append.call(this, child) }";
    let page = Page::open(Site::new().script(stuck)).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64")])).await;
    page.take().await;
    page.press("print").await;
    page.until("the page to print", "return root.querySelector('iframe')?.contentDocument?.title", &[]).await;
    page.switch_language("es").await;
    page.switch_language("en").await;
    page.go("back").await;
    page.go("change").await;
    assert_eq!(page.console().await, Vec::<String>::new());
}
