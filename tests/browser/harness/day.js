// Every page under test begins at noon of one day, so that what a test reads never depends on the day of its run.
(() => {
  const { Date: RealDate } = window;
  const shift = RealDate.parse("2026-11-29T12:00:00Z") - RealDate.now();
  const now = () => RealDate.now() + shift;
  window.Date = new Proxy(RealDate, {
    apply: () => String(new RealDate(now())),
    construct: (_, given, target) => Reflect.construct(RealDate, given.length ? given : [now()], target),
    get: (_, name) => (name === "now" ? now : RealDate[name]),
  });
})();
