//! After each step the screen stands at one height, below the help line and the page’s own header. The way on is in
//! sight on every question.

use serde_json::{Value as Json, json};

use crate::harness::{Fault, Page, Person, Site};

/// Goes through a whole visit by a script, and records for each step where the screen stands and how often the page scrolled.
const VISIT: &str = include_str!("landing.js");

/// A page around the widget.
#[derive(Clone, Copy)]
struct Around {
    /// The size of the window in CSS pixels.
    window: (u32, u32),
    /// The styles of a header, whose text is `Clinic`.
    header: &'static str,
    /// More styles of the page.
    style: &'static str,
    /// The attributes of the element.
    attributes: &'static str,
}

const PHONE: Around = Around { window: (390, 844), header: "display:none", style: "", attributes: "" };

/// A header that stays at the top.
const STICKY: [&str; 3] = [
    "display:none",
    "position:sticky;top:0;height:64px;background:#123;color:#fff",
    "position:fixed;top:0;left:0;right:0;height:128px;background:#123;color:#fff",
];

impl Around {
    fn site(self) -> Site {
        let Around { window: (width, height), header, style, attributes } = self;
        let text = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.</p>"
            .repeat(12);
        let page = format!(
            "<!doctype html><html lang=\"en\"><title>clinic</title><style>body {{ margin: 0; font: 17px/1.6 sans-serif }} nav {{ display: none }}
             main {{ padding: 16px }} {style}</style><body><header style=\"{header};z-index:9\">Clinic</header><nav></nav>
             <main>{text}<candidate-check phone=\"(555) 555-0142\" {attributes}></candidate-check>{text}</main>
             <script src=\"/release/candidate-check.js\"></script>"
        );
        // Browsers have a minimum width for a window, but not for a frame.
        let frame = format!(
            "<!doctype html><title>window</title><iframe src=\"/page\" style=\"width:{width}px;height:{height}px;border:0\"></iframe>"
        );
        Site::new().html("/window", &frame).file("/page", "text/html", &page)
    }

    /// Opens the page and enters its window.
    async fn open(self) -> Page {
        let page = Page::open_blank(self.site()).await;
        page.visit("/window").await;
        page.enter_frame().await;
        page.place().await;
        page
    }
}

/// Plays a whole visit: forward, back and forward again, to the review and to the result.
async fn play(page: &Page) -> Vec<Step> {
    let script = format!("const person = {}; {VISIT}", person().said());
    let steps = page.eval_async(&script).await;
    match serde_json::from_value(steps.clone()) {
        Ok(steps) => steps,
        Err(_) => page.fail(&format!("the visit: {steps}")).await,
    }
}

/// A step of the visit, and the places of everything after it.
#[derive(Debug, serde::Deserialize)]
struct Step {
    /// The question or the screen.
    place: String,
    /// The top of the screen.
    top: f64,
    /// The bottom of the help line, and of the page’s header.
    above: f64,
    /// How often the page scrolled.
    scrolls: u32,
    /// Whether the page is scrolled as far as it goes.
    at_end: bool,
    /// Whether the card is at least as tall as the window.
    tall: bool,
    /// The edges of the button that leads on, if the screen pins one.
    way_on: Option<(f64, f64)>,
    /// The height of the window.
    window: f64,
    /// Whether the heading has the focus.
    focused: bool,
}

/// The faults in the steps of a visit.
fn faults(steps: &[Step], pinned: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let height = steps.first().map_or(0.0, |step| step.top);
    for step in steps {
        if (step.top - height).abs() > 2.0 && !step.at_end {
            faults.push(format!("lands at {} and not at {height}: {step:?}", step.top));
        }
        if step.top < step.above - 1.0 {
            faults.push(format!("is covered: {step:?}"));
        }
        if step.scrolls > 1 {
            faults.push(format!("scrolls {} times: {step:?}", step.scrolls));
        }
        if !step.focused {
            faults.push(format!("the focus is elsewhere: {step:?}"));
        }
        if let Some((top, bottom)) = step.way_on.filter(|_| pinned && step.tall)
            && (top < step.above || bottom > step.window + 1.0)
        {
            faults.push(format!("the way on is out of sight: {step:?}"));
        }
    }
    faults
}

fn person() -> Person {
    Person::with_only(&[
        ("reasons", "depression chronic-pain"),
        ("safety", "past-weeks"),
        ("bp-known", "yes"),
        ("bp-systolic", "150"),
        ("bp-diastolic", "95"),
        ("medicines", "benzodiazepines"),
    ])
}

