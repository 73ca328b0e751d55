// Measures the effects of a product on its page, and the effects of the page's styles on the product. Runs before
// everything else on a page with one of each common element in #host and a container for the product in #place.
//
// It is independent of any product: each has three functions, `show(place)`, `answer(place)` and `remove(place)`.
window.probe = (() => {
  /** A mild stylesheet, as a theme may have it for its own text and forms. */
  const PAGE_STYLE = `
    * { letter-spacing: 0.03em }
    body { line-height: 2; color: #345; text-align: justify }
    p, div { margin-bottom: 1.5em }
    label { display: block; font-weight: bold; text-transform: uppercase }
    input, textarea, select { width: 100%; height: 40px; border: 2px solid }
    button { background: #c33; color: white; border-radius: 0 }
    h1, h2, h3, h4, h5, h6, legend { color: #933; text-align: center }
    fieldset, ul, li { padding: 20px; list-style: square }`;
  /**
   * Ignored styles: sizes and positions, which depend on the available space; the typeface, which a page may choose; and
   * custom properties, which have no effect of their own.
   */
  const IGNORED = /^(--.*|font-family|(min-|max-)?(width|height|inline-size|block-size)|perspective-origin|transform-origin|(inset|margin|grid-template).*|top|right|bottom|left|row-gap|column-gap)$/;
  /** Names that belong to the driver or to the probe. */
  const NOT_OURS = /cdc_|^se_|^ret_nodes$|^probe$|^products$|^\d+$/;

  const all = (root) =>
    [...root.querySelectorAll("*")].flatMap((it) => (it.shadowRoot ? [it, ...all(it.shadowRoot)] : [it]));
  const styles = (it) => {
    const style = getComputedStyle(it);
    return [...style].filter((name) => !IGNORED.test(name)).map((name) => name + ":" + style.getPropertyValue(name));
  };

  // ---- listeners and timers: recorded when they are added and removed ----

  const listeners = new Set();
  const timers = new Set();
  /** Leaves out listeners of the product's own elements, and of elements that were removed. */
  const isOfPage = ({ target }) =>
    target === window ||
    target === document ||
    (target instanceof Element && target.getRootNode() === document && !target.closest("#place"));
  const ofPage = () => [...listeners].filter(isOfPage).map((it) => it.type);
  const capture = (options) => !!(typeof options === "object" ? options?.capture : options);
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const same = (one, target, type, run, options) =>
    one.target === target && one.type === type && one.run === run && one.capture === capture(options);
  EventTarget.prototype.addEventListener = function (type, run, options) {
    const target = this ?? window;
    const it = { target, type, run, capture: capture(options) };
    if (run && ![...listeners].some((one) => same(one, target, type, run, options))) {
      if (!options?.signal?.aborted) listeners.add(it);
      if (options?.signal) addEventListener.call(options.signal, "abort", () => listeners.delete(it));
      if (options?.once) addEventListener.call(target, type, () => listeners.delete(it), { once: true, capture: it.capture });
    }
    return addEventListener.call(target, type, run, options);
  };
  EventTarget.prototype.removeEventListener = function (type, run, options) {
    const target = this ?? window;
    for (const one of listeners) if (same(one, target, type, run, options)) listeners.delete(one);
    return removeEventListener.call(target, type, run, options);
  };
  const { setInterval, clearInterval } = window;
  window.setInterval = (...given) => {
    const id = setInterval(...given);
    timers.add(id);
    return id;
  };
  window.clearInterval = (id) => {
    timers.delete(id);
    return clearInterval(id);
  };

  // ---- everything built in, by identity ----

  const isSame = (one, other) => ["value", "get", "set"].every((part) => Object.is(one[part], other[part]));
  /** Leaves out properties whose value the browser creates again on each access. */
  const keysOf = (it) =>
    Reflect.ownKeys(it).filter((key) => {
      const [one, other] = [0, 0].map(() => Object.getOwnPropertyDescriptor(it, key));
      return !NOT_OURS.test(String(key)) && isSame(one, other);
    });
  /** Every function and namespace that can be reached by name from the window, with all its properties. */
  function natives() {
    const found = new Map();
    const queue = [["document", document], ["navigator", navigator], ["history", history], ["customElements", customElements]];
    for (const name of Object.getOwnPropertyNames(window)) {
      const { value } = Object.getOwnPropertyDescriptor(window, name);
      if (!NOT_OURS.test(name) && value !== window) queue.push([name, value]);
    }
    // The well-known names come first.
    for (const [name, it] of [...queue]) if (typeof it === "function") queue.push([name + ".prototype", it.prototype]);
    while (queue.length) {
      const [path, it] = queue.shift();
      if (!(typeof it === "function" || (typeof it === "object" && it)) || found.has(it)) continue;
      const own = new Map(keysOf(it).map((key) => [key, Object.getOwnPropertyDescriptor(it, key)]));
      found.set(it, { path, own });
      for (const [key, { value }] of own) if (!(it instanceof Node)) queue.push([`${path}.${String(key)}`, value]);
      queue.push([`${path}'s prototype`, Object.getPrototypeOf(it)]);
    }
    return found;
  }
  const patched = (before) =>
    [...before].flatMap(([it, { path, own }]) => {
      const keys = new Set([...own.keys(), ...keysOf(it)]);
      return [...keys]
        .filter((key) => {
          const [was, is] = [own.get(key), Object.getOwnPropertyDescriptor(it, key)];
          return !was || !is || !isSame(was, is);
        })
        .map((key) => `${path}.${String(key)}`);
    });

  // ---- measurements ----

  const globals = () => Object.getOwnPropertyNames(window).filter((name) => !NOT_OURS.test(name));
  const host = () => [document.documentElement, document.body, ...document.querySelectorAll("#host *")];
  const outside = () => document.querySelectorAll("body > *").length;
  const kept = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  const attributes = (it) => [...it.attributes].map(({ name, value }) => name + "=" + value);
  let before, product, place;

  return {
    /** Records the state of the page, and puts the product on it. */
    async show(it) {
      product = it;
      place = document.querySelector("#place");
      const names = globals();
      before = {
        names,
        windows: new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(window, name)])),
        natives: natives(),
        host: host().map((it) => [...styles(it), ...attributes(it)]),
        outside: outside(),
        title: document.title,
        history: history.length,
      };
      await product.show(place);
    },
    answer: () => product.answer(place),
    /** Returns the figures. Removes the product from the page. */
    async figures() {
      const changed = host().map((it, n) => [...styles(it), ...attributes(it)].filter((line) => !before.host[n].includes(line)).length);
      const replaced = before.names.filter((name) => {
        const [was, is] = [before.windows.get(name), Object.getOwnPropertyDescriptor(window, name)];
        return !is || ["value", "get", "set"].some((part) => !Object.is(was[part], is[part]));
      });
      const elements = all(place);
      const looks = elements.map(styles);
      const sheet = Object.assign(document.createElement("style"), { textContent: PAGE_STYLE });
      document.head.append(sheet);
      const bent = elements.filter((it, n) => styles(it).some((line, k) => line !== looks[n][k]));
      sheet.remove();
      const figures = {
        restyled: changed.filter((it) => it).length,
        styles: changed.reduce((sum, it) => sum + it, 0),
        sentinels: changed.length,
        globals: globals().filter((name) => !before.names.includes(name)),
        patched: [...replaced, ...patched(before.natives)],
        outside: outside() - before.outside,
        elements: elements.length,
        bent: bent.map((it) => it.localName),
        cookies: document.cookie.split("; ").filter(Boolean).length,
        kept: kept(),
        title: document.title !== before.title,
        history: history.length - before.history,
        listening: ofPage(),
      };
      await product.remove(place);
      // Work of the product in the next task still counts as part of its removal.
      await new Promise((done) => setTimeout(done, 100));
      figures.left = ofPage();
      figures.timers = timers.size;
      return figures;
    },
  };
})();
