//! The pure part of the panel of the demo page: the settings, the snippet and the example visitor. The program (`main.rs`)
//! shows it on the page.

pub mod example;
pub mod settings;
pub mod snippet;
#[cfg(test)]
mod tests;
