// The element <candidate-check>: what a page gets before the widget itself is needed.
// Paints start screen and help lines at once, from texts that the build puts in; loads the runner on demand; clears,
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
const integer = (min, max, fallback) => [(text) => /^\d{1,3}$/.test(text) && +text >= min && +text <= max && +text, fallback];
const address = (schemes, fallback) => [
  (text) => {
    try {
      const { href } = new URL(text, document.baseURI);
      // Without a scheme, a slash or a dot in front, example.com would be taken for a page of this site.
      return schemes.test(href) && /^[./]|:/.test(text) && href;
    } catch {}
  },
  fallback,
];
const shortText = [(text) => text.length <= 500 && text];
/** How each attribute is read, and what it normally is; content/element.yaml says it to people. */
const ATTRIBUTES = {
  lang: [language],
  clinic: shortText,
  phone: [(text) => /^[-+\d\s().#ext]*\d{3}[-\d\s().#ext]*$/.test(text) && text],
  booking: address(/^(https?|mailto|tel):/),
  questionnaire: address(/^https?:/),
  storage: oneOf("local", "session", "none"),
  "keep-days": integer(1, 365, 7),
  start: oneOf("visible", "eager", "click"),
  "heading-level": integer(1, 5, 2),
  "exit-url": address(/^https?:/, "https://www.weather.gov/"),
  "on-leave": oneOf("clear", "keep"),
  isolation: oneOf("inline", "frame"),
  "cost-note": shortText,
  address: shortText,
  events: [(text) => text === "progress" && text],
};
const NAMES = Object.keys(ATTRIBUTES);

/** The language to use for a tag such as es-MX, if the check has it. */
function language(tag) {
  return TAGS.find((it) => it === tag?.toLowerCase().split("-")[0]);
}

function settings(element) {
  const set = {};
  for (const [name, [read, fallback]] of Object.entries(ATTRIBUTES)) {
    const given = element.getAttribute(name)?.trim();
    const value = given && read(given);
    set[name] = value || fallback;
    if (given && !value) explain(name);
  }
  const page = element.closest("[lang]:not(candidate-check)")?.lang;
  set.lang ??= [page, ...navigator.languages, TAGS[0]].map(language).find(Boolean);
  set.key = PREFIX + "answers" + (set.questionnaire ? ":" + set.questionnaire : "");
  return set;
}

/** Says on the console what an attribute may be. The words for that are a file that few pages need; without it the browser
    says that it is missing. */
function explain(name) {
  import(new URL(BUILD.advice, base)).then(
    (it) => it.explain(name),
    () => {},
  );
}

// ---- what is kept on the device ----

/** Visits everything that was ever stored; false where the browser refuses what it had allowed before. */
function eachRecord(visit) {
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
function hasSavedAnswers(set) {
  let found = false;
  eachRecord((store, key, name) => {
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
const clearStorage = () => eachRecord((store, key) => store.removeItem(key));

/** One element's widget: painted at once, and gone with the function that it returns. `host` is the element. */
function widget(host) {
  /** What texts are in the language that is shown, by those of the first language, which the build puts in the place of w and
      an id. */
  let words = {};
  const set = settings(host);
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const help = h("aside", { class: "cc-help", part: "help" });
  /** Screens of the loader's own. */
  const ownScreens = h("div");
  /** Where the widget proper goes. */
  const stage = h("div");
  const status = h("p", { class: "cc-hidden", role: "status" });
  const foot = h("div", { class: "cc-foot" });
  // Apart from the help lines, so that what stays in sight at the bottom never covers them.
  const frame = h("div", { class: "cc", part: "card" }, help, h("div", {}, ownScreens, stage, status, foot));
  let app, shown, fold;
  let shiftPresses = [];
  /** Ends all that listens to the page, and everything that is under way. */
  const lifetime = new AbortController();
  const { signal } = lifetime;
  let loading = {};
  /** Behind the address of each module: browsers ask only once for a module that failed. */
  let attempt = "";
  /** What starts the widget and what changes its language go one after the other, so that neither meets the other half done. */
  let queue = Promise.resolve();
  const enqueue = (job) => (queue = queue.then(job, job));
  /** What the runner works with. */
  const shell = {
    set,
    stage,
    signal,
    setStyles: (css) => setStyles(BUILD.css, css),
    announce,
    emit,
    fail,
    reset,
    showStart: () => show(start, true),
  };

  root.replaceChildren(frame);
  setStyles(BUILD.css);
  const firstLanguage = set.lang;
  widgets.add(reset);
  // On the document, because the visitor's focus may be anywhere. Removed with the element.
  for (const type of ["keydown", "pointerdown", "wheel", "compositionstart"]) {
    document.addEventListener(type, countPress, { capture: true, passive: true, signal });
  }
  // A page that the browser puts away must not come back with answers on it.
  addEventListener("pagehide", reset, { signal });
  paint(TAGS[0]);
  show(start);
  if (firstLanguage !== TAGS[0]) {
    // The help lines are there at once; what is below them waits for its words.
    ownScreens.style.visibility = "hidden";
    changeLanguage(firstLanguage);
  }
  enqueue(() => {
    ownScreens.style.visibility = "";
    preload();
  });
  queueMicrotask(() => emit("ready"));

  /** A text in the language that is shown. */
  function t(text) {
    return words[text] ?? text;
  }

  /** An element with attributes and children, texts among them; event handlers are functions named on…. */
  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (/^on/.test(name)) element[name] = value;
      else if (value) element.setAttribute(name, value);
    }
    element.append(...children.filter(Boolean).map(t));
    return element;
  }

  function link(href, label, look) {
    return h("a", { href, ...(/^http/.test(href) && { target: "_blank", rel: "noopener noreferrer" }), ...look }, label);
  }

  /** What makes a button of an element: primary or secondary. */
  function buttonAttributes(part) {
    return { class: "cc-button cc-button--" + part, part };
  }

  function button(action, label, onclick, look = "secondary", lang) {
    return h("button", { type: "button", "data-action": action, onclick, lang, ...dress(look) }, label);
  }

  /** Gives the shadow root its styles without inline style, so that `style-src 'self'` allows them. */
  function setStyles(...styles) {
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

  /** Everything around the screens, in a language. The stage stays where it is: a frame that is moved loads again. */
  function paint(tag) {
    set.lang = frame.lang = tag;
    frame.dir = LANGUAGES[tag].direction ?? "ltr";
    help.setAttribute("aria-label", t(w["help"]));
    help.replaceChildren(
      h("strong", {}, w["help-lead"]),
      h(
        "p",
        {},
        link("tel:988", w["help-call"]),
        link(t(w["help-sms"]), w["help-text"]),
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
      ...TAGS.filter((it) => it !== tag).map((it) => button("language", LANGUAGES[it].name, () => changeLanguage(it), "secondary", it)),
      // What is in a frame is for the frame's own to clear.
      set.isolation === "frame" ? "" : button("clear", w["clear"], clearAnswers),
    );
  }

  /** Puts everything into another language; answers and place stay. */
  function changeLanguage(tag) {
    return enqueue(async () => {
      try {
        const { shell } = LANGUAGES[tag];
        const [runner, found] = await waitFor(Promise.all([app && load(tag), shell ? module(shell, "words") : {}]));
        if (signal.aborted) return;
        // A visitor who went on meanwhile is left where they are.
        const here = root.activeElement?.lang;
        if (app) runner.setLanguage(app);
        words = found;
        paint(tag);
        if (ownScreens.firstChild) show(shown);
        if (here) {
          frame.querySelector("[data-action=language]").focus();
          announce(LANGUAGES[tag].name);
        }
      } catch (error) {
        // What is there goes on in its language.
        logError(error);
        announce(w["language-error"], true);
      }
    });
  }

  // ---- screens of the loader's own: each gives its name, its heading and what is below ----

  /** Shows a screen; again in another language. */
  function show(screen, focus) {
    const [name, title, ...below] = screen();
    const heading = h("h" + set["heading-level"], { class: "cc-heading", part: "heading", tabindex: "-1" }, title);
    shown = screen;
    ownScreens.replaceChildren(h("div", { class: "cc-screen", "data-screen": name }, heading, ...below));
    if (focus) heading.focus();
  }

  function start() {
    const canResume = app || hasSavedAnswers(set);
    const cards = h("div");
    const open = shown === start && fold.open;
    fold = h(
      "details",
      { class: "cc-fold", ontoggle: () => fold.open && withRunner((it) => waitFor(it.learn(cards))), open },
      h("summary", {}, w["learn"]),
      cards,
    );
    return [
      "start",
      w["title"],
      h("p", { class: "cc-lead" }, w["lead"]),
      h("ul", { class: "cc-points" }, h("li", {}, !set.questionnaire && w["time"], w["pause"]), h("li", {}, w["private"]), h("li", {}, w["not"])),
      canResume && h("p", {}, w["saved"]),
      h(
        "div",
        { class: "cc-buttons" },
        canResume ? button("resume", w["resume"], () => startWidget(true), "primary") : button("start", w["start"], () => (hasSavedAnswers(set) ? show(start, true) : startWidget(false)), "primary"),
        canResume && button("restart", w["restart"], restart),
      ),
      fold,
    ];
  }

  /** What can still be done where the widget can't run. */
  function failed() {
    const { phone, booking, clinic, address } = set;
    return [
      "error",
      w["error"],
      h("p", {}, w["error-text"]),
      address && h("p", {}, address),
      h(
        "div",
        { class: "cc-buttons" },
        phone &&
          link(
            "tel:" + phone.replace(/[#ext].*|[^+\d]/g, ""),
            t(w["phone"]).replace("{clinic}", () => clinic || t(w["clinic"])) + ": " + phone,
            buttonAttributes("primary"),
          ),
        booking && link(booking, w["booking"], buttonAttributes("secondary")),
        button("restart", w["error-retry"], () => {
          shell.showStart();
          withRunner(() => {});
        }),
      ),
    ];
  }

  function clearAnswers() {
    const done = clearStorage();
    widgets.forEach((reset) => reset());
    show(
      () => [
        "cleared",
        w["cleared"],
        h("p", {}, done ? w["cleared-text"] : w["cleared-kept"]),
        h("div", { class: "cc-buttons" }, button("restart", w["again"], shell.showStart)),
      ],
      true,
    );
    emit("cleared");
  }

  // ---- the widget proper ----

  /** What a module exports by a name. */
  function module(file, name) {
    return import(new URL(file.replace(/#|$/, attempt + "$&"), base))
      .then((it) => it[name] || Promise.reject())
      .catch(() => {
        // Browsers tell a script nothing of the cause.
        throw file.split("#")[0] + ": is it there? Check script-src, CORS, text/javascript";
      });
  }

  /** The runner with what a language needs. */
  function load(tag = set.lang) {
    return (loading[tag] ??= module(BUILD[set.isolation], "load").then((load) => load(tag, shell)));
  }

  function preload() {
    // Taken off the page, it loads nothing any more.
    const now = () => signal.aborted || load().catch(fail);
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
  function announce(text, seen) {
    status.textContent = t(text);
    status.className = seen ? "cc-screen" : "cc-hidden";
  }

  /** Waits for files, saying so if it takes long, and gives up in time. */
  async function waitFor(files) {
    const slow = setTimeout(() => announce(w["loading"], true), 700);
    const late = new Promise((_, reject) => setTimeout(reject, GIVE_UP_AFTER, "too slow"));
    try {
      return await Promise.race([files, late]);
    } finally {
      clearTimeout(slow);
      announce("");
    }
  }

  /** Does something with the runner, or with what it has begun. */
  async function withRunner(work, begun) {
    try {
      await work(begun ?? (await waitFor(load())));
    } catch (error) {
      fail(error, true);
    }
  }

  function startWidget(resume) {
    if (ownScreens.ariaBusy) return;
    ownScreens.ariaBusy = "true";
    enqueue(async () => {
      await withRunner((it) => {
        // Cleared, left or taken off the page meanwhile.
        if (!ownScreens.ariaBusy || signal.aborted) return;
        const begun = it.begin(resume);
        app ??= begun;
        ownScreens.replaceChildren();
      }, app);
      ownScreens.ariaBusy = null;
    });
  }

  function restart() {
    eachRecord((store, key) => key === set.key && store.removeItem(key));
    unmount();
    startWidget(false);
  }

  function unmount() {
    const gone = app;
    // How far the visitor was.
    announce("");
    app = ownScreens.ariaBusy = null;
    try {
      gone?.free();
    } catch {
      // It stopped before; all that is left of it is on the stage.
      stage.replaceChildren();
    }
  }

  /** Back to the start without an answer, because they were cleared elsewhere or the page is put away. */
  function reset() {
    unmount();
    show(start);
  }

  function leave() {
    // A frame has to clear first; where this runs inside one, the page around it hears.
    if (frame.leave?.()) return;
    // First out of sight, then everything else, and nothing may stop it.
    frame.replaceChildren(h("p", { role: "status" }, w["leaving"]));
    lifetime.abort();
    if (set["on-leave"] === "clear") clearStorage();
    try {
      top.location.replace(set["exit-url"]);
    } catch {
      location.replace(set["exit-url"]);
    }
    unmount();
  }

  function logError(error) {
    // Whatever was loaded may be what is wrong, so a new try loads anew.
    loading = {};
    attempt = "?" + Date.now();
    console.error?.(`${TAG}: can’t run here: ${error.message || error}`);
  }

  /** Shows what can still be done, unless the visitor is at something else. */
  function fail(error, asked) {
    logError(error);
    emit("error");
    if (!app && (asked || shown === start)) show(failed, asked);
    else if (asked) announce(w["error"], true);
  }

  // ---- the page around it ----

  function countPress({ key, repeat, timeStamp, ctrlKey, altKey, metaKey }) {
    if (repeat) return;
    // Anything in between is work with the page, not a wish to leave.
    const counts = key === "Shift" && !(ctrlKey || altKey || metaKey);
    shiftPresses = counts ? [timeStamp, ...shiftPresses] : [];
    if (timeStamp - shiftPresses[2] < 5000) leave();
  }

  function emit(what) {
    if (/ready|error/.test(what) || set.events) {
      host.dispatchEvent(new CustomEvent(TAG + "-" + what, { bubbles: true }));
    }
  }

  return () => {
    lifetime.abort();
    widgets.delete(reset);
    unmount();
  };
}

class CandidateCheck extends HTMLElement {
  static observedAttributes = NAMES;
  #end;

  connectedCallback() {
    for (const [property, value] of Object.entries(this)) {
      // Set by a page that was quicker than this script.
      if (property in CandidateCheck.prototype) {
        delete this[property];
        this[property] = value;
      }
    }
    this.#end ??= widget(this);
  }

  disconnectedCallback() {
    // A move within the page puts it back before this runs.
    queueMicrotask(() => this.isConnected || this.#renew());
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now) this.#renew();
  }

  /** Ends the widget, and begins another one if the element is on the page. */
  #renew() {
    const end = this.#end;
    // Once for all changes of a moment. What is stored stays.
    queueMicrotask(() => {
      if (!end || end !== this.#end) return;
      this.#end = end();
      if (this.isConnected) this.connectedCallback();
    });
  }
}

// Every attribute is a property too: cost-note as costNote.
for (const name of NAMES) {
  Object.defineProperty(CandidateCheck.prototype, name.replace(/-./, (it) => it[1].toUpperCase()), {
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

/** With no element on the page, puts one where the script stands. */
function placeElement() {
  if (!script?.isConnected || document.querySelector(TAG)) return;
  const element = document.createElement(TAG);
  for (const { name, value } of script.attributes) {
    if (/^data-/.test(name)) element.setAttribute(name.slice(5), value);
  }
  if (script.closest("head")) document.body.append(element);
  else script.after(element);
}

if (!customElements.get(TAG)) customElements.define(TAG, CandidateCheck);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", placeElement, { once: true });
else placeElement();
