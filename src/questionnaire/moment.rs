//! FHIR dates, times and instants, as precise as they were written, and how they compare.
//! No clock: nothing here knows what day it is.
//!
//! Spec: <https://hl7.org/fhir/R4/datatypes.html#date>

use std::cmp::Ordering;
use std::fmt;

/// A date: a year, a year and month, or a full day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    // Invariant: `None` where `month` is `None`.
    day: Option<u8>,
}

/// A time of day, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    nano: u32,
}

/// A date with an optional time and offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    date: Date,
    // Invariant: `Some` only where `date` is a full day.
    time: Option<(Time, Option<i16>)>,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for anything else and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)? as u16;
        let month = parts.next().map(|part| digits(part, 2).ok_or(())).transpose().ok()?;
        let day = parts.next().map(|part| digits(part, 2).ok_or(())).transpose().ok()?;
        let (month, day) = (month.map(|n| n as u8), day.map(|n| n as u8));
        let exists = year > 0
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| day >= 1 && day <= days_in(year, month.unwrap_or(0)));
        (exists && parts.next().is_none()).then_some(Date { year, month, day })
    }

    /// The order of two dates; `None` where the less precise one leaves it open (2024 and 2024-05).
    #[must_use]
    pub fn compare(&self, other: &Date) -> Option<Ordering> {
        let parts =
            |date: &Date| [Some(u32::from(date.year)), date.month.map(u32::from), date.day.map(u32::from)];
        compare_parts(&parts(self), &parts(other))
    }

    /// Days since 1970-01-01, for a full date.
    fn day_number(self) -> Option<i64> {
        let (month, day) = (i64::from(self.month?), i64::from(self.day?));
        // Months are counted from March, so that the leap day comes last in its year.
        let year = i64::from(self.year) - i64::from(month <= 2);
        let months = (month + 9) % 12;
        let in_year = (153 * months + 2) / 5 + day - 1;
        Some(365 * year + year / 4 - year / 100 + year / 400 + in_year - 719_468)
    }
}

impl Time {
    /// Reads `hh:mm:ss` with an optional fraction, and `hh:mm` as browsers write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Time> {
        let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
        let mut parts = clock.split(':');
        let hour = digits(parts.next()?, 2)? as u8;
        let minute = digits(parts.next()?, 2)? as u8;
        let second = match parts.next() {
            Some(part) => digits(part, 2)? as u8,
            None => 0,
        };
        let nano = match fraction.len() {
            0 if !text.contains('.') => 0,
            n @ 1..=9 => digits(fraction, n)? * 10u32.pow(9 - n as u32),
            _ => return None,
        };
        // A leap second is allowed, as in FHIR.
        let exists = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
        exists.then_some(Time { hour, minute, second, nano })
    }
}

impl DateTime {
    /// Reads a FHIR `dateTime`; a time without an offset, as browsers write it, is kept as local time.
    #[must_use]
    pub fn parse(text: &str) -> Option<DateTime> {
        let Some((date, clock)) = text.split_once('T') else {
            return Some(DateTime { date: Date::parse(text)?, time: None });
        };
        let date = Date::parse(date)?;
        date.day?;
        let split = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
        let (clock, zone) = clock.split_at(split);
        let offset = match zone {
            "" => None,
            "Z" => Some(0),
            _ => {
                let (hours, minutes) = zone[1..].split_once(':')?;
                let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
                if hours > 14 || minutes > 59 {
                    return None;
                }
                let size = (hours * 60 + minutes) as i16;
                Some(if zone.starts_with('-') { -size } else { size })
            }
        };
        Some(DateTime { date, time: Some((Time::parse(clock)?, offset)) })
    }

    /// The order of two moments; `None` where precision, or an offset that only one of them has, leaves it open.
    #[must_use]
    pub fn compare(&self, other: &DateTime) -> Option<Ordering> {
        match (self.time, other.time) {
            (None, None) => self.date.compare(&other.date),
            (Some((a, None)), Some((b, None))) => Some(self.date.compare(&other.date)?.then(a.cmp(&b))),
            (Some((a, Some(a_offset))), Some((b, Some(b_offset)))) => {
                let seconds = |date: Date, time: Time, offset: i16| {
                    let minutes = i64::from(time.hour) * 60 + i64::from(time.minute) - i64::from(offset);
                    Some((date.day_number()? * 86_400 + minutes * 60 + i64::from(time.second), time.nano))
                };
                Some(seconds(self.date, a, a_offset)?.cmp(&seconds(other.date, b, b_offset)?))
            }
            // One has a time and the other has not, or one has an offset: only a different day decides,
            // and without a common offset not even that does.
            _ => match (self.time, other.time) {
                (Some((_, Some(_))), Some(_)) | (Some(_), Some((_, Some(_)))) => None,
                _ => self.date.compare(&other.date).filter(|order| order.is_ne()),
            },
        }
    }
}

