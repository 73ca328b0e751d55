//! The pure part of the panel of the demo page: the settings, the validation of their values, and the snippet. The
//! program (`main.rs`) shows it on the page.

pub mod snippet;
pub mod surface;
#[cfg(test)]
mod tests;
pub mod validate;
