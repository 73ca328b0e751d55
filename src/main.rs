//! Entry of the widget: brings the library's exports into the WASM. They wait for the loader; nothing runs by itself.

#[cfg(target_arch = "wasm32")]
use candidate_check as _;

fn main() {}
