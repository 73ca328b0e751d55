//! The work of the engine without a browser: the same work for timing (`benches/engine.rs`) and for counting instructions
//! (`main.rs`).

pub mod forms;
pub mod work;
