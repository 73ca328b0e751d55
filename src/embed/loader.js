// The element <candidate-check>: what a page gets before the widget itself is needed.
// Paints start screen and help lines at once, from words that the build puts in; loads the WASM on demand; clears,
// leaves and falls back without it. Holds no answer: the record in storage is read for its date only.
const BUILD = __BUILD__;
const { languages: LANGUAGES } = BUILD;
const TAGS = Object.keys(LANGUAGES);
const TAG = "candidate-check";
const PREFIX = TAG + ":";
const DAY = 864e5;
const GIVE_UP_AFTER = 10_000;
/** All widgets on the page: what is cleared in one is cleared in all. */
const widgets = new Set();
const script =
  document.currentScript ?? document.querySelector('script[src*="candidate-check.js"]');
const base = script?.src || location.href;

// ---- attributes: a bad value is reported by name and the default is used ----

// What reads a value gives what it stands for, or nothing that counts.
const oneOf = (...values) => [(text) => values.find((it) => it === text), values[0]];
const whole = (min, max, normally) => [(text) => /^\d{1,3}$/.test(text) && +text >= min && +text <= max && +text, normally];
const address = (schemes, normally) => [
  (text) => {
    try {
      const { href } = new URL(text, document.baseURI);
      // Without a scheme, a slash or a dot in front, example.com would be taken for a page of this site.
      return schemes.test(href) && /^[./]|:/.test(text) && href;
    } catch {}
  },
  normally,
];
const short = [(text) => text.length <= 500 && text];
/** How each attribute is read, and what it normally is; content/element.yaml says it to people. */
const ATTRIBUTES = {
  lang: [language],
  clinic: short,
  phone: [(text) => /^[-+\d\s().#ext]*\d{3}[-\d\s().#ext]*$/.test(text) && text],
  booking: address(/^(https?|mailto|tel):/),
  questionnaire: address(/^https?:/),
  storage: oneOf("local", "session", "none"),
  "keep-days": whole(1, 365, 7),
  start: oneOf("visible", "eager", "click"),
  "heading-level": whole(1, 5, 2),
  "exit-url": address(/^https?:/, "https://www.weather.gov/"),
  "on-leave": oneOf("clear", "keep"),
  isolation: oneOf("inline", "frame"),
  "cost-note": short,
  events: [(text) => text === "progress" && text],
};
const NAMES = Object.keys(ATTRIBUTES);

/** The language to use for a tag such as es-MX, if the check has it. */
function language(tag) {
  return TAGS.find((it) => it === tag?.toLowerCase().split("-")[0]);
}

function settings(element) {
  const set = {};
  for (const name of NAMES) {
    const [read, normally] = ATTRIBUTES[name];
    const given = element.getAttribute(name)?.trim();
    const value = given && read(given);
    set[name] = value || normally;
    if (given && !value) advise(name);
  }
  const page = element.closest("[lang]:not(candidate-check)")?.lang;
  set.lang ??= language(page) ?? navigator.languages.map(language).find(Boolean) ?? TAGS[0];
  set.key = PREFIX + "answers" + (set.questionnaire ? ":" + set.questionnaire : "");
  return set;
}

/** Says on the console what an attribute may be. The words for that are a file that few pages need; without it the browser
    says that it is missing. */
function advise(name) {
  import(new URL(BUILD.advice, base)).then(
    (it) => it.advise(name),
    () => {},
  );
}

// ---- what is kept on the device ----

/** Visits everything that was ever stored; false where the browser refuses what it had allowed before. */
function each(visit) {
  let done = true;
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      const store = window[name];
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) visit(store, key, name);
    } catch (error) {
      // Storage that can't be reached can't have been written either.
      done &&= error.name === "SecurityError";
    }
  }
  return done;
}

/** Whether there are answers to go on with; removes records that have been kept long enough. */
function saved(set) {
  let found = false;
  each((store, key, name) => {
    let written;
    try {
      written = Date.parse(JSON.parse(store.getItem(key)).written);
    } catch {}
    // What has no date is no record; the widget proper sets it aside, dated.
    if (Math.abs(Date.now() - written) > set["keep-days"] * DAY) store.removeItem(key);
    else found ||= key === set.key && name.startsWith(set.storage);
  });
  return found;
}

/** Deletes everything ever stored. */
const clear = () => each((store, key) => store.removeItem(key));

// ---- painting ----

