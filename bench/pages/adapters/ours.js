// Candidate Check: one tag. It shows one question at a time, so “Next” is pressed after each answer.
window.adapter = (() => {
  const root = () => document.querySelector("candidate-check")?.shadowRoot;
  const input = (question, choice) => root()?.querySelector(`[data-question=q${question}] [value=${bench.CHOICES[choice]}]`);
  return {
    begin: () => bench.pressOnce(root()?.querySelector("[data-action=start]")),
    input,
    chosen: (question, choice) => input(question, choice)?.checked,
    next: () => root().querySelector("[data-action=next]"),
    /** Before the start, only the start screen is shown. */
    atRest: () => Boolean(root()?.querySelector("[data-action=start]")),
    /** From the record that a visitor resumes from. */
    answers() {
      const records = Object.entries(localStorage).filter(([key]) => key.startsWith("candidate-check:"));
      return Object.assign({}, ...records.map(([, record]) => bench.codes(JSON.parse(record).item)));
    },
    show(place) {
      const element = document.createElement("candidate-check");
      element.setAttribute("questionnaire", place.dataset.form);
      place.append(element);
    },
    // Removes its saved answers too, so that it starts with the first question when it is shown again.
    remove(place) {
      place.replaceChildren();
      localStorage.clear();
    },
  };
})();