async fn assert_lands(around: Around, pinned: bool) {
    let steps = play(&around.open().await).await;
    let last = steps.last().map(|step| step.place.as_str());
    assert!(steps.len() > 30 && last == Some("result"), "a whole visit: {steps:?}");
    let faults = faults(&steps, pinned);
    assert!(faults.is_empty(), "{:?} under {}: {faults:#?}", around.window, around.header);
}

#[tokio::test]
async fn every_screen_lands_at_one_height_on_a_small_phone() {
    assert_lands(Around { window: (320, 640), header: STICKY[1], ..PHONE }, true).await;
}

#[tokio::test]
async fn every_screen_lands_at_one_height_on_a_phone() {
    assert_lands(Around { header: STICKY[2], ..PHONE }, true).await;
}

#[tokio::test]
async fn every_screen_lands_at_one_height_on_a_desktop() {
    assert_lands(Around { window: (1280, 800), header: STICKY[0], ..PHONE }, true).await;
}

#[tokio::test]
async fn every_screen_lands_at_one_height_in_the_frame() {
    let attributes = r#"isolation="frame""#;
    assert_lands(Around { header: STICKY[1], attributes, ..PHONE }, false).await;
}

#[tokio::test]
async fn every_screen_lands_at_one_height_on_difficult_pages() {
    let difficult = [
        // Smooth scrolling, and room for a header that the page reserves itself.
        (STICKY[1], "html { scroll-behavior: smooth; scroll-padding: 90px }"),
        // A scroller inside the page.
        (
            "display:none",
            "body { height: 100vh; overflow: hidden } main { height: 100vh; overflow: auto; box-sizing: border-box }",
        ),
        // The body scrolls, not the window.
        (STICKY[1], "html { height: 100%; overflow: hidden } body { height: 100%; overflow: auto }"),
        // A second bar above the header.
        (
            "position:fixed;top:40px;left:0;right:0;height:64px;background:#123;color:#fff",
            "nav { display: block; position: fixed; top: 0; width: 100%; height: 40px; background: #456 }",
        ),
        // Something that covers the whole window, and lets clicks through.
        ("position:fixed;inset:0;background:#0001", ""),
        // The widget is clipped by its parent, so nothing can stay in sight.
        (STICKY[1], "main { overflow: hidden }"),
    ];
    for (header, style) in difficult {
        let pinned = !style.contains("main { overflow: hidden");
        assert_lands(Around { header, style, ..PHONE }, pinned).await;
    }
}

#[tokio::test]
async fn nothing_is_pinned_in_a_low_window_or_with_large_text() {
    for (window, style) in [
        ((640, 320), ""),
        ((320, 256), ""),
        ((390, 844), "html { font-size: 32px } body { font-size: 1rem }"),
    ] {
        let around = Around { window, style, ..PHONE };
        let page = at(around, "reasons").await;
        let pinned = page
            .eval(
                "return [...root.querySelectorAll('.cc *')].filter(it => getComputedStyle(it).position === 'sticky').map(it => it.className)",
                &[],
            )
            .await;
        assert_eq!(pinned, json!([]), "{window:?} {style}");
        let steps = play(&around.open().await).await;
        let faults = faults(&steps, false);
        assert!(faults.is_empty(), "{window:?} {style}: {faults:#?}");
    }
}

/// Opens the page and goes to a question.
async fn at(around: Around, question: &str) -> Page {
    let page = around.open().await;
    page.walk_to(question, &person()).await;
    page
}

#[tokio::test]
async fn help_line_stays_in_sight_below_the_header() {
    for header in STICKY {
        let page = at(Around { header, ..PHONE }, "medicines").await;
        let script = "const card = root.querySelector('.cc').getBoundingClientRect();
            scrollBy({ top: card.height / 2, behavior: 'instant' });
            await new Promise(requestAnimationFrame);
            const { top, bottom, height } = root.querySelector('.cc-help').getBoundingClientRect();
            const { bottom: above } = document.querySelector('header').getBoundingClientRect();
            return [top - above, height]";
        let place = page.eval_async(script).await;
        let [gap, height] = [0, 1].map(|n| place[n].as_f64().unwrap_or(f64::NAN));
        assert!(gap.abs() < 1.5 && height < 47.0, "{header}: {place}");
    }
}

