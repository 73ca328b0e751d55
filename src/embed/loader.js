// The element <candidate-check>: what a page gets before the widget itself is needed.
// Paints start screen and help lines at once, from words that the build puts in; loads the WASM on demand; clears,
// leaves and falls back without it. Holds no answer: the record in storage is read for its date only.
(() => {
  const BUILD = __BUILD__;
  const TAG = "candidate-check";
  const PREFIX = TAG + ":";
  const DAY = 864e5;
  const GIVE_UP_AFTER = 10_000;
  const script =
    document.currentScript ?? [...document.scripts].find((it) => it.src.includes("/candidate-check.js"));
  const base = new URL(".", script?.src || location.href);

  // ---- attributes: a bad value is reported by name and the default is used ----

  const oneOf = (...values) => ({ allowed: values.join(", "), read: (text) => values.find((it) => it === text) });
  const whole = (min, max) => ({
    allowed: `a whole number from ${min} to ${max}`,
    read: (text) => (/^\d{1,4}$/.test(text) && +text >= min && +text <= max ? +text : undefined),
  });
  const address = (...schemes) => ({
    allowed: "an address that starts with " + schemes.join(" or "),
    read: (text) => {
      try {
        const url = new URL(text, document.baseURI);
        return schemes.includes(url.protocol) ? url.href : undefined;
      } catch {}
    },
  });
  const text = { allowed: "text of up to 500 characters", read: (text) => (text.length <= 500 ? text.trim() : undefined) };
  const ATTRIBUTES = {
    lang: { allowed: Object.keys(BUILD.words).join(", "), read: language },
    clinic: text,
    phone: { allowed: "a telephone number", read: (text) => (/^\+?[\d\s().-]{3,24}$/.test(text) ? text.trim() : undefined) },
    booking: address("https:", "http:", "mailto:", "tel:"),
    questionnaire: address("https:", "http:"),
    storage: oneOf("local", "session", "none"),
    "keep-days": whole(1, 365),
    start: oneOf("visible", "eager", "click"),
    "heading-level": whole(1, 5),
    "exit-url": address("https:", "http:"),
    "on-leave": oneOf("clear", "keep"),
    isolation: oneOf("inline", "frame"),
    "cost-note": text,
    events: oneOf("progress"),
  };
  const DEFAULTS = {
    storage: "local",
    "keep-days": 7,
    start: "visible",
    "heading-level": 2,
    "exit-url": "https://www.weather.gov/",
    "on-leave": "clear",
    isolation: "inline",
  };

  /** The language to use for a tag such as es-MX, if the check has it. */
  function language(tag) {
    return Object.keys(BUILD.words).find((it) => it === tag?.toLowerCase().split("-")[0]);
  }

  function settings(element) {
    const set = { ...DEFAULTS };
    for (const [name, { allowed, read }] of Object.entries(ATTRIBUTES)) {
      const given = element.getAttribute(name);
      if (given === null || given === "") continue;
      const value = read(given);
      if (value === undefined) {
        console.warn(`${TAG}: attribute ${name} has a value that can’t be used; allowed: ${allowed}; the default is used`);
      } else {
        set[name] = value;
      }
    }
    if (set.isolation === "frame") {
      console.warn(`${TAG}: isolation="frame" is not available in this release; inline is used`);
    }
    const page = element.closest("[lang]:not(candidate-check)")?.lang ?? "";
    set.lang ??= language(page) ?? navigator.languages.map(language).find(Boolean) ?? Object.keys(BUILD.words)[0];
    set.key = PREFIX + "answers" + (set.questionnaire ? ":" + set.questionnaire : "");
    return set;
  }

  // ---- what is kept on the device ----

  function area(set) {
    try {
      return set.storage === "local" ? localStorage : set.storage === "session" ? sessionStorage : undefined;
    } catch {}
  }

  const keys = (store) => Object.keys(store).filter((key) => key.startsWith(PREFIX));

  /** Whether there are answers to go on with; removes records that have been kept long enough. */
  function saved(set) {
    try {
      const store = area(set);
      for (const key of keys(store)) {
        let written = NaN;
        try {
          written = Date.parse(JSON.parse(store.getItem(key)).written);
        } catch {}
        if (Date.now() - written > set["keep-days"] * DAY) store.removeItem(key);
      }
      return store.getItem(set.key) !== null;
    } catch {
      return false;
    }
  }

  /** Deletes everything ever stored; false where the browser refuses. */
  function clear() {
    let done = true;
    for (const which of ["localStorage", "sessionStorage"]) {
      try {
        keys(window[which]).forEach((key) => window[which].removeItem(key));
      } catch (error) {
        // Storage that can't be reached can't have been written either.
        done &&= error.name === "SecurityError";
      }
    }
    return done;
  }

  // ---- painting ----

  /** An element with attributes and children; event handlers are functions named on…. */
  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter((it) => it !== undefined && it !== false));
    return element;
  }

  const link = (href, label, attributes) =>
    h("a", { href, ...(/^http/.test(href) && { target: "_blank", rel: "noopener noreferrer" }), ...attributes }, label);

  const button = (action, label, onclick, primary) =>
    h("button", { type: "button", class: primary ? "cc-button cc-button--primary" : "cc-button", part: primary ? "primary" : "secondary", "data-action": action, onclick }, label);

  class CandidateCheck extends HTMLElement {
    #set;
    #words;
    #stage;
    #frame;
    #status;
    #app;
    #loading;
    #attempt = 0;
    #off;

    connectedCallback() {
      this.#set = settings(this);
      this.#words = BUILD.words[this.#set.lang];
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      adopt(root, BUILD.css);
      this.#paint(root);
      this.#start(false);
      this.#listen();
      this.#preload();
      this.#tell("ready");
    }

    disconnectedCallback() {
      this.#off?.abort();
      this.#drop();
    }

    #paint(root) {
      const w = this.#words;
      this.#stage = h("div", { class: "cc-stage" });
      this.#status = h("p", { class: "cc-hidden", role: "status" });
      this.#frame = h(
        "div",
        { class: "cc", part: "card", lang: this.#set.lang, dir: "ltr" },
        h(
          "aside",
          { class: "cc-help", part: "help", "aria-label": w.help },
          h("p", { class: "cc-help__lead" }, w["help-lead"]),
          h(
            "p",
            { class: "cc-help__lines" },
            link("tel:988", w["help-call"]),
            link("sms:988", w["help-text"]),
            link("https://988lifeline.org/chat", w["help-chat"]),
            link("tel:911", w["help-danger"]),
          ),
          h(
            "p",
            { class: "cc-help__more" },
            h("span", { lang: "es" }, link("tel:988", w["help-spanish"]), " ", link("sms:988?body=AYUDA", w["help-spanish-text"])),
            " · ",
            h("span", {}, link("tel:988", w["help-veterans"]), " ", link("sms:838255", w["help-veterans-text"])),
          ),
        ),
        this.#stage,
        h(
          "div",
          { class: "cc-foot" },
          h("span", { class: "cc-foot__leave" }, button("leave", w.leave, () => this.#leave()), h("small", {}, w["leave-hint"])),
          button("clear", w.clear, () => this.#clear()),
        ),
        this.#status,
      );
      root.replaceChildren(this.#frame);
    }

    /** Puts a screen of the loader's own on the stage. */
    #show(screen, focus, title, ...children) {
      const heading = h("h" + this.#set["heading-level"], { class: "cc-heading", part: "heading", tabindex: "-1" }, title);
      this.#stage.replaceChildren(h("div", { class: "cc-screen", "data-screen": screen }, heading, ...children));
      if (focus) heading.focus();
    }

    #start(focus) {
      const w = this.#words;
      const goOn = this.#app || saved(this.#set);
      const learn = h("div", { class: "cc-learn" });
      const cards = h(
        "details",
        { class: "cc-fold", ontoggle: () => cards.open && this.#learn(learn) },
        h("summary", {}, h("strong", {}, w.learn), h("span", {}, w["learn-lead"])),
        learn,
      );
      this.#show(
        "start",
        focus,
        w.title,
        h("p", { class: "cc-lead" }, w.lead),
        h("ul", { class: "cc-points" }, h("li", {}, w.time), h("li", {}, w.private), h("li", {}, w.not)),
        goOn && h("p", {}, w.saved),
        h(
          "div",
          { class: "cc-buttons" },
          goOn
            ? button("resume", w.resume, () => this.#run("resume"), true)
            : button("start", w.start, () => this.#run("start"), true),
          goOn && button("restart", w.restart, () => this.#restart()),
        ),
        cards,
      );
    }

    // ---- the widget proper ----

    #load() {
      this.#loading ??= (async () => {
        const { questionnaire } = this.#set;
        const again = this.#attempt++ ? "?" + this.#attempt : "";
        const at = (name) => new URL(name + again, base);
        const read = async (url) => {
          const response = await fetch(url, { credentials: "same-origin" });
          if (!response.ok) throw new Error(`${url.pathname ?? url}: the server answered ${response.status}; check that the file is there`);
          return response.text();
        };
        const [glue, check, own] = await Promise.all([
          import(at(BUILD.glue)).then((glue) => glue.default({ module_or_path: at(BUILD.wasm) }).then(() => glue)),
          read(at(BUILD.checks[this.#set.lang])),
          questionnaire && read(questionnaire),
        ]);
        adopt(this.shadowRoot, glue.style());
        return { glue, check, own };
      })().catch((error) => {
        this.#loading = undefined;
        throw error;
      });
      return this.#loading;
    }

    #preload() {
      const load = () => this.#load().catch((error) => this.#fail(error, false));
      if (this.#set.start === "eager") load();
      if (this.#set.start !== "visible") return;
      const near = new IntersectionObserver(
        (seen) => {
          if (!seen.some((it) => it.isIntersecting)) return;
          near.disconnect();
          load();
        },
        { rootMargin: "300px" },
      );
      near.observe(this);
      this.#off.signal.addEventListener("abort", () => near.disconnect());
    }

    /** Loads what is needed, saying so if it takes long, and gives up in time. */
    async #ready() {
      const slow = setTimeout(() => (this.#status.textContent = this.#words.loading), 700);
      const slower = setTimeout(() => (this.#status.textContent = this.#words.slow), 4000);
      let giveUp;
      const late = new Promise((_, reject) => {
        giveUp = setTimeout(() => reject(new Error("the widget’s files did not arrive within 10 seconds")), GIVE_UP_AFTER);
      });
      try {
        return await Promise.race([this.#load(), late]);
      } finally {
        [slow, slower, giveUp].forEach(clearTimeout);
        this.#status.textContent = "";
      }
    }

    async #run(how) {
      if (this.#app) {
        this.#app.begin();
        return;
      }
      this.#stage.setAttribute("aria-busy", "true");
      try {
        const { glue, check, own } = await this.#ready();
        if (!this.isConnected) return;
        this.#stage.replaceChildren();
        const set = JSON.stringify({ ...this.#set, resume: how === "resume" });
        this.#app = glue.mount(this.#stage, check, own, set, (what) => this.#hear(what));
        if (how === "start") this.#tell("started");
      } catch (error) {
        this.#fail(error, true);
      } finally {
        this.#stage.removeAttribute("aria-busy");
      }
    }

    async #learn(slot) {
      if (slot.hasChildNodes()) return;
      slot.append(h("p", {}, this.#words.loading));
      try {
        const { glue, check } = await this.#ready();
        slot.replaceChildren();
        glue.learn(slot, check, this.#set["heading-level"] + 1);
      } catch (error) {
        this.#fail(error, true);
      }
    }

    /** What the widget says to its frame. */
    #hear(what) {
      if (what === "start") this.#start(true);
      else if (what.startsWith("say:")) this.#status.textContent = what.slice(4);
      else this.#tell(what);
    }

    #restart() {
      clear();
      this.#drop();
      this.#run("start");
    }

    #drop() {
      this.#app?.free();
      this.#app = undefined;
    }

    #clear() {
      const w = this.#words;
      const done = clear();
      this.#drop();
      this.#show(
        "cleared",
        true,
        w.cleared,
        h("p", {}, done ? w["cleared-text"] : w["cleared-kept"]),
        h("div", { class: "cc-buttons" }, button("restart", w.again, () => this.#start(true))),
      );
      this.#tell("cleared");
    }

    #leave() {
      // First out of sight, then everything else.
      this.#frame.replaceChildren(h("p", { role: "status" }, this.#words.leaving));
      this.#drop();
      if (this.#set["on-leave"] === "clear") clear();
      location.replace(this.#set["exit-url"]);
    }

    #fail(error, asked) {
      console.error(`${TAG}: can’t run here: ${error?.message ?? error}`);
      this.#tell("error");
      if (this.#app) return;
      const w = this.#words;
      const { phone, booking, clinic } = this.#set;
      const named = (text) => text.replace("{clinic}", clinic || w.clinic);
      this.#show(
        "error",
        asked,
        w.error,
        h("p", {}, phone || booking ? w["error-text"] : w["error-none"]),
        h(
          "div",
          { class: "cc-buttons" },
          phone && link("tel:" + phone.replace(/[^+\d]/g, ""), `${named(w.phone)}: ${phone}`, { class: "cc-button cc-button--primary", part: "primary" }),
          booking && link(booking, w.booking, { class: "cc-button", part: "secondary" }),
          button("restart", w["error-retry"], () => this.#start(true)),
        ),
      );
    }

    // ---- the page around it ----

    #listen() {
      this.#off = new AbortController();
      const { signal } = this.#off;
      let presses = [];
      // On the document, because the visitor's focus may be anywhere. Removed with the element.
      document.addEventListener(
        "keydown",
        (event) => {
          if (event.repeat) return;
          presses = event.key === "Shift" ? [...presses, event.timeStamp].filter((it) => event.timeStamp - it < 5000) : [];
          if (presses.length >= 3) this.#leave();
        },
        { capture: true, signal },
      );
      // A page that comes back from the browser's cache must not show what was cleared meanwhile.
      addEventListener("pageshow", (event) => event.persisted && !this.#app && this.#start(false), { signal });
    }

    #tell(what) {
      const always = what === "ready" || what === "error";
      if (always || this.#set.events === "progress") {
        this.dispatchEvent(new CustomEvent(`${TAG}-${what}`, { bubbles: true, composed: true }));
      }
    }
  }

  /** Adds a stylesheet to the shadow root without inline style, so that `style-src 'self'` allows it. */
  function adopt(root, css) {
    if (root.adoptedStyleSheets?.some((sheet) => sheet.from === css)) return;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      sheet.from = css;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      // Browsers without constructable stylesheets.
      root.append(h("style", {}, css));
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
})();
