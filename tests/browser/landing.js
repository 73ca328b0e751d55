// Plays a whole visit and returns the places of screen, help line and button after each step. Uses `root` and `person` (answers by question).
const frames = (count) => new Promise((done) => (count ? requestAnimationFrame(() => frames(count - 1).then(done)) : done()));
/** The widget: in the isolated frame if there is one. */
const deep = () => root.querySelector(".cc--framed iframe")?.contentDocument.querySelector("candidate-check").shadowRoot ?? root;
const screen = () => deep().querySelector("[data-screen]");
const until = async (what, seen) => {
  const start = performance.now();
  while (!seen()) {
    if (performance.now() - start > 20_000) throw Error(`${what} did not come`);
    await new Promise((next) => setTimeout(next));
  }
};
const steps = [];
let scrolls = 0;
document.addEventListener("scroll", () => scrolls++, { capture: true, passive: true });
const header = document.querySelector("header");
const scrollers = [document.scrollingElement, document.body, document.querySelector("main")];
const atEnd = () => scrollers.some((it) => it.scrollHeight > it.clientHeight && it.scrollTop >= it.scrollHeight - it.clientHeight - 1);

async function step(action) {
  const left = screen();
  scrolls = 0;
  await until(action, () => deep().querySelector(`[data-action=${action}]`));
  deep().querySelector(`[data-action=${action}]`).click();
  await until(`another screen after ${action}`, () => screen() && screen() !== left);
  await frames(3);
  const inside = deep() === root ? 0 : root.querySelector("iframe").getBoundingClientRect().top;
  const { question, screen: name } = screen().dataset;
  const card = deep().querySelector(".cc").getBoundingClientRect();
  const on = deep().querySelector(".cc-way [data-action=next], .cc-way [data-action=finish]")?.getBoundingClientRect();
  const help = root.querySelector(".cc-help");
  const isPinned = getComputedStyle(help).position === "sticky";
  const box = header.getBoundingClientRect();
  steps.push({
    place: question ?? name,
    top: screen().getBoundingClientRect().top + inside,
    above: Math.max(isPinned ? help.getBoundingClientRect().bottom : 0, box.bottom < innerHeight / 2 ? box.bottom : 0),
    scrolls,
    at_end: atEnd(),
    tall: card.height >= innerHeight,
    way_on: on ? [on.top + inside, on.bottom + inside] : null,
    window: innerHeight,
    focused: deep().activeElement?.matches(".cc-heading") ?? false,
  });
}

await until("the start", () => screen());
root.host.scrollIntoView({ block: "center", behavior: "instant" });
await until("the frame", () => !/frame/.test(root.host.getAttribute("isolation")) || root.querySelector(".cc--framed"));
await frames(3);
await step("start");
let asked = 0;
for (;;) {
  const { question, screen: name } = screen().dataset;
  if (name === "result") break;
  if (!question) {
    await step({ help: "continue", review: "finish" }[name]);
    continue;
  }
  // Every fifth question is left and taken again.
  if (++asked % 5 === 0) {
    await step("back");
    continue;
  }
  // As a visitor who has read to the end.
  document.scrollingElement.scrollBy({ top: 120, behavior: "instant" });
  await frames(2);
  const said = person[question];
  if (said === undefined) {
    await step("skip");
    continue;
  }
  if (deep().querySelector(".cc-options input")) {
    for (const code of said.split(" ")) {
      const option = deep().querySelector(`.cc-options input[value='${code}']`);
      if (option && !option.checked) option.click();
    }
  } else {
    const field = deep().querySelector("#cc-field");
    field.value = said;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }
  await step("next");
}
await step("change");
await step("finish");
return steps;
