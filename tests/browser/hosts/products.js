// Puts each product on a page and removes it, as its documents describe. All products but ours show the same form.
window.products = (() => {
  const load = (element) =>
    new Promise((done, failed) => {
      element.onload = done;
      element.onerror = () => failed(`${element.src ?? element.href} is not there`);
      document.head.append(element);
    });
  const script = (src, type = "text/javascript") => load(Object.assign(document.createElement("script"), { src, type, async: false }));
  const style = (href) => load(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  async function until(ready) {
    for (let tries = 0; !ready(); tries++) {
      if (tries > 1500) throw "it was not shown";
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** A neutral form: twelve questions of the types that all products have. */
  const CHOICES = ["Never", "Sometimes", "Often", "Always"];
  const QUESTIONS = Array.from({ length: 12 }, (_, n) => ({
    name: `q${n}`,
    text: `Question ${n + 1} of this form`,
    kind: ["choice", "choice", "choices", "number", "text", "choice"][n % 6],
  }));

  /** Answers the first question with a typed answer. */
  async function type(place) {
    const field = place.querySelector("input[type=number], input[type=text], textarea");
    field.focus();
    field.value = "3";
    for (const name of ["input", "change", "blur"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    await new Promise((done) => setTimeout(done, 300));
  }

  const ours = {
    async show(place) {
      const element = document.createElement("candidate-check");
      place.append(element);
      await script("/release/candidate-check.js");
      await until(() => element.shadowRoot?.querySelector("[data-action=start]"));
      element.shadowRoot.querySelector("[data-action=start]").click();
      await until(() => element.shadowRoot.querySelector("input"));
    },
    async answer(place) {
      const root = place.firstChild.shadowRoot;
      root.querySelector("[value='25-64']").click();
      root.querySelector("[data-action=next]").click();
      await until(() => root.querySelector("[data-question=reasons]"));
    },
    remove: (place) => place.replaceChildren(),
  };

  let model;
  const surveyjs = {
    async show(place) {
      await style("/packages/survey-core/survey-core.fontless.min.css");
      await script("/packages/survey-core/survey.core.min.js");
      await script("/packages/survey-js-ui/survey-js-ui.min.js");
      const type = { choice: "radiogroup", choices: "checkbox", number: "text", text: "comment" };
      const elements = QUESTIONS.map(({ name, text, kind }) => ({
        type: type[kind],
        name,
        title: text,
        ...(kind.startsWith("choice") && { choices: CHOICES }),
        ...(kind === "number" && { inputType: "number" }),
      }));
      model = new Survey.Model({ elements });
      model.render(place);
      await until(() => place.querySelectorAll("input").length > 20);
    },
    answer: type,
    remove(place) {
      model.dispose();
      place.replaceChildren();
    },
  };

  const lforms = {
    async show(place) {
      const at = "/packages/lforms/dist/lforms/";
      await style(at + "webcomponent/styles.css");
      await script(at + "webcomponent/assets/lib/zone.min.js");
      await script(at + "webcomponent/runtime.js");
      await script(at + "webcomponent/polyfills.js", "module");
      await script(at + "webcomponent/main.js", "module");
      await script(at + "fhir/R4/lformsFHIR.min.js");
      const answerOption = CHOICES.map((it, n) => ({ valueCoding: { code: `${n}`, display: it } }));
      const control = [{
        url: "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code: "radio-button" }] },
      }];
      const item = QUESTIONS.map(({ name, text, kind }) => ({
        linkId: name,
        text,
        type: { choice: "choice", choices: "choice", number: "integer", text: "text" }[kind],
        ...(kind.startsWith("choice") && { answerOption, extension: control, repeats: kind === "choices" }),
      }));
      place.id = "place";
      await LForms.Util.addFormToPage({ resourceType: "Questionnaire", status: "active", title: "Form", item }, "place", { prepopulate: false });
      await until(() => place.querySelectorAll("input").length > 20);
    },
    answer: type,
    remove: (place) => place.replaceChildren(),
  };

  let form;
  const formio = {
    async show(place) {
      await style("/packages/@formio/js/dist/formio.form.min.css");
      await script("/packages/@formio/js/dist/formio.form.min.js");
      const values = CHOICES.map((label, n) => ({ label, value: `${n}` }));
      const components = QUESTIONS.map(({ name, text, kind }) => ({
        type: { choice: "radio", choices: "selectboxes", number: "number", text: "textarea" }[kind],
        key: name,
        label: text,
        input: true,
        ...(kind.startsWith("choice") && { values }),
      }));
      form = await Formio.createForm(place, { components });
      await until(() => place.querySelectorAll("input").length > 20);
    },
    answer: type,
    remove(place) {
      form.destroy(true);
      place.replaceChildren();
    },
  };

  return { ours, surveyjs, lforms, formio };
})();
