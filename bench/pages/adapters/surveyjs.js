// SurveyJS, by the two scripts and the style sheet of its guide for plain pages.
window.adapter = (() => {
  let model;
  let questions;
  const question = (number) => questions?.[number];
  return {
    input: (number, choice) => question(number) && document.getElementById(question(number).id)?.querySelector(`input[value=${bench.CHOICES[choice]}]`),
    chosen: (number, choice) => question(number).value === bench.CHOICES[choice],
    answers: () => ({ ...model.data }),
    count: () => model.getAllQuestions().length,
    show(place, form) {
      model = new Survey.Model(form);
      questions = model.getAllQuestions();
      // Its renderer remembers the element, so each time it gets a new one.
      place.replaceChildren(document.createElement("div"));
      model.render(place.firstChild);
    },
    remove(place) {
      SurveyUI.unmountComponentAtNode(place.firstChild);
      model.dispose();
      model = questions = undefined;
      place.replaceChildren();
    },
  };
})();
