//! What the engine does alone, without a browser: the same work for the clock (`benches/engine.rs`) and for the counter
//! of instructions (`main.rs`).

pub mod forms;
pub mod work;
