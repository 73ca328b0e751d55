//! The panel of the demo page: its settings apply to the element beside it, and to pages that contain its snippet.

use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::json;

use crate::accessibility::rules::assert_no_violations;
use crate::harness::{Fault, Page, Person, Site, questionnaire};

/// The path of the demo page; its files are beside it.
const DEMO: &str = "/release/index.html";

/// Whether the main button has a color, in any notation of the engine and up to rounding.
const BUTTON_IS: &str = "const paint = new OffscreenCanvas(1, 1).getContext('2d'); \
    paint.fillStyle = getComputedStyle(root.querySelector('[part=primary]')).backgroundColor; paint.fillRect(0, 0, 1, 1); \
    const found = paint.getImageData(0, 0, 1, 1).data; \
    return arguments[0].split(',').every((value, n) => Math.abs(value - found[n]) < 3)";

/// The demo page with its panel open.
async fn open(fragment: &str) -> Page {
    open_on(Site::new(), fragment).await
}

async fn open_on(site: Site, fragment: &str) -> Page {
    let page = Page::open_blank(site).await;
    // Wide enough for the panel beside the page.
    page.resize(1400, 900).await;
    page.visit(&format!("{DEMO}{fragment}")).await;
    unfold(&page).await;
    page.is_on("start").await;
    page
}

/// Opens the panel and everything in it.
async fn unfold(page: &Page) {
    page.host_element("#pg-snippet").await;
    page.eval("document.querySelectorAll('.pg details').forEach((it) => (it.open = true))", &[]).await;
}

async fn field(page: &Page, id: &str) -> Element {
    page.host_element(&format!("#pg-{id}")).await
}

/// Types a value into a field, or chooses it, as a person does.
async fn set(page: &Page, id: &str, value: &str) {
    let field = field(page, id).await;
    let done = match field.tag_name().await.as_deref() {
        Ok("select") => field.select_by_value(value).await,
        _ => {
            // The driver's command to clear a field also removes the focus; people select the text and overwrite it.
            let all = format!("{}a", Key::Control);
            let typed = if value.is_empty() { Key::Delete.to_string() } else { value.to_owned() };
            match field.send_keys(&all).await {
                Ok(()) => field.send_keys(&typed).await,
                refused => refused,
            }
        }
    };
    if let Err(error) = done {
        page.fail(&format!("{id} can't be set to {value}: {error}")).await;
    }
}

async fn element_has(page: &Page, attribute: &str, value: &str) {
    let script =
        "return document.querySelector('candidate-check').getAttribute(arguments[0]) === arguments[1]";
    page.until(&format!("{attribute}={value}"), script, &[attribute, value]).await;
}

async fn element_lacks(page: &Page, attribute: &str) {
    let script = "return !document.querySelector('candidate-check').hasAttribute(arguments[0])";
    page.until(&format!("no {attribute}"), script, &[attribute]).await;
}

async fn snippet(page: &Page) -> String {
    page.text_of("return document.querySelector('#pg-snippet').value", &[]).await
}

async fn snippet_contains(page: &Page, part: &str) {
    let script = "return document.querySelector('#pg-snippet').value.includes(arguments[0])";
    page.until(&format!("{part} in the snippet"), script, &[part]).await;
}

async fn problem(page: &Page, id: &str) -> String {
    let script = "return document.getElementById(`pg-${arguments[0]}-problem`)?.innerText ?? ''";
    page.text_of(script, &[id]).await
}

async fn status(page: &Page, part: &str) {
    let script = "return document.querySelector('.pg-status').innerText.includes(arguments[0])";
    page.until(&format!("the panel to say {part}"), script, &[part]).await;
}

