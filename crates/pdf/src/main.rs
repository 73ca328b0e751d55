//! The program that makes a PDF in the browser. Trunk builds it for wasm32; only visitors who open their document as PDF
//! run it.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod exports {
    use paper::Document;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        /// A plain object, which nobody has to free.
        #[wasm_bindgen(js_name = Object)]
        pub type Made;

        #[wasm_bindgen(constructor, js_class = "Object")]
        fn new() -> Made;

        #[wasm_bindgen(method, setter)]
        fn set_bytes(this: &Made, bytes: Vec<u8>);

        #[wasm_bindgen(method, setter)]
        fn set_replaced(this: &Made, replaced: usize);
    }

    /// Makes the PDF of a document, which is the text that the widget of the same release has written. The result has
    /// the file as `bytes`, and as `replaced` the number of characters that the fonts do not have.
    ///
    /// # Errors
    /// If the text is no document.
    #[wasm_bindgen]
    pub fn make(document: &str) -> Result<Made, String> {
        let document = Document::read(document).ok_or("candidate-check: not a document of this release")?;
        let pdf = pdf::write(&document);
        let made = Made::new();
        made.set_bytes(pdf.bytes);
        made.set_replaced(pdf.replaced);
        Ok(made)
    }
}

fn main() {}