#[tokio::test]
async fn header_that_hides_while_scrolling_down_never_covers_a_screen() {
    let style = "header.gone { transform: translateY(-100%) }";
    let page = Around { header: STICKY[2], style, ..PHONE }.open().await;
    let hide = "let before = scrollY;
        addEventListener('scroll', () => { document.querySelector('header').classList.toggle('gone', scrollY > before); before = scrollY; })";
    page.eval(hide, &[]).await;
    let steps = play(&page).await;
    // The header comes out with the first jump up, which is known only then.
    let first = steps.iter().position(|step| step.scrolls > 1).map_or(0, |first| first + 1);
    assert!(first < 3, "{steps:#?}");
    let faults = faults(&steps[first..], true);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn full_list_of_help_lines_opens_in_place_and_closes_with_the_next_step() {
    let page = at(PHONE, "reasons").await;
    page.press_at_once("more").await;
    page.until("the list", "return root.querySelectorAll('.cc-lines a').length > 8", &[]).await;
    let list = "const { top } = root.querySelector('.cc-lines').getBoundingClientRect();
        return top > 0 && top < innerHeight / 2 && root.querySelector('[data-action=more]').ariaExpanded === 'true'";
    page.until("the list in sight", list, &[]).await;
    page.press_at_once("skip").await;
    page.asks("safety").await;
    page.until("no list", "return !root.querySelector('.cc-lines')", &[]).await;
    assert_eq!(
        page.eval("return root.querySelector('[data-action=more]').ariaExpanded", &[]).await,
        json!("false")
    );
}

#[tokio::test]
async fn line_offers_the_full_list_only_where_the_screen_lacks_it() {
    let offers = "return root.querySelector('[data-action=more]').checkVisibility()";
    let crisis = Person::with_only(&[("age", "25-64"), ("reasons", "depression"), ("safety", "now")]);
    let page = Page::open(Site::new()).await;
    page.until("the list on the start screen", "return !!root.querySelector('.cc-lines')", &[]).await;
    assert_eq!(page.eval(offers, &[]).await, false, "start");
    page.walk_to("reasons", &crisis).await;
    assert_eq!(page.eval(offers, &[]).await, true, "a question");
    page.walk_to("help", &crisis).await;
    assert_eq!(page.eval(offers, &[]).await, false, "help");
    page.switch_language("es").await;
    page.until("no offer in the other language either", &format!("{offers} === false"), &[]).await;
}

#[tokio::test]
async fn banner_that_was_closed_leaves_no_gap() {
    let page = at(Around { header: STICKY[2], ..PHONE }, "reasons").await;
    let height = "return root.querySelector('[data-screen]').getBoundingClientRect().top";
    let before = page.eval(height, &[]).await.as_f64();
    assert!(before.is_some_and(|top| top > 128.0), "{before:?}");
    page.eval("document.querySelector('header').remove()", &[]).await;
    page.press_at_once("skip").await;
    page.asks("safety").await;
    page.until("no gap", "return root.querySelector('[data-screen]').getBoundingClientRect().top < 60", &[])
        .await;
}

#[tokio::test]
async fn more_on_the_start_screen_leads_to_the_list_at_its_end() {
    let page = Around { attributes: r#"start="click""#, ..PHONE }.open().await;
    page.is_on("start").await;
    page.press("more").await;
    page.until("the list", "return root.querySelectorAll('.cc-lines').length === 1", &[]).await;
    page.focus_is_on(".cc-lines a").await;
    let in_sight = "const { top } = root.querySelector('.cc-lines').getBoundingClientRect(); return top > 0 && top < innerHeight";
    page.until("the list in sight", in_sight, &[]).await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn more_without_the_list_says_so_and_keeps_the_screen() {
    let page = Page::open_blank(Site::with(r#"start="click""#)).await;
    page.server.fault("/widget-", Fault::Missing);
    page.visit("/").await;
    page.press("more").await;
    page.until(
        "the message",
        "return root.querySelector('.cc').innerText.includes('You can call or text 988.')",
        &[],
    )
    .await;
    page.is_on("start").await;
    page.focus_is_on("[data-action=more]").await;
    page.server.recover();
    page.press("more").await;
    page.press("more").await;
    page.until("the list", "return root.querySelectorAll('.cc-lines a').length > 8", &[]).await;
}

#[tokio::test]
async fn clearing_asks_once_more_in_the_same_place() {
    let page = at(PHONE, "safety").await;
    page.press("clear").await;
    let asked: Json = page.eval("return root.querySelector('.cc-foot p').textContent", &[]).await;
    assert_eq!(asked, json!("Clear all 2 answers?"));
    page.focus_is_on("[data-action=keep]").await;
    page.press("keep").await;
    page.focus_is_on("[data-action=clear]").await;
    page.asks("safety").await;
    assert_eq!(page.stored_keys().await, ["candidate-check:answers"]);
    page.press("clear").await;
    page.press("confirm").await;
    page.is_on("cleared").await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
}
