//! Decimal numbers, exact as written: 0.1 is a tenth. FHIR requires this. It also keeps the tables for parsing and
//! formatting binary fractions out of the download.
//!
//! Spec: <https://hl7.org/fhir/R4/datatypes.html#decimal>

use std::cmp::Ordering;
use std::fmt;

use crate::packed::packed;

/// A decimal number of up to 18 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    // Invariant: below 10^18, and no multiple of ten unless `scale` is 0, so that equal numbers are equal values.
    digits: i64,
    /// The number of digits after the decimal point.
    scale: u8,
}

/// The maximum number of digits.
const MAX_DIGITS: i32 = 18;
/// One more than the largest number of 15 digits. A 64-bit binary fraction preserves 15 digits.
const F64_LIMIT: u64 = 1_000_000_000_000_000;

impl Decimal {
    /// Parses a number as JSON and people write it, such as `-1.50` or `1e3`; `None` for anything else and for more than
    /// 18 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Decimal> {
        let (text, exponent) = match text.split_once(['e', 'E']) {
            Some((text, exponent)) => (text, exponent.parse::<i16>().ok()?),
            None => (text, 0),
        };
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || text.ends_with('.') {
            return None;
        }
        // Zeros at the end do not change the value.
        let fraction = fraction.trim_end_matches('0');
        let mut digits = 0i64;
        for digit in whole.chars().chain(fraction.chars()) {
            digits = shifted(digits)? + i64::from(digit.to_digit(10)?);
        }
        let mut scale = i32::try_from(fraction.len()).ok()? - i32::from(exponent);
        if digits == 0 {
            scale = 0;
        }
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        while scale < 0 {
            digits = shifted(digits)?;
            scale += 1;
        }
        (scale <= MAX_DIGITS)
            .then_some(Decimal { digits: if negative { -digits } else { digits }, scale: scale as u8 })
    }

    /// Whether it has so few digits that a reader that stores it as a 64-bit binary fraction, as many JSON readers do,
    /// writes the same number again.
    #[must_use]
    pub fn fits_f64(self) -> bool {
        self.digits.unsigned_abs() < F64_LIMIT
    }

    /// The number if it is whole.
    #[must_use]
    pub fn whole(self) -> Option<i64> {
        (self.scale == 0).then_some(self.digits)
    }
}

/// The number times ten, if it still fits into 18 digits.
fn shifted(digits: i64) -> Option<i64> {
    (digits < 10i64.pow(MAX_DIGITS as u32 - 1)).then(|| digits * 10)
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Decimal {
        Decimal { digits: number, scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        // The part before the point, and the part after it, scaled to 18 digits.
        let parts = |number: &Decimal| {
            let one = 10i64.pow(u32::from(number.scale));
            (
                number.digits / one,
                number.digits % one * 10i64.pow(MAX_DIGITS as u32 - u32::from(number.scale)),
            )
        };
        parts(self).cmp(&parts(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let mut digits = self.digits.unsigned_abs().to_string();
        if scale > 0 {
            // At least one digit precedes the point.
            while digits.len() <= scale {
                digits.insert(0, '0');
            }
            digits.insert(digits.len() - scale, '.');
        }
        if self.digits < 0 {
            f.write_str("-")?;
        }
        f.write_str(&digits)
    }
}

packed!(struct Decimal { digits, scale });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_and_write_exactly() {
        let check = |text, written| {
            assert_eq!(Decimal::parse(text).map(|n| n.to_string()).as_deref(), written, "{text}")
        };
        check("0", Some("0"));
        check("-0.0", Some("0"));
        check("007.50", Some("7.5"));
        check("-1.05", Some("-1.05"));
        check("0.001", Some("0.001"));
        check("1e3", Some("1000"));
        check("12E-3", Some("0.012"));
        check("+4", Some("4"));
        check("999999999999999999", Some("999999999999999999"));
        for text in
            ["", ".", "1.", ".5", "-", "1,5", "1e", "NaN", "1.2.3", "9999999999999999999", "1e99", "1e-99"]
        {
            check(text, None);
        }
    }

    #[test]
    fn numbers_compare_by_value() {
        let parse = |text| Decimal::parse(text).unwrap();
        assert_eq!(parse("1.10"), parse("1.1"));
        assert_eq!(parse("100"), parse("1e2"));
        assert!(parse("0.1") < parse("0.11"));
        assert!(parse("-2") < parse("-1.999999999999"));
        assert!(parse("999999999999999999") > parse("0.000000000000000001"));
    }

    #[test]
    fn only_whole_numbers_are_whole() {
        assert_eq!(Decimal::parse("120.0").and_then(Decimal::whole), Some(120));
        assert_eq!(Decimal::parse("120.5").and_then(Decimal::whole), None);
    }
}
