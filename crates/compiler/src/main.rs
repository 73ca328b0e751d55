//! The program that compiles a clinic’s own questionnaire in the browser. Trunk builds it for wasm32; the widget knows
//! only the file that it makes.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod exports {
    use compiler::in_file;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = console)]
        fn warn(text: &str);
    }

    /// Compiles the FHIR Questionnaire in a file, in a language if it is translated into that. Faults that do not keep it
    /// from running, and cautions for its author, go to the console.
    ///
    /// # Errors
    /// A message for the page’s owner: the error, its place, and how to fix it.
    #[wasm_bindgen]
    pub fn compile(text: &str, file: &str, language: &str) -> Result<String, String> {
        let compiled = compiler::compile(text, language).map_err(|error| in_file(&error, file))?;
        let warn = |line: &str| warn(&format!("candidate-check: {line}"));
        in_file(&compiled.faults, file).lines().for_each(warn);
        compiled.cautions.iter().for_each(|caution| warn(&in_file(caution, file)));
        Ok(compiled.packed)
    }

    /// The packed labels of a questionnaire that `compile` has accepted, in a language if it is translated into that.
    #[wasm_bindgen]
    pub fn labels(text: &str, language: &str) -> Option<String> {
        compiler::labels(text, language)
    }
}

fn main() {}
