//! Packed values: text that one build passes to the widget of the same build. It is not a persistent format. The text
//! does not describe itself, so only code that was built with the writer can read it. Visitors therefore download no
//! field names, and no code that searches them and reports errors.
//! `docs/decisions/001-packed-check.md` compares the figures with those of libraries.
//!
//! It is text because servers compress text, but seldom unknown binary formats. A number is one or more characters, a
//! text is followed by a terminator, and every other value is the sequence of its parts.

/// A value that can be packed.
pub trait Packed: Sized {
    /// Appends the value.
    fn write(&self, to: &mut String);

    /// Removes a value from the front; `None` if there is no value of this type.
    fn read(from: &mut &str) -> Option<Self>;
}

/// Writes a value.
#[must_use]
pub fn write(value: &impl Packed) -> String {
    let mut text = String::new();
    value.write(&mut text);
    text
}

/// Reads a value; `None` for malformed, truncated or overlong text. The caller must ensure that the text is from this
/// build: the widget does so by the hashes of its files.
#[must_use]
pub fn read<T: Packed>(text: &str) -> Option<T> {
    let mut rest = text;
    let value = T::read(&mut rest)?;
    rest.is_empty().then_some(value)
}

/// Bits of a number in one character; the next bit says whether another character follows. All these characters are
/// valid.
const BITS: u32 = 14;
const MORE: u32 = 1 << BITS;

fn write_number(number: i64, to: &mut String) {
    // The sign is the lowest bit, so that small numbers are short on both sides of 0.
    let mut rest = ((number << 1) ^ (number >> 63)) as u64;
    loop {
        let digit = (rest % u64::from(MORE)) as u32;
        rest >>= BITS;
        let more = if rest > 0 { MORE } else { 0 };
        to.extend(char::from_u32(digit | more));
        if rest == 0 {
            return;
        }
    }
}

fn read_number(from: &mut &str) -> Option<i64> {
    let mut number = 0u64;
    for place in 0..5 {
        let mut chars = from.chars();
        let digit = u32::from(chars.next()?);
        *from = chars.as_str();
        let (bits, shift) = (u64::from(digit % MORE), place * BITS);
        number |= bits << shift;
        // Each number has one encoding only: no leading zero digits, and no overflow.
        if digit >= 2 * MORE || number >> shift != bits || (digit == 0 && place > 0) {
            return None;
        }
        if digit < MORE {
            return Some(((number >> 1) as i64) ^ -((number & 1) as i64));
        }
    }
    None
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Packed for $number {
            fn write(&self, to: &mut String) {
                // Every length and every other number of these types fits in practice.
                write_number(i64::try_from(*self).unwrap_or(i64::MAX), to);
            }

            fn read(from: &mut &str) -> Option<$number> {
                read_number(from)?.try_into().ok()
            }
        }
    )*};
}

numbers!(u8, i32, i64, usize);

impl Packed for bool {
    fn write(&self, to: &mut String) {
        u8::from(*self).write(to);
    }

    fn read(from: &mut &str) -> Option<bool> {
        match u8::read(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// Terminates a text. FHIR does not allow this character in text. A length prefix would compress worse.
const END: char = '\0';

impl Packed for String {
    fn write(&self, to: &mut String) {
        to.extend(self.chars().filter(|it| *it != END));
        to.push(END);
    }

    fn read(from: &mut &str) -> Option<String> {
        let (text, rest) = from.split_once(END)?;
        *from = rest;
        Some(text.into())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn write(&self, to: &mut String) {
        self.is_some().write(to);
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut &str) -> Option<Option<T>> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn write(&self, to: &mut String) {
        self.len().write(to);
        self.iter().for_each(|value| value.write(to));
    }

    fn read(from: &mut &str) -> Option<Vec<T>> {
        let mut list = Vec::new();
        for _ in 0..usize::read(from)? {
            list.push(T::read(from)?);
        }
        Some(list)
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn write(&self, to: &mut String) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut &str) -> Option<(A, B)> {
        Some((A::read(from)?, B::read(from)?))
    }
}

/// Implements [`Packed`] for a type: `packed!(struct Name { field, … })`, `packed!(tuple Name(field))`, or
/// `packed!(enum Name { Variant(field, …), … })` whose variants may have no fields.
macro_rules! packed {
    (struct $name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut String) {
                $($crate::packed::Packed::write(&self.$field, to);)*
            }

            fn read(from: &mut &str) -> Option<Self> {
                Some($name { $($field: $crate::packed::Packed::read(from)?),* })
            }
        }
    };
    (tuple $name:ident($field:ident)) => {
        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut String) {
                let $name($field) = self;
                $crate::packed::Packed::write($field, to);
            }

            fn read(from: &mut &str) -> Option<Self> {
                $crate::packed::Packed::read(from).map($name)
            }
        }
    };
    (enum $name:ident { $($variant:ident $(($($field:ident),*))?),* $(,)? }) => {
        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut String) {
                // The number of a variant is its position in the list.
                enum Place { $($variant),* }
                match self {
                    $($name::$variant $(($($field),*))? => {
                        $crate::packed::Packed::write(&(Place::$variant as u8), to);
                        $($($crate::packed::Packed::write($field, to);)*)?
                    })*
                }
            }

            fn read(from: &mut &str) -> Option<Self> {
                enum Place { $($variant),* }
                let place: u8 = $crate::packed::Packed::read(from)?;
                $(if place == Place::$variant as u8 {
                    $($(let $field = $crate::packed::Packed::read(from)?;)*)?
                    return Some($name::$variant $(($($field),*))?);
                })*
                None
            }
        }
    };
}

pub(crate) use packed;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    enum Shape {
        Dot,
        Line(i64, Option<String>),
        Area(Vec<(usize, bool)>),
    }

    packed!(
        enum Shape {
            Dot,
            Line(to, name),
            Area(corners),
        }
    );

    fn shapes() -> impl Strategy<Value = Shape> {
        prop_oneof![
            Just(Shape::Dot),
            any::<(i64, Option<String>)>()
                .prop_map(|(to, name)| Shape::Line(to, name.map(|it| it.replace(END, "")))),
            proptest::collection::vec((0..1usize << 40, any::<bool>()), 0..9).prop_map(Shape::Area),
        ]
    }

    proptest! {
        #[test]
        fn written_values_are_read_back(shapes in proptest::collection::vec(shapes(), 0..9)) {
            prop_assert_eq!(read(&write(&shapes)), Some(shapes));
        }

        #[test]
        fn rejects_malformed_input(text in "[\\x00-\\x06\u{4000}-\u{4004}\u{8000}a]{0,12}") {
            if let Some(shapes) = read::<Vec<Shape>>(&text) {
                prop_assert_eq!(write(&shapes), text);
            }
        }
    }

    #[test]
    fn texts_stay_texts_and_small_numbers_are_short() {
        assert_eq!(write(&("It’s".to_owned(), 3_i64)), "It’s\0\u{6}");
        assert_eq!(write(&"no end\0 within".to_owned()), "no end within\0");
    }

    #[test]
    fn rejects_truncated_and_overlong_input() {
        let text = write(&vec![Shape::Line(7, Some("name".into()))]);
        for length in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
            assert_eq!(read::<Vec<Shape>>(&text[..length]), None);
        }
        assert_eq!(read::<Vec<Shape>>(&(text + "x")), None);
        assert_eq!(read::<String>("{\"resourceType\":\"Questionnaire\"}"), None);
    }
}
