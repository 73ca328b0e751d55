// The loader imports this file when the check is about to be used, and starts the download of the WASM at the same time. This
// starts the WASM and fetches the texts. It handles no answers and paints nothing.
import * as widget from "./widget.js";
import { land, watch } from "./landing.js";

/** The hash of each file of this release that may be needed. A fetched file is refused if it is of another release or was
    changed on its way. */
const INTEGRITY = __INTEGRITY__;
const STYLE = __STYLE__;
/** The languages of the check, each as its tag and its own name. */
const LANGUAGES = __LANGUAGES__;
/** The marks by which session recorders leave an element out; docs/isolation.md names the recorders. */
const UNRECORDED_CLASSES = "amp-block fs-exclude highlight-block mp-block nr-block ph-no-capture rr-block sentry-block";
const UNRECORDED = {
  "data-clarity-mask": "true",
  "data-cs-mask": "",
  "data-dd-privacy": "hidden",
  "data-heap-redact-text": "true",
  "data-hj-suppress": "",
  "data-openreplay-hidden": "",
  "data-private": "",
  "data-recording-disable": "",
  "data-sl": "exclude",
};
/** The events that tell what is typed. */
const TYPING = "keydown keypress keyup beforeinput input compositionstart compositionupdate compositionend copy cut paste";
const FILES = Object.keys(INTEGRITY);
const { url: HERE } = import.meta;

/** The address and the hash of the file whose name has this start and end. A bundler moves files: the fragment of this file's
    address then contains their new addresses, in the same order, each after a #. */
function file(start, end = "") {
  const { hash, search } = new URL(HERE);
  const place = FILES.findIndex((it) => it.startsWith(start) && it.endsWith(end));
  const url = new URL(hash.split("#")[place + 1] ?? FILES[place], HERE);
  // A bundler may have inlined a small file as a data URL.
  if (/^http/.test(url)) url.search ||= search;
  return [url, INTEGRITY[FILES[place]]];
}

/** Values that are created once: otherwise another start would fetch a module again, and another language could get a
    different version of the questionnaire. */
const cache = {};
const once = (name, make) => (cache[name] ??= make());
/** The same for a promise; if it fails, the next call tries again. */
const retried = (name, make) =>
  once(name, () =>
    make().catch((error) => {
      console.error(`candidate-check: ${error}`);
      delete cache[name];
      throw error;
    }),
  );

const request = ([url, integrity], signal) => [url, fetch(url, { __proto__: null, integrity, signal })];

/** The response of a request. An error says how to fix it. */
async function responseOf([url, started]) {
  const response = await started.catch(() => {
    throw `${url}: not fetched; it must exist unchanged from this release, be allowed by connect-src in the page’s policy, and come with Access-Control-Allow-Origin from another server`;
  });
  if (!response.ok) throw `${response.url}: the server answered ${response.status}; put the file there`;
  return response;
}

const fetchText = async (...file) => (await responseOf(request(...file))).text();

/** Starts a small program of its own: a module, and the WASM that it runs. */
async function startProgram([url], wasm) {
  const missing = () => {
    throw `${url}: is it there? Check script-src, CORS, text/javascript`;
  };
  // Fetched in parallel. An error is reported where the program is needed.
  const response = responseOf(request(wasm));
  response.catch(() => {});
  const program = await import(url).catch(missing);
  await program.default({ module_or_path: response });
  return program;
}

/** The clinic's own questionnaire, and the program that compiles it for the widget. */
const questionnaire = (address) =>
  Promise.all([
    once(address, () => fetchText([address])),
    once("compiler", () => startProgram(file("compile-"), file("compiler-"))),
  ]);

async function compileQuestionnaire(address, tag) {
  const [text, compiler] = await questionnaire(address);
  return compiler.compile(text, address, tag);
}

/** The texts of the brief: for each language its tag, its name, its texts, and the labels of the clinic’s own questionnaire if
    there is one. */
const briefTexts = (address) =>
  Promise.all(
    LANGUAGES.map(async ([tag, name]) => [
      tag,
      name,
      await retried(`brief.${tag}`, () => fetchText(file(`brief.${tag}-`))),
      address && (await once(`labels.${tag} ${address}`, () => questionnaire(address).then(([text, compiler]) => compiler.labels(text, tag)))),
    ]),
  );

/** The program that shows the brief, and the styles of its pages, on the screen and on paper. */
const brief = () => retried("brief", () => startProgram(file("brief-", ".js"), file("brief-", ".wasm")));

/** The program that makes a PDF. */
const pdf = () => retried("pdf", () => startProgram(file("pdf-", ".js"), file("pdf-", ".wasm")));

/**
 * Resets properties that are no color, such as a gradient, because colors that are derived from them would be invalid too.
 * currentColor is reset too, because it differs from element to element.
 */
function discardInvalidColors(stage) {
  const card = stage.closest(".cc");
  // The element was removed meanwhile.
  if (!card) return;
  for (const name of ["accent", "surface", "text", "muted", "border"]) {
    const property = "--candidate-check-" + name;
    const value = getComputedStyle(card).getPropertyValue(property).trim();
    if (!value || (CSS.supports("color", value) && !/currentcolor/i.test(value))) continue;
    console.warn(`candidate-check: ${property} can’t be used; allowed: a color; the default is used`);
    card.style.setProperty(property, "initial");
  }
}

/** Keeps an event inside the shadow root, so that what is typed here reaches no shortcut and no log of the page. Tab and Escape
    say nothing, and dialogs of pages need them. */
const keep = (event) => /^(Tab|Escape)$/.test(event.key) || event.stopPropagation();

