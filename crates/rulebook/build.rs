//! Makes an enum of the words of the rulebook, the section `rulebook` of `content/en.yaml`.

use std::collections::BTreeMap;

use content_build::{Faults, enum_of, read, variant, write};

fn main() {
    let mut faults = Faults::default();
    let mut sections: BTreeMap<String, BTreeMap<String, String>> = read("content/en.yaml", &mut faults);
    let words = sections.remove("rulebook").unwrap_or_default();
    let words: Vec<_> = words.iter().map(|(id, text)| (variant(&[id]), text)).collect();
    write("phrases.rs", &enum_of("Phrase", "a text of the rulebook", &words));
    faults.stop_build();
}
