// Inside the iframe of isolation="frame". It takes settings from the page around it, once, and adds the element with them. It
// reports the height of the check, the position of the focus and the events of the element to the page, and never an answer.
// The loader follows in the same file.
const TAG = "candidate-check";
const LATEST = 2_100;
/** The attributes that the page passes on, and the events that it hears of. */
const NAMES = __NAMES__;
const EVENTS = __EVENTS__;
/** The looks that the page may set, each with the CSS property that validates the value. */
const LOOKS = {
  "color-scheme": "color-scheme",
  "font-family": "font-family",
  "font-size": "font-size",
  "--candidate-check-accent": "color",
  "--candidate-check-surface": "color",
  "--candidate-check-text": "color",
  "--candidate-check-muted": "color",
  "--candidate-check-border": "color",
  "--candidate-check-radius": "width",
  "--candidate-check-space": "width",
};
/** The help lines and the foot are on the page, around the iframe. */
const STYLE = `
.cc.cc { max-width: none; border: 0; border-radius: 0 }
.cc.cc > .cc-help, .cc.cc > div > .cc-foot { display: none }
`;

// The element is added with the settings, not beside the script.
document.currentScript.remove();
// Opened directly, the page shows the check.
if (parent === window) document.body.append(document.createElement(TAG));
else addEventListener("message", onGreeting);

const isText = (it) => typeof it === "string" && it.length <= 4_000;
const isPlain = (it) => typeof it === "object" && it !== null && !Array.isArray(it);

/** Accepts the first valid message of the page’s side, and no other. */
function onGreeting({ source, origin, data, ports }) {
  if (source !== parent || !/^https?:/.test(origin) || ports.length !== 1) return;
  if (!isPlain(data) || data[TAG] !== 1 || !isPlain(data.settings) || !isPlain(data.look)) return;
  if (!Object.entries(data.settings).every(([name, value]) => NAMES.includes(name) && isText(value))) return;
  removeEventListener("message", onGreeting);
  begin(ports[0], data.settings, data.look);
}

function begin(port, settings, look) {
  restrictRequests(settings.questionnaire);
  applyLooks(look);
  document.documentElement.lang = settings.lang ?? "";
  const element = document.createElement(TAG);
  for (const [name, value] of Object.entries(settings)) element.setAttribute(name, value);
  element.setAttribute("start", "eager");
  document.body.append(element);
  const root = element.shadowRoot;
  const card = root.querySelector(".cc");
  const style = document.createElement("style");
  style.textContent = STYLE;
  root.append(style);

  const report = (more) => port.postMessage({ height: Math.ceil(card.getBoundingClientRect().height), ...more });
  for (const name of EVENTS) element.addEventListener(`${TAG}-${name}`, () => port.postMessage(name));
  // The page around the iframe scrolls.
  card.land = (target) => {
    report({ land: Math.max(0, target.getBoundingClientRect().top + scrollY) });
    return true;
  };
  // Sent when everything is cleared and hidden.
  card.leave = () => queueMicrotask(() => port.postMessage("leave"));
  port.onmessage = ({ data }) => {
    if (isPlain(data?.look)) applyLooks(data.look);
    else if (isText(data?.press)) press(root, data.press, data.lang);
  };
  new ResizeObserver(() => report()).observe(card);

  // An element that is pressed with a pointer is visible.
  let pointing = false;
  for (const type of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(type, () => (pointing = type === "pointerdown"), true);
  }
  root.addEventListener("focusin", ({ target }) => {
    if (pointing) return;
    // For options, buttons and the review, the position of the whole group: the position of one of them would reveal the answer.
    const group = ".cc-options, .cc-buttons, [data-screen=review]";
    const { top, bottom } = (target.closest(group) ?? target).getBoundingClientRect();
    report({ top: top + scrollY, bottom: bottom + scrollY });
  });

  // Ready when the check is in the visitor’s language, or after a limit.
  const ready = () => {
    report();
    port.postMessage("ready");
  };
  if (card.lang === settings.lang) ready();
  else {
    new MutationObserver((_, it) => {
      it.disconnect();
      ready();
    }).observe(card, { attributeFilter: ["lang"] });
    setTimeout(ready, LATEST);
  }
}

/** Handles the controls around the iframe. */
function press(root, control, lang) {
  const find = (selector) => root.querySelector(selector);
  const languages = [...root.querySelectorAll("[data-action=language]")];
  const start = find("[data-action=start]");
  const first = "[data-screen=start] .cc-button";
  if (control === "leave" || control === "more") find(`[data-action=${control}]`)?.click();
  else if (control === "clear") {
    // The page has asked whether to clear.
    find("[data-action=clear]")?.click();
    find(".cc-foot [data-action=confirm]")?.click();
  }
  else if (control === "language") languages.find((it) => it.lang === lang)?.click();
  else if (control === "learn") find("[data-screen=start] summary")?.click();
  else if (control === "start" && start) start.click();
  // With saved answers, the visitor decides about them.
  else if (control === "start" || control === "focus") find(first)?.focus();
  if (["language", "learn", "more"].includes(control)) return;
  // The page focuses the iframe itself in another task. If that comes later than this, it takes the focus from the element that
  // has it. If it comes earlier, nothing in an iframe that was just shown can have the focus.
  const { activeElement } = root;
  const again = () => root.activeElement || (activeElement ?? find(first) ?? find(".cc-heading"))?.focus();
  addEventListener("focus", again, { signal: AbortSignal.timeout?.(5_000) });
}

/** Restricts requests to the files’ own server and the server of the clinic’s questionnaire. */
function restrictRequests(questionnaire) {
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = "connect-src 'self'";
  try {
    meta.content += ` ${new URL(questionnaire).origin}`;
  } catch {
    // The clinic has no questionnaire of its own.
  }
  document.head.append(meta);
}

/** Applies the page’s looks. An invalid value is left out. */
function applyLooks(look) {
  const { style } = document.documentElement;
  for (const [name, property] of Object.entries(LOOKS)) {
    if (isText(look[name]) && CSS.supports(property, look[name])) style.setProperty(name, look[name]);
    else style.removeProperty(name);
  }
}
