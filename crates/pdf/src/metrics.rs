//! The sizes of the two fonts and of their glyphs.

/// A length in hundredths of a point. Whole numbers make equal documents equal bytes.
pub type Length = i32;

/// A point as length.
pub const POINT: Length = 100;

/// A font that every PDF program has, in Windows’ Western encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Helvetica.
    Regular,
    /// Helvetica-Bold.
    Bold,
}

impl Font {
    /// Both of them.
    pub const ALL: [Font; 2] = [Font::Regular, Font::Bold];

    /// The width of a glyph in thousandths of the font’s size; 0 for a line break.
    pub fn advance(self, byte: u8) -> i32 {
        let widths = self.widths();
        let place = usize::from(byte).checked_sub(FIRST.into());
        place.and_then(|place| widths.get(place)).map_or(0, |it| i32::from(*it))
    }

    /// The widths of all glyphs from [`FIRST`] on.
    pub fn widths(self) -> &'static [u16] {
        match self {
            Font::Regular => &REGULAR,
            Font::Bold => &BOLD,
        }
    }
}

/// The first code with a glyph.
pub const FIRST: u8 = 0x20;

// From Adobe’s metrics of the core fonts. Codes without a character have the bullet’s width, as PDF defines.
#[rustfmt::skip]
const REGULAR: [u16; 224] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 350,
    556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];
#[rustfmt::skip]
const BOLD: [u16; 224] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 350,
    556, 350, 278, 556, 500, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_widths_of_the_font() {
        for (letter, regular, bold) in
            [(b' ', 278, 278), (b'i', 222, 278), (b'W', 944, 944), (0xf1, 556, 611)]
        {
            assert_eq!(Font::Regular.advance(letter), regular, "{letter}");
            assert_eq!(Font::Bold.advance(letter), bold, "{letter}");
        }
        // An accent above a letter does not make it wider.
        for (plain, accents) in [(b'e', 0xe8..=0xeb), (b'A', 0xc0..=0xc5), (b'o', 0xf2..=0xf6)] {
            for font in Font::ALL {
                assert!(accents.clone().all(|it| font.advance(it) == font.advance(plain)), "{plain}");
            }
        }
        assert_eq!(Font::Bold.advance(b'\n'), 0);
    }
}
