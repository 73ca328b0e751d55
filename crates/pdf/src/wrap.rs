//! Breaks a text into lines.

use std::ops::Range;

use crate::encode::{Encoded, encode};
use crate::metrics::{Font, Length};

/// A paragraph that begins in bold type, or has none of it.
#[derive(Debug, Default)]
pub struct Text {
    /// Its bytes, where `\n` starts a new line.
    pub bytes: Vec<u8>,
    /// How many of them are bold.
    pub bold: usize,
    /// How many characters have a stand-in.
    pub replaced: usize,
}

impl Text {
    /// A text in one font.
    pub fn new(text: &str, font: Font) -> Text {
        let Encoded { bytes, replaced } = encode(text);
        Text { bold: if font == Font::Bold { bytes.len() } else { 0 }, bytes, replaced }
    }

    /// A text after a bold beginning. Either may be empty.
    pub fn led_by(lead: &str, rest: &str) -> Text {
        let mut text = Text::new(lead, Font::Bold);
        let rest = encode(rest);
        if !text.bytes.is_empty() && !rest.bytes.is_empty() {
            text.bytes.push(b' ');
        }
        text.bytes.extend_from_slice(&rest.bytes);
        text.replaced += rest.replaced;
        text
    }

    /// The parts of a line, each in one font.
    pub fn parts(&self, line: Range<usize>) -> impl Iterator<Item = (Font, &[u8])> {
        let middle = self.bold.clamp(line.start, line.end);
        let parts = [(Font::Bold, line.start..middle), (Font::Regular, middle..line.end)];
        let parts = parts.into_iter().filter_map(|(font, range)| Some((font, self.bytes.get(range)?)));
        parts.filter(|(_, bytes)| !bytes.is_empty())
    }

    /// The lines of the text in type of a size, as ranges of its bytes. The first line may have another width than the
    /// others. A line contains the space or line break at which it ends.
    pub fn lines(&self, size: Length, first: Length, others: Length) -> Vec<Range<usize>> {
        let available = |line: usize| (if line == 0 { first } else { others }) * 1000 / size;
        let mut lines = Vec::new();
        let (mut start, mut place, mut used) = (0, 0, 0);
        // Where the current line can end, if that is after its start.
        let mut end = 0;
        while let Some(byte) = self.bytes.get(place) {
            let advance = self.advance(place);
            // A space at the end of a line needs no room. A character that has no room in a whole line stands out.
            if *byte != b' ' && place > start && used + advance > available(lines.len()) {
                let cut = if end > start { end } else { place };
                lines.push(start..cut);
                (start, place, used) = (cut, cut, 0);
                continue;
            }
            used += advance;
            if *byte == b'\n' {
                lines.push(start..place + 1);
                (start, used) = (place + 1, 0);
            } else if self.can_break_after(place) {
                end = place + 1;
            }
            place += 1;
        }
        lines.push(start..self.bytes.len());
        lines
    }

    fn advance(&self, place: usize) -> i32 {
        let font = if place < self.bold { Font::Bold } else { Font::Regular };
        font.advance(self.bytes[place])
    }

    /// Whether a line may end after a byte: after a space, or a dash or slash between letters. Numbers with a dash or
    /// slash stay together, such as a blood pressure.
    fn can_break_after(&self, place: usize) -> bool {
        let is_letter = |place: Option<usize>| {
            let byte = place.and_then(|it| self.bytes.get(it));
            byte.is_some_and(|it| it.is_ascii_alphabetic() || *it >= 0xc0)
        };
        match self.bytes[place] {
            b' ' => true,
            b'-' | b'/' | 0x96 | 0x97 => is_letter(place.checked_sub(1)) && is_letter(Some(place + 1)),
            _ => false,
        }
    }
}

/// The width of a text without the space at its end.
pub fn width(bytes: &[u8], font: Font, size: Length) -> Length {
    let sum: i32 = bytes.trim_ascii_end().iter().map(|it| font.advance(*it)).sum();
    sum * size / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::POINT;

    /// The lines of a text in a column that has room for `letters` letters n.
    fn lines(text: &str, letters: i32) -> Vec<String> {
        let text = Text::new(text, Font::Regular);
        let width = letters * 556;
        let lines = text.lines(10 * POINT, width, width);
        lines.into_iter().map(|line| String::from_utf8_lossy(&text.bytes[line]).into_owned()).collect()
    }

    #[test]
    fn lines_end_at_spaces_and_line_breaks() {
        assert_eq!(lines("one two three", 8), ["one two ", "three"]);
        assert_eq!(lines("one\ntwo", 8), ["one\n", "two"]);
        assert_eq!(lines("nnnnnnnn nnnnnnnn", 8), ["nnnnnnnn ", "nnnnnnnn"]);
        assert_eq!(lines("", 8), [""]);
    }

    #[test]
    fn letters_part_at_dashes_and_numbers_do_not() {
        assert_eq!(lines("label-based", 8), ["label-", "based"]);
        assert_eq!(lines("bp 140/90-95", 8), ["bp ", "140/90-9", "5"]);
        assert_eq!(lines("no non-", 5), ["no ", "non-"]);
    }

    #[test]
    fn a_word_that_is_too_wide_breaks_anywhere() {
        assert_eq!(lines("a nnnnnnnnnnnnnnnnnnn", 8), ["a ", "nnnnnnnn", "nnnnnnnn", "nnn"]);
        assert_eq!(lines("nn", 0), ["n", "n"], "not even one letter has room");
    }

    #[test]
    fn a_narrower_second_line_breaks_again() {
        let text = Text::new("n nnnnnnnn", Font::Regular);
        assert_eq!(text.lines(10 * POINT, 9 * 556, 3 * 556), [0..2, 2..5, 5..8, 8..10]);
    }

    #[test]
    fn bold_beginnings_are_measured_as_bold() {
        let text = Text::led_by("ff", "ff");
        let parts: Vec<_> = text.parts(1..4).collect();
        assert_eq!(parts, [(Font::Bold, b"f".as_slice()), (Font::Regular, b" f")]);
        assert_eq!(width(b"ff ", Font::Bold, 10 * POINT), 666);
        assert_eq!(Text::new("fff", Font::Bold).lines(10 * POINT, 3 * 300, 3 * 300).len(), 2);
        assert_eq!(Text::new("fff", Font::Regular).lines(10 * POINT, 3 * 300, 3 * 300).len(), 1);
        assert_eq!(Text::led_by("", "a").bytes, b"a");
    }
}
