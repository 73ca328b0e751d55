// Medplum's QuestionnaireForm, in React with Mantine, bundled from `bench/pages/medplum-entry.js`.
window.adapter = (() => {
  let response;
  const input = (question, choice) => document.getElementById(`q${question}-option-${choice}`);
  return {
    input,
    // Mantine sets it from the form's data.
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
