// Candidate Check with its built-in check: questions of several kinds, and screens between them.
window.adapter = (() => {
  const root = () => document.querySelector("candidate-check")?.shadowRoot;
  const inputs = () => root()?.querySelectorAll("[data-question] .cc-options input") ?? [];
  return {
    begin: () => bench.pressOnce(root()?.querySelector("[data-action=start]")),
    input: (_, choice) => inputs()[choice],
    chosen: (_, choice) => inputs()[choice]?.checked,
    /** Answers all questions, up to the review of all answers; returns the number of questions. */
    async visit() {
      let answered = 0;
      for (;;) {
        const screen = root().querySelector("[data-screen]");
        if (screen.dataset.screen === "review") return answered;
        if (screen.dataset.screen === "question") {
          const field = screen.querySelector("#cc-field");
          const option = inputs()[inputs().length - 1];
          if (option) option.click();
          else if (field) {
            field.value = "5";
            field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
          }
          answered++;
          // A question without a valid answer is skipped: every way through loads the same files.
          const place = screen.dataset.question;
          screen.querySelector("[data-action=next]").click();
          const moved = () => root().querySelector("[data-screen]")?.dataset.question !== place;
          if (!(await bench.until(moved, 200))) root().querySelector("[data-action=skip]").click();
          await bench.until(moved);
        } else {
          root().querySelector("[data-action=continue]").click();
          await bench.until(() => root().querySelector("[data-screen]") !== screen);
        }
      }
    },
  };
})();
