//! Medical words that count as simple, because the check itself explains them: `content/known-words.yaml`.
//! Knows no measure; the function that counts syllables is passed in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;

use crate::screens::Reading;
use crate::text;

/// A longer list would hide hard texts; explain in other words instead.
const MAX_WORDS: usize = 30;
/// A word up to this long is simple anyway.
const SIMPLE_SYLLABLES: usize = 2;

/// Words with the place of their explanation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The words, in the singular.
    words: Vec<String>,
    /// The linkId, or the id of the interface text, whose texts explain them.
    at: String,
    /// The explanation there, word for word.
    gloss: String,
}

/// The known words of one language.
#[derive(Debug, Default)]
pub struct Known {
    entries: Vec<Entry>,
}

impl Known {
    /// Reads the list. It is empty if the file has no entry for the language.
    pub fn of(language: &str) -> Known {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/content/known-words.yaml");
        let file = fs::read_to_string(file).expect("content/known-words.yaml is there");
        Known::parse(&file, language).unwrap_or_else(|error| panic!("content/known-words.yaml: {error}"))
    }

    fn parse(file: &str, language: &str) -> Result<Known, String> {
        let mut lists: BTreeMap<String, Vec<Entry>> =
            serde_saphyr::from_str(file).map_err(|error| error.to_string())?;
        Ok(Known { entries: lists.remove(language).unwrap_or_default() })
    }

    /// Whether a word is listed, in the singular or the plural.
    pub fn contains(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.words().any(|known| {
            let known = known.to_lowercase();
            word.strip_prefix(known.as_str()).is_some_and(|ending| ["", "s", "es", "’s"].contains(&ending))
        })
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().flat_map(|entry| &entry.words)
    }

    /// The errors in the list: words that are not explained at the listed place, not used, or simple anyway.
    pub fn faults(&self, reading: &Reading, syllables: fn(&str) -> usize) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen = BTreeSet::new();
        for entry in &self.entries {
            let here: Vec<&str> = reading
                .texts()
                .filter(|text| text.name == entry.at || text.name.starts_with(&format!("{}.", entry.at)))
                .map(|text| text.text.as_str())
                .collect();
            if here.is_empty() {
                faults.push(format!("{}: no text has this name; correct it", entry.at));
            } else if !here.iter().any(|text| text.contains(&entry.gloss)) {
                faults.push(format!(
                    "{} does not contain “{}” any more; correct the gloss",
                    entry.at, entry.gloss
                ));
            }
            for word in &entry.words {
                let alone = Known {
                    entries: vec![Entry {
                        words: vec![word.clone()],
                        at: String::new(),
                        gloss: String::new(),
                    }],
                };
                let uses =
                    |text: &str| text::words(text).flat_map(text::parts).any(|part| alone.contains(part));
                if !reading.texts().any(|text| uses(&text.text)) {
                    faults.push(format!("{word} is not used any more; remove it"));
                } else if !here.iter().any(|text| uses(text)) {
                    faults.push(format!(
                        "{word} is not used at {}, which explains it; correct the place",
                        entry.at
                    ));
                }
                if syllables(word) <= SIMPLE_SYLLABLES {
                    faults.push(format!("{word} is simple anyway; remove it"));
                }
                if !seen.insert(word.to_lowercase()) {
                    faults.push(format!("{word} is listed twice; remove one"));
                }
            }
        }
        if seen.len() > MAX_WORDS {
            faults.push(format!("{} words are more than {MAX_WORDS}; use simpler words instead", seen.len()));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::Text;

    fn faults(list: &str) -> Vec<String> {
        let text = |name: &str, text: &str| Text { name: name.into(), text: text.into() };
        let fixed = vec![
            text("heart.options.aneurysm", "Aneurysm"),
            text("heart.glosses.aneurysm", "a weak spot in a vessel"),
            text("kidney.text", "Problems with a kidney or dialysis"),
        ];
        let reading = Reading { screens: Vec::new(), fixed };
        Known::parse(list, "en").expect("it is a list").faults(&reading, crate::english::syllables)
    }

    #[test]
    fn explained_word_is_known_in_singular_and_plural() {
        let list = "en: [{words: [aneurysm], at: heart, gloss: a weak spot}]";
        assert_eq!(faults(list), [""; 0]);
        let known = Known::parse(list, "en").expect("it is a list");
        assert!(known.contains("Aneurysms") && known.contains("aneurysm"));
        assert!(!known.contains("aneurysmal") && !known.contains("an"));
        assert!(
            !Known::parse(list, "es").expect("it is a list").contains("aneurysm"),
            "each language has its own"
        );
    }

    #[test]
    fn word_without_explanation_or_use_is_refused() {
        for (list, expected) in [
            (
                "en: [{words: [aneurysm], at: heart, gloss: a bulge}]",
                "heart does not contain “a bulge” any more; correct the gloss",
            ),
            ("en: [{words: [aneurysm], at: lungs, gloss: a}]", "lungs: no text has this name; correct it"),
            (
                "en: [{words: [porphyria], at: heart, gloss: a weak spot}]",
                "porphyria is not used any more; remove it",
            ),
            (
                "en: [{words: [dialysis], at: heart, gloss: a weak spot}]",
                "dialysis is not used at heart, which explains it; correct the place",
            ),
            ("en: [{words: [kidney], at: kidney, gloss: Problems}]", "kidney is simple anyway; remove it"),
            (
                "en: [{words: [aneurysm, Aneurysm], at: heart, gloss: a weak spot}]",
                "Aneurysm is listed twice; remove one",
            ),
        ] {
            assert!(faults(list).contains(&expected.to_owned()), "{list}: {:?}", faults(list));
        }
    }
}
