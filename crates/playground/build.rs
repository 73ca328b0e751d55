//! Makes an enum of the panel’s texts, and collects the settings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use content_build::{Faults, enum_of, read, variant, write};
use serde_json::{Value as Json, json};

fn main() {
    let mut faults = Faults::default();
    let element: Json = read("content/element.yaml", &mut faults);
    let words: Json = read("content/playground.yaml", &mut faults);
    let texts: BTreeMap<String, String> = serde_json::from_value(words["texts"].clone()).unwrap_or_default();
    let list: Vec<_> = texts.iter().map(|(id, text)| (variant(&[id]), text)).collect();
    let json = json!({ "element": element, "words": words }).to_string();
    let mut code = enum_of("Text", "a text of the panel", &list);
    let _ = write!(
        code,
        "\nimpl Text {{\n    /// The text.\n    pub fn text(self) -> &'static str {{\n        const TEXTS: [&str; Text::COUNT] = {:?};\n        \
         TEXTS[self as usize]\n    }}\n}}\n\nconst PLAYGROUND: &str = {json:?};\n",
        texts.values().collect::<Vec<_>>(),
    );
    write("playground.rs", &code);
    faults.stop_build();
}
