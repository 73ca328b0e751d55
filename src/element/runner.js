// What the loader fetches when the check is about to be used: the WASM, started, and the texts that it works with.
// Holds no answer and paints nothing.
import * as widget from "./widget.js";

/** The hash of each file of this release that may be needed: what is fetched is refused if it is of another release or was
    changed on its way. */
const INTEGRITY = __INTEGRITY__;
const STYLE = __STYLE__;
/** Of the printed summary. */
const PRINT = __PRINT__;
const FILES = Object.keys(INTEGRITY);
const { url: HERE } = import.meta;

/** The file whose name begins like this: its address and its hash. A bundler moves files: where they are by now stands behind
    this one's address, in their order, a # before each. */
function file(start) {
  const { hash, search } = new URL(HERE);
  const place = FILES.findIndex((it) => it.startsWith(start));
  const url = new URL(hash.split("#")[place + 1] ?? FILES[place], HERE);
  // A bundler may have put a small file into its address.
  if (/^http/.test(url)) url.search ||= search;
  return [url, INTEGRITY[FILES[place]]];
}

/** What is made once and stays: started again, a module would be fetched for nothing, and another language has to find the
    questionnaire that the first one found. */
const cache = {};
const once = (name, make) => (cache[name] ??= make());

/** A file; what keeps it away is said with the mend. */
async function fetchFile([url, integrity], signal) {
  const response = await fetch(url, { __proto__: null, integrity, signal }).catch(() => {
    throw `${url}: not fetched; it must be there as this release has it, be allowed by connect-src in the page’s policy, and come with Access-Control-Allow-Origin from another server`;
  });
  if (!response.ok) throw `${response.url}: the server answered ${response.status}; put the file there`;
  return response;
}

const fetchText = async (...file) => (await fetchFile(...file)).text();

/** The clinic's own questionnaire as the widget reads it. */
async function compileQuestionnaire(address, tag) {
  const [url] = file("compile-");
  const missing = () => {
    throw `${url}: is it there? Check script-src, CORS, text/javascript`;
  };
  // On its way while the rest is; that it does not come is said where it is needed.
  const program = once("program", () => fetchFile(file("compiler-")));
  program.catch(() => {});
  const [text, compiler] = await Promise.all([once(address, () => fetchText([address])), import(url).catch(missing)]);
  await once("compiler", () => compiler.default({ module_or_path: program }));
  return compiler.compile(text, address, tag);
}

/**
 * Fails before anything is fetched where nothing could be done with it. A module of eight bytes is the smallest; WebKit
 * forbids no module, but its instance.
 */
function requireWasm() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    throw "WebAssembly is forbidden; add 'wasm-unsafe-eval' to script-src in the page’s Content-Security-Policy";
  }
}

/**
 * A colour that is none, such as a gradient, would take those with it that are made from it: the default holds instead.
 * So for currentColor, which would be another one in each place.
 */
function discardInvalidColors(stage) {
  const card = stage.closest(".cc");
  // Taken off the page meanwhile.
  if (!card) return;
  for (const name of ["accent", "surface", "text", "muted", "border"]) {
    const property = "--candidate-check-" + name;
    const value = getComputedStyle(card).getPropertyValue(property).trim();
    if (!value || (CSS.supports("color", value) && !/currentcolor/i.test(value))) continue;
    console.warn(`candidate-check: ${property} can’t be used; allowed: a colour; the default is used`);
    card.style.setProperty(property, "initial");
  }
}

/** Names what stands on the element and is nobody's attribute: most likely one of the check's, misspelt. */
function warnUnknownAttributes({ host }, { key, ...set }) {
  // Taken off the page meanwhile.
  if (!host) return;
  const common = ["class", "is"];
  for (const name in HTMLElement.prototype) common.push(name.toLowerCase());
  for (const name of host.getAttributeNames()) {
    // With a dash or the like it is a framework's, unless it begins as one of the check's.
    const isForeign = /[-:@_.]/.test(name) && !/^(keep|heading|exit|on|cost)-/.test(name);
    if (name in set || isForeign || common.includes(name)) continue;
    console.warn(`candidate-check: the check has no attribute ${name}, but ${Object.keys(set).join(", ")}`);
  }
}

/**
 * Starts the WASM once, and gets the check in a language, and the clinic's own questionnaire if there is one. `shell` is the
 * loader's side of the widget.
 */
export async function load(tag, { set, stage, signal, setStyles, announce, emit, fail, reset, showStart }) {
  requireWasm();
  warnUnknownAttributes(stage.getRootNode(), set);
  const [check, custom] = await Promise.all([
    fetchText(file(`check.${tag}-`)),
    set.questionnaire && compileQuestionnaire(set.questionnaire, tag),
    once("widget", () => widget.default({ module_or_path: fetchFile(file("widget-")) })),
  ]);
  setStyles(STYLE);
  // Not when they are asked for: nobody needs to know who reads them. Given up sooner than the loader gives up the check.
  const readCards = () =>
    fetchText(file(`learn.${tag}-`), AbortSignal.timeout?.(8_000)).catch((error) => {
      console.error(`candidate-check: ${error}`);
      cards = undefined;
      return "";
    });
  let cards = signal.aborted || readCards();
  let shown, full;
  signal.addEventListener("abort", () => {
    try {
      shown?.free();
    } catch {
      // It stopped in another widget.
    }
  });
  return {
    begin(resume) {
      discardInvalidColors(stage);
      // Cleared in another tab.
      const cleared = ({ key, newValue }) => newValue === null && (key ?? set.key) === set.key && reset();
      addEventListener("storage", cleared, { signal });
      let app;
      // The functions that src/shell.rs declares.
      const host = {
        announce,
        emit,
        showStart,
        stopped() {
          // Nothing of the WASM can be trusted any more, so the app is not freed. A new try loads it again.
          if (app) app.free = undefined;
          shown = undefined;
          stage.replaceChildren();
          reset();
          fail("it stopped", true);
        },
      };
      app = widget.mount(stage, check, custom, set.lang, { __proto__: null, ...set, resume, print: PRINT }, host);
      if (!resume) queueMicrotask(() => emit("started"));
      return app;
    },
    /** Shows the learn cards in a place that has none yet, or says there that they can’t be had. */
    async learn(slot) {
      discardInvalidColors(slot);
      const text = await (cards ??= readCards());
      if (slot === full || signal.aborted) return;
      shown?.free();
      shown = widget.learn(slot, text, check, set["heading-level"] + 1);
      if (text) full = slot;
    },
    /** Puts what runs into this language. */
    setLanguage: (app) => app.setLanguage(check, custom, tag),
  };
}
