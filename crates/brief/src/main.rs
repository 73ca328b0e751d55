//! The entry point of the program. It brings the exports of the library into the WASM. Trunk builds it for wasm32.

#[cfg(target_arch = "wasm32")]
use brief as _;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {}
