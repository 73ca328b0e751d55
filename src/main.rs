//! Entry of the widget: brings the library's exports into the WASM. They wait for the loader; nothing runs by itself.

#[cfg(target_arch = "wasm32")]
use candidate_check as _;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {}
