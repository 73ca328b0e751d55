// Inside the frame of isolation="frame": takes settings from the page around it, once, and puts the element here with them.
// Tells the page how tall the check is, where the focus went and what the element’s events tell. Never an answer.
// The loader follows in the same file.
const TAG = "candidate-check";
const LATEST = 2_100;
const NAMES = [
  "lang",
  "clinic",
  "phone",
  "booking",
  "questionnaire",
  "storage",
  "keep-days",
  "heading-level",
  "exit-url",
  "on-leave",
  "cost-note",
  "address",
  "events",
];
const EVENTS = ["started", "finished", "cleared", "booking", "error"];
/** What the page may say about looks, each with the CSS property that judges the value. */
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
/** Help lines and the way out are on the page, around the frame. */
const STYLE = `
.cc.cc { max-width: none; border: 0; border-radius: 0 }
.cc.cc > .cc-help, .cc.cc > div > .cc-foot { display: none }
`;

// The element comes with the settings, not where the script stands.
document.currentScript.remove();
// Opened by itself, the page is simply the check.
if (parent === window) document.body.append(document.createElement(TAG));
else addEventListener("message", onGreeting);

const isText = (it) => typeof it === "string" && it.length <= 4_000;
const isPlain = (it) => typeof it === "object" && it !== null && !Array.isArray(it);

/** Takes the first message that is what the page’s side sends, and no other. */
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
  // Said when all is cleared and hidden.
  card.leave = () => queueMicrotask(() => port.postMessage("leave"));
  port.onmessage = ({ data }) => {
    if (isPlain(data?.look)) applyLooks(data.look);
    else if (isText(data?.press)) press(root, data.press, data.lang);
  };
  new ResizeObserver(() => report()).observe(card);

  // What a pointer presses is in sight.
  let pointing = false;
  for (const type of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(type, () => (pointing = type === "pointerdown"), true);
  }
  root.addEventListener("focusin", ({ target }) => {
    if (pointing) return;
    // Among answers and what may be done next, the place of all of them: which one it is would tell the answer.
    const { top, bottom } = (target.closest(".cc-options, .cc-buttons") ?? target).getBoundingClientRect();
    report({ top: top + scrollY, bottom: bottom + scrollY });
  });

  // Ready when it is in the visitor’s language, or that takes too long.
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

/** What the controls around the frame do in here. */
function press(root, control, lang) {
  const find = (selector) => root.querySelector(selector);
  const languages = [...root.querySelectorAll("[data-action=language]")];
  const start = find("[data-action=start]");
  const first = "[data-screen=start] .cc-button";
  if (control === "leave" || control === "clear") find(`[data-action=${control}]`)?.click();
  else if (control === "language") languages.find((it) => it.lang === lang)?.click();
  else if (control === "learn") find("[data-screen=start] summary")?.click();
  else if (control === "start" && start) start.click();
  // With answers of another day here, the visitor says what becomes of them.
  else if (control === "start" || control === "focus") find(first)?.focus();
  if (control === "language" || control === "learn") return;
  // The focus of the frame itself comes another way from the page. Later than this, it takes away what has it by now. Earlier,
  // nothing in a frame that was just shown can have it.
  const { activeElement } = root;
  const again = () => root.activeElement || (activeElement ?? find(first) ?? find(".cc-heading"))?.focus();
  addEventListener("focus", again, { signal: AbortSignal.timeout?.(5_000) });
}

/** Lets nothing be fetched any more but from the files’ own server, and the clinic’s own questionnaire. */
function restrictRequests(questionnaire) {
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = "connect-src 'self'";
  try {
    meta.content += ` ${new URL(questionnaire).origin}`;
  } catch {
    // There is none.
  }
  document.head.append(meta);
}

/** Takes over the page’s looks; a value that is none is left out. */
function applyLooks(look) {
  const { style } = document.documentElement;
  for (const [name, property] of Object.entries(LOOKS)) {
    if (isText(look[name]) && CSS.supports(property, look[name])) style.setProperty(name, look[name]);
    else style.removeProperty(name);
  }
}
