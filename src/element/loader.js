// The element <candidate-check>: everything that a page needs before the widget itself.
// It paints the start screen and the help lines at once, from texts that the build inserts, and loads the runner on demand.
// Clearing, leaving and the fallback work without the runner. It reads no answer: of a stored record it reads the date and the
// visitor's place only.
import { ATTRIBUTES, read } from "./attributes.js";

const BUILD = __BUILD__;
const { languages: LANGUAGES } = BUILD;
const TAGS = Object.keys(LANGUAGES);
const TAG = "candidate-check";
const PREFIX = TAG + ":";
const DAY = 864e5;
const GIVE_UP_AFTER = 10_000;
/** The `reset` function of each widget on the page: clearing one clears all. */
const widgets = new Set();
/** The address and the response of the WASM, once for each runner. */
const downloads = {};
const script =
  document.currentScript ?? document.querySelector('script[src*="candidate-check.js"]');
const base = script?.src || location.href;

// ---- attributes: a bad value is reported by name and the default is used ----

const NAMES = Object.keys(ATTRIBUTES);
/** The language of the check for a tag such as es-MX, if there is one. */
const languageOf = (tag) => read("lang", tag);

function settings(element) {
  const set = {};
  for (const name of NAMES) {
    const given = element.getAttribute(name)?.trim();
    const value = given && read(name, given);
    set[name] = value || ATTRIBUTES[name][1];
    if (given && !value) explain(name);
  }
  const page = element.closest("[lang]:not(candidate-check)")?.lang;
  set.lang ??= [page, ...(navigator.languages ?? []), TAGS[0]].map(languageOf).find(Boolean);
  set.key = PREFIX + "answers" + (set.questionnaire ? ":" + set.questionnaire : "");
  return set;
}

/** Explains the allowed values of an attribute on the console. The texts are in a separate file. If it is missing, the browser
    reports that. */
function explain(name) {
  import(new URL(BUILD.advice, base)).then(
    (it) => it.explain(name),
    () => {},
  );
}

// ---- storage ----

/** Visits every stored record. Returns false if the browser now refuses storage that it allowed before. */
function eachRecord(visit) {
  let done = true;
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      const store = window[name];
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) visit(store, key, name);
    } catch (error) {
      // Storage that is forbidden was never written.
      done &&= error.name === "SecurityError";
    }
  }
  return done;
}

/** The visitor’s place and the date in the record of saved answers, if there is one. Removes expired records. */
function savedRecord(set) {
  let found;
  eachRecord((store, key, name) => {
    let record;
    try {
      record = JSON.parse(store.getItem(key));
    } catch {}
    const written = Date.parse(record?.written);
    // Data without a date is no record. The widget moves it aside, with a date.
    if (Math.abs(Date.now() - written) > set["keep-days"] * DAY) store.removeItem(key);
    else if (key === set.key && name.startsWith(set.storage)) found = { place: record?.place, written };
  });
  return found;
}

/** Deletes all records. */
const clearStorage = () => eachRecord((store, key) => store.removeItem(key));