/// Compares part by part; open where one of them ends before a difference.
fn compare_parts(a: &[Option<u32>; 3], b: &[Option<u32>; 3]) -> Option<Ordering> {
    for (a, b) in a.iter().zip(b) {
        match (a, b) {
            (None, None) => break,
            (Some(a), Some(b)) if a != b => return Some(a.cmp(b)),
            (Some(_), Some(_)) => {}
            _ => return None,
        }
    }
    Some(Ordering::Equal)
}

/// A number of exactly `width` digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Length of a month; 0 where there is no such month.
fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        if self.nano > 0 {
            let fraction = format!("{:09}", self.nano);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        let Some((time, offset)) = self.time else { return Ok(()) };
        write!(f, "T{time}")?;
        match offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let size = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_and_write_as_precisely_as_given() {
        for text in ["2024", "2024-05", "2024-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "24", "2024-13", "2023-02-29", "2024-5-1", "2024-05-01-01", "0000", "2024-00", "x024"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn dates_compare_only_as_far_as_both_are_known() {
        let check = |a, b, order| {
            assert_eq!(Date::parse(a).unwrap().compare(&Date::parse(b).unwrap()), order, "{a} {b}");
        };
        check("2024", "2024", Some(Ordering::Equal));
        check("2023", "2024-05", Some(Ordering::Less));
        check("2024", "2024-05", None);
        check("2024-05", "2024-05-01", None);
        check("2024-06-30", "2024-05", Some(Ordering::Greater));
        check("2024-05-02", "2024-05-01", Some(Ordering::Greater));
    }

    #[test]
    fn times_read_with_and_without_seconds_and_fractions() {
        for (text, written) in
            [("08:30", "08:30:00"), ("08:30:05", "08:30:05"), ("08:30:05.250", "08:30:05.25")]
        {
            assert_eq!(Time::parse(text).unwrap().to_string(), written);
        }
        for text in ["", "8:30", "24:00", "08:60", "08:30:61", "08:30:05.", "08"] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
        assert!(Time::parse("08:30:05.1") > Time::parse("08:30:05"));
    }

    #[test]
    fn moments_compare_across_offsets() {
        let check = |a, b, order| {
            let parse = |text| DateTime::parse(text).unwrap();
            assert_eq!(parse(a).compare(&parse(b)), order, "{a} {b}");
        };
        check("2024-05-01T10:00:00Z", "2024-05-01T12:00:00+02:00", Some(Ordering::Equal));
        check("2024-03-01T00:30:00+01:00", "2024-02-29T23:45:00Z", Some(Ordering::Less));
        check("2024-05-01T10:00:00-05:00", "2024-05-01T10:00:00Z", Some(Ordering::Greater));
        check("2024-05-01T10:00:00", "2024-05-01T11:00:00", Some(Ordering::Less));
        check("2024-05-01T10:00:00", "2024-05-01T10:00:00Z", None);
        check("2024-05-01", "2024-05-01T10:00:00Z", None);
        check("2024-04", "2024-05-01T10:00:00Z", Some(Ordering::Less));
        check("2024-05", "2024-05", Some(Ordering::Equal));
    }

    #[test]
    fn moments_read_and_write() {
        for text in ["2024", "2024-05-01T10:00:00Z", "2024-05-01T10:00:00-05:30", "2024-05-01T10:00:00"] {
            assert_eq!(DateTime::parse(text).unwrap().to_string(), text);
        }
        for text in ["2024-05T10:00:00Z", "2024-05-01T", "2024-05-01T10:00:00+15:00", "2024-05-01T10:00:00+1"]
        {
            assert_eq!(DateTime::parse(text), None, "{text}");
        }
    }
}
