// Formbricks' surveys package, offline. It shows one question at a time, so “Next” is pressed after each answer.
window.adapter = (() => {
  let given = {};
  const choices = ["Never", "Sometimes", "Often", "Always"];
  const input = (question, choice) => document.querySelector(`#place input[name=q${question}][value=${choices[choice]}]`);
  return {
    input,
    // The label is coloured by what the survey holds; the button itself would be set by the browser alone.
    chosen: (question, choice) => input(question, choice)?.closest("label").classList.contains("border-border-highlight"),
    next: () => document.querySelector("#place button[type=submit]"),
    answers: () => Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text.toLowerCase()])),
    show(place, survey) {
      given = {};
      // What it draws with remembers the element; the next time it gets another.
      place.replaceChildren(Object.assign(document.createElement("div"), { id: "survey" }));
      formbricksSurveys.renderSurveyInline({
        survey,
        containerId: "survey",
        brandColor: "#0b5c56",
        isBrandingEnabled: false,
        onResponse: ({ data }) => Object.assign(given, data),
      });
    },
    // Its package can't be told to leave; an empty place is all that a page can do.
    remove(place) {
      given = {};
      place.replaceChildren();
    },
  };
})();
