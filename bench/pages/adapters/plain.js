// A page written by hand: its form is in the HTML, and `bench/pages/plain.js` is its script.
window.adapter = (() => {
  const input = (question, choice) => document.querySelector(`#q${question} input[value=${bench.CHOICES[choice]}]`);
  let html;
  return {
    input,
    chosen: (question, choice) => input(question, choice)?.checked,
    answers: () => Object.fromEntries(new FormData(document.querySelector("#place form"))),
    count: () => document.querySelectorAll("#place fieldset").length,
    show(place) {
      if (html) place.innerHTML = html;
      plainForm(place.querySelector("form"));
    },
    remove(place) {
      html ??= place.innerHTML;
      place.replaceChildren();
    },
  };
})();
