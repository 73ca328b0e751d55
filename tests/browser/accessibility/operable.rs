//! What must hold of every control on every stop: size, place, language of its words, and no motion or clock.

use serde_json::Value as Json;

use super::tour::{self, Tongue};
use crate::harness::{Page, Site};

/// Pixels that a target has at least, or as far from the next as if it had (WCAG 2.5.8).
/// The design’s own controls, which are everything but links in a line of text, are 44 pixels high.
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
        // A line of text that goes on in the next line has one box around both.
        if (it.getClientRects().length > 1 || other.it.getClientRects().length > 1) continue;
        if (Math.hypot(dx, dy) < 12 || (small && Math.hypot(other.x - x, other.y - y) < 24))
          wrong.push(`${name(it)} is too close to ${name(other.it)}`);
      }
    }
    return wrong";

/// A help line that has moved, or words whose language is not told.
const CONSTANT: &str = "
    const wrong = [], frame = root.querySelector('.cc');
    const lines = [...frame.firstElementChild.querySelectorAll('a')].map(it => it.getAttribute('href').replace(/\\?.*/, '')).join(' ');
    if (!frame.firstElementChild.matches('aside.cc-help')) wrong.push('the help lines do not stand first');
    if (lines !== 'tel:988 sms:988 https://988lifeline.org/chat tel:911 tel:988 sms:988 tel:988 sms:838255') wrong.push('other help lines: ' + lines);
    const controls = [...frame.querySelectorAll('.cc-foot [data-action]')].map(it => it.dataset.action).join(' ');
    if (controls !== 'leave language clear') wrong.push('the foot has: ' + controls);
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

/// What is wrong with size, order or language of the controls on a stop.
pub async fn faults(page: &Page, tongue: Tongue) -> Vec<String> {
    let mut faults = list(page, TARGETS).await;
    // Help lines of the made-up language are made up too.
    if tongue != Tongue::Mirrored {
        faults.extend(list(page, CONSTANT).await);
    }
    faults
}

#[tokio::test]
async fn nothing_moves_for_people_who_want_no_motion_and_no_way_of_holding_the_device_is_asked_for() {
    // Every rule that moves something stands where motion is wanted, so that it is enough to read them all.
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
async fn no_clock_runs_while_a_visitor_reads() {
    // Counts what is still to come and takes longer than a moment, without what WebKit’s driver sets for itself.
    let clocks = "window.clocks = new Map();
        for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
          const [start, stop] = [window[set], window[clear]];
          window[set] = (job, time, ...rest) => {
            const id = start((...it) => { if (set === 'setTimeout') clocks.delete(id); job(...it) }, time, ...rest);
            if (time > 500 && !String(job).includes('callbackTimeout')) clocks.set(id, time);
            return id;
          };
          window[clear] = id => { clocks.delete(id); stop(id) };
        }";
    let page = Page::open(Site::new().script(clocks)).await;
    page.start().await;
    page.asks("age").await;
    page.until_time_runs_out(10, "no clock", "return clocks.size === 0").await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    assert_eq!(
        page.eval("return [...clocks.values()]", &[]).await,
        Json::Array(Vec::new()),
        "clocks that run"
    );
}
