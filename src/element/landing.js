// Where a screen lands: the top of each screen stands at one height, just below the help line and everything that the page has
// fixed above it. The runner uses this, and the page's side of isolation="frame". The build inserts it into both.

/** For each widget, the bars with the lowest edge that the page had fixed above it, that edge, and the width of the window at that
    time: a page may hide its header until the visitor scrolls up, and it must not cover a screen then. */
const tallest = new WeakMap();
/** For each widget, the element that landed last, and its height. */
const landed = new WeakMap();

/** The part of the page that scrolls an element: its first ancestor that does, through shadow roots and slots, or the page. Nothing
    scrolls an element inside a fixed one, such as a dialog. */
function scrollerOf(element) {
  const { body, documentElement, scrollingElement } = document;
  for (let it = element; (it = it.assignedSlot ?? it.parentNode ?? it.host); ) {
    // The overflow of the body applies to the window, unless the root has its own.
    const isWindow = it === body && !/auto|scroll|hidden/.test(getComputedStyle(documentElement).overflowY);
    const { overflowY, position } = it instanceof Element ? getComputedStyle(it) : {};
    if (it.scrollHeight > it.clientHeight && !isWindow && /auto|scroll/.test(overflowY)) return it;
    if (position === "fixed") return undefined;
  }
  return scrollingElement ?? documentElement;
}

/** The bar at a point with the lowest edge, among the elements that the page has fixed there. An element that reaches below the
    limit is no bar. */
function barAt(host, x, y, limit) {
  let [bar, bottom] = [undefined, y];
  for (let it of document.elementsFromPoint(x, y)) {
    for (; it && !it.contains(host); it = it.parentElement) {
      const box = it.getBoundingClientRect();
      if (box.bottom > bottom && box.bottom < limit && /fixed|sticky/.test(getComputedStyle(it).position)) [bar, bottom] = [it, box.bottom];
    }
  }
  return bar;
}

/** Measures the bars that the page has fixed above a widget, and keeps the help line below them. Returns the part of the page that
    scrolls the widget, and the height at which screens land. */
function measure(card) {
  const { host } = card.getRootNode();
  const scroller = scrollerOf(host);
  const { left, width } = card.getBoundingClientRect();
  // An element is sticky inside the padding of a part of the page that scrolls.
  const inset = (it) => it.clientTop + parseFloat(getComputedStyle(it).paddingTop);
  const isPage = !scroller || scroller === document.scrollingElement;
  const edge = isPage ? 0 : Math.max(0, scroller.getBoundingClientRect().top + inset(scroller));
  let top = edge;
  const bars = [];
  // Bars may be stacked.
  for (let bar; (bar = barAt(host, left + width / 2, top + 1, edge + (innerHeight - edge) / 2)); bars.push(bar)) {
    top = bar.getBoundingClientRect().bottom;
  }
  const help = card.querySelector(".cc-help");
  const { height } = help.getBoundingClientRect();
  // An element may be zoomed.
  card.style.setProperty("--cc-top", `${((top - edge) * help.offsetHeight) / height || 0}px`);
  const before = tallest.get(card);
  // A banner that was closed covers nothing any more.
  const mayReturn = before?.width === innerWidth && before.bars.every((it) => it.checkVisibility?.() ?? it.isConnected);
  if (mayReturn && before.top > top) top = before.top;
  else tallest.set(card, { width: innerWidth, top, bars });
  const isPinned = getComputedStyle(help).position === "sticky";
  return { scroller, height: top + (isPinned ? height : 0) };
}

/** Brings the top of an element to that height, in one jump. Nothing moves if it is there already. Returns whether the page could
    scroll it. */
export function land(card, target) {
  const { scroller, height } = measure(card);
  const distance = target.getBoundingClientRect().top - height;
  if (Math.abs(distance) > 1) scroller?.scrollBy({ top: distance, behavior: "instant" });
  landed.set(card, { target, height });
  return !!scroller;
}

/** Measures again after every event that may change these bars, until the signal. Another call changes nothing. */
export function watch(card, signal) {
  if (tallest.has(card)) return;
  const isFixed = (it) => it instanceof Element && /fixed|sticky/.test(getComputedStyle(it).position);
  const check = () => {
    if (signal.aborted) return;
    const { target, height } = landed.get(card) ?? {};
    const { top } = target?.getBoundingClientRect() ?? {};
    // The jump has brought out a header that was never seen, over the screen.
    if (measure(card).height > height && Math.abs(top - height) < 2) land(card, target);
  };
  // WebKit has no scrollend.
  for (const type of ["onscrollend" in window ? "scrollend" : "scroll", "resize", "transitionend"]) {
    const listener = ({ type, target }) => {
      // Of all transitions on the page, only those of a header matter. The page’s own listeners come first.
      if (type !== "transitionend" || isFixed(target)) requestAnimationFrame(check);
    };
    addEventListener(type, listener, { capture: true, passive: true, signal });
  }
  // With the next frame, which needs the layout anyway.
  requestAnimationFrame(check);
}
