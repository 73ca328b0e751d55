//! Looks: whatever colours a clinic sets, everything on every screen can be told from what it lies on; type and
//! colour scheme follow the page.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use devkit::chance;
use fastrand::Rng;
use serde_json::{Value as Json, json};

use crate::harness::{Page, Person, Site};

/// Sets colours on the element, and returns every pair of colours that lie on each other: what it is, the colour, what
/// it lies on, and the ratio that is needed; colours as red, green and blue of 255.
const PAIRS: &str = r#"
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const known = {};
// Whatever way the browser writes it.
const rgba = colour => known[colour] ??= (() => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
})();
const seen = colour => rgba(colour)[3] > 0;
const behind = it => {
  for (; it; it = it.parentElement) {
    const { backgroundColor } = getComputedStyle(it);
    if (seen(backgroundColor)) return backgroundColor;
  }
};
const hasWords = it => [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim());
const card = root.querySelector('.cc');
// One of each kind is enough.
const kinds = [...new Map([...card.querySelectorAll('*')].filter(it => it.checkVisibility())
  .map(it => [it.localName + it.getAttribute('class') + it.checked + it.parentElement.className + it.closest('[class]').className, it]))
  .values()];
const look = () => {
  const pairs = {};
  const pair = (it, what, colour, on, need) => {
    const [front, back] = [rgba(colour), rgba(on)];
    pairs[`${it.localName}.${it.getAttribute('class') ?? ''} ${what} ${front} ${back}`] = [front, back, need];
  };
  for (const it of kinds) {
    const style = getComputedStyle(it);
    const outer = behind(it.parentElement);
    if (hasWords(it)) pair(it, 'words', style.color, behind(it), 4.5);
    // A filled button can be told by its words; what is painted first has no other edge for it.
    const filled = root.adoptedStyleSheets.length === 1 && it.matches('.cc-button--primary');
    if (it.matches('.cc-button, input, .cc-option, .cc-problems, .cc-urgent') && !filled) {
      pair(it, 'edge', style.borderTopColor, outer, 3);
    }
    if (it.matches('.cc-finding, .cc-error')) pair(it, 'edge', style.borderInlineStartColor, outer, 3);
    if (it.matches(':checked')) {
      const mark = getComputedStyle(it, '::before');
      const drawn = it.type === 'radio' ? mark.backgroundColor : mark.borderLeftColor;
      pair(it, 'mark', drawn, style.backgroundColor, 3);
    }
    if (it.matches('circle, path')) {
      pair(it, 'line', style.stroke, behind(it), 3);
    }
    if (it.matches('.cc-figure__track svg:nth-child(2)')) pair(it, 'bar', style.backgroundColor, outer, 3);
    if (it.matches('.cc-figure__track svg:nth-child(3)')) pair(it, 'reach', style.boxShadow.replace(/ 0px.*/, ''), outer, 3);
    if (it.matches('progress')) {
      // What is filled can't be asked for; it has the colour of links on a screen.
      const probe = document.createElement('a');
      it.closest('.cc-screen').append(probe);
      pair(it, 'filling', getComputedStyle(probe).color, style.backgroundColor, 3);
      probe.remove();
    }
  }
  const button = card.querySelector('.cc-foot button');
  button.focus({ preventScroll: true, focusVisible: true });
  // Before the widget's own styles are there the ring is the browser's, in two colours of its own.
  if (getComputedStyle(button).outlineStyle !== 'auto')
    pair(button, 'ring', getComputedStyle(button).outlineColor, behind(button.parentElement), 3);
  return Object.entries(pairs);
};
const host = document.querySelector('candidate-check');
return JSON.parse(arguments[0]).map(({ dark, ...colours }) => {
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  for (const name of ['accent', 'surface', 'text', 'muted', 'border']) {
    host.style.setProperty(`--candidate-check-${name}`, colours[name] ?? '');
  }
  return look();
});
"#;

