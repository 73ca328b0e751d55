//! Entry of the second program that a browser may run: it turns a clinic's own questionnaire into what the widget reads.

// By their paths: linking the library would bring the whole widget along.
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "answers.rs"]
mod answers;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "compile/mod.rs"]
mod compile;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "form.rs"]
mod form;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "image.rs"]
mod image;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "logic.rs"]
mod logic;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "parsed.rs"]
mod parsed;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "questionnaire/mod.rs"]
mod questionnaire;
#[cfg(target_arch = "wasm32")]
#[allow(dead_code)]
#[path = "texts.rs"]
mod texts;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod exports {
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::compile::in_file;

    /// What the widget reads, made of the FHIR Questionnaire in a file, in a language if it speaks that. The console says
    /// what is wrong with the questionnaire and does not keep it from running, and what its author should think about.
    ///
    /// # Errors
    /// A message for the page's owner: what is wrong, where, and how to mend it.
    #[wasm_bindgen]
    pub fn compile(text: &str, file: &str, language: &str) -> Result<String, String> {
        let compiled = super::compile::compile(text, language).map_err(|error| in_file(&error, file))?;
        let warn = |line: &str| web_sys::console::warn_1(&format!("candidate-check: {line}").into());
        in_file(&compiled.faults, file).lines().for_each(warn);
        compiled.cautions.iter().for_each(|caution| warn(&in_file(caution, file)));
        Ok(compiled.image)
    }
}

fn main() {}
