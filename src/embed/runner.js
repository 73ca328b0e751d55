// What the loader fetches when the check is about to be used: the WASM, started, and the texts that it works with.
// Holds no answer and paints nothing.
import * as widget from "./widget.js";

/** The hash of each file of this release: one of another release, or changed on its way, is refused by the browser. */
const INTEGRITY = __INTEGRITY__;

/** A file; what keeps it away is said with the mend. */
async function get(url) {
  const integrity = INTEGRITY[url.pathname?.split("/").pop()];
  const response = await fetch(url, { __proto__: null, integrity }).catch(() => {
    throw `${url}: not fetched; it must be there as this release has it, be allowed by connect-src in the page’s policy, and come with Access-Control-Allow-Origin from another server`;
  });
  if (!response.ok) throw `${response.url}: the server answered ${response.status}; put the file there`;
  return response;
}

const read = async (url) => (await get(url)).text();

/**
 * Fails before anything is fetched where nothing could be done with it. A module of eight bytes is the smallest; WebKit
 * forbids no module, but its instance.
 */
function needWasm() {
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
function hold(place) {
  const frame = place.closest(".cc");
  // Taken off the page meanwhile.
  if (!frame) return;
  for (const name of ["accent", "surface", "text", "muted", "border"]) {
    const property = "--candidate-check-" + name;
    const value = getComputedStyle(frame).getPropertyValue(property).trim();
    if (!value || (CSS.supports("color", value) && !/currentcolor/i.test(value))) continue;
    console.warn(`candidate-check: ${property} can’t be used; allowed: a colour; the default is used`);
    frame.style.setProperty(property, "initial");
  }
}

/** Names what stands on the element and is nobody's attribute: most likely one of the check's, misspelt. */
function nameStrangers({ host }, { key, ...set }) {
  // Taken off the page meanwhile.
  if (!host) return;
  const anybodys = ["class", "is"];
  for (const name in HTMLElement.prototype) anybodys.push(name.toLowerCase());
  for (const name of host.getAttributeNames()) {
    // With a dash or the like it is a framework's, unless it begins as one of the check's.
    const isAnothers = /[-:@_.]/.test(name) && !/^(keep|heading|exit|on|cost)-/.test(name);
    if (name in set || isAnothers || anybodys.includes(name)) continue;
    console.warn(`candidate-check: the check has no attribute ${name}, but ${Object.keys(set).join(", ")}`);
  }
}

/**
 * Starts the WASM once, and gets the check of a language, and the clinic's own questionnaire if there is one.
 * Where a bundler has put the WASM stands behind the # of this file's address.
 */
export async function load(check, own, adopt, stage, set) {
  needWasm();
  nameStrangers(stage.getRootNode(), set);
  const { url } = import.meta;
  const { hash, search } = new URL(url);
  const wasm = new URL(hash.slice(1) || "widget_bg.wasm", url);
  wasm.search ||= search;
  const [texts] = await Promise.all([
    Promise.all([read(check), own && read(own)]),
    widget.default({ module_or_path: get(wasm) }),
  ]);
  adopt(widget.style());
  return {
    mount(stage, set, resume, hear, signal) {
      hold(stage);
      // Cleared in another tab.
      const cleared = ({ key, newValue }) => newValue === null && (key ?? set.key) === set.key && hear("gone");
      addEventListener("storage", cleared, { signal });
      // Without a prototype: a page may have put a toJSON on it.
      const app = widget.mount(stage, ...texts, set.lang, JSON.stringify({ __proto__: null, ...set, resume }), hear);
      if (!resume) queueMicrotask(() => hear("started"));
      return app;
    },
    learn(cards, set) {
      hold(cards);
      return widget.learn(cards, texts[0], set.lang, set["heading-level"] + 1);
    },
    /** Puts a widget that runs into this language. */
    speak: (app, tag) => app.speak(...texts, tag),
  };
}
