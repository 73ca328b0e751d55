//! Makes an enum of the words of the rulebook, the section `rulebook` of `content/en.yaml`.

use std::collections::BTreeMap;

use content_build::{Faults, enum_of, read, variant, write};

fn main() {
    let mut faults = Faults::default();
    let mut sections: BTreeMap<String, BTreeMap<String, serde_json::Value>> =
        read("content/en.yaml", &mut faults);
    let section = sections.remove("rulebook").unwrap_or_default();
    let words: BTreeMap<String, String> =
        section.into_iter().map(|(id, text)| (id, text.as_str().unwrap_or_default().to_owned())).collect();
    let words: Vec<_> = words.iter().map(|(id, text)| (variant(&[id]), text)).collect();
    write("phrases.rs", &enum_of("Phrase", "a text of the rulebook", &words));
    faults.stop_build();
}