#[tokio::test]
async fn visible_texts_follow_the_panel() {
    let page = open("").await;
    for (id, value) in [
        ("clinic", "Hill & <Road>"),
        ("phone", "555 0199"),
        ("booking", "https://example.com/hill"),
        ("cost-note", "We bill by the visit."),
        ("heading-level", "4"),
    ] {
        set(&page, id, value).await;
        element_has(&page, id, value).await;
    }
    page.until("the heading's level", "return !!root.querySelector('h4.cc-heading')", &[]).await;
    page.walk_to("result", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    let result = page.reads("[data-screen=result]").await;
    for part in ["Hill & <Road>", "555 0199", "We bill by the visit."] {
        assert!(result.contains(part), "{part} is not on the result: {result}");
    }
    assert!(page.has("a[href='https://example.com/hill']").await);
    set(&page, "phone", "").await;
    element_lacks(&page, "phone").await;
}

#[tokio::test]
async fn language_and_colors_change_on_the_page_at_once() {
    let page = open("").await;
    set(&page, "lang", "es").await;
    page.is_in_language("es").await;
    let reads = "const it = document.querySelector('h1').innerText; return it.includes(arguments[0]) && !it.includes(arguments[1])";
    page.until("the clinic's page in Spanish", reads, &["Atención", "Care"]).await;
    assert_eq!(page.eval("return document.documentElement.lang", &[]).await, "es");
    set(&page, "lang", "").await;
    page.is_in_language("en").await;
    page.until("the clinic's page in English", reads, &["Care", "Atención"]).await;

    set(&page, "accent", "rgb(90, 20, 140)").await;
    page.until("the color typed", BUTTON_IS, &["90,20,140"]).await;
    page.eval(
        "const it = document.querySelector('[type=color]'); it.value = '#102030'; it.dispatchEvent(new Event('input'))",
        &[],
    )
    .await;
    page.until("the color picked", BUTTON_IS, &["16,32,48"]).await;
    snippet_contains(&page, "--candidate-check-accent: #102030;").await;
    set(&page, "radius", "0px").await;
    let corners = "return getComputedStyle(root.querySelector('[part=primary]')).borderRadius === '0px'";
    page.until("square corners", corners, &[]).await;
    set(&page, "accent", "").await;
    let plain = "return !document.querySelector('candidate-check').style.getPropertyValue('--candidate-check-accent')";
    page.until("the clinic's own accent again", plain, &[]).await;
}

#[tokio::test]
async fn behavior_settings_follow_the_panel() {
    let own = questionnaire(json!([{ "linkId": "own", "type": "boolean", "text": "Is this our own?" }]));
    let site = Site::new().file("/own.json", "application/json", &own);
    let page = open_on(site, "").await;
    for (id, value) in [
        ("storage", "none"),
        ("start", "eager"),
        ("keep-days", "30"),
        ("on-leave", "keep"),
        ("events", "progress"),
        ("exit-url", &page.server.url("/elsewhere")),
        ("questionnaire", "/own.json"),
    ] {
        set(&page, id, value).await;
        element_has(&page, id, value).await;
    }
    page.eval(
        "window.events = []; addEventListener('candidate-check-started', (it) => events.push(it.type))",
        &[],
    )
    .await;
    page.start().await;
    page.asks("own").await;
    page.until("the event", "return events.length === 1", &[]).await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new(), "check and panel store nothing");
    page.press("leave").await;
    let gone = "return location.pathname === '/elsewhere'";
    page.until("the page for leaving", gone, &[]).await;
}

#[tokio::test]
async fn answers_stay_while_settings_change() {
    let page = open("").await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    page.record_contains("25-64").await;
    set(&page, "clinic", "Hill Road").await;
    element_has(&page, "clinic", "Hill Road").await;
    page.resume().await;
    page.asks("reasons").await;
}

/// A page with the snippet pasted into it.
async fn paste(snippet: &str) -> Page {
    Page::open(Site::of(&format!("<p>Above</p>{snippet}<p>Below</p>"))).await
}

