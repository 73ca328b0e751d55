// Medplum's QuestionnaireForm, in React with Mantine, as `bench/pages/medplum-entry.js` puts them into one file.
window.adapter = (() => {
  let response;
  const input = (question, choice) => document.getElementById(`q${question}-option-${choice}`);
  return {
    input,
    // Mantine takes it from what the form holds.
    chosen: (question, choice) => input(question, choice)?.checked,
    answers: () => bench.codes(response?.item),
    count: () => document.querySelectorAll("#place input[type=radio]").length / 4,
    show: (place, form) => medplumForm.show(place, form, (it) => (response = it)),
    remove(place) {
      medplumForm.remove();
      response = undefined;
      place.replaceChildren();
    },
  };
})();
