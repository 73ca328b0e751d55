//! The measured products: their files, the format of their form, and how a page shows it.

use serde_json::Value as Json;

use crate::forms::Form;

/// The name of the product that all others are compared with.
pub const OURS: &str = "ours";

/// How a page loads a script.
#[derive(Clone, Copy, PartialEq)]
pub enum Tag {
    /// A plain script, at the end of the body.
    Plain,
    Async,
    Defer,
    Module,
}

/// One product.
pub struct Product {
    /// The name in the command line and in the report.
    pub name: &'static str,
    pub title: &'static str,
    /// The name in charts.
    pub short: &'static str,
    /// The npm package, whose version is the product's version.
    pub package: Option<&'static str>,
    pub styles: &'static [&'static str],
    pub scripts: &'static [(&'static str, Tag)],
    pub form: FormSource,
    /// The script that shows, answers and removes it, from `bench/pages/adapters`.
    pub adapter: &'static str,
}

impl Product {
    /// Whether it asks any question.
    pub fn has_questions(&self) -> bool {
        !matches!(self.form, FormSource::Nothing)
    }

    /// Whether it has its own form; then only a whole visit is measured.
    pub fn has_own_form(&self) -> bool {
        matches!(self.form, FormSource::BuiltIn)
    }

    /// Whether it shows the forms of the measurement.
    pub fn shows_given_form(&self) -> bool {
        self.has_questions() && !self.has_own_form()
    }
}

/// The format of a product's form, and how the page gets it.
#[derive(Clone, Copy)]
pub enum FormSource {
    /// The product loads the form from a URL.
    Url,
    /// The page contains the form as JSON.
    Inside(fn(Form) -> Json),
    /// The page contains the form as HTML.
    Html,
    /// The product has its own form.
    BuiltIn,
    Nothing,
}

/// The default values of the fields of a product.
pub const BLANK: Product = Product {
    name: "",
    title: "",
    short: "",
    package: None,
    styles: &[],
    scripts: &[],
    form: FormSource::Nothing,
    adapter: "",
};

pub const PRODUCTS: [Product; 9] = [
    Product {
        name: OURS,
        title: "Candidate Check",
        short: "Candidate Check",
        scripts: &[("/release/candidate-check.js", Tag::Async)],
        form: FormSource::Url,
        adapter: include_str!("../pages/adapters/ours.js"),
        ..BLANK
    },
    Product {
        name: "check",
        title: "Candidate Check, the check it comes with",
        short: "with its own check",
        scripts: &[("/release/candidate-check.js", Tag::Async)],
        form: FormSource::BuiltIn,
        adapter: include_str!("../pages/adapters/check.js"),
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
        form: FormSource::Inside(Form::surveyjs),
        adapter: include_str!("../pages/adapters/surveyjs.js"),
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
        form: FormSource::Inside(Form::fhir),
        adapter: include_str!("../pages/adapters/lforms.js"),
    },
    Product {
        name: "formio",
        title: "Form.io",
        short: "Form.io",
        package: Some("@formio/js"),
        styles: &["/packages/@formio/js/dist/formio.form.min.css"],
        scripts: &[("/packages/@formio/js/dist/formio.form.min.js", Tag::Plain)],
        form: FormSource::Inside(Form::formio),
        adapter: include_str!("../pages/adapters/formio.js"),
    },
    Product {
        name: "medplum",
        title: "Medplum",
        short: "Medplum",
        package: Some("@medplum/react"),
        styles: &["/built/medplum.css"],
        scripts: &[("/built/medplum.js", Tag::Plain)],
        form: FormSource::Inside(Form::fhir),
        adapter: include_str!("../pages/adapters/medplum.js"),
    },
    Product {
        name: "formbricks",
        title: "Formbricks",
        short: "Formbricks",
        package: Some("@formbricks/surveys"),
        scripts: &[("/packages/@formbricks/surveys/dist/index.umd.js", Tag::Plain)],
        form: FormSource::Inside(Form::formbricks),
        adapter: include_str!("../pages/adapters/formbricks.js"),
        ..BLANK
    },
    Product {
        name: "plain",
        title: "by hand, HTML and JS",
        short: "by hand",
        scripts: &[("/built/plain.js", Tag::Plain)],
        form: FormSource::Html,
        adapter: include_str!("../pages/adapters/plain.js"),
        ..BLANK
    },
    Product {
        name: "empty",
        title: "empty Leptos app",
        short: "empty Leptos app",
        scripts: &[("/built/empty.js", Tag::Module)],
        adapter: include_str!("../pages/adapters/empty.js"),
        ..BLANK
    },
];
