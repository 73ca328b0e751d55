// Form.io, by `Formio.createForm`.
window.adapter = (() => {
  let form;
  let components;
  return {
    input: (question, choice) => components?.[`q${question}`]?.element?.querySelector(`input[value=${bench.CHOICES[choice]}]`),
    chosen: (question, choice) => form.submission.data[`q${question}`] === bench.CHOICES[choice],
    answers: () => ({ ...form.submission.data, submit: undefined }),
    count: () => Object.keys(components).length,
    async show(place, description) {
      form = await Formio.createForm(place, description);
      components = {};
      form.everyComponent((it) => (components[it.key] = it));
    },
    remove(place) {
      form.destroy(true);
      form = components = undefined;
      place.replaceChildren();
    },
  };
})();
