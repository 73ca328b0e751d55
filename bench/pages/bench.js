// Runs before everything else on a measured page. It keeps the browser's own functions, because a product may replace
// them.
window.bench = (() => {
  const frame = requestAnimationFrame.bind(window);
  const now = performance.now.bind(performance);
  const Channel = MessageChannel;

  /** Calls back after the current frame has been painted: the browser delivers a message only then. */
  function painted(done) {
    const { port1, port2 } = new Channel();
    port1.onmessage = () => done(now());
    port2.postMessage(0);
  }

  /** Even without a frame limit, Chromium renders only 60 frames a second while nothing changes; so one pixel changes. */
  const beacon = document.createElement("i");
  beacon.style.cssText = "position:fixed;top:0;left:0;width:1px;height:1px";
  let beats = 0;
  function beat() {
    if (!bench.framesAtOnce) return;
    if (!beacon.isConnected) document.documentElement?.append(beacon);
    beacon.style.background = beats++ % 2 ? "#000" : "#fff";
  }

  /** The time after the first frame in which a test was true. */
  const shown = (test) =>
    new Promise((done, failed) => {
      function look() {
        try {
          beat();
          if (test()) painted(done);
          else frame(look);
        } catch (error) {
          failed(error);
        }
      }
      frame(look);
    });

  /** Waits until a test is true; it may be true at once. Gives up after `limit` milliseconds, if it is set. */
  const until = (test, limit = Infinity) =>
    new Promise((done, failed) => {
      const start = now();
      function look() {
        try {
          beat();
          if (test()) done(true);
          else if (now() - start > limit) done(false);
          else frame(look);
        } catch (error) {
          failed(error);
        }
      }
      look();
    });

  const usable = (element) => Boolean(element?.isConnected && !element.disabled && element.checkVisibility({ visibilityProperty: true }));

  /** The codes of the answers that every question has, in order. */
  const CHOICES = ["never", "sometimes", "often", "always"];

  /** The codes in the items of a FHIR response, by linkId. */
  function codes(items, found = {}) {
    for (const { linkId, answer, item } of items ?? []) {
      const code = answer?.[0]?.valueCoding?.code;
      if (code) found[linkId] = code;
      codes(item, found);
    }
    return found;
  }

  /** Presses a button, if it is there and was not pressed before. */
  const pressed = new WeakSet();
  function pressOnce(button) {
    if (!button || pressed.has(button)) return;
    pressed.add(button);
    button.click();
  }

  /** The time from the first byte of the page until the first question really accepts an answer. */
  async function load() {
    const onScreen = await shown(() => (adapter.begin?.(), usable(adapter.input(0, 0))));
    if (!adapter.chosen) return { shown: onScreen, answerable: onScreen };
    for (let choice = 1; ; choice = (choice + 1) % 4) {
      const pressed = now();
      adapter.input(0, choice).click();
      if (await until(() => adapter.chosen(0, choice), 250)) return { shown: onScreen, answerable: pressed };
    }
  }

  /** Answers one question and moves to the next; returns the milliseconds until the next is visible. */
  async function answer(question, choice, last) {
    const start = now();
    adapter.input(question, choice).click();
    await until(() => adapter.chosen(question, choice));
    adapter.next?.()?.click();
    const there = last
      ? () => !adapter.next || !usable(adapter.input(question, 0))
      : () => usable(adapter.input(question + 1, 0));
    return (await shown(there)) - start;
  }

  /** Answers questions with “often”, the answer that others wait for; returns the milliseconds of each. */
  async function answers(from, to, all) {
    const times = [];
    for (let question = from; question < to; question++) times.push(await answer(question, 2, question === all - 1));
    return times;
  }

  /** The browser's own performance entries of the page. */
  const noticed = { paint: 0, largest: 0, shift: 0, tasks: [] };
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("paint", (it) => it.name === "first-contentful-paint" && (noticed.paint = it.startTime));
  observe("largest-contentful-paint", (it) => (noticed.largest = it.startTime));
  observe("layout-shift", (it) => (noticed.shift += it.hadRecentInput ? 0 : it.value));
  observe("longtask", (it) => noticed.tasks.push(it.duration));

  /** Waits until the page has loaded and is idle. */
  async function settled(extra = () => true) {
    await until(() => document.readyState === "complete" && extra());
    for (let quiet = 0; quiet < 3; quiet++) await new Promise((done) => requestIdleCallback(done));
    await shown(() => true);
  }

  /** Removes the product from the page and inserts it again, `times` times, each time up to the first question. */
  async function cycles(times) {
    const place = document.getElementById("place");
    const form = JSON.parse(document.getElementById("form")?.textContent ?? null);
    for (let time = 0; time < times; time++) {
      adapter.remove(place);
      await shown(() => !usable(adapter.input(0, 0)));
      await adapter.show(place, form);
      await shown(() => (adapter.begin?.(), usable(adapter.input(0, 0))));
    }
  }

  /** WebAssembly's memory, which the browser's own count omits; weak references, so that this is no leak. */
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const made = await own(...given);
      for (const it of Object.values((made.instance ?? made).exports)) if (it instanceof WebAssembly.Memory) memories.add(new WeakRef(it));
      return made;
    };
  }
  const wasmBytes = () => [...memories].reduce((sum, it) => sum + (it.deref()?.buffer.byteLength ?? 0), 0);

  return { framesAtOnce: false, CHOICES, codes, pressOnce, load, answers, wasmBytes, cycles, noticed, settled, until, usable };
})();
