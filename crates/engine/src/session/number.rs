//! Reads a number as people type it. What can be read in two ways is no number: the visitor is asked to write it otherwise.

use crate::model::Unit;

/// The digit zero of each script; the other digits follow it (Unicode 16, general category Nd).
const ZEROS: &[char] = &[
    '\u{660}',
    '\u{6F0}',
    '\u{7C0}',
    '\u{966}',
    '\u{9E6}',
    '\u{A66}',
    '\u{AE6}',
    '\u{B66}',
    '\u{BE6}',
    '\u{C66}',
    '\u{CE6}',
    '\u{D66}',
    '\u{DE6}',
    '\u{E50}',
    '\u{ED0}',
    '\u{F20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17E0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19D0}',
    '\u{1A80}',
    '\u{1A90}',
    '\u{1B50}',
    '\u{1BB0}',
    '\u{1C40}',
    '\u{1C50}',
    '\u{A620}',
    '\u{A8D0}',
    '\u{A900}',
    '\u{A9D0}',
    '\u{A9F0}',
    '\u{AA50}',
    '\u{ABF0}',
    '\u{FF10}',
    '\u{104A0}',
    '\u{10D30}',
    '\u{11066}',
    '\u{110F0}',
    '\u{11136}',
    '\u{111D0}',
    '\u{112F0}',
    '\u{11450}',
    '\u{114D0}',
    '\u{11650}',
    '\u{116C0}',
    '\u{11730}',
    '\u{118E0}',
    '\u{11950}',
    '\u{11C50}',
    '\u{11D50}',
    '\u{11DA0}',
    '\u{11F50}',
    '\u{16A60}',
    '\u{16AC0}',
    '\u{16B50}',
    '\u{1D7CE}',
    '\u{1D7D8}',
    '\u{1D7E2}',
    '\u{1D7EC}',
    '\u{1D7F6}',
    '\u{1E140}',
    '\u{1E2F0}',
    '\u{1E4F0}',
    '\u{1E950}',
    '\u{1FBF0}',
];

/// The number in ASCII digits with a decimal point. The unit of the question may stand behind it.
///
/// It works on single letters: slices and searches of texts would make the widget several kilobytes larger.
pub(super) fn plain(text: &str, unit: Option<&Unit>) -> Option<String> {
    let letters: Vec<char> = text.chars().map(ascii).collect();
    let is_part = |it: &&char| it.is_ascii_digit() || matches!(it, '+' | '-' | '.' | ',' | '\'' | ' ');
    let (mut number, behind) = letters.split_at(letters.iter().take_while(is_part).count());
    if !behind.is_empty()
        && !unit.is_some_and(|unit| alike(&unit.code, behind) || alike(&unit.display, behind))
    {
        return None;
    }
    while let [' ', rest @ ..] | [rest @ .., ' '] = number {
        number = rest;
    }
    if let ['+', rest @ ..] = number {
        number = rest;
    }
    let mut plain = String::new();
    if let ['-', rest @ ..] = number {
        number = rest;
        plain.push('-');
    }
    // The end of a sentence.
    if let [rest @ .., '.'] = number {
        number = rest;
    }
    let is_mark = |it: &char| !it.is_ascii_digit();
    let groups: Vec<&[char]> = number.split(is_mark).collect();
    let marks: Vec<char> = number.iter().copied().filter(is_mark).collect();
    let (groups, thousands, fraction): (&[&[char]], &[char], &[char]) =
        match (groups.as_slice(), marks.as_slice()) {
            ([whole @ .., fraction], [thousands @ .., mark @ ('.' | ',')]) if !thousands.contains(mark) => {
                (whole, thousands, fraction)
            }
            (groups, marks) => (groups, marks, &[]),
        };
    let [first, others @ ..] = groups else { return None };
    let is_grouped = (1..=3).contains(&first.len()) && others.iter().all(|it| it.len() == 3);
    // 1,500 can be one and a half, or fifteen hundred.
    let is_ambiguous =
        others.is_empty() && fraction.len() == 3 && (1..=3).contains(&first.len()) && first[0] != '0';
    let is_decimal = thousands.len() < marks.len();
    // All separators of thousands are alike.
    let is_well_formed = match thousands {
        [] => !is_ambiguous && (!fraction.is_empty() || !is_decimal && !first.is_empty()),
        [one @ ('.' | ',' | '\'' | ' '), rest @ ..] => {
            is_grouped && rest.iter().all(|it| it == one) && (!is_decimal || !fraction.is_empty())
        }
        _ => false,
    };
    if !is_well_formed {
        return None;
    }
    if first.is_empty() {
        plain.push('0');
    }
    plain.extend(groups.iter().copied().flatten());
    if is_decimal {
        plain.push('.');
        plain.extend(fraction);
    }
    Some(plain)
}