/** An element with attributes and children; event handlers are functions named on…. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value) element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

const link = (href, label, look) =>
  h("a", { href, ...(/^http/.test(href) && { target: "_blank", rel: "noopener noreferrer" }), ...look }, label);

const PRIMARY = { class: "cc-button cc-button--primary", part: "primary" };
const SECONDARY = { class: "cc-button", part: "secondary" };

const button = (action, label, onclick, look = SECONDARY) =>
  h("button", { type: "button", "data-action": action, onclick, ...look }, label);

/** One element's widget: painted at once, and gone with the function that it returns. `host` is the element. */
function widget(host) {
  const set = settings(host);
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const help = h("aside", { class: "cc-help", part: "help" });
  /** Screens of the loader's own. */
  const own = h("div");
  /** Where the widget proper goes. */
  const stage = h("div");
  const status = h("p", { class: "cc-hidden", role: "status" });
  const foot = h("div", { class: "cc-foot" });
  // Apart from the help lines, so that what stays in sight at the bottom never covers them.
  const frame = h("div", { class: "cc", part: "card" }, help, h("div", {}, own, stage, status, foot));
  /** The words of the language that is shown; the first language's until those of another are there. */
  let w = LANGUAGES[TAGS[0]].words;
  let app, cardsApp, shown, fold;
  /** Ends all that listens to the page, and everything that is under way. */
  const off = new AbortController();
  const { signal } = off;
  let loading = {};
  let attempts = 1;
  /** What starts the widget and what changes its language go one after the other, so that neither meets the other half done. */
  let turn = Promise.resolve();
  const inTurn = (job) => (turn = turn.then(job));

  root.replaceChildren(frame);
  adopt(root, BUILD.css);
  paint(TAGS[0]);
  start(false);
  listen();
  const wanted = set.lang;
  set.lang = TAGS[0];
  if (wanted === TAGS[0]) preload();
  else {
    // The help lines are there at once; what is below them waits for its words.
    own.style.visibility = "hidden";
    change(wanted).then(() => {
      own.style.visibility = "";
      preload();
    });
  }
  queueMicrotask(() => tell("ready"));

  /** Everything around the screens, in a language. The stage stays where it is: a frame that is moved loads again. */
  function paint(tag) {
    frame.lang = tag;
    frame.dir = LANGUAGES[tag].direction;
    help.setAttribute("aria-label", w["help"]);
    help.replaceChildren(
      h("strong", {}, w["help-lead"]),
      h(
        "p",
        { class: "cc-help__lines" },
        link("tel:988", w["help-call"]),
        link(w["help-sms"], w["help-text"]),
        link("https://988lifeline.org/chat", w["help-chat"]),
        link("tel:911", w["help-danger"]),
      ),
      h(
        "p",
        {},
        h("span", { lang: "es" }, link("tel:988", w["help-spanish"]), ", ", link("sms:988?body=AYUDA", w["help-spanish-text"])),
        h("span", {}, link("tel:988", w["help-veterans"]), ", ", link("sms:838255", w["help-veterans-text"])),
      ),
    );
    foot.replaceChildren(
      button("leave", w["leave"], leave),
      h("small", {}, w["leave-hint"]),
      ...TAGS.filter((it) => it !== tag).map((it) =>
        button("language", LANGUAGES[it].name, () => change(it), { ...SECONDARY, lang: it }),
      ),
      // What is in a frame is for the frame's own to clear.
      set.isolation === "frame" ? "" : button("clear", w["clear"], clearAnswers),
    );
  }

  /** The loader's words in a language. */
  async function words(tag) {
    const it = LANGUAGES[tag];
    return (it.words ??= (await module(it.shell)).words);
  }

  /** Puts everything into another language; answers and place stay. */
  function change(tag) {
    return inTurn(async () => {
      try {
        const [runner, found] = await patient(Promise.all([app && load(tag), words(tag)]));
        if (signal.aborted) return;
        if (!found) throw "no words in " + LANGUAGES[tag].shell;
        // A visitor who went on meanwhile is left where they are.
        const here = root.activeElement?.lang;
        if (app) runner.speak(app, tag);
        set.lang = tag;
        w = found;
        paint(tag);
        if (own.hasChildNodes()) shown(false);
        if (here) {
          frame.querySelector("[data-action=language]").focus();
          say(LANGUAGES[tag].name);
        }
      } catch (error) {
        // What is there goes on in its language.
        complain(error);
        say(w["language-error"], true);
      }
    });
  }

  /** Shows a screen of the loader's own. `again` shows it anew, in another language. */
  function show(screen, again, focus, title, ...children) {
    const heading = h("h" + set["heading-level"], { class: "cc-heading", part: "heading", tabindex: "-1" }, title);
    shown = again;
    own.replaceChildren(h("div", { class: "cc-screen", "data-screen": screen }, heading, ...children));
    if (focus) heading.focus();
  }

  function start(focus) {
    const goOn = app || saved(set);
    const cards = h("div");
    const open = shown === start && fold.open;
    fold = h(
      "details",
      { class: "cc-fold", ontoggle: () => fold.open && learn(cards), open },
      h("summary", {}, w["learn"]),
      cards,
    );
    show(
      "start",
      start,
      focus,
      w["title"],
      h("p", { class: "cc-lead" }, w["lead"]),
      h("ul", { class: "cc-points" }, h("li", {}, w["time"]), h("li", {}, w["private"]), h("li", {}, w["not"])),
      goOn && h("p", {}, w["saved"]),
      h(
        "div",
        { class: "cc-buttons" },
        goOn ? button("resume", w["resume"], () => run(true), PRIMARY) : button("start", w["start"], () => run(false), PRIMARY),
        goOn && button("restart", w["restart"], restart),
      ),
      fold,
    );
  }

  // ---- the widget proper ----

  // Hoisted: with start="eager" it is needed above.
  function module(file) {
    return import(new URL(file + (attempts > 1 ? "?" + attempts : ""), base)).catch(() => {
      // Browsers tell a script nothing of the cause.
      throw file + ": is it there? Check script-src, CORS, text/javascript";
    });
  }

  /** The runner with what a language needs. */
  function load(tag = set.lang) {
    return (loading[tag] ??= module(BUILD[set.isolation]).then((runner) =>
      runner.load(tag, (css) => adopt(root, BUILD.css, css), stage, set, hear),
    ));
  }

  function preload() {
    // Taken off the page, it loads nothing any more.
    const now = () => signal.aborted || load().catch((error) => fail(error, false));
    if (set.start === "eager") now();
    if (set.start === "visible") {
      const near = (seen, observer) => {
        if (!seen.at(-1).isIntersecting) return;
        observer.disconnect();
        now();
      };
      new IntersectionObserver(near, { rootMargin: "300px" }).observe(host);
    }
  }

  /** Tells those who listen, and if need be those who look. */
  function say(text, seen) {
    status.textContent = text;
    status.className = seen ? "cc-screen" : "cc-hidden";
  }

  /** Waits for files, saying so if it takes long, and gives up in time. */
  async function patient(files) {
    const slow = setTimeout(() => say(w["loading"], true), 700);
    const late = new Promise((_, reject) => setTimeout(reject, GIVE_UP_AFTER, "too slow"));
    try {
      return await Promise.race([files, late]);
    } finally {
      clearTimeout(slow);
      say("");
    }
  }

  function run(resume) {
    if (own.ariaBusy) return;
    own.ariaBusy = "true";
    inTurn(async () => {
      try {
        if (app) app.begin();
        else {
          const runner = await patient(load());
          // Cleared, left or taken off the page meanwhile.
          if (!own.ariaBusy || signal.aborted) return;
          app = runner.mount(stage, set, resume, hear, signal);
        }
        own.replaceChildren();
      } catch (error) {
        fail(error, true);
      } finally {
        own.ariaBusy = null;
      }
    });
  }

  async function learn(cards) {
    if (cards.hasChildNodes()) return;
    try {
      const runner = await patient(load());
      cardsApp?.free();
      cardsApp = await runner.learn(cards, set);
    } catch (error) {
      fail(error, true);
    }
  }

  /** What the widget proper says to its frame. */
  function hear(what) {
    if (what === "start") start(true);
    else if (what === "gone") forget();
    else if (what === "broken") {
      // Nothing of it can be trusted any more, so it is left alone; a new try loads it anew.
      app = cardsApp = undefined;
      stage.replaceChildren();
      fail("it stopped", true);
    } else if (what.startsWith("say:")) say(what.slice(4));
    else tell(what);
  }

  function restart() {
    each((store, key) => key === set.key && store.removeItem(key));
    drop();
    run(false);
  }

  function drop() {
    const gone = [app, cardsApp];
    app = cardsApp = undefined;
    try {
      gone.forEach((it) => it?.free());
    } catch {
      // It stopped before; all that is left of it is on the stage.
      stage.replaceChildren();
    }
  }

  /** Back to the start without an answer, because they were cleared elsewhere or the page is put away. */
  function forget() {
    own.ariaBusy = null;
    drop();
    start(false);
  }

  function clearAnswers() {
    const done = clear();
    widgets.forEach((forget) => forget());
    const cleared = (focus) =>
      show(
        "cleared",
        cleared,
        focus,
        w["cleared"],
        h("p", {}, done ? w["cleared-text"] : w["cleared-kept"]),
        h("div", { class: "cc-buttons" }, button("restart", w["again"], () => start(true))),
      );
    cleared(true);
    tell("cleared");
  }

  function leave() {
    // A frame has to clear first; where this runs inside one, the page around it hears.
    if (frame.leave?.()) return;
    // First out of sight, then everything else, and nothing may stop it.
    off.abort();
    frame.replaceChildren(h("p", { role: "status" }, w["leaving"]));
    if (set["on-leave"] === "clear") clear();
    try {
      top.location.replace(set["exit-url"]);
    } catch {
      location.replace(set["exit-url"]);
    }
    drop();
  }

  function complain(error) {
    // Whatever was loaded may be what is wrong, so a new try loads anew.
    loading = {};
    attempts++;
    console.error?.(`${TAG}: can’t run here: ${error.message ?? error}`);
  }

  /** What can still be done where the widget can't run. */
  function fail(error, asked) {
    complain(error);
    tell("error");
    if (!app && (asked || shown === start)) failed(asked);
  }

  function failed(focus) {
    const { phone, booking, clinic } = set;
    show(
      "error",
      failed,
      focus,
      w["error"],
      h("p", {}, w["error-text"]),
      h(
        "div",
        { class: "cc-buttons" },
        phone &&
          link("tel:" + phone.replace(/[#ext].*|[^+\d]/g, ""), w["phone"].replace("{clinic}", () => clinic || w["clinic"]) + ": " + phone, PRIMARY),
        booking && link(booking, w["booking"], SECONDARY),
        button("restart", w["error-retry"], () => start(true)),
      ),
    );
  }

  // ---- the page around it ----

  function listen() {
    widgets.add(forget);
    let presses = [];
    const press = ({ key, repeat, timeStamp, ctrlKey, altKey, metaKey }) => {
      if (repeat) return;
      // Anything in between is work with the page, not a wish to leave.
      const counts = key === "Shift" && !(ctrlKey || altKey || metaKey);
      presses = counts ? [...presses, timeStamp].filter((it) => timeStamp - it < 5000) : [];
      if (presses.length > 2) leave();
    };
    // On the document, because the visitor's focus may be anywhere. Removed with the element.
    for (const type of ["keydown", "pointerdown", "wheel", "compositionstart"]) {
      document.addEventListener(type, press, { capture: true, passive: true, signal });
    }
    // A page that the browser puts away must not come back with answers on it.
    addEventListener("pagehide", forget, { signal });
  }

  function tell(what) {
    if (what === "ready" || what === "error" || set.events) {
      host.dispatchEvent(new CustomEvent(`${TAG}-${what}`, { bubbles: true }));
    }
  }

  return () => {
    off.abort();
    widgets.delete(forget);
    drop();
  };
}

class CandidateCheck extends HTMLElement {
  static observedAttributes = NAMES;
  #end;

  connectedCallback() {
    for (const [property] of PROPERTIES) {
      // Set by a page that was quicker than this script.
      if (Object.hasOwn(this, property)) {
        const value = this[property];
        delete this[property];
        this[property] = value;
      }
    }
    this.#end ??= widget(this);
  }

  disconnectedCallback() {
    // A move within the page puts it back before this runs.
    this.#renew(() => !this.isConnected);
  }

  attributeChangedCallback(name, before, now) {
    // Once for all changes of a moment. What is stored stays.
    this.#renew(() => before !== now);
  }

  /** Ends the widget, and begins another one if the element is on the page. */
  #renew(applies) {
    const end = this.#end;
    queueMicrotask(() => {
      if (!end || end !== this.#end || !applies()) return;
      end();
      this.#end = undefined;
      if (this.isConnected) this.connectedCallback();
    });
  }
}

// Every attribute is a property too: cost-note as costNote.
const PROPERTIES = NAMES.map((name) => [name.replace(/-./, (it) => it[1].toUpperCase()), name]);
for (const [property, name] of PROPERTIES) {
  Object.defineProperty(CandidateCheck.prototype, property, {
    // Whatever a page has put on all objects.
    __proto__: null,
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

/** Gives the shadow root its styles without inline style, so that `style-src 'self'` allows them. */
function adopt(root, ...styles) {
  try {
    root.adoptedStyleSheets = styles.map((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    });
  } catch {
    // Browsers without constructable stylesheets.
    root.append(h("style", {}, ...styles));
  }
}

/** With no element on the page, puts one where the script stands. */
function place() {
  if (!script?.isConnected || document.querySelector(TAG)) return;
  const element = document.createElement(TAG);
  for (const { name, value } of script.attributes) {
    if (name.startsWith("data-")) element.setAttribute(name.slice(5), value);
  }
  if (script.parentNode === document.head) document.body.append(element);
  else script.after(element);
}

if (!customElements.get(TAG)) customElements.define(TAG, CandidateCheck);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place, { once: true });
else place();
