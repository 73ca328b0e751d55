// LHC-Forms, by the files of its README and `LForms.Util.addFormToPage`.
window.adapter = (() => {
  const label = (question, choice) => document.getElementById(`q${question}/1/1||${bench.CHOICES[choice]}`);
  return {
    input: (question, choice) => label(question, choice)?.querySelector("input"),
    // The label is marked from the form's data; the form resets the button on every click.
    chosen: (question, choice) => label(question, choice)?.classList.contains("ant-radio-wrapper-checked"),
    answers: () => bench.codes(LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4", "place").item),
    count: () => document.querySelectorAll("#place input[type=radio]").length / 4,
    show: (place, form) => LForms.Util.addFormToPage(form, place.id, { prepopulate: false }),
    remove: (place) => place.replaceChildren(),
  };
})();
