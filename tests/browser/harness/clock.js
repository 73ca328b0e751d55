// The clock of a page under test: long timeouts end when the test ends them, and never because the machine is busy.
(() => {
  const LONG = 5_000;
  const NEVER = 3_600_000;
  const { setTimeout: start, clearTimeout: stop } = window;
  const limits = new Map();
  window.setTimeout = (end, time, ...rest) => {
    // WebKit's driver sets one for each script of a test.
    if (!(time >= LONG) || String(end).includes("callbackTimeout")) return start(end, time, ...rest);
    const id = start(() => {}, NEVER);
    limits.set(id, { time, end: () => end(...rest) });
    return id;
  };
  window.clearTimeout = (id) => {
    limits.delete(id);
    stop(id);
  };
  const signal = AbortSignal.timeout;
  AbortSignal.timeout = (time) => {
    if (time < LONG) return signal.call(AbortSignal, time);
    const controller = new AbortController();
    window.setTimeout(() => controller.abort(new DOMException("time is up", "TimeoutError")), time);
    return controller.signal;
  };
  /** Ends all pending timeouts up to this length. */
  const endLimits = (longest) => {
    for (const [id, { time, end }] of [...limits]) {
      if (time > longest) continue;
      window.clearTimeout(id);
      end();
    }
  };
  Object.defineProperty(window, "harnessEndLimits", { value: endLimits });
})();
