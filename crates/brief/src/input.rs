//! The input from the runner: texts of this release, the answers and the settings of the clinic.

use check::brief::{BriefTexts, Clinic, Visit};
use check::words::Words;
use engine::effective::PersistableAnswers;
use engine::form::Form;
use engine::labels::Labels;
use engine::packed;
use js_sys::{Array, Function};
use paper::Document;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The object that `src/element/runner.js` makes.
    pub type Input;

    /// The packed check in the visitor’s language.
    #[wasm_bindgen(method, getter)]
    fn check(this: &Input) -> String;

    /// The packed questionnaire of the clinic, if it has its own.
    #[wasm_bindgen(method, getter)]
    fn custom(this: &Input) -> Option<String>;

    /// For each language: its tag, its name, the packed texts of the brief, and the packed labels of the clinic's own
    /// questionnaire if there is one.
    #[wasm_bindgen(method, getter)]
    fn texts(this: &Input) -> Array;

    /// The visitor’s language, a BCP-47 tag.
    #[wasm_bindgen(method, getter)]
    fn lang(this: &Input) -> String;

    /// The answers that may leave the device, as the widget has packed them.
    #[wasm_bindgen(method, getter)]
    fn answers(this: &Input) -> String;

    /// The current day, such as 2026-11-29.
    #[wasm_bindgen(method, getter)]
    fn day(this: &Input) -> String;

    #[wasm_bindgen(method, getter)]
    fn clinic(this: &Input) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn phone(this: &Input) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn address(this: &Input) -> Option<String>;

    /// The level of the widget’s main heading.
    #[wasm_bindgen(method, getter, js_name = "heading-level")]
    fn heading_level(this: &Input) -> u8;

    /// The styles of the printed pages.
    #[wasm_bindgen(method, getter)]
    fn print(this: &Input) -> String;

    /// Makes the PDF of a document in text form; it returns a promise.
    #[wasm_bindgen(method, getter)]
    fn pdf(this: &Input) -> Function;
}

/// The input after reading.
pub struct Loaded {
    form: Form,
    words: Words,
    persistable: PersistableAnswers,
    clinic: Clinic,
    day: String,
    /// The languages in which the page for the clinician can be written.
    pub languages: Vec<Language>,
    /// The position of the visitor’s language among them.
    pub own: usize,
    /// The level of the screen’s heading.
    pub level: u8,
    /// The styles of the printed pages.
    pub print: String,
    /// Makes a PDF.
    pub pdf: Function,
}

/// A language of the brief.
pub struct Language {
    /// Its BCP-47 tag.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// Its texts.
    pub texts: BriefTexts,
}

impl Loaded {
    /// Reads the input; `None` if a part is not of this release.
    pub fn new(input: &Input) -> Option<Loaded> {
        let (words, form) = check::packed::read(&input.check(), input.custom().as_deref())?;
        let persistable = PersistableAnswers::unpack(&form, &input.answers())?;
        let mut languages = Vec::new();
        let mut own = 0;
        for language in input.texts().iter() {
            let language = Array::from(&language);
            let [tag, name, texts] = [0, 1, 2].map(|place| language.get(place).as_string());
            let (tag, mut texts): (String, BriefTexts) = (tag?, packed::read(&texts?)?);
            let is_own = tag == input.lang();
            if let Some(labels) = language.get(3).as_string() {
                texts.labels = packed::read::<Labels>(&labels)?;
                // The clinic’s own questionnaire is not translated into it.
                if !is_own && !texts.labels.language.starts_with(&tag) {
                    continue;
                }
            }
            if is_own {
                own = languages.len();
            }
            languages.push(Language { tag, name: name?, texts });
        }
        languages.get(own)?;
        let clinic = Clinic { name: input.clinic(), phone: input.phone(), address: input.address() };
        let (level, print, pdf) = (input.heading_level(), input.print(), input.pdf());
        Some(Loaded { form, words, persistable, clinic, day: input.day(), languages, own, level, print, pdf })
    }

    /// The brief with the page for the clinician in one of the languages.
    pub fn brief(&self, language: usize) -> Document {
        let [texts, own] = [language, self.own].map(|place| &self.languages[place].texts);
        let visit = Visit { form: &self.form, persistable: &self.persistable, day: &self.day };
        visit.brief(texts, &self.words, own, &self.clinic)
    }
}
