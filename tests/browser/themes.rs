//! Themes: with any colors of a clinic, everything on every screen has enough contrast to its background; type size and
//! color scheme follow the page.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use devkit::chance;
use fastrand::Rng;
use serde_json::{Value as Json, json};

use crate::harness::{Page, Person, Site};

/// Sets colors on the element, and returns every pair of foreground and background: its name, both colors, and the
/// required contrast ratio. Colors are red, green, blue and alpha, from 0 to 255.
const PAIRS: &str = r#"
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const known = {};
// For any notation of the browser.
const rgba = color => known[color] ??= (() => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
})();
const seen = color => rgba(color)[3] > 0;
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
  const pair = (it, what, color, on, need) => {
    const [front, back] = [rgba(color), rgba(on)];
    pairs[`${it.localName}.${it.getAttribute('class') ?? ''} ${what} ${front} ${back}`] = [front, back, need];
  };
  for (const it of kinds) {
    const style = getComputedStyle(it);
    const outer = behind(it.parentElement);
    if (hasWords(it)) pair(it, 'words', style.color, behind(it), 4.5);
    // The text identifies a filled button; on first paint it has no other edge.
    const filled = root.adoptedStyleSheets.length === 1 && it.matches('.cc-button--primary');
    // A button that looks like a link has no edge.
    const isLink = it.matches('.cc-button--quiet, .cc-foot > .cc-button:not(p ~ *)');
    if (it.matches('.cc-button, input, .cc-option, .cc-problems, .cc-urgent') && !filled && !isLink) {
      pair(it, 'edge', style.borderTopColor, outer, 3);
    }
    if (it.matches('.cc-error')) pair(it, 'edge', style.borderInlineStartColor, outer, 3);
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
      // The color of the filled part can't be queried; it is the color of links on a screen.
      const probe = document.createElement('a');
      it.closest('.cc-screen').append(probe);
      pair(it, 'filling', getComputedStyle(probe).color, style.backgroundColor, 3);
      probe.remove();
    }
  }
  const button = card.querySelector('.cc-foot button');
  button.focus({ preventScroll: true, focusVisible: true });
  // Before the widget's own styles load, the browser draws the ring in two colors of its own.
  if (getComputedStyle(button).outlineStyle !== 'auto')
    pair(button, 'ring', getComputedStyle(button).outlineColor, behind(button.parentElement), 3);
  return Object.entries(pairs);
};
const host = document.querySelector('candidate-check');
return JSON.parse(arguments[0]).map(({ dark, ...colors }) => {
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  for (const name of ['accent', 'surface', 'text', 'muted', 'border']) {
    host.style.setProperty(`--candidate-check-${name}`, colors[name] ?? '');
  }
  return look();
});
"#;

/// Relative luminance as WCAG 2 defines it.
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

/// A theme: the colors that the clinic sets, and whether the page is dark.
type Theme = BTreeMap<&'static str, Json>;

/// A random color, in one of the notations that people use.
fn color(rng: &mut Rng) -> String {
    let (a, b, c) = (rng.u8(..), rng.u8(..), rng.u8(..));
    let extreme = |it: u8| if it > 127 { 255 } else { 0 };
    match rng.u8(..7) {
        0 => format!("rgb({a} {a} {a})"),
        1 => format!("rgb({} {} {})", extreme(a), extreme(b), extreme(c)),
        2 => format!("#{a:02x}{b:02x}{c:02x}"),
        3 => format!("hsl({} 90% {}%)", u32::from(a) * 360 / 255, u32::from(b) * 100 / 255),
        // Most of these are outside the gamut of screens.
        4 => format!("oklch({} {} {})", f64::from(a) / 255.0, f64::from(b) / 640.0, u32::from(c) * 360 / 255),
        5 => format!("rgba({a}, {b}, {c}, {:.2})", rng.f64()),
        _ => format!("rgb({a}, {b}, {c})"),
    }
}

/// Known hard themes, and then random ones.
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
        let mut theme = Theme::from([("dark", json!(rng.bool())), ("accent", json!(color(&mut rng)))]);
        for name in ["surface", "text", "muted", "border"] {
            if rng.bool() {
                theme.insert(name, json!(color(&mut rng)));
            }
        }
        themes.push(theme);
    }
    themes
}

