// The page's side of isolation="frame", in place of the runner. It puts the check into an iframe of the files' own origin,
// between the help lines and the foot, which stay on the page. Settings and looks go in through a channel; height, positions
// and events come out. An answer never does.
import { land, watch } from "./landing.js";

const TAG = "candidate-check";
const PAGE = __PAGE__;
/** The title of the iframe in each language. */
const TITLES = __TITLES__;
/** Shorter than the loader's limit, so that the console names the cause. */
const GIVE_UP_AFTER = 9_000;
/** The time for the iframe to clear its answers before the page leaves. The check is hidden by then. */
const LEAVE_AFTER = 500;
const EVENTS = __EVENTS__;
const PROPERTIES = ["accent", "surface", "text", "muted", "border", "radius", "space"];

// The scroll margin keeps the focused element clear of the bars above it, as in the widget itself.
const CSS = `
.cc-frame { display: block; width: 100%; height: 0; visibility: hidden }
.cc--framed .cc-frame { visibility: visible }
.cc--framed > div > :first-child { display: none }
.cc-frame ~ span { position: absolute; inset-inline: 0; scroll-margin-block: calc(var(--cc-top, 0px) + 60px) 20px; visibility: hidden; pointer-events: none }
.cc-look {
  color: var(--candidate-check-accent);
  background-color: var(--candidate-check-surface);
  border-top-color: var(--candidate-check-text);
  border-bottom-color: var(--candidate-check-muted);
  outline-color: var(--candidate-check-border);
  padding-top: var(--candidate-check-radius);
  padding-bottom: var(--candidate-check-space);
  caret-color: CanvasText;
  transition: all 1ms;
}
@media print { .cc--framed .cc-foot { display: none } }
`;

/** The iframe of each stage. */
const frames = new WeakMap();

/** Like `load` of the runner. The returned object starts the check in the iframe. */
export function load(_tag, shell) {
  const { stage } = shell;
  if (!frames.has(stage)) {
    const frame = open(shell);
    frames.set(stage, frame);
    frame.catch(() => frames.delete(stage));
  }
  return frames.get(stage);
}

function open(shell) {
  const { set, stage, signal, setStyles, emit } = shell;
  const { url: here } = import.meta;
  const url = new URL(PAGE + new URL(here).search, here);
  const card = stage.closest(".cc");
  const [look, place] = ["cc-look", "cc-place"].map((name) => Object.assign(document.createElement("span"), { className: name }));
  const iframe = Object.assign(document.createElement("iframe"), {
    className: "cc-frame",
    title: TITLES[card.lang],
    allow: "clipboard-write" + (navigator.share ? "; web-share" : ""),
    referrerPolicy: "no-referrer",
    src: url,
  });
  let port, framed, leaving;
  const send = (message) => port?.postMessage(message);

  if (url.origin === location.origin) {
    console.warn(`${TAG}: isolation="frame" isolates nothing here: ${url} has the origin of this page, so scripts of the page can read answers; serve the files from another origin`);
  }
  setStyles(CSS);
  stage.style.position = "relative";
  stage.replaceChildren(iframe, look, place);
  if (!signal.aborted) watch(card, signal);

  return new Promise((resolve, reject) => {
    setTimeout(() => {
      // The element was removed.
      if (framed || !iframe.isConnected) return;
      stage.replaceChildren();
      reject(
        `${url}: did not answer; put the file there, allow it on this page (frame-src ${url.origin}) ` +
          "and let its server send no X-Frame-Options, and no frame-ancestors without this page",
      );
    }, GIVE_UP_AFTER);

    // The iframe loads again when the element is moved on the page.
    iframe.addEventListener("load", () => {
      port?.close();
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = ({ data }) => receive(data);
      iframe.contentWindow.postMessage({ [TAG]: 1, settings: settings(set), look: looks(card, look) }, url.origin, [channel.port2]);
    });

    function receive(data) {
      if (data === "ready") takeOver();
      else if (data === "leave") leave();
      else if (EVENTS.includes(data)) emit(data);
      else if (isHeight(data?.height)) {
        iframe.style.height = `${data.height}px`;
        if (isHeight(data.land)) landAt(data.land);
        else if (isHeight(data.top) && isHeight(data.bottom)) scrollToFocus(data.top, data.bottom);
      }
    }

    function takeOver() {
      if (framed) return;
      framed = true;
      const focused = stage.previousSibling.contains(stage.getRootNode().activeElement);
      card.classList.add("cc--framed");
      card.clear = () => press("clear");
      card.more = () => press("more");
      const { activeElement } = stage.getRootNode();
      shell.paint();
      // The focus may have been on a link or button that was painted again.
      const mark = activeElement?.dataset.action ? "data-action" : "href";
      if (activeElement?.isConnected === false) card.querySelector(`[${mark}="${activeElement.getAttribute(mark)}"]`)?.focus();
      if (focused) press("focus");
      resolve({
        begin: () => void press("start"),
        learn: () => press("learn"),
        lines() {},
      });
    }

    /** Presses a control in the iframe, on any screen. */
    function press(control) {
      iframe.focus({ preventScroll: true });
      send({ press: control });
      return true;
    }

    /** Brings a height in the iframe to where screens land. */
    function landAt(top) {
      place.style.top = `${top}px`;
      land(card, place);
    }

    /** Scrolls the page to the focused element in the iframe, unless it is visible. */
    function scrollToFocus(top, bottom) {
      place.style.top = `${top}px`;
      place.style.height = `${bottom - top}px`;
      place.scrollIntoView({ block: "nearest" });
    }

    function leave() {
      leaving = true;
      // From now on the card shows only that the visitor is leaving.
      card.style.visibility = "";
      card.querySelector("[data-action=leave]")?.click();
    }

    card.leave = () => {
      if (!framed || leaving) return false;
      // Hidden at once. The page leaves when the iframe has cleared.
      leaving = true;
      card.style.visibility = "hidden";
      send({ press: "leave" });
      setTimeout(leave, LEAVE_AFTER);
      return true;
    };

    new MutationObserver(() => {
      iframe.title = TITLES[card.lang];
      send({ press: "language", lang: card.lang });
    }).observe(card, { attributeFilter: ["lang"] });

    // Every change of the looks ends in a transition, also one by a style sheet or the time of day.
    look.addEventListener("transitionend", () => send({ look: looks(card, look) }));
  });
}

const isHeight = (it) => Number.isFinite(it) && it >= 0 && it < 1_000_000;

/** The element's attributes after validation, addresses resolved against the page. */
function settings(set) {
  const { start, isolation, key, ...rest } = set;
  return Object.fromEntries(Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])));
}

/** The page’s looks as computed colors and pixels, which the iframe can use. */
function looks(card, look) {
  const { host } = card.getRootNode();
  const page = getComputedStyle(host);
  const style = getComputedStyle(look);
  const type = getComputedStyle(card);
  const values = [
    style.color,
    style.backgroundColor,
    style.borderTopColor,
    style.borderBottomColor,
    style.outlineColor,
    style.paddingTop,
    style.paddingBottom,
  ];
  const set = PROPERTIES.map((name, n) => [`--${TAG}-${name}`, values[n]]).filter(([name]) => page.getPropertyValue(name).trim());
  return {
    ...Object.fromEntries(set),
    "color-scheme": /\b0, 0, 0\b/.test(style.caretColor) ? "light" : "dark",
    "font-family": type.fontFamily,
    "font-size": type.fontSize,
  };
}
