//! Unicode text as bytes of Windows’ Western encoding (CP1252, which PDF calls WinAnsi), the one that the built-in fonts
//! have. Characters that it lacks have a readable stand-in.

/// Stands for characters without a better stand-in.
const UNWRITABLE: &[u8] = b"[?]";

/// An encoded text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// Its bytes. A line break is `\n`; spaces are single, and none is at an end of a line.
    pub bytes: Vec<u8>,
    /// How many characters have a stand-in that looks different.
    pub replaced: usize,
}

/// Encodes a text.
pub fn encode(text: &str) -> Encoded {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut replaced = 0;
    // Where the last stand-in for unwritable characters ends: more of them, even after a space, belong to it.
    let mut unwritable_until = usize::MAX;
    let mut previous = '\0';
    for char in text.chars() {
        let ends_a_pair = previous == '\r' && char == '\n';
        previous = char;
        match written(char) {
            Written::Byte(b'\n') if ends_a_pair || bytes.is_empty() => {}
            Written::Byte(b' ') if matches!(bytes.last(), None | Some(b' ' | b'\n')) => {}
            Written::Byte(byte) => {
                if byte == b'\n' && bytes.last() == Some(&b' ') {
                    bytes.pop();
                }
                bytes.push(byte);
            }
            Written::Mark(pairs) => {
                let last = bytes.last_mut();
                let with_mark = last.as_ref().and_then(|last| paired(pairs, char::from(**last)));
                match (last, with_mark) {
                    (Some(last), Some(with_mark)) => *last = with_mark,
                    _ => replaced += 1,
                }
            }
            Written::Alike(byte) => {
                bytes.push(byte);
                replaced += 1;
            }
            Written::Spelled(text) => {
                bytes.extend_from_slice(text);
                replaced += 1;
            }
            Written::Nothing => {}
            Written::Not => {
                replaced += 1;
                match bytes.get(unwritable_until..) {
                    Some([] | [b' ']) => bytes.truncate(unwritable_until),
                    _ => bytes.extend_from_slice(UNWRITABLE),
                }
                unwritable_until = bytes.len();
            }
        }
    }
    bytes.truncate(bytes.trim_ascii_end().len());
    Encoded { bytes, replaced }
}

