//! Entry of the widget in the browser; nothing but that.
fn main() {}