/// The letter in ASCII, as far as it means the same in a number.
fn ascii(letter: char) -> char {
    let digit =
        |zero: &char| u8::try_from((letter as u32).checked_sub(*zero as u32)?).ok().filter(|it| *it < 10);
    match letter {
        // Minus sign, dashes, and their wide forms.
        '\u{2212}' | '\u{2010}'..='\u{2013}' | '\u{FE63}' | '\u{FF0D}' => '-',
        // The decimal separator of Arabic, and wide forms.
        '\u{66B}' | '\u{FF0E}' => '.',
        '\u{60C}' | '\u{FF0C}' => ',',
        '\u{FF0B}' => '+',
        // The separator of thousands in Arabic, and quotation marks that separate them elsewhere.
        '\u{66C}' | '\u{2019}' => '\'',
        // Tabulator and the spaces that do not break a line.
        '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        _ => ZEROS.iter().find_map(digit).map_or(letter, |digit| char::from(b'0' + digit)),
    }
}

/// Whether two texts name the same unit: spaces, brackets and the case of letters do not matter.
fn alike(unit: &str, typed: &[char]) -> bool {
    let is_part = |it: &char| !matches!(it, ' ' | '[' | ']' | '.');
    let unit = unit.chars().filter(is_part).map(|it| it.to_ascii_lowercase());
    unit.eq(typed.iter().filter(|it| is_part(it)).map(char::to_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Unit {
        Unit { code: "mm[Hg]".into(), display: "mm Hg".into() }
    }

    #[test]
    fn reads_digits_of_every_script() {
        for (typed, expected) in [
            ("١٢٠", "120"),
            ("۱۲۰", "120"),
            ("१२०", "120"),
            ("１２０", "120"),
            ("𝟏𝟐𝟎", "120"),
            ("٧٫٥", "7.5"),
        ] {
            assert_eq!(plain(typed, None).as_deref(), Some(expected), "{typed}");
        }
        for zero in ZEROS.iter().copied() {
            let nine = char::from_u32(zero as u32 + 9).expect("there is a nine");
            assert_eq!(plain(&format!("{nine}{zero}"), None).as_deref(), Some("90"), "{zero}");
            // One before zero and one behind nine are no digits of this script.
            assert!(nine.is_numeric() && zero.is_numeric(), "{zero}");
        }
    }

    #[test]
    fn reads_signs_points_and_units_as_people_write_them() {
        for (typed, expected) in [
            ("−7", "-7"),
            ("–7", "-7"),
            ("+7", "7"),
            ("120.", "120"),
            (".5", "0.5"),
            ("120 mm Hg", "120"),
            ("120mmHg", "120"),
            ("120 MMHG", "120"),
            ("72,5", "72.5"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1 234,5", "1234.5"),
            ("1\u{202F}234", "1234"),
            ("1’234’567", "1234567"),
            ("1,234,567", "1234567"),
            ("0.125", "0.125"),
            ("1234.567", "1234.567"),
        ] {
            assert_eq!(plain(typed, Some(&unit())).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_no_number() {
        for typed in [
            "1,500",
            "1.500",
            "120/80",
            "120 80",
            "12,34,56",
            "1,2345.6",
            "1.2.3",
            "120 kg",
            "1e3",
            "--1",
            "1-2",
            "+",
            "-",
            "",
            ".",
            ",",
            "5 5",
            "a lot",
            "1,234.567,8",
        ] {
            assert_eq!(plain(typed, Some(&unit())), None, "{typed}");
        }
    }
}
