//! Syllables of Spanish words. Knows no sentences and no measure.
//!
//! Spanish is written as it is spoken, so the rules of its orthography count exactly: a syllable has one strong vowel
//! (a, e, o), or a weak one (i, u) that is alone or has the accent; weak vowels beside others glide.
//!
//! The crate `syllabize-es` 0.5.3 does not build with a stable compiler. On 1,587 words of the first translation it
//! agrees with the rules below except for words from English, “prohibición” (the h between two vowels: both counts are
//! taught), and words with gu or qu, which it counts wrong (“alguien” three, “guía” one).

/// Names that are read as a word, and abbreviations that are read in full.
const EXCEPTIONS: &[(&str, usize)] =
    &[("asra", 2), ("canmat", 2), ("ee", 3), ("samhsa", 2), ("tept", 1), ("toc", 1), ("uu", 3)];

/// The number of spoken syllables in a part of a word. Capital letters in a row are spelled out (FDA: efe, de, a).
/// `text::parts` separates letters and numerals.
pub fn syllables(part: &str) -> usize {
    let lower = part.to_lowercase();
    let exception = EXCEPTIONS.iter().find(|(exception, _)| *exception == lower);
    match exception {
        Some((_, count)) => *count,
        None if part.chars().count() > 1 && part.chars().all(char::is_uppercase) => {
            lower.chars().map(spelled).sum()
        }
        None => spoken(&lower),
    }
}

/// The syllables of a letter’s name.
fn spelled(letter: char) -> usize {
    match letter {
        'f' | 'h' | 'j' | 'l' | 'm' | 'n' | 'ñ' | 'r' | 's' | 'v' | 'x' | 'z' => 2,
        'w' => 3,
        _ => 1,
    }
}

/// A vowel that makes a syllable beside any letter: a, e, o, and i or u with the accent.
fn strong(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'o' | 'á' | 'é' | 'ó' | 'í' | 'ú')
}

fn weak(c: char) -> bool {
    matches!(c, 'i' | 'u' | 'ü')
}

fn spoken(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    // The vowel just before, and whether its syllable has a strong one.
    let mut vowel: Option<(char, bool)> = None;
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        if letter == 'u' && matches!(before, Some('q' | 'g')) && matches!(after, Some('e' | 'i' | 'é' | 'í'))
        {
            continue;
        }
        // The y of “hoy” and “y”; elsewhere it is a consonant.
        let letter = if letter == 'y' && after.is_none() { 'i' } else { letter };
        if !strong(letter) && !weak(letter) {
            vowel = None;
            continue;
        }
        let glides =
            vowel.is_some_and(|(last, has_strong)| last != letter && !(has_strong && strong(letter)));
        count += usize::from(!glides);
        vowel = Some((letter, strong(letter) || (glides && vowel.is_some_and(|(_, has)| has))));
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_spoken_vowels() {
        for (word, count) in [
            ("ketamina", 4),
            ("ayuda", 3),
            ("día", 2),
            ("sí", 1),
            ("hoy", 1),
            ("cuidado", 3),
            ("quien", 1),
            ("guía", 2),
            ("riñón", 2),
            ("leer", 2),
            ("ansiedad", 3),
            ("paranoia", 4),
            ("construir", 2),
            ("vergüenza", 3),
            ("ciudad", 2),
            ("aéreo", 4),
            ("país", 2),
            ("emergencias", 4),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn spells_out_capital_letters() {
        for (word, count) in [("FDA", 4), ("SDRC", 6), ("TEPT", 1), ("Y", 1)] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