#[tokio::test]
async fn the_snippet_works_on_another_page_in_both_forms() {
    let page = open("").await;
    for (id, value) in [
        ("files", "/release/"),
        ("clinic", "A \"B\" & <b>C</b>"),
        ("accent", "#123456"),
        ("heading-level", "3"),
    ] {
        set(&page, id, value).await;
    }
    for form in ["tag", "element"] {
        set(&page, "form", form).await;
        snippet_contains(&page, if form == "tag" { "data-heading-level" } else { "</candidate-check>" })
            .await;
        let snippet = snippet(&page).await;
        assert!(!snippet.contains("integrity"), "{snippet}");
        let pasted = paste(&snippet).await;
        pasted.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
        let script = "const it = document.querySelector('candidate-check'); \
                      return it.getAttribute('clinic') === 'A \"B\" & <b>C</b>' && !!root.querySelector('h3.cc-heading') && \
                      it.previousElementSibling.matches(arguments[0])";
        let before = if form == "tag" { "script" } else { "style" };
        pasted.assert("all settings apply, at the place of the snippet", script, &[before]).await;
        pasted.until("the color", BUTTON_IS, &["18,52,86"]).await;
        let console = pasted.console().await;
        assert!(console.is_empty(), "{console:?}");
    }
}

#[tokio::test]
async fn only_a_pinned_snippet_refuses_the_files_of_an_update_and_then_shows_phone_and_help() {
    let page = open("").await;
    set(&page, "files", "/release/").await;
    set(&page, "phone", "(555) 555-0199").await;
    snippet_contains(&page, "555-0199").await;
    let free = snippet(&page).await;
    assert!(!free.contains("integrity"), "{free}");
    set(&page, "pin", "yes").await;
    snippet_contains(&page, "integrity=\"sha384-").await;
    let pinned = snippet(&page).await;
    let changed = "document.documentElement.dataset.changed = 'ran'";
    for (snippet, runs) in [(pinned, false), (free, true)] {
        let pasted = Page::open_blank(Site::of(&snippet)).await;
        pasted.server.fault("candidate-check.js", Fault::Replaced(changed.into()));
        pasted.visit("/").await;
        pasted
            .assert(
                "only an unpinned snippet runs it",
                "return !!document.documentElement.dataset.changed === JSON.parse(arguments[0])",
                &[&runs.to_string()],
            )
            .await;
        let left = "const it = document.querySelector('candidate-check'); \
                    return !!it && ['988', '911', '(555) 555-0199'].every(line => it.innerText.includes(line))";
        assert_eq!(pasted.eval(left, &[]).await, !runs, "{snippet}");
    }
}

#[tokio::test]
async fn explains_a_bad_value_and_omits_it_from_the_snippet() {
    let page = open("").await;
    for (id, bad, why, attribute) in [
        ("phone", "call me", "three digits", "phone"),
        ("booking", "example.com/book", "https:", "booking"),
        ("keep-days", "400", "1 to 365", "keep-days"),
        ("exit-url", "javascript:alert(1)", "https:", "exit-url"),
        ("accent", "red; } body { display: none", "don’t know this color", "--candidate-check-accent"),
        ("radius", "12", "with its unit", "--candidate-check-radius"),
        ("font", "a, , b", "names with commas", "--candidate-check-font"),
    ] {
        set(&page, id, bad).await;
        let marked = "const it = document.getElementById(`pg-${arguments[0]}`); \
                      return it.ariaInvalid === 'true' && it.getAttribute('aria-describedby').includes(`pg-${arguments[0]}-problem`)";
        page.until(&format!("{id} marked"), marked, &[id]).await;
        let problem = problem(&page, id).await;
        assert!(problem.contains(why) && problem.contains("leaves it out"), "{id}: {problem}");
        let snippet = snippet(&page).await;
        assert!(!snippet.contains(attribute), "{id}: {snippet}");
    }
    element_lacks(&page, "phone").await;
    page.is_on("start").await;
    set(&page, "phone", "555 0142").await;
    snippet_contains(&page, "data-phone=\"555 0142\"").await;
    assert_eq!(problem(&page, "phone").await, "");
    let console = page.console().await;
    assert!(console.is_empty(), "a bad value never reaches the element: {console:?}");
}

#[tokio::test]
async fn copying_copies_the_snippet() {
    let page = open("").await;
    page.host_element(".pg-button--main").await.click().await.expect("the button can be clicked");
    status(&page, "Copied").await;
    page.eval(
        "document.body.prepend(Object.assign(document.createElement('textarea'), { id: 'paste' }))",
        &[],
    )
    .await;
    let paste = page.host_element("#paste").await;
    paste.send_keys(&format!("{}v", Key::Control)).await.expect("the clipboard can be pasted");
    let pasted = page.until("the pasted text", "return document.querySelector('#paste').value", &[]).await;
    assert_eq!(pasted, json!(snippet(&page).await));
}

