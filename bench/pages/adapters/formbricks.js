// Formbricks' surveys package, offline. It shows one question at a time, so “Next” is pressed after each answer.
window.adapter = (() => {
  let given = {};
  const choices = ["Never", "Sometimes", "Often", "Always"];
  const input = (question, choice) => document.querySelector(`#place input[name=q${question}][value=${choices[choice]}]`);
  return {
    input,
    // The label is colored from the survey's data; the browser alone would check the button.
    chosen: (question, choice) => input(question, choice)?.closest("label").classList.contains("border-border-highlight"),
    next: () => document.querySelector("#place button[type=submit]"),
    answers: () => Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text.toLowerCase()])),
    show(place, survey) {
      given = {};
      // Its renderer remembers the element, so each time it gets a new one.
      place.replaceChildren(Object.assign(document.createElement("div"), { id: "survey" }));
      formbricksSurveys.renderSurveyInline({
        survey,
        containerId: "survey",
        brandColor: "#0b5c56",
        isBrandingEnabled: false,
        onResponse: ({ data }) => Object.assign(given, data),
      });
    },
    // Its package has no function to unmount; a page can only empty the element.
    remove(place) {
      given = {};
      place.replaceChildren();
    },
  };
})();
