//! Checks of every control on every stop: size, position and language of its text. Also: no motion and no timer.

use serde_json::Value as Json;

use super::tour::{self, Language};
use crate::harness::{Page, Site};

/// Finds targets that are smaller than 24 pixels and too close to the next one (WCAG 2.5.8), and controls lower than
/// 44 pixels, which is the design’s own minimum for everything but links in a line of text.
const TARGETS: &str = "
    const wrong = [];
    const controls = [...root.querySelectorAll('a[href], button, input, textarea, summary')].filter(it => it.checkVisibility());
    const targets = controls.map(it => {
      const box = (it.closest('.cc-option') ?? it).getBoundingClientRect();
      return { it, box, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    });
    const name = it => (it.dataset.action ?? it.tagName) + ' “' + (it.textContent || it.value).trim().slice(0, 40) + '”';
    for (const { it, box, x, y } of targets) {
      if (!it.matches('a:not(.cc-button)') && box.height < 43.9) wrong.push(`${box.height} px high: ${name(it)}`);
      if (box.width >= 24 && box.height >= 24) continue;
      for (const other of targets) {
        if (other.it === it) continue;
        const dx = Math.max(other.box.left - x, x - other.box.right, 0), dy = Math.max(other.box.top - y, y - other.box.bottom, 0);
        const small = other.box.width < 24 || other.box.height < 24;
        // A link that continues in the next line has one box around both lines.
        if (it.getClientRects().length > 1 || other.it.getClientRects().length > 1) continue;
        if (Math.hypot(dx, dy) < 12 || (small && Math.hypot(other.x - x, other.y - y) < 24))
          wrong.push(`${name(it)} is too close to ${name(other.it)}`);
      }
    }
    return wrong";

/// Finds help lines that have moved, and texts whose language is not marked.
const CONSTANT: &str = "
    const wrong = [], frame = root.querySelector('.cc');
    const lines = [...frame.firstElementChild.querySelectorAll('a')].map(it => it.getAttribute('href').replace(/\\?.*/, '')).join(' ');
    if (!frame.firstElementChild.matches('aside.cc-help')) wrong.push('the help lines are not first');
    if (lines !== 'tel:988 sms:988 tel:911') wrong.push('other help lines: ' + lines);
    const controls = [...frame.querySelectorAll('.cc-help [data-action], .cc-foot [data-action]')].map(it => it.dataset.action).join(' ');
    if (controls !== 'more leave language clear') wrong.push('other controls around the screen: ' + controls);
    const texts = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      const spanish = /[ñáéíóú¿¡]|AYUDA/.test(data);
      if (frame.lang === 'en' && spanish && parentElement.closest('[lang]').lang !== 'es') wrong.push('no lang: ' + data);
    }
    if (!frame.querySelector('[data-action=language]').lang) wrong.push('no lang: ' + 'the switch');
    return wrong";

async fn list(page: &Page, script: &str) -> Vec<String> {
    serde_json::from_value(page.eval(script, &[]).await).expect("a list of texts")
}

/// The faults in size, order or language of the controls on a stop.
pub async fn faults(page: &Page, language: Language) -> Vec<String> {
    let mut faults = list(page, TARGETS).await;
    // The invented language has invented help lines.
    if language != Language::Mirrored {
        faults.extend(list(page, CONSTANT).await);
    }
    faults
}

#[tokio::test]
async fn respects_reduced_motion_and_any_device_orientation() {
    // Every rule that moves something must be in a media query for motion, so reading all rules is enough.
    let script = "
        const wrong = [];
        let moving = 0;
        const read = (rules, free) => {
          for (const rule of rules) {
            const condition = rule.media?.mediaText ?? '';
            if (condition.includes('orientation')) wrong.push(condition);
            const wanted = free || condition.includes('prefers-reduced-motion: no-preference');
            const style = rule.style;
            const moves = ['transition-duration', 'animation-name', 'scroll-behavior']
              .some(it => !['', '0s', 'none', 'auto', 'initial'].includes(style?.getPropertyValue(it) ?? ''));
            if (moves) moving++;
            if (moves && !wanted) wrong.push(rule.cssText);
            if (rule.cssRules) read(rule.cssRules, wanted);
          }
        };
        for (const sheet of root.adoptedStyleSheets) read(sheet.cssRules, false);
        if (!moving) wrong.push('no rule that moves anything was found');
        return wrong";
    let page = Page::open(Site::new()).await;
    page.walk_to("result", &tour::in_need()).await;
    let mut wrong = list(&page, script).await;
    wrong
        .extend(list(&page, "return document.getAnimations().map(it => 'moves: ' + it.animationName)").await);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn no_timer_runs_while_a_visitor_reads() {
    // Counts pending timers of more than half a second, without those of WebKit’s driver.
    let timers = "window.timers = new Map();
        for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
          const [start, stop] = [window[set], window[clear]];
          window[set] = (job, time, ...rest) => {
            const id = start((...it) => { if (set === 'setTimeout') timers.delete(id); job(...it) }, time, ...rest);
            if (time > 500 && !String(job).includes('callbackTimeout')) timers.set(id, time);
            return id;
          };
          window[clear] = id => { timers.delete(id); stop(id) };
        }";
    let page = Page::open(Site::new().script(timers)).await;
    page.start().await;
    page.asks("age").await;
    page.until_timeout(10, "no timer", "return timers.size === 0").await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    assert_eq!(
        page.eval("return [...timers.values()]", &[]).await,
        Json::Array(Vec::new()),
        "running timers"
    );
}
