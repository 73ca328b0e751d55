// Goes through the check by a script in the page, up to a question or a screen. A driver takes far longer.
// Uses `root`, `person` (answers by question) and `goal`; returns the questions that were asked on the way.
const LIMIT = 20_000;
const asked = [];
const screen = () => root.querySelector("[data-screen]");
const until = async (what, seen) => {
  const start = performance.now();
  for (;;) {
    const it = seen();
    if (it) return it;
    if (performance.now() - start > LIMIT) throw Error(`${what} did not come, after ${asked.join(", ")}`);
    await new Promise((next) => setTimeout(next));
  }
};
const press = async (action) => {
  const left = screen();
  const button = await until(action, () => root.querySelector(`[data-action=${action}]`));
  button.click();
  await until(`another screen after ${action}`, () => screen() && screen() !== left);
};
const answer = (said) => {
  if (root.querySelector(".cc-options input")) {
    for (const code of said.split(" ")) {
      const option = root.querySelector(`.cc-options input[value='${code}']`);
      if (!option) throw Error(`${screen().dataset.question} has no answer ${code}`);
      option.click();
    }
  } else {
    const field = root.querySelector("#cc-field");
    field.value = said;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }
};
const ON = { start: "start", help: "continue", changed: "continue", review: "finish" };
for (;;) {
  const { question, screen: name } = (await until("a screen", screen)).dataset;
  const place = question ?? name;
  if (place === goal) return asked;
  if (!question) {
    if (!ON[name]) throw Error(`${goal} is not on the way; the screen is ${name}, after ${asked.join(", ")}`);
    await press(ON[name]);
    continue;
  }
  asked.push(question);
  if (person[question] === undefined) {
    await press("skip");
  } else {
    answer(person[question]);
    await press("next");
  }
}
