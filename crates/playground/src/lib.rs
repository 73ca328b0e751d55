//! The pure part of the panel of the demo page: the settings and the snippet. The program (`main.rs`) shows it on the page.

pub mod settings;
pub mod snippet;
#[cfg(test)]
mod tests;