/** Paints the widget of an element, `host`. The returned function removes it. */
function widget(host) {
  /** The texts of the current language, by the texts of the first language. The build replaces w and an id by a text of the
      first language. */
  let words = {};
  const set = settings(host);
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const help = h("aside", { class: "cc-help", part: "help" });
  /** The place of the full list of help lines, which More opens. */
  const list = h("div");
  /** The screens of the loader. */
  const ownScreens = h("div");
  /** The place of the WASM’s screens. */
  const stage = h("div");
  const status = h("p", { class: "cc-hidden", role: "status" });
  const foot = h("div", { class: "cc-foot" });
  const frame = h("div", { class: "cc", part: "card" }, help, list, h("div", {}, ownScreens, stage, status, foot));
  let app, shown, fold, startList;
  let shiftPresses = [];
  /** Aborts all listeners and requests when the element is removed. */
  const lifetime = new AbortController();
  const { signal } = lifetime;
  let loading = {};
  /** A suffix for the address of each module, because browsers request a failed module only once. */
  let attempt = "";
  /** Starts and changes of language run one after the other. */
  let queue = Promise.resolve();
  const enqueue = (job) => (queue = queue.then(job, job));
  /** The loader’s side of the widget, for the runner. */
  const shell = {
    set,
    stage,
    signal,
    setStyles: (css) => setStyles(BUILD.css, css),
    announce,
    emit,
    fail,
    reset,
    closeList,
    paint: () => paint(set.lang),
    showStart: () => show(start, true),
    /** Brings the current screen to its place. The runner defines it. */
    land: () => false,
  };

  root.replaceChildren(frame);
  setStyles(BUILD.css);
  const firstLanguage = set.lang;
  widgets.add(reset);
  // On the document, because the focus may be anywhere. Removed with the element.
  for (const type of ["keydown", "pointerdown", "wheel", "compositionstart"]) {
    document.addEventListener(type, countPress, { capture: true, passive: true, signal });
  }
  // A page in the back-forward cache must not return with answers on it.
  addEventListener("pagehide", reset, { signal });
  paint(TAGS[0]);
  show(start);
  if (firstLanguage !== TAGS[0]) {
    // The help lines are visible at once. The screen waits for its texts.
    ownScreens.style.visibility = "hidden";
    changeLanguage(firstLanguage);
  }
  enqueue(() => {
    ownScreens.style.visibility = "";
    preload();
  });
  queueMicrotask(() => emit("ready"));

  /** A text in the current language. */
  function t(text) {
    return words[text] ?? text;
  }

  /** Creates an element. Children may be texts; attributes whose name starts with “on” are event handlers. */
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

  /** The attributes of a button; `part` is primary or secondary. */
  function buttonAttributes(part) {
    return { class: "cc-button cc-button--" + part, part };
  }

  function button(action, label, onclick, look = "secondary", lang) {
    return h("button", { type: "button", "data-action": action, onclick, lang, ...buttonAttributes(look) }, label);
  }

  /** Sets the styles of the shadow root without inline styles, so that `style-src 'self'` allows them. */
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

  /** Paints everything around the screens in a language. The stage is not moved, because a moved iframe loads again. */
  function paint(tag) {
    set.lang = frame.lang = tag;
    frame.dir = LANGUAGES[tag].direction ?? "ltr";
    help.setAttribute("aria-label", t(w["help"]));
    help.replaceChildren(
      h("strong", {}, w["help-lead"]),
      h("a", { href: "tel:988" }, ...parts(w["help-call"])),
      h("a", { href: t(w["help-sms"]) }, ...parts(w["help-text"])),
      h("a", { href: "tel:911" }, ...parts(w["help-danger"])),
      h("button", { type: "button", "data-action": "more", onclick: toggleList }, ...parts(w["help-more"])),
      h("button", { type: "button", "data-action": "leave", onclick: leave }, ...parts(w["leave"])),
    );
    // When the screen is in this language too.
    requestAnimationFrame(closeList);
    foot.replaceChildren(
      ...TAGS.filter((it) => it !== tag).map((it) => button("language", LANGUAGES[it].name, () => changeLanguage(it), "secondary", it)),
      // Answers in an iframe are cleared inside it.
      set.isolation === "frame" && !frame.clear ? "" : button("clear", w["clear"], ({ currentTarget }) => ask(currentTarget, clearing(), w["clear-yes"], clearAnswers)),
    );
  }

  /** The parts of a label. Those between bars are hidden where there is no room, but not from screen readers. */
  function parts(label) {
    return t(label).split("|").map((part, n) => (n % 2 ? h("span", {}, part) : part));
  }

  /** Shows the full list of help lines on the start screen, unless the visitor goes on or that is painted again meanwhile. */
  async function fillStart(slot = startList) {
    const runner = await load();
    if (slot !== startList || ownScreens.ariaBusy) return;
    runner.lines(slot);
    closeList();
  }

  /** Shows the full list of help lines below the short one, or hides it. On the start screen it stands at the end. */
  async function toggleList() {
    if (list.firstChild) {
      closeList();
      shell.land();
      return;
    }
    try {
      const runner = await waitFor(load());
      // Inside the iframe.
      if (frame.more?.()) return;
      const slot = startList.isConnected ? startList : list;
      runner.lines(slot);
      shell.land(slot);
      // The button is hidden then.
      if (slot === startList) slot.querySelector("a").focus({ preventScroll: true });
    } catch (error) {
      logError(error);
      list.replaceChildren(h("p", { class: "cc-screen" }, w["more-error"]));
      announce(w["more-error"]);
    }
    updateMore();
  }

  /** Closes the list below the line. */
  function closeList() {
    list.replaceChildren();
    updateMore();
  }

  /** The line does not offer the list where the screen contains it. With an iframe, the list opens inside. */
  function updateMore() {
    const more = help.querySelector("[data-action=more]");
    more.ariaExpanded = frame.more ? null : !!list.firstChild;
    more.hidden = !list.firstChild && !!frame.querySelector(".cc-all-lines");
  }

  /** Asks once more, in the place of a row of buttons. */
  function ask(pressed, question, label, act) {
    const row = pressed.parentNode;
    const before = [...row.childNodes];
    const restore = () => {
      row.replaceChildren(...before);
      announce("");
      pressed.focus();
    };
    const confirm = ({ detail }) => {
      // Not by the second press of a double click.
      if (detail > 1) return;
      restore();
      act();
    };
    row.replaceChildren(h("p", {}, question), button("confirm", label, confirm), button("keep", w["keep"], restore));
    row.lastChild.focus();
    announce(question);
  }

  /** The question before all answers are cleared. */
  function clearing() {
    const count = app?.answered;
    return count > 1 ? fill(w["clear-count"], { count }) : w["clear-ask"];
  }

  /** A text with its placeholders filled in. */
  function fill(text, values) {
    return t(text).replace(/{(\w+)}/g, (_, name) => values[name]);
  }

  /** Changes the language. Answers and screen stay. */
  function changeLanguage(tag) {
    return enqueue(async () => {
      try {
        const { shell } = LANGUAGES[tag];
        const [runner, found] = await waitFor(Promise.all([app && load(tag), shell ? module(shell, "words") : {}]));
        if (signal.aborted) return;
        // The focus stays if the visitor has moved it meanwhile.
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
        // The widget stays in its current language.
        logError(error);
        announce(w["language-error"], true);
      }
    });
  }

  // ---- screens of the loader: each function returns the name, the heading and the content ----

  /** Shows a screen, or the same screen again in another language. */
  function show(screen, focus) {
    const [name, title, ...below] = screen();
    const heading = h("h" + set["heading-level"], { class: "cc-heading", part: "heading", tabindex: "-1" }, title);
    shown = screen;
    ownScreens.replaceChildren(h("div", { class: "cc-screen", "data-screen": name }, heading, ...below));
    closeList();
    if (focus) heading.focus({ preventScroll: shell.land() });
  }

  function start() {
    const saved = savedRecord(set);
    const canResume = app || saved;
    const cards = h("div");
    startList = h("div");
    if (Object.keys(loading)[0]) fillStart().catch(() => {});
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
      saved && aboutSaved(saved),
      h(
        "div",
        { class: "cc-buttons" },
        canResume ? button("resume", w["resume"], () => startWidget(true), "primary") : button("start", w["start"], () => (savedRecord(set) ? show(start, true) : startWidget(false)), "primary"),
        canResume && button("restart", w["restart"], ({ currentTarget }) => ask(currentTarget, clearing(), w["restart"], restart)),
      ),
      fold,
      startList,
    ];
  }

  /** The visitor’s place in the check, and the last day on which the answers are kept. */
  function aboutSaved({ place, written }) {
    // Anything may have written it.
    const [question, questions] = [place].flat();
    const until = new Date(written + set["keep-days"] * DAY);
    const about = [
      questions && fill(w["saved-place"], { question, questions }),
      set.storage === "local" && written && fill(w["saved-until"], { date: until.toLocaleDateString(set.lang, { month: "long", day: "numeric" }) }),
    ].filter(Boolean);
    return about[0] && h("p", {}, ...about);
  }

  /** The fallback, for a widget that can't run. */
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
            h("span", {}, fill(w["phone"], { clinic: clinic || t(w["clinic"]) }), ": ", h("span", { class: "cc-number" }, phone)),
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
    if (frame.clear?.()) return;
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

  // ---- the runner ----

  /** Imports a module and returns one of its exports. */
  function module(file, name) {
    return import(new URL(file.replace(/#|$/, attempt + "$&"), base))
      .then((it) => it[name] || Promise.reject())
      .catch(() => {
        // Browsers do not tell a script the cause.
        throw file.split("#")[0] + ": is it there? Check script-src, CORS, text/javascript";
      });
  }

  /** The runner, with the files of a language. */
  function load(tag = set.lang) {
    if (set.isolation === "inline") shell.wasm = downloads[attempt] ??= downloadWasm();
    return (loading[tag] ??= module(BUILD[set.isolation], "load").then((load) => load(tag, shell)));
  }

  /** Starts the download of the WASM beside that of the runner, which handles its errors. Where WebAssembly is forbidden, nothing is
      fetched. Eight bytes are the smallest module. WebKit allows the module and forbids the instance. */
  function downloadWasm() {
    try {
      new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    } catch {
      return;
    }
    const [file, integrity] = BUILD.wasm;
    const url = new URL(file + attempt, base);
    const response = fetch(url, { __proto__: null, integrity });
    response.catch(() => {});
    return [url, response];
  }

  function preload() {
    // An element that was removed loads nothing.
    const now = () => signal.aborted || fillStart().catch(fail);
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

  /** Announces a text to assistive technology, and shows it if `seen`. */
  function announce(text, seen) {
    status.textContent = t(text);
    status.className = seen ? "cc-screen" : "cc-hidden";
  }

  /** Waits for files. After 0.7 s it shows that they are loading, and it gives up after ten seconds. */
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

  /** Calls `work` with the running app, or else with the runner. */
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
        // The visitor has cleared or left meanwhile, or the element was removed.
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
    // Removes the announced progress.
    announce("");
    app = ownScreens.ariaBusy = null;
    try {
      gone?.free();
    } catch {
      // The WASM has stopped. Only its elements are left, on the stage.
      stage.replaceChildren();
    }
  }

  /** Returns to the start screen without answers: they were cleared elsewhere, or the page goes into the cache. */
  function reset() {
    unmount();
    // The foot may ask a question about answers that are gone.
    paint(set.lang);
    show(start);
  }

  function leave() {
    // With an iframe, the iframe clears first. Inside an iframe, this informs the page around it.
    if (frame.leave?.()) return;
    // The content disappears first, and nothing may prevent that.
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
    // Any loaded file may be the cause, so the next try loads all of them again.
    loading = {};
    attempt = "?" + Date.now();
    console.error?.(`${TAG}: can’t run here: ${error.message || error}`);
  }

  /** Shows the fallback, unless the visitor is on another screen. */
  function fail(error, asked) {
    logError(error);
    emit("error");
    if (!app && (asked || shown === start)) show(failed, asked);
    else if (asked) announce(w["error"], true);
  }

  // ---- the host page ----

  function countPress(press) {
    const { key, repeat, timeStamp, ctrlKey, altKey, metaKey } = press;
    if (repeat) return;
    const [{ selectionStart, isContentEditable }] = press.composedPath();
    // Any other input in between means that the visitor works with the page, and who types needs the key for capitals.
    const counts = key === "Shift" && !(ctrlKey || altKey || metaKey || selectionStart != null || isContentEditable);
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
      // The page has set the property before this script ran.
      if (property in CandidateCheck.prototype) {
        delete this[property];
        this[property] = value;
      }
    }
    this.#end ??= widget(this);
  }

  disconnectedCallback() {
    // An element that is moved on the page is connected again by then.
    queueMicrotask(() => this.isConnected || this.#renew());
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now) this.#renew();
  }

  /** Removes the widget, and paints a new one if the element is on the page. */
  #renew() {
    const end = this.#end;
    // One time for all changes of a task. Stored answers stay.
    queueMicrotask(() => {
      if (!end || end !== this.#end) return;
      this.#end = end();
      if (this.isConnected) this.connectedCallback();
    });
  }
}

// Every attribute is also a property: cost-note is costNote.
for (const name of NAMES) {
  Object.defineProperty(CandidateCheck.prototype, name.replace(/-./, (it) => it[1].toUpperCase()), {
    // A page may have extended Object.prototype.
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

/** Adds an element beside the script if the page has none. */
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