/// Name; foreground, background, and the required ratio.
type Pair = (String, (Vec<f64>, Vec<f64>, f64));

/// Checks the contrast of everything on the screen in many themes. Returns the number of kinds of pairs.
async fn everything_can_be_seen(page: &Page, screen: &str, count: usize) -> usize {
    let seed = chance::seed(1);
    let count = chance::tries(count);
    let mut kinds = std::collections::BTreeSet::new();
    // In parts, so that no script takes too long.
    for part in themes(seed, count).chunks(20) {
        let looks = page.eval(PAIRS, &[&json!(part).to_string()]).await;
        let looks: Vec<Vec<Pair>> = serde_json::from_value(looks).expect("pairs of colors");
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
    // The way to the next screens uses the default colors.
    page.eval("document.querySelector('candidate-check').removeAttribute('style')", &[]).await;
    kinds.len()
}

fn sample_person() -> Person {
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
async fn colors_keep_contrast_on_every_screen_in_any_theme() {
    const THEMES: usize = 60;
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
    let person = sample_person();
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
async fn first_paint_keeps_contrast_in_any_theme() {
    let page = Page::open(Site::with(r#"start="click""#)).await;
    page.is_on("start").await;
    assert!(everything_can_be_seen(&page, "first paint", 220).await > 8);
    page.assert("the widget's own styles are not there", "return root.adoptedStyleSheets.length === 1", &[])
        .await;
}

/// The computed colors of card and main button.
const COLOURS: &str = "const of = (it, name) => getComputedStyle(root.querySelector(it))[name]; \
    return JSON.stringify([of('.cc', 'color'), of('.cc', 'backgroundColor'), of('[data-action=back]', 'borderTopColor'), \
    of('[part=primary]', 'color'), of('[part=primary]', 'backgroundColor'), of('.cc-instruction', 'color')])";

#[tokio::test]
async fn invalid_color_is_reported_and_the_default_is_used() {
    let page = Page::open(Site::with(r#"storage="none""#)).await;
    page.start().await;
    let usual = page.text_of(COLOURS, &[]).await;
    for value in ["linear-gradient(red, gold)", "12px", "currentColor", "var(--brand)", "none"] {
        for name in ["accent", "surface", "text", "muted", "border"] {
            // A new element with the bad value.
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
        let said = format!("--candidate-check-{name} can’t be used; allowed: a color; the default is used");
        assert_eq!(console.iter().filter(|line| line.contains(&said)).count(), 5, "{name}: {console:?}");
    }
}

#[tokio::test]
async fn page_type_size_is_limited_and_reader_size_is_not() {
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
async fn color_scheme_follows_the_page_or_the_clinic() {
    const DARK: &str = "const it = getComputedStyle(root.querySelector('.cc')); \
        const l = color => +color.match(/[\\d.]+/g).slice(-3)[1]; return l(it.color) > l(it.backgroundColor)";
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
async fn every_part_is_present_and_can_be_styled_from_outside() {
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
    let person = sample_person();
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

/// Colors in a screenshot of the window, near both ends of the progress bar, along its middle.
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
async fn progress_is_visible_in_light_and_dark() {
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "depression")]);
    for scheme in ["light", "dark"] {
        let style = format!("<style>:root {{ color-scheme: {scheme} }}</style>");
        let page = Page::open(Site::new().head(&style)).await;
        page.walk_to("brain", &person).await;
        page.eval("root.querySelector('progress').scrollIntoView({ block: 'center' })", &[]).await;
        let share = page.eval("return root.querySelector('progress').position", &[]).await;
        assert!(share.as_f64().is_some_and(|it| (0.2..0.8).contains(&it)), "{share}");
        let picture = STANDARD.encode(page.picture().await);
        let colors = page.eval_async(&COLOURS_ALONG.replace("PICTURE", &picture)).await;
        let colors: Vec<Vec<f64>> = serde_json::from_value(colors).expect("two colors");
        let ratio = contrast(&colors[0], &colors[1]);
        assert!(ratio >= 3.0, "{scheme}: {ratio:.2} between {colors:?}");
    }
}
