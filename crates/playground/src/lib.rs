//! The pure part of the panel of the demo page: the settings, how their values are judged, and the snippet. The program
//! (`main.rs`) puts it on the page.

pub mod judge;
pub mod snippet;
pub mod surface;
#[cfg(test)]
mod tests;
