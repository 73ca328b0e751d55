// Medplum's QuestionnaireForm, in React with Mantine, as `bench/pages/medplum-entry.js` puts them into one file.
window.adapter = (() => {
  let response;
  const answered = (items, found = {}) => {
    for (const { linkId, answer, item } of items ?? []) {
      const code = answer?.[0]?.valueCoding?.code;
      if (code) found[linkId] = code;
      answered(item, found);
    }
    return found;
  };
  const input = (question, choice) => document.getElementById(`q${question}-option-${choice}`);
  return {
    input,
    // Mantine takes it from what the form holds.
    chosen: (question, choice) => input(question, choice)?.checked,
    answers: () => answered(response?.item),
    count: () => document.querySelectorAll("#place input[type=radio]").length / 4,
    show: (place, form) => medplumForm.show(place, form, (it) => (response = it)),
    remove(place) {
      medplumForm.remove();
      response = undefined;
      place.replaceChildren();
    },
  };
})();
