// LHC-Forms, by the files of its README and `LForms.Util.addFormToPage`.
window.adapter = (() => {
  const answered = (items, found = {}) => {
    for (const { linkId, answer, item } of items ?? []) {
      const code = answer?.[0]?.valueCoding?.code;
      if (code) found[linkId] = code;
      answered(item, found);
    }
    return found;
  };
  const input = (question, choice) => document.getElementsByName(`radiogroup_q${question}/1/1`)[choice];
  return {
    input,
    chosen: (question, choice) => input(question, choice)?.checked,
    answers: () => answered(LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4", "place").item),
    count: () => document.querySelectorAll("#place input[type=radio]").length / 4,
    show: (place, form) => LForms.Util.addFormToPage(form, place.id, { prepopulate: false }),
    remove: (place) => place.replaceChildren(),
  };
})();
