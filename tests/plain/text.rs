//! Sentences and words of a text, counted as Flesch counted them. Knows no language beyond a few short forms.
//!
//! A word is the text between two spaces: “off-label” and “120/80” are one word each, and a placeholder such as
//! {clinic} is a word too. A sentence ends with a full stop, question or exclamation mark, or with the text: each
//! heading, option, gloss and button is a sentence of its own, because it is read on its own. Commas, colons and
//! semicolons do not end one, so a long list in one sentence counts as long.

/// Abbreviations whose full stop does not end a sentence.
const SHORT_FORMS: [&str; 8] = ["EE.", "Dr.", "Dra.", "Sr.", "Sra.", "St.", "vs.", "Mr."];

/// The sentences of a text, except those without a word.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        let after = text[at..].trim_start().chars().next();
        if text[at..].starts_with('\n') || (ends_sentence(&text[start..at]) && after.is_some_and(opens)) {
            sentences.push(text[start..at].trim());
            start = at;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| words(sentence).next().is_some());
    sentences
}

/// Whether a text is running text: whole sentences, not a label.
pub fn is_running(text: &str) -> bool {
    text.trim_end_matches(closes).ends_with(ends)
}

/// The words of a sentence.
pub fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let pieces = sentence.split(|c: char| c.is_whitespace() || c == '—');
    pieces.filter(|piece| piece.chars().any(char::is_alphanumeric))
}

/// The parts of a word that are spoken separately: “off” and “label”, “988” and “lifeline”. Letters with an
/// apostrophe stay together.
pub fn parts(word: &str) -> impl Iterator<Item = &str> {
    let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let mut rest = word;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let numeral = is_number(rest);
        let ends = |c: char| {
            if numeral {
                !c.is_ascii_digit()
            } else {
                c.is_ascii_digit() || !(c.is_alphanumeric() || apostrophe(c))
            }
        };
        let (part, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        rest = after;
        (!part.is_empty()).then(|| part.trim_end_matches(apostrophe))
    })
}

fn apostrophe(c: char) -> bool {
    c == '’' || c == '\''
}

fn ends(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…')
}

fn closes(c: char) -> bool {
    matches!(c, ')' | '”' | '"' | '»' | '’' | ']')
}

/// A sentence begins with a capital, a numeral or an opening sign; “EE. UU. dice” continues.
fn opens(c: char) -> bool {
    !c.is_lowercase() && c != '('
}

fn ends_sentence(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    is_running(text) && !SHORT_FORMS.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_ends_at_its_mark_or_at_the_end_of_the_text() {
        for (text, count) in [
            ("A label", 1),
            ("One. Two! Three?", 3),
            ("It says “no.” Then it goes on.", 2),
            ("About 1.5 hours, e.g. at noon.", 1),
            ("Una guía de EE. UU. dice algo.", 1),
            ("La FDA de EE. UU. La guía.", 2),
            ("Colons: and semicolons; end none", 1),
            ("Two\nlines", 2),
            ("—", 0),
        ] {
            assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn words_are_split_at_spaces_and_into_spoken_parts() {
        let words: Vec<&str> = words("‘It’s’ off-label, 120/80 — 988lifeline.org {clinic}.").collect();
        assert_eq!(words, ["‘It’s’", "off-label,", "120/80", "988lifeline.org", "{clinic}."]);
        let spoken: Vec<&str> = words.iter().flat_map(|word| parts(word)).collect();
        assert_eq!(spoken, ["It’s", "off", "label", "120", "80", "988", "lifeline", "org", "clinic"]);
    }

    #[test]
    fn only_whole_sentences_are_running_text() {
        assert!(is_running("It is.") && is_running("Is it?") && is_running("(He said “no.”)"));
        assert!(!is_running("Heart attack") && !is_running("Choose:"));
    }
}
