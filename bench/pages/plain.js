// The whole script of a form written by hand: a question with `data-after` shows when that one is answered “often”.
window.plainForm = (form) => {
  const waiting = {};
  for (const question of form.elements) if (question.dataset.after) (waiting[question.dataset.after] ??= []).push(question);
  form.addEventListener("change", ({ target }) => {
    for (const question of waiting[target.name] ?? []) question.hidden = target.value !== "often";
  });
};