/// Luminance as WCAG 2 has it.
fn luminance(rgb: &[f64]) -> f64 {
    let linear = |value: f64| {
        let value = value / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

fn contrast(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A theme: which colours the clinic sets, and whether the page is dark.
type Theme = BTreeMap<&'static str, Json>;

/// Any colour, in the ways in which people write them.
fn colour(rng: &mut Rng) -> String {
    let (a, b, c) = (rng.u8(..), rng.u8(..), rng.u8(..));
    let extreme = |it: u8| if it > 127 { 255 } else { 0 };
    match rng.u8(..7) {
        0 => format!("rgb({a} {a} {a})"),
        1 => format!("rgb({} {} {})", extreme(a), extreme(b), extreme(c)),
        2 => format!("#{a:02x}{b:02x}{c:02x}"),
        3 => format!("hsl({} 90% {}%)", u32::from(a) * 360 / 255, u32::from(b) * 100 / 255),
        // Most of these are beyond what screens show.
        4 => format!("oklch({} {} {})", f64::from(a) / 255.0, f64::from(b) / 640.0, u32::from(c) * 360 / 255),
        5 => format!("rgba({a}, {b}, {c}, {:.2})", rng.f64()),
        _ => format!("rgb({a}, {b}, {c})"),
    }
}

/// What is known to be hard, and then chance.
fn themes(seed: u64, count: usize) -> Vec<Theme> {
    const HARD: [(&str, &str); 16] = [
        ("accent", "#ffd700"),
        ("accent", "#39ff14"),
        ("accent", "#fdfdfd"),
        ("accent", "#050505"),
        ("accent", "#0b5fff"),
        ("accent", "#777"),
        ("accent", "gold"),
        ("accent", "transparent"),
        ("surface", "transparent"),
        ("surface", "#777"),
        ("surface", "#999"),
        ("surface", "#0b3d3a"),
        ("surface", "rgb(255 255 255 / 40%)"),
        ("text", "#fff"),
        ("text", "#000"),
        ("border", "transparent"),
    ];
    let mut themes: Vec<Theme> = HARD
        .iter()
        .flat_map(|(name, value)| {
            [false, true].map(|dark| Theme::from([(*name, json!(value)), ("dark", json!(dark))]))
        })
        .collect();
    let mut rng = Rng::with_seed(seed);
    while themes.len() < count {
        let mut theme = Theme::from([("dark", json!(rng.bool())), ("accent", json!(colour(&mut rng)))]);
        for name in ["surface", "text", "muted", "border"] {
            if rng.bool() {
                theme.insert(name, json!(colour(&mut rng)));
            }
        }
        themes.push(theme);
    }
    themes
}

/// What it is; the colour, what it lies on, and the ratio that is needed.
type Pair = (String, (Vec<f64>, Vec<f64>, f64));

/// Looks at what is on the screen in many themes. Returns how many kinds of pairs there were.
async fn everything_can_be_seen(page: &Page, screen: &str, count: usize) -> usize {
    let seed = chance::seed(1);
    let count = chance::tries(count);
    let mut kinds = std::collections::BTreeSet::new();
    // In parts, so that no script takes too long.
    for part in themes(seed, count).chunks(20) {
        let looks = page.eval(PAIRS, &[&json!(part).to_string()]).await;
        let looks: Vec<Vec<Pair>> = serde_json::from_value(looks).expect("pairs of colours");
        for (theme, pairs) in part.iter().zip(looks) {
            for (what, (front, back, needed)) in pairs {
                let ratio = contrast(&front, &back);
                assert!(
                    ratio >= needed && back[3] == 255.0,
                    "{screen}: {what}: {ratio:.2} of {needed}; {}; SEED={seed}",
                    json!(theme)
                );
                let name: Vec<&str> = what.rsplitn(3, ' ').collect();
                kinds.insert(name[2].to_owned());
            }
        }
    }
    // The next screens are walked to in the usual colours.
    page.eval("document.querySelector('candidate-check').removeAttribute('style')", &[]).await;
    kinds.len()
}

fn somebody() -> Person {
    Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("safety", "now"),
        ("bp-known", "yes"),
        ("medicines", "opioids lamotrigine"),
    ])
}

const ELEMENT: &str = r#"phone="(555) 555-0142" booking="https://clinic.example/book""#;

#[tokio::test]
async fn every_pair_of_colours_on_every_screen_can_be_told_apart_whatever_a_clinic_sets() {
    const THEMES: usize = 220;
    let page = Page::open(Site::with(ELEMENT)).await;
    page.is_on("start").await;
    page.click("details summary").await;
    let open = "root.querySelectorAll('details details').forEach((card) => (card.open = true)); \
                return root.querySelectorAll('details[open] figure').length > 3";
    page.until("the cards with their figures", open, &[]).await;
    assert!(everything_can_be_seen(&page, "learn cards", THEMES).await > 12);
    page.start().await;
    page.choose("25-64").await;
    assert!(everything_can_be_seen(&page, "a choice", THEMES).await > 12);
    let person = somebody();
    page.walk_to("help", &person).await;
    assert!(everything_can_be_seen(&page, "help", THEMES).await > 8);
    page.walk_to("bp-systolic", &person).await;
    page.type_in("x").await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    assert!(everything_can_be_seen(&page, "a problem", THEMES).await > 12);
    page.walk_to("medicines", &person).await;
    page.choose("opioids").await;
    assert!(everything_can_be_seen(&page, "some of several", THEMES).await > 12);
    page.walk_to("review", &person).await;
    assert!(everything_can_be_seen(&page, "review", THEMES).await > 8);
    page.walk_to("result", &person).await;
    assert!(everything_can_be_seen(&page, "result", THEMES).await > 20);
}

#[tokio::test]
async fn what_is_painted_first_can_be_read_whatever_a_clinic_sets() {
    let page = Page::open(Site::with(r#"start="click""#)).await;
    page.is_on("start").await;
    assert!(everything_can_be_seen(&page, "first paint", 220).await > 8);
    page.assert("the widget's own styles are not there", "return root.adoptedStyleSheets.length === 1", &[])
        .await;
}

/// The computed colours of card and main button.
const COLOURS: &str = "const of = (it, name) => getComputedStyle(root.querySelector(it))[name]; \
    return JSON.stringify([of('.cc', 'color'), of('.cc', 'backgroundColor'), of('.cc-button', 'borderTopColor'), \
    of('[part=primary]', 'color'), of('[part=primary]', 'backgroundColor'), of('small', 'color')])";

#[tokio::test]
async fn what_is_no_colour_is_reported_and_the_default_holds() {
    let page = Page::open(Site::with(r#"storage="none""#)).await;
    page.start().await;
    let usual = page.text_of(COLOURS, &[]).await;
    for value in ["linear-gradient(red, gold)", "12px", "currentColor", "var(--brand)", "none"] {
        for name in ["accent", "surface", "text", "muted", "border"] {
            // Put on the page anew, with the bad value.
            let script = "document.documentElement.style.setProperty('--brand', 'CurrentColor'); \
                          const it = document.createElement('candidate-check'); it.setAttribute('storage', 'none'); \
                          it.style.setProperty(`--candidate-check-${arguments[0]}`, arguments[1]); \
                          document.querySelector('candidate-check').replaceWith(it)";
            page.eval(script, &[name, value]).await;
            page.start().await;
            assert_eq!(page.text_of(COLOURS, &[]).await, usual, "{name}: {value}");
        }
    }
    let console = page.console().await;
    for name in ["accent", "surface", "text", "muted", "border"] {
        let said = format!("--candidate-check-{name} can’t be used; allowed: a colour; the default is used");
        assert_eq!(console.iter().filter(|line| line.contains(&said)).count(), 5, "{name}: {console:?}");
    }
}

#[tokio::test]
async fn type_follows_the_page_within_limits_and_the_readers_own_size_without() {
    let page = Page::open(Site::new()).await;
    page.is_on("start").await;
    for (root, body, expected) in [
        ("16px", "12px", "16px"),
        ("16px", "1em", "16px"),
        ("10px", "1.8rem", "18px"),
        ("16px", "20px", "20px"),
        ("16px", "28px", "22px"),
        // A reader who has doubled the size of text in the browser.
        ("32px", "1rem", "32px"),
        ("32px", "28px", "28px"),
    ] {
        let script = "document.documentElement.style.fontSize = arguments[0]; \
                      document.body.style.fontSize = arguments[1]; \
                      return getComputedStyle(root.querySelector('.cc-screen')).fontSize";
        assert_eq!(page.text_of(script, &[root, body]).await, expected, "{root}, {body}");
    }
}

#[tokio::test]
async fn light_and_dark_follow_the_page_or_what_the_clinic_says() {
    const DARK: &str = "const it = getComputedStyle(root.querySelector('.cc')); \
        const l = colour => +colour.match(/[\\d.]+/g).slice(-3)[1]; return l(it.color) > l(it.backgroundColor)";
    for (style, dark) in [
        ("", false),
        (":root { color-scheme: dark }", true),
        (":root { color-scheme: dark } candidate-check { color-scheme: light }", false),
        ("candidate-check { color-scheme: dark }", true),
        ("candidate-check { --candidate-check-surface: #10201e }", true),
        (":root { color-scheme: dark } candidate-check { --candidate-check-surface: ivory }", false),
    ] {
        let page = Page::open(Site::with(r#"start="click""#).head(&format!("<style>{style}</style>"))).await;
        page.is_on("start").await;
        assert_eq!(page.eval(DARK, &[]).await, dark, "{style}");
    }
}

#[tokio::test]
async fn every_part_is_where_it_belongs_and_can_be_styled_from_outside() {
    #[derive(serde::Deserialize)]
    struct Element {
        parts: Vec<Part>,
    }
    #[derive(serde::Deserialize)]
    struct Part {
        name: String,
    }
    let path = devkit::root().join("content/element.yaml");
    let text = std::fs::read_to_string(&path).expect("content/element.yaml can be read");
    let element: Element = serde_saphyr::from_str(&text).expect("content/element.yaml is YAML");
    let style: String = element
        .parts
        .iter()
        .map(|part| format!("candidate-check::part({}) {{ scroll-margin-left: 7px }}", part.name))
        .collect();
    let page = Page::open(Site::with(ELEMENT).head(&format!("<style>{style}</style>"))).await;
    let styled = "return [...new Set([...root.querySelectorAll('*')].filter(it => it.checkVisibility() \
                  && getComputedStyle(it).scrollMarginLeft === '7px').flatMap(it => [...it.part]))].sort().join(' ')";
    let person = somebody();
    let mut all = std::collections::BTreeSet::new();
    for (screen, parts) in [
        ("start", "card heading help primary secondary"),
        ("age", "card heading help option primary progress secondary"),
        ("help", "card heading help secondary"),
        ("review", "card heading help primary secondary"),
        ("result", "card heading help secondary"),
    ] {
        if screen == "start" {
            page.is_on("start").await
        } else {
            drop(page.walk_to(screen, &person).await)
        }
        assert_eq!(page.text_of(styled, &[]).await, parts, "{screen}");
        all.extend(parts.split(' '));
    }
    let listed: std::collections::BTreeSet<&str> =
        element.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(all, listed);
}

/// Colours in a picture of the window, at places between 0 and 1 along the middle of an element.
const COLOURS_ALONG: &str = "
    const it = root.querySelector('progress').getBoundingClientRect();
    const picture = await createImageBitmap(await (await fetch('data:image/png;base64,PICTURE')).blob());
    const paper = document.createElement('canvas').getContext('2d');
    [paper.canvas.width, paper.canvas.height] = [picture.width, picture.height];
    paper.drawImage(picture, 0, 0);
    const scale = picture.width / innerWidth;
    const at = share => [(it.left + it.width * share) * scale, (it.top + it.height / 2) * scale];
    return [0.1, 0.9].map(share => [...paper.getImageData(...at(share).map(Math.round), 1, 1).data])";

#[tokio::test]
async fn how_far_the_visitor_is_can_be_seen_in_light_and_dark() {
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "depression")]);
    for scheme in ["light", "dark"] {
        let style = format!("<style>:root {{ color-scheme: {scheme} }}</style>");
        let page = Page::open(Site::new().head(&style)).await;
        page.walk_to("brain", &person).await;
        page.eval("root.querySelector('progress').scrollIntoView({ block: 'center' })", &[]).await;
        let share = page.eval("return root.querySelector('progress').position", &[]).await;
        assert!(share.as_f64().is_some_and(|it| (0.2..0.8).contains(&it)), "{share}");
        let picture = STANDARD.encode(page.picture().await);
        let colours = page.eval_async(&COLOURS_ALONG.replace("PICTURE", &picture)).await;
        let colours: Vec<Vec<f64>> = serde_json::from_value(colours).expect("two colours");
        let ratio = contrast(&colours[0], &colours[1]);
        assert!(ratio >= 3.0, "{scheme}: {ratio:.2} between {colours:?}");
    }
}