#[tokio::test]
async fn selects_the_snippet_when_copying_is_refused() {
    let page = open("").await;
    page.eval("Object.defineProperty(navigator, 'clipboard', { value: undefined })", &[]).await;
    page.host_element(".pg-button--main").await.click().await.expect("the button can be clicked");
    status(&page, "Ctrl+C").await;
    let selected = "const it = document.activeElement; return it.id === 'pg-snippet' && it.selectionEnd === it.value.length && !it.selectionStart";
    page.assert("all of it is selected", selected, &[]).await;
}

#[tokio::test]
async fn url_stores_and_restores_the_setup() {
    let page = open("").await;
    assert_eq!(page.path().await, DEMO, "nothing is set");
    set(&page, "clinic", "Hill & Road").await;
    set(&page, "phone", "").await;
    set(&page, "accent", "#123456").await;
    set(&page, "form", "element").await;
    snippet_contains(&page, "</candidate-check>").await;
    snippet_contains(&page, "#123456").await;
    let before = snippet(&page).await;
    let path = page.path().await;
    assert!(path.starts_with("/release/index.html#set-up?clinic=Hill+%26+Road&"), "{path}");

    let other = open(path.strip_prefix(DEMO).expect("it is the demo page")).await;
    element_has(&other, "clinic", "Hill & Road").await;
    element_lacks(&other, "phone").await;
    assert_eq!(snippet(&other).await, before);
    let start_over = other.host_element(".pg-buttons > .pg-button:last-of-type").await;
    start_over.click().await.expect("the button can be clicked");
    element_has(&other, "clinic", "Willow Bend Clinic").await;
    element_has(&other, "phone", "(555) 555-0142").await;
    other.until("an empty set-up", "return location.hash === ''", &[]).await;
}

#[tokio::test]
async fn malformed_url_breaks_nothing() {
    for fragment in [
        "#set-up?%E0%A4%A&=&&clinic",
        "#set-up?storage=%3Cscript%3E&phone=call+me&heading-level=%00&nonsense=1&__proto__=x&form=circle",
        "#set-up?clinic=%3Cimg+src%3Dx+onerror%3D%22document.title%3D%27ran%27%22%3E",
        "#set-up",
        "#%",
    ] {
        let page = open(fragment).await;
        page.start().await;
        let html = snippet(&page).await;
        assert!(html.contains("<script src=") && !html.contains("<img"), "{fragment}: {html}");
        page.assert("no script ran", "return document.title !== 'ran'", &[]).await;
        let console = page.console().await;
        assert!(console.is_empty(), "{fragment}: {console:?}");
    }
    let page = open("#set-up?storage=cloud").await;
    assert!(problem(&page, "storage").await.contains("local, session, none"));
}

#[tokio::test]
async fn panel_passes_the_accessibility_rules() {
    for scheme in ["light", "dark"] {
        let page = open("#set-up?phone=call+me").await;
        page.eval("document.documentElement.style.colorScheme = arguments[0]", &[scheme]).await;
        // The whole page: the panel, the clinic's page and the widget.
        assert_no_violations(&page, scheme).await;
    }
}

#[tokio::test]
async fn nothing_overflows_at_320_pixels() {
    for lang in ["en", "es"] {
        let frame = format!(
            "<body style='margin:0'><iframe width=320 height=700 src='{DEMO}#set-up?lang={lang}&phone=call+me'></iframe>"
        );
        let page = Page::open_blank(Site::new().html("/narrow", &frame)).await;
        page.visit("/narrow").await;
        let there = "const it = document.querySelector('iframe').contentDocument; \
                     it.querySelectorAll('.pg details').forEach((fold) => (fold.open = true)); \
                     return it.styleSheets.length > 1 && it.querySelector('#pg-snippet') && it.querySelector('candidate-check').shadowRoot?.querySelector('.cc')?.lang === arguments[0]";
        page.until("the page in the frame", there, &[lang]).await;
        let out = "const it = document.querySelector('iframe').contentDocument; const fold = it.querySelector('#playground'); \
                   return [it.documentElement.scrollWidth, fold.scrollWidth].every((width) => width <= 320) || \
                   [...it.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 320).map((one) => one.outerHTML.slice(0, 80))";
        let found = page.eval(out, &[]).await;
        assert_eq!(found, json!(true), "{lang}: wider than the page");
    }
}

