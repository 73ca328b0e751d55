// Candidate Check: one tag. It shows one question at a time, so “Next” is pressed after each answer.
window.adapter = (() => {
  const root = () => document.querySelector("candidate-check")?.shadowRoot;
  const pressed = new WeakSet();
  const choices = ["never", "sometimes", "often", "always"];
  const input = (question, choice) => root()?.querySelector(`[data-question=q${question}] [value=${choices[choice]}]`);
  return {
    begin() {
      const start = root()?.querySelector("[data-action=start]");
      if (!start || pressed.has(start)) return;
      pressed.add(start);
      start.click();
    },
    input,
    chosen: (question, choice) => input(question, choice)?.checked,
    next: () => root().querySelector("[data-action=next]"),
    /** Before anyone starts, the start screen is all there is. */
    atRest: () => Boolean(root()?.querySelector("[data-action=start]")),
    /** From the record that a visitor resumes from. */
    answers() {
      const found = {};
      const read = (items) => {
        for (const { linkId, answer, item } of items ?? []) {
          if (answer) found[linkId] = answer[0].valueCoding.code;
          read(item);
        }
      };
      for (const [key, record] of Object.entries(localStorage)) if (key.startsWith("candidate-check:")) read(JSON.parse(record).item);
      return found;
    },
    show(place) {
      const element = document.createElement("candidate-check");
      element.setAttribute("questionnaire", place.dataset.form);
      place.append(element);
    },
    // What it has kept goes too, so that it starts from the start when it is shown again.
    remove(place) {
      place.replaceChildren();
      localStorage.clear();
    },
  };
})();