/** Warns of unknown attributes on the element, which are probably misspelt. */
function warnUnknownAttributes({ host }, { key, ...set }) {
  // Taken off the page meanwhile.
  if (!host) return;
  const common = ["class", "is"];
  const first = (name) => name.split("-")[0];
  const prefixes = Object.keys(set).filter((it) => it.includes("-")).map(first);
  for (const name in HTMLElement.prototype) common.push(name.toLowerCase());
  for (const name of host.getAttributeNames()) {
    // A name with a dash or the like belongs to a framework, unless it starts like one of ours.
    const isForeign = /[-:@_.]/.test(name) && !prefixes.includes(first(name));
    if (name in set || isForeign || common.includes(name)) continue;
    console.warn(`candidate-check: unknown attribute ${name}; allowed: ${Object.keys(set).join(", ")}`);
  }
}

/**
 * Starts the WASM once, and fetches the check in a language, and the clinic's own questionnaire if there is one. The second
 * argument is the loader's side of the widget, `shell`.
 */
export async function load(tag, shell) {
  const { set, stage, signal, setStyles, announce, emit, fail, reset, showStart, closeList, wasm } = shell;
  const card = stage.closest(".cc");
  // The loader downloads nothing then.
  if (!wasm) throw "WebAssembly is forbidden; add 'wasm-unsafe-eval' to script-src in the page’s Content-Security-Policy";
  warnUnknownAttributes(stage.getRootNode(), set);
  const [check, custom] = await Promise.all([
    fetchText(file(`check.${tag}-`)),
    set.questionnaire && compileQuestionnaire(set.questionnaire, tag),
    once("widget", () => widget.default({ module_or_path: responseOf(wasm) })),
  ]);
  setStyles(STYLE);
  card.classList.add(...UNRECORDED_CLASSES.split(" "));
  for (const [name, value] of Object.entries(UNRECORDED)) card.setAttribute(name, value);
  for (const type of TYPING.split(" ")) card.addEventListener(type, keep, { signal });
  // The element may have been removed meanwhile.
  if (!signal.aborted) {
    // In a frame, the page around it scrolls.
    shell.land = (target = card.querySelector("[data-screen]")) => card.land?.(target) || land(card, target);
    watch(card, signal);
    // What a visitor opens is in sight, not behind the pinned bar. Rows that are open from the start scroll nothing.
    const show = ({ target }) => target.open && target.matches(".cc-why, :focus-within") && target.scrollIntoView({ block: "nearest" });
    card.addEventListener("toggle", show, { capture: true, signal });
  }
  // Fetched whether a visitor opens the cards or not, so that no server log shows who reads them. The limit is shorter than the
  // loader's.
  const readCards = () =>
    fetchText(file(`learn.${tag}-`), AbortSignal.timeout?.(8_000)).catch((error) => {
      console.error(`candidate-check: ${error}`);
      cards = undefined;
      return "";
    });
  let cards = signal.aborted || readCards();
  let shown, full, listed;
  signal.addEventListener("abort", () => {
    try {
      shown?.free();
      listed?.free();
    } catch {
      // The WASM has stopped in another widget.
    }
  });
  const current = { check, custom, lang: tag };
  /** The input of the brief’s program, of the check that the app shows. */
  const input = async (print, answers, day) => ({
    __proto__: null,
    ...set,
    ...shell.current,
    answers,
    day,
    texts: await briefTexts(set.questionnaire),
    print,
    pdf: async (document) => (await pdf()).make(document),
  });
  /** Calls a function of the brief’s program, which puts pages into a slot. */
  const withPages = async (name, slot, answers, day) => {
    const program = await brief();
    setStyles(STYLE + program.SHEET);
    return program[name](slot, await input(program.PRINT, answers, day));
  };
  return {
    begin(resume) {
      shell.current = current;
      discardInvalidColors(stage);
      // Another tab has cleared the answers.
      const cleared = ({ key, newValue }) => newValue === null && (key ?? set.key) === set.key && reset();
      addEventListener("storage", cleared, { signal });
      let app;
      // The functions that src/shell.rs declares.
      const host = {
        announce,
        emit,
        showStart,
        brief: (...given) => withPages("show", ...given),
        paper: (...given) => withPages("paper", ...given),
        land() {
          closeList();
          shell.land();
        },
        stopped() {
          // Nothing of the WASM can be trusted any more, so the app is not freed. A new try loads it again.
          if (app) app.free = undefined;
          shown = listed = undefined;
          stage.replaceChildren();
          reset();
          fail("it stopped", true);
        },
      };
      app = widget.mount(stage, check, custom, set.lang, { __proto__: null, ...set, resume }, host);
      if (!resume) queueMicrotask(() => emit("started"));
      // Fetched after everything else, whether a visitor gets to the brief or not: a request at the press would tell a server log
      // who did, and fail without a network.
      (globalThis.requestIdleCallback ?? setTimeout)(() => {
        if (signal.aborted) return;
        for (const rest of [briefTexts(set.questionnaire), brief(), pdf()]) rest.catch(() => {});
      });
      return app;
    },
    /** Shows the learn cards in a slot, or a message that they are not available. */
    async learn(slot) {
      discardInvalidColors(slot);
      const text = await (cards ??= readCards());
      if (slot === full || signal.aborted) return;
      shown?.free();
      shown = widget.learn(slot, text, check, set["heading-level"] + 1);
      if (text) full = slot;
    },
    /** Shows the full list of help lines in a slot. */
    lines(slot) {
      if (signal.aborted) return;
      listed?.free();
      listed = widget.lines(slot, check);
    },
    /** Changes the language of the running app to this one. */
    setLanguage(app) {
      shell.current = current;
      app.setLanguage(check, custom, tag);
    },
  };
}
