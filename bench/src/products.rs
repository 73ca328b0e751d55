//! What is measured: each product with its files, how its form is described, and how a page shows it.

use serde_json::Value as Json;

use crate::forms::Form;

/// The product that all others are put beside.
pub const OURS: &str = "ours";

/// How a script stands on a page.
#[derive(Clone, Copy, PartialEq)]
pub enum Tag {
    /// Where the page needs it, at the end of the body.
    Plain,
    Async,
    Defer,
    Module,
}

/// One product.
pub struct Product {
    /// In the command line and in the report.
    pub name: &'static str,
    pub title: &'static str,
    /// In charts.
    pub short: &'static str,
    /// Below `node_modules`; the version of the first is the product's.
    pub package: Option<&'static str>,
    pub styles: &'static [&'static str],
    pub scripts: &'static [(&'static str, Tag)],
    pub form: Described,
    /// How it is put on a page, answered and taken off: the script of that name in `bench/pages/adapters`.
    pub adapter: &'static str,
    /// Whether it asks anything.
    pub asks: bool,
    /// Whether it brings a form of its own, and is measured for a whole visit alone.
    pub whole: bool,
}

/// In which language a product's form is written, and how it comes to the page.
#[derive(Clone, Copy)]
pub enum Described {
    /// It loads it from an address.
    ByAddress,
    /// It stands in the page as JSON.
    Inside(fn(Form) -> Json),
    /// It is the page.
    Html,
    /// It brings one.
    ItsOwn,
    Nothing,
}

/// What the others are made of.
pub const BLANK: Product = Product {
    name: "",
    title: "",
    short: "",
    package: None,
    styles: &[],
    scripts: &[],
    form: Described::Nothing,
    adapter: "",
    asks: true,
    whole: false,
};

pub const PRODUCTS: [Product; 9] = [
    Product {
        name: OURS,
        title: "Candidate Check",
        short: "Candidate Check",
        scripts: &[("/release/candidate-check.js", Tag::Async)],
        form: Described::ByAddress,
        adapter: include_str!("../pages/adapters/ours.js"),
        ..BLANK
    },
    Product {
        name: "check",
        title: "Candidate Check, the check it comes with",
        short: "with its own check",
        scripts: &[("/release/candidate-check.js", Tag::Async)],
        form: Described::ItsOwn,
        adapter: include_str!("../pages/adapters/check.js"),
        whole: true,
        ..BLANK
    },
    Product {
        name: "surveyjs",
        title: "SurveyJS",
        short: "SurveyJS",
        package: Some("survey-core"),
        styles: &["/packages/survey-core/survey-core.fontless.min.css"],
        scripts: &[
            ("/packages/survey-core/survey.core.min.js", Tag::Plain),
            ("/packages/survey-js-ui/survey-js-ui.min.js", Tag::Plain),
        ],
        form: Described::Inside(Form::surveyjs),
        adapter: include_str!("../pages/adapters/surveyjs.js"),
        ..BLANK
    },
    Product {
        name: "lforms",
        title: "LHC-Forms",
        short: "LHC-Forms",
        package: Some("lforms"),
        styles: &["/packages/lforms/dist/lforms/webcomponent/styles.css"],
        scripts: &[
            ("/packages/lforms/dist/lforms/webcomponent/assets/lib/zone.min.js", Tag::Plain),
            ("/packages/lforms/dist/lforms/webcomponent/runtime.js", Tag::Plain),
            ("/packages/lforms/dist/lforms/webcomponent/polyfills.js", Tag::Module),
            ("/packages/lforms/dist/lforms/webcomponent/main.js", Tag::Module),
            ("/packages/lforms/dist/lforms/fhir/R4/lformsFHIR.min.js", Tag::Defer),
        ],
        form: Described::Inside(Form::fhir),
        adapter: include_str!("../pages/adapters/lforms.js"),
        ..BLANK
    },
    Product {
        name: "formio",
        title: "Form.io",
        short: "Form.io",
        package: Some("@formio/js"),
        styles: &["/packages/@formio/js/dist/formio.form.min.css"],
        scripts: &[("/packages/@formio/js/dist/formio.form.min.js", Tag::Plain)],
        form: Described::Inside(Form::formio),
        adapter: include_str!("../pages/adapters/formio.js"),
        ..BLANK
    },
    Product {
        name: "medplum",
        title: "Medplum",
        short: "Medplum",
        package: Some("@medplum/react"),
        styles: &["/built/medplum.css"],
        scripts: &[("/built/medplum.js", Tag::Plain)],
        form: Described::Inside(Form::fhir),
        adapter: include_str!("../pages/adapters/medplum.js"),
        ..BLANK
    },
    Product {
        name: "formbricks",
        title: "Formbricks",
        short: "Formbricks",
        package: Some("@formbricks/surveys"),
        scripts: &[("/packages/@formbricks/surveys/dist/index.umd.js", Tag::Plain)],
        form: Described::Inside(Form::formbricks),
        adapter: include_str!("../pages/adapters/formbricks.js"),
        ..BLANK
    },
    Product {
        name: "plain",
        title: "by hand, HTML and JS",
        short: "by hand",
        scripts: &[("/built/plain.js", Tag::Plain)],
        form: Described::Html,
        adapter: include_str!("../pages/adapters/plain.js"),
        ..BLANK
    },
    Product {
        name: "empty",
        title: "empty Leptos app",
        short: "empty Leptos app",
        scripts: &[("/built/empty.js", Tag::Module)],
        adapter: include_str!("../pages/adapters/empty.js"),
        asks: false,
        ..BLANK
    },
];