/// How a character is written.
enum Written {
    /// As itself, or as something that looks the same.
    Byte(u8),
    /// As a similar character.
    Alike(u8),
    /// As several characters.
    Spelled(&'static [u8]),
    /// On top of the letter before it. Contains pairs of letters without and with the mark.
    Mark(&'static str),
    /// Invisibly.
    Nothing,
    /// Not at all.
    Not,
}

fn written(char: char) -> Written {
    use Written::{Alike, Byte, Mark, Not, Nothing, Spelled};
    match char {
        '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Byte(b'\n'),
        '\t' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => Byte(b' '),
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='ÿ' => Byte(char as u8),
        '\u{202f}' => Byte(0xa0),
        // Hyphens, as wide as the plain one; micro, Ångström and the apostrophe as letters.
        '\u{2010}' | '\u{2011}' => Byte(b'-'),
        '\u{3bc}' => Byte(0xb5),
        '\u{212b}' => Byte(0xc5),
        '\u{2bc}' => Byte(0x92),
        // Controls, soft hyphen, joiners, directions, variants of emoji, tags.
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{20e3}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}' => Nothing,
        '\u{300}'..='\u{36f}' => Mark(MARKS.iter().find(|(mark, _)| *mark == char).map_or("", |it| it.1)),
        _ => {
            if let Some(place) = WINDOWS.chars().position(|it| it == char) {
                return Byte(0x80 + place as u8);
            }
            let letter =
                |first: char, letters: &str| letters.as_bytes().get(char as usize - first as usize).copied();
            let alike = match char {
                'Ā'..='ſ' => letter('Ā', LATIN_A),
                'Ḁ'..='ỿ' => letter('Ḁ', LATIN_MORE),
                _ => paired(ALIKE, char),
            };
            let spelled = || SPELLED.iter().find(|(chars, _)| chars.contains(char));
            alike.map(Alike).or_else(|| spelled().map(|it| Spelled(it.1))).unwrap_or(Not)
        }
    }
}

/// The second character of the pair that begins with a character.
fn paired(pairs: &str, first: char) -> Option<u8> {
    let mut chars = pairs.chars();
    while let (Some(one), Some(other)) = (chars.next(), chars.next()) {
        if one == first {
            return match written(other) {
                Written::Byte(byte) => Some(byte),
                _ => None,
            };
        }
    }
    None
}

/// The codes from 0x80 to 0x9F, in which Windows differs from Latin-1. It leaves out five of them.
const WINDOWS: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/// The combining marks of letters that Windows has.
const MARKS: [(char, &str); 8] = [
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuù"),
    ('\u{301}', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyý"),
    ('\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuû"),
    ('\u{303}', "AÃNÑOÕaãnñoõ"),
    ('\u{308}', "AÄEËIÏOÖUÜYŸaäeëiïoöuüyÿ"),
    ('\u{30a}', "AÅaå"),
    ('\u{30c}', "SŠZŽsšzž"),
    ('\u{327}', "CÇcç"),
];

/// The plain letters of U+0100 to U+017F.
const LATIN_A: &str = "\
    AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL\
    lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// The plain letters of U+1E00 to U+1EFF, among them those of Vietnamese.
const LATIN_MORE: &str = "\
    AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm\
    MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv\
    WwWwWwWwWwXxXxYyZzZzZzhtwyasssSdAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe\
    EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYyLlVvYy";

/// Pairs of another character and one that says the same.
const ALIKE: &str = "\
    ƠOơoƯUưuȘSșsȚTțtǍAǎaǏIǐiǑOǒoǓUǔu\
    ₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9₊+₋-⁺+⁻-\
    ‒-−-﹣-－-―—≈~∼~∗*★*☆*′'ʹ'″\"⁄/∕/✗×✘×❌×●•▪•■•‣•∙•⋅·";

/// Other characters, with what is written in their place.
const SPELLED: [(&str, &[u8]); 30] = [
    ("≥⩾", b">="),
    ("≤⩽", b"<="),
    ("≠", b"!="),
    ("→⟶➔➜", b"->"),
    ("←⟵", b"<-"),
    ("↔", b"<->"),
    ("⇒", b"=>"),
    ("↑", b"(up)"),
    ("↓", b"(down)"),
    ("✓✔☑☒✅", b"[x]"),
    ("☐", b"[ ]"),
    ("∞", b"infinite"),
    ("ﬀ", b"ff"),
    ("ﬁ", b"fi"),
    ("ﬂ", b"fl"),
    ("№", b"No."),
    ("℃", b"\xb0C"),
    ("℉", b"\xb0F"),
    ("⅓", b"1/3"),
    ("⅔", b"2/3"),
    ("⅛", b"1/8"),
    ("⅜", b"3/8"),
    ("⅝", b"5/8"),
    ("⅞", b"7/8"),
    // 10⁹ must not become 109.
    ("⁴", b"^4"),
    ("⁵", b"^5"),
    ("⁶", b"^6"),
    ("⁷", b"^7"),
    ("⁸", b"^8"),
    ("⁹", b"^9"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as a reader of the file sees it, and the number of replaced characters.
    fn read(text: &str) -> (String, usize) {
        let encoded = encode(text);
        let char = |byte: &u8| match byte {
            0x80..=0x9f => WINDOWS.chars().nth(usize::from(*byte) - 0x80).expect("the table is whole"),
            _ => char::from(*byte),
        };
        (encoded.bytes.iter().map(char).collect(), encoded.replaced)
    }

    #[track_caller]
    fn check(rows: &[(&str, &str, usize)]) {
        for (text, expected, replaced) in rows {
            assert_eq!(read(text), ((*expected).to_owned(), *replaced), "{text:?}");
        }
    }

    #[test]
    fn western_text_is_written_as_it_is() {
        let all: String = ('!'..='~').chain('¡'..='¬').chain('®'..='ÿ').collect();
        for text in [all.as_str(), "¿Qué tal, señor Muñoz?", "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž ‘’“”•–—˜™š›œ žŸ"]
        {
            check(&[(text, text, 0)]);
        }
        assert_eq!(encode("€‚ˆŠŒŽ‘•™œžŸé").bytes, *b"\x80\x82\x88\x8a\x8c\x8e\x91\x95\x99\x9c\x9e\x9f\xe9");
    }

    #[test]
    fn a_combining_mark_joins_its_letter() {
        check(&[
            ("n\u{303}a", "ña", 0),
            ("E\u{301} u\u{308} Y\u{308} S\u{30c} A\u{30a} c\u{327}", "É ü Ÿ Š Å ç", 0),
            ("e\u{302}\u{301}", "ê", 1),
            ("q\u{301}", "q", 1),
            ("\u{301}a", "a", 1),
        ]);
        // Every letter that Windows has with a mark.
        let pairs: String = MARKS.iter().map(|(_, pairs)| *pairs).collect();
        let with_mark = pairs.chars().filter(|it| !it.is_ascii());
        assert!(with_mark.clone().all(|it| matches!(written(it), Written::Byte(_))));
        assert_eq!(with_mark.count(), 58);
    }

    #[test]
    fn other_latin_letters_lose_their_accents() {
        check(&[
            ("Łódź Čapek Dvořák Ğış", "Lódz Capek Dvorák Gis", 7),
            ("Ħ Ŋŋ ŉ ŧ ſ Œœ Šš Žž Ÿ", "H Nn n t s Œœ Šš Žž Ÿ", 6),
            ("Nguyễn Thị Hường, Đặng Ơn Ưu", "Nguyen Thi Huong, Dang On Uu", 8),
            ("Ḁ ḿ ẞ ạ Ẹ ỹ ỿ", "A m S a E y y", 7),
            ("Ștefan Țuțea", "Stefan Tutea", 3),
        ]);
        assert_eq!((LATIN_A.len(), LATIN_MORE.len()), (128, 256));
    }

    #[test]
    fn signs_have_readable_stand_ins() {
        check(&[
            ("≥ 18, ≤ 64 → ok ← no − 5", ">= 18, <= 64 -> ok <- no - 5", 5),
            ("✓ ☐ ✗", "[x] [ ] ×", 3),
            ("SpO₂ 98, 10⁹, ⅓, 38 ℃", "SpO2 98, 10^9, 1/3, 38 °C", 4),
        ]);
        let first_of_pairs = ALIKE.chars().step_by(2);
        for char in first_of_pairs.chain(SPELLED.iter().flat_map(|(chars, _)| chars.chars())) {
            assert!(matches!(written(char), Written::Alike(_) | Written::Spelled(_)), "{char}");
        }
    }

    #[test]
    fn spaces_and_invisible_characters_do_not_count() {
        check(&[
            ("a\u{2009}b\u{3000}c\t d", "a b c d", 0),
            ("a\u{a0}b\u{202f}c", "a\u{a0}b\u{a0}c", 0),
            ("\u{202e}a\u{200b}b\u{feff}c\u{ad}d\u{2066}\u{fe0f}\u{7}\u{1f}\u{9d}", "abcd", 0),
            ("well\u{2011}being μg", "well-being µg", 0),
            ("  a  b  ", "a b", 0),
        ]);
    }

    #[test]
    fn line_breaks_of_all_systems_are_line_breaks() {
        check(&[("a\r\nb\rc\nd\u{2028}e", "a\nb\nc\nd\ne", 0), ("\n a \n\n b \n", "a\n\nb", 0)]);
    }

    #[test]
    fn unwritable_characters_become_one_stand_in() {
        check(&[
            ("🙂", "[?]", 1),
            ("a 👩🏽\u{200d}⚕\u{fe0f} b", "a [?] b", 3),
            ("Привет мир!", "[?]!", 9),
            ("مرحبا", "[?]", 5),
            ("茶\n茶", "[?]\n[?]", 2),
            ("茶 tea 茶", "[?] tea [?]", 2),
        ]);
    }

    /// Whether every character of a text is written as itself or as something that can be read in its place.
    fn can_write(text: &str) -> bool {
        !text.chars().any(|it| matches!(written(it), Written::Not))
    }

    #[test]
    fn another_script_can_not_be_written() {
        for text in ["", "Plain", "Señor ≥ ✓ Nguyễn e\u{301}\u{302}", "a\u{200b}\u{1e}\u{1f}\n"] {
            assert!(can_write(text), "{text:?}");
        }
        for text in ["Привет", "a 🙂", "שלום", "नमस्ते", "α"] {
            assert!(!can_write(text), "{text:?}");
        }
    }
}
