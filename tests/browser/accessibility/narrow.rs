//! Narrow screens lose nothing: in a window of 1280 by 1024 pixels at 400 % zoom, with spaced-out text, and with text
//! twice as large. On a phone, controls are also large enough and in the right order. The window is a frame, because
//! browsers have a minimum width for windows.

use super::operable;
use super::tour::{self, Language, TourOptions};
use crate::harness::Page;

/// Width and height in CSS pixels.
type Window = (u32, u32);

const PHONE: Window = (320, 640);

/// Changes that a visitor may make to the text, as styles (WCAG 1.4.12 and 1.4.4), and the window in which each is
/// tested.
const CHANGES: [(&str, Window, &str); 5] = [
    ("400 % zoom", (320, 256), ""),
    ("a phone on its side", (640, 320), ""),
    (
        "spaced-out text",
        PHONE,
        ".cc * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } \
         .cc p { margin-block-end: 2em !important }",
    ),
    ("large text on a phone", PHONE, ".cc { font-size: 24px !important }"),
    ("text twice as large", (640, 640), ".cc { font-size: 32px !important }"),
];

/// Everything that a visitor could not see or read.
const LOST: &str = "
    const frame = root.querySelector('.cc'), box = frame.getBoundingClientRect(), lost = [];
    const name = it => (it.closest('[class]')?.className ?? '') + ' “' + it.textContent.trim().slice(0, 40) + '”';
    if (document.documentElement.scrollWidth > innerWidth) lost.push('the page scrolls sideways');
    // A part of a label for screen readers alone.
    const isShortened = it => !!it.closest('.cc-help span') && getComputedStyle(it.closest('span')).clipPath !== 'none';
    const shown = [...frame.querySelectorAll('*')].filter(it => it.checkVisibility() && !it.closest('.cc-hidden, svg, iframe') && !isShortened(it));
    for (const it of shown) {
      const { left, right, width } = it.getBoundingClientRect();
      if (width && (left < box.left - 1 || right > box.right + 1)) lost.push('sticks out: ' + name(it));
      const cut = getComputedStyle(it).overflow !== 'visible' && !it.matches('textarea, input, progress');
      if (cut && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)) lost.push('cut off: ' + name(it));
    }
    const lines = [];
    const texts = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.data.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest('.cc-hidden, iframe, textarea') || isShortened(text.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const pinned = text.parentElement.closest('.cc-help, .cc-way');
      // A pinned bar may cover the text that is scrolled under it. Another test covers that.
      for (const line of range.getClientRects()) lines.push({ text, line, pinned });
    }
    lines.sort((a, b) => a.line.top - b.line.top);
    for (const [n, a] of lines.entries()) {
      for (const b of lines.slice(n + 1)) {
        if (b.line.top > a.line.bottom - 3) break;
        const over = a.text !== b.text && a.pinned === b.pinned && Math.min(a.line.right, b.line.right) - Math.max(a.line.left, b.line.left) > 3;
        if (over) lost.push(`“${a.text.data.trim().slice(0, 40)}” and “${b.text.data.trim().slice(0, 40)}” overlap`);
      }
    }
    return [...new Set(lost)].slice(0, 5)";

async fn resize(page: &Page, (width, height): Window) {
    let size = [width, height].map(|it| format!("{it}px"));
    let resize = "[frameElement.style.width, frameElement.style.height] = arguments";
    page.eval(resize, &[&size[0], &size[1]]).await;
    page.until("the new width", "return `${innerWidth}px` === arguments[0]", &[&size[0]]).await;
}

async fn look(page: &Page, stop: &str, language: Language, faults: &mut Vec<String>) {
    resize(page, PHONE).await;
    faults.extend(operable::faults(page, language).await.into_iter().map(|it| format!("{stop}: {it}")));
    find_lost(page, stop, faults).await;
}

async fn find_lost(page: &Page, stop: &str, lost: &mut Vec<String>) {
    for (change, window, style) in CHANGES {
        let restyle = "root.querySelector('style')?.remove();
            root.append(Object.assign(document.createElement('style'), { textContent: arguments[0] }))";
        page.eval(restyle, &[style]).await;
        resize(page, window).await;
        let found: Vec<String> =
            serde_json::from_value(page.eval(LOST, &[]).await).expect("a list of lost elements");
        lost.extend(found.into_iter().map(|it| format!("{stop}, {change}: {it}")));
    }
    page.eval("root.querySelector('style').remove()", &[]).await;
}

async fn assert_tour_is_clean(language: Language) {
    let mut faults = Vec::new();
    let options = TourOptions { language, window: Some(PHONE) };
    tour::visit(options, async |page, stop| look(page, stop, language, &mut faults).await).await;
    tour::results(options, async |page, stop| look(page, stop, language, &mut faults).await).await;
    tour::error_states(options, async |page, stop| look(page, stop, language, &mut faults).await).await;
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn narrow_screens_lose_nothing_and_keep_usable_controls() {
    assert_tour_is_clean(Language::English).await;
}

#[tokio::test]
async fn narrow_screens_lose_nothing_in_spanish() {
    assert_tour_is_clean(Language::Spanish).await;
}

#[tokio::test]
async fn narrow_screens_lose_nothing_from_right_to_left() {
    assert_tour_is_clean(Language::Mirrored).await;
}

#[tokio::test]
async fn narrow_screens_lose_nothing_of_any_question_type() {
    let mut faults = Vec::new();
    let language = Language::English;
    let options = TourOptions { language, window: Some(PHONE) };
    tour::custom(options, async |page, stop| look(page, stop, language, &mut faults).await).await;
    assert!(faults.is_empty(), "{faults:#?}");
}
