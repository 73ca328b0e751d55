//! The entry point of the widget. It brings the exports of the library into the WASM; nothing runs until the loader calls them.

#[cfg(target_arch = "wasm32")]
use candidate_check as _;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {}
