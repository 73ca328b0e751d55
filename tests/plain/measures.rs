//! The measure of each language: its formula and its limit. Knows no content.

use std::fmt;
use std::ops::Add;

use crate::text;
use crate::{english, spanish};

/// The syllables of a known word, however long: it counts as a simple word of two. So does a numeral: plain language
/// asks for figures, which are read at a glance (Python’s textstat counts them as one syllable, Flesch as many).
const SIMPLE_SYLLABLES: usize = 2;

/// The counts that every measure is computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Words.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Syllables.
    pub syllables: usize,
}

impl Add for Count {
    type Output = Count;

    fn add(self, other: Count) -> Count {
        Count {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            syllables: self.syllables + other.syllables,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
impl Count {
    fn words_per_sentence(self) -> f64 {
        self.words as f64 / self.sentences as f64
    }

    fn syllables_per_word(self) -> f64 {
        self.syllables as f64 / self.words as f64
    }
}

/// The limit beyond which a text is too hard.
#[derive(Clone, Copy, Debug)]
pub enum Bar {
    /// A grade: lower is easier.
    AtMost(f64),
    /// An index: higher is easier.
    AtLeast(f64),
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bar::AtMost(bar) => write!(f, "{bar:.1} or lower"),
            Bar::AtLeast(bar) => write!(f, "{bar:.1} or higher"),
        }
    }
}

impl Bar {
    /// How far a value is beyond the limit; negative if it is within.
    pub fn excess(self, value: f64) -> f64 {
        match self {
            Bar::AtMost(bar) => value - bar,
            Bar::AtLeast(bar) => bar - value,
        }
    }
}

/// A formula by name.
type Formula = (&'static str, fn(Count) -> f64);

/// A measure of how easy texts of one language are to read.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The published measure that decides.
    pub formula: Formula,
    /// Its limit.
    pub bar: Bar,
    /// Another measure, printed beside it.
    pub beside: Option<Formula>,
    /// The syllables of a word.
    pub syllables: fn(&str) -> usize,
}

/// Kincaid and others 1975: the US school grade.
const ENGLISH: Measure = Measure {
    formula: ("Flesch-Kincaid grade", |count| {
        0.39 * count.words_per_sentence() + 11.8 * count.syllables_per_word() - 15.59
    }),
    bar: Bar::AtMost(6.0),
    beside: None,
    syllables: english::syllables,
};

/// Szigriszt Pazos 1993, on the INFLESZ scale of Barrio-Cantalejo and others 2008: from 65 on “bastante fácil”.
/// Printed beside it: Fernández Huerta 1959, with words per sentence as its second term, as its tables require.
const SPANISH: Measure = Measure {
    formula: ("INFLESZ", |count| 206.835 - 62.3 * count.syllables_per_word() - count.words_per_sentence()),
    bar: Bar::AtLeast(65.0),
    beside: Some(("Fernández Huerta", |count| {
        206.84 - 60.0 * count.syllables_per_word() - 1.02 * count.words_per_sentence()
    })),
    syllables: spanish::syllables,
};

/// The measure of a language, a BCP-47 tag.
pub fn of(language: &str) -> Result<Measure, String> {
    match language.split('-').next().unwrap_or_default() {
        "en" => Ok(ENGLISH),
        "es" => Ok(SPANISH),
        _ => Err(format!("no measure for {language}; add one in tests/plain/measures.rs")),
    }
}

impl Measure {
    /// Counts a text. `known` returns whether a word counts as simple.
    pub fn count(&self, text: &str, known: &dyn Fn(&str) -> bool) -> Count {
        let mut count = Count::default();
        for sentence in text::sentences(text) {
            count.sentences += 1;
            for word in text::words(sentence) {
                count.words += 1;
                count.syllables += self.spoken(word, known);
            }
        }
        count
    }

    /// The counted syllables of a word.
    pub fn spoken(&self, word: &str, known: &dyn Fn(&str) -> bool) -> usize {
        let syllables = |part: &str| {
            if part.starts_with(|c: char| c.is_ascii_digit()) {
                return part.len().min(SIMPLE_SYLLABLES);
            }
            match (self.syllables)(part) {
                long if long > SIMPLE_SYLLABLES && known(part) => SIMPLE_SYLLABLES,
                count => count,
            }
        };
        text::parts(word).map(syllables).sum()
    }

    /// The value of the formula for these counts.
    pub fn value(&self, count: Count) -> f64 {
        (self.formula.1)(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(language: &str, text: &str) -> f64 {
        let measure = of(language).expect("it has a measure");
        measure.value(measure.count(text, &|_| false))
    }

    #[test]
    fn computes_the_published_formulas() {
        // 9 words, 2 sentences, 10 syllables.
        assert!(
            (value("en", "The cat sat there. The dogs ran very fast.")
                - (0.39 * 4.5 + 11.8 * 10.0 / 9.0 - 15.59))
                .abs()
                < 1e-9
        );
        // 5 words, 1 sentence, 8 syllables.
        assert!((value("es", "La casa es muy bonita.") - (206.835 - 62.3 * 8.0 / 5.0 - 5.0)).abs() < 1e-9);
    }

    #[test]
    fn known_word_counts_as_simple() {
        let known = |word: &str| word.eq_ignore_ascii_case("aneurysm");
        let count = ENGLISH.count("Aneurysm", &known);
        assert_eq!(count, Count { words: 1, sentences: 1, syllables: 2 });
        assert_eq!(ENGLISH.count("Aneurysm", &|_| false).syllables, 4);
    }

    #[test]
    fn language_without_a_measure_is_refused() {
        assert!(of("es-US").is_ok());
        let refused = of("fr").expect_err("French has no measure");
        assert_eq!(refused, "no measure for fr; add one in tests/plain/measures.rs");
    }
}
