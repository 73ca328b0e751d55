// The bundle of a site that uses Medplum's form: React, Mantine, the form, and a client that has no server.
import "@mantine/core/styles.css";
import "@medplum/react/styles.css";
import { MantineProvider } from "@mantine/core";
import { MedplumClient } from "@medplum/core";
import { MedplumProvider, QuestionnaireForm } from "@medplum/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { MemoryRouter } from "react-router";

const nothing = async () => new Response("{}", { headers: { "content-type": "application/fhir+json" } });
const medplum = new MedplumClient({ baseUrl: `${location.origin}/`, fetch: nothing });

let root;
window.medplumForm = {
  show(place, questionnaire, onChange) {
    root = createRoot(place);
    const form = createElement(QuestionnaireForm, { questionnaire, onChange, onSubmit: onChange, disablePagination: true });
    const themed = createElement(MantineProvider, null, form);
    root.render(createElement(MemoryRouter, null, createElement(MedplumProvider, { medplum }, themed)));
  },
  remove() {
    root.unmount();
  },
};
