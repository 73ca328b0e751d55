//! Writes the documents of the tests as `english.pdf` and `spanish.pdf` into a folder, to look at:
//! `cargo run -p pdf --example sample -- FOLDER`

#![allow(
    clippy::disallowed_methods,
    reason = "it writes files into a folder that is named on the command line"
)]

#[path = "../src/tests/sample.rs"]
mod sample;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    for (name, document) in [("english", sample::english()), ("spanish", sample::spanish())] {
        let pdf = pdf::write(&document);
        println!("{name}: {} bytes, {} characters replaced", pdf.bytes.len(), pdf.replaced);
        std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf.bytes)?;
    }
    Ok(())
}
