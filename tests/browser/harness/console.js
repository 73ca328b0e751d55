// Records the console, for an engine whose driver does not. Runs before everything else on a page.
(() => {
  const KEPT = "harnessConsole";
  let lines = [];
  try {
    // A frame of the same site adds its lines to those of the top page.
    lines = top[KEPT] ?? lines;
  } catch {}
  const keep = (kind, parts) => lines.push(kind + ": " + parts.map(String).join(" "));
  for (const kind of ["debug", "error", "info", "log", "warn"]) {
    const own = console[kind];
    console[kind] = (...parts) => {
      keep(kind, parts);
      own.apply(console, parts);
    };
  }
  addEventListener("error", ({ message, target }) => keep("error", [message ?? target.src + " did not load"]), true);
  addEventListener("unhandledrejection", ({ reason }) => keep("error", [reason]));
  Object.defineProperty(window, KEPT, { value: lines });
})();
