// What the loader fetches when the check is about to be used: the WASM, started, and the texts that it works with.
// Holds no answer and paints nothing.
import * as widget from "./widget.js";

/** A file's text. */
async function read(url) {
  const response = await fetch(url);
  if (!response.ok) throw `${response.url}: the server answered ${response.status}; put the file there`;
  return response.text();
}

/** Starts the WASM once, and gets the check of a language, and the clinic's own questionnaire if there is one. */
export async function load(check, own, adopt) {
  const { url } = import.meta;
  const wasm = new URL("widget_bg.wasm" + new URL(url).search, url);
  const [texts] = await Promise.all([
    Promise.all([read(check), own && read(own)]),
    widget.default({ module_or_path: wasm }),
  ]);
  adopt(widget.style());
  return {
    mount(stage, set, resume, hear, signal) {
      // Cleared in another tab.
      const cleared = ({ key, newValue }) => newValue === null && (key ?? set.key) === set.key && hear("gone");
      addEventListener("storage", cleared, { signal });
      return widget.mount(stage, ...texts, set.lang, JSON.stringify({ ...set, resume }), hear);
    },
    learn: (cards, set) => widget.learn(cards, texts[0], set.lang, set["heading-level"] + 1),
    /** Puts a widget that runs into this language. */
    speak: (app, tag) => app.speak(...texts, tag),
  };
}
