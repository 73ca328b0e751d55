//! FHIR dates, times and instants, with the precision they were written in, and their order.
//! Nothing here reads a clock.
//!
//! Spec: <https://hl7.org/fhir/R4/datatypes.html#date>

use std::cmp::Ordering;
use std::fmt;

use crate::packed::packed;

/// A date: a year, a year and month, or a full day, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
// Invariant: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, of a day that exists, so text order is the order of dates.
pub struct Date(String);

/// A time of day, to the nanosecond.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
// Invariant: `hh:mm:ss`, with no fraction or one that does not end in 0, so text order is the order of times.
pub struct Time(String);

/// A date with an optional time and offset from UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTime {
    date: Date,
    // Invariants: `Some` only if `date` is a full day; the offset is empty, `Z`, or `+hh:mm` with any sign but not 0.
    time: Option<(Time, String)>,
}

impl Date {
    /// Parses `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for anything else and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let mut next = || parts.next().map_or(Some(1), |part| digits(part, 2));
        let (month, day) = (next()?, next()?);
        let exists = year > 0 && day > 0 && day <= days_in(year, month) && parts.next().is_none();
        exists.then(|| Date(text.into()))
    }

    /// The order of two dates; `None` if the less precise one leaves it open (2024 and 2024-05).
    #[must_use]
    pub fn compare(&self, other: &Date) -> Option<Ordering> {
        let mut both = self.0.bytes().zip(other.0.bytes()).map(|(a, b)| a.cmp(&b));
        let same = (self.0.len() == other.0.len()).then_some(Ordering::Equal);
        both.find(|order| order.is_ne()).or(same)
    }

    fn is_full(&self) -> bool {
        self.0.len() == "YYYY-MM-DD".len()
    }

    /// Days since 1970-01-01, for a full date.
    fn day_number(&self) -> Option<i64> {
        let mut parts = self.0.split('-').map(|part| part.parse::<i64>().ok());
        let mut next = || parts.next().flatten();
        let (year, month, day) = (next()?, next()?, next()?);
        // Months are counted from March, so that the leap day comes last in its year.
        let year = year - i64::from(month <= 2);
        let months = (month + 9) % 12;
        let in_year = (153 * months + 2) / 5 + day - 1;
        Some(365 * year + year / 4 - year / 100 + year / 400 + in_year - 719_468)
    }
}

impl Time {
    /// Parses `hh:mm:ss` with an optional fraction, and `hh:mm` as browsers write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Time> {
        let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, it)| (clock, Some(it)));
        let mut written = clock.to_owned();
        if clock.len() == "hh:mm".len() {
            written.push_str(":00");
        }
        let mut parts = written.split(':').map(|part| digits(part, 2));
        let mut next = || parts.next().flatten();
        let (hour, minute, second) = (next()?, next()?, next()?);
        // A leap second is allowed, as in FHIR.
        let exists = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
        if let Some(fraction) = fraction {
            if fraction.len() > 9 {
                return None;
            }
            digits(fraction, fraction.len())?;
            let fraction = fraction.trim_end_matches('0');
            if !fraction.is_empty() {
                written.push('.');
                written.push_str(fraction);
            }
        }
        exists.then_some(Time(written))
    }

    /// Minutes of the day, and the rest of the time: seconds and fraction.
    fn minutes(&self) -> Option<(i64, &str)> {
        let (hours, rest) = self.0.split_once(':')?;
        let (minutes, seconds) = rest.split_once(':')?;
        Some((hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?, seconds))
    }
}

impl DateTime {
    /// Parses a FHIR `dateTime`. A time without an offset, as browsers write it, is local time.
    #[must_use]
    pub fn parse(text: &str) -> Option<DateTime> {
        let Some((date, clock)) = text.split_once('T') else {
            return Some(DateTime { date: Date::parse(text)?, time: None });
        };
        let date = Date::parse(date).filter(Date::is_full)?;
        let split = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
        let (clock, zone) = clock.split_at_checked(split)?;
        let zone = match zone {
            "" => "",
            _ if offset(zone)? == 0 => "Z",
            _ => zone,
        };
        Some(DateTime { date, time: Some((Time::parse(clock)?, zone.into())) })
    }

    /// The order of two moments; `None` if the precision, or an offset that only one of them has, leaves it open.
    #[must_use]
    pub fn compare(&self, other: &DateTime) -> Option<Ordering> {
        match (&self.time, &other.time) {
            (Some((a, a_zone)), Some((b, b_zone))) => match (a_zone.is_empty(), b_zone.is_empty()) {
                (true, true) => Some(self.date.compare(&other.date)?.then_with(|| a.cmp(b))),
                (false, false) => Some(self.since_1970()?.cmp(&other.since_1970()?)),
                _ => None,
            },
            (None, None) => self.date.compare(&other.date),
            // If only one has a time, only different days have an order.
            _ => self.date.compare(&other.date).filter(|order| order.is_ne()),
        }
    }

    /// Whether it has an offset from UTC.
    #[must_use]
    pub fn has_offset(&self) -> bool {
        self.time.as_ref().is_some_and(|(_, zone)| !zone.is_empty())
    }

    /// Minutes since the start of 1970 in UTC, and the rest: seconds and fraction.
    fn since_1970(&self) -> Option<(i64, &str)> {
        let (time, zone) = self.time.as_ref()?;
        let (minutes, seconds) = time.minutes()?;
        Some((self.date.day_number()? * 24 * 60 + minutes - offset(zone)?, seconds))
    }
}

/// Minutes that a clock with this offset is ahead of UTC; at most 14 hours.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let clock = zone.strip_prefix(['+', '-'])?;
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let size = i64::from(hours * 60 + minutes);
    let exists = hours <= 14 && minutes < 60;
    exists.then_some(if zone.starts_with('-') { -size } else { size })
}

/// A number of exactly `width` digits.
fn digits(text: &str, width: usize) -> Option<u32> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Length of a month in days; 0 if there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
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
        f.write_str(&self.0)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.date.0)?;
        match &self.time {
            None => Ok(()),
            Some((time, zone)) => write!(f, "T{}{zone}", time.0),
        }
    }
}

packed!(tuple Date(text));
packed!(tuple Time(text));
packed!(struct DateTime { date, time });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision() {
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
    fn dates_compare_only_at_their_common_precision() {
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
        for text in [
            "2024-05T10:00:00Z",
            "2024-05-01T",
            "2024-05-01T10:00:00+15:00",
            "2024-05-01T10:00:00+1",
            "2024-05-01T10:00:00Z05:00",
        ] {
            assert_eq!(DateTime::parse(text), None, "{text}");
        }
    }
}