#[tokio::test]
async fn panel_shows_install_steps_without_its_script() {
    let page = Page::open_blank(Site::new()).await;
    page.server.fault("playground", Fault::Missing);
    page.visit(DEMO).await;
    page.is_on("start").await;
    page.host_element(".pg-summary").await.click().await.expect("the panel can be opened");
    let steps = page.text_of("return document.querySelector('.pg-install').innerText", &[]).await;
    for platform in ["WordPress", "Squarespace", "Wix", "Webflow", "Plain HTML"] {
        assert!(steps.contains(platform), "{platform} is not among the steps: {steps}");
    }
}

/// Whether the top of the check is in the upper part of the window.
const IN_SIGHT: &str = "const { top } = document.querySelector('candidate-check').getBoundingClientRect(); \
    return top > -1 && top < innerHeight * 0.6";

/// Presses a button of the panel by its text.
async fn press_in_panel(page: &Page, label: &str) {
    let script = "const found = [...document.querySelectorAll('.pg button')].find(it => it.textContent === arguments[0]);
        found.focus(); found.click()";
    page.eval(script, &[label]).await;
}

#[tokio::test]
async fn buttons_lead_to_each_screen_and_keep_the_focus() {
    let page = open("").await;
    for (label, screen) in [
        ("Question", "question"),
        ("Result", "result"),
        ("Cannot load", "error"),
        ("Help", "help"),
        ("Start", "start"),
    ] {
        press_in_panel(&page, label).await;
        page.is_on(screen).await;
        let focused = "return document.activeElement.textContent === arguments[0]";
        page.until(&format!("the focus on {label}"), focused, &[label]).await;
        page.until(&format!("{label} in sight"), IN_SIGHT, &[]).await;
    }
    assert_eq!(
        page.eval("return document.querySelector('candidate-check').hasAttribute('questionnaire')", &[])
            .await,
        false
    );
}

#[tokio::test]
async fn check_shows_its_width_on_a_phone() {
    let page = open("").await;
    let width = "return document.querySelector('candidate-check').getBoundingClientRect().width";
    let full = page.eval(width, &[]).await.as_f64();
    press_in_panel(&page, "Phone").await;
    page.until("the width of a phone", &format!("{width} <= 390"), &[]).await;
    press_in_panel(&page, "Full width").await;
    page.until("the full width", &format!("{width} > 500"), &[]).await;
    assert_eq!(page.eval(width, &[]).await.as_f64(), full);
}

#[tokio::test]
async fn screen_that_is_not_there_is_said() {
    let own = questionnaire(json!([{ "linkId": "own", "type": "boolean", "text": "Is this our own?" }]));
    let site = Site::new().file("/own.json", "application/fhir+json", &own);
    let page = open_on(site, "#set-up?questionnaire=%2Fown.json").await;
    press_in_panel(&page, "Help").await;
    page.until(
        "the message",
        "return document.querySelector('.pg').innerText.includes('did not get to that screen')",
        &[],
    )
    .await;
    press_in_panel(&page, "Result").await;
    page.is_on("result").await;
    page.until(
        "no message",
        "return !document.querySelector('.pg').innerText.includes('did not get to that screen')",
        &[],
    )
    .await;
}

#[tokio::test]
async fn check_is_in_sight_when_a_setting_changes() {
    let page = open("").await;
    page.eval("scrollTo(0, document.body.scrollHeight)", &[]).await;
    set(&page, "clinic", "Other Clinic").await;
    page.until("the check in sight", IN_SIGHT, &[]).await;
}
