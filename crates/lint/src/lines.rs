//! Representative values on a line: one value for each interval between the points that conditions compare with.
//! This module knows no questions; `classes.rs` gives the values their meaning.
//!
//! This is sufficient, because the result of `=`, `!=`, `>`, `<`, `>=` or `<=` changes only at the value of the
//! condition. Between two neighboring points all values give the same result, so one of them represents the others.

use engine::model::Decimal;
use engine::model::moment::{Date, Time};

/// Every point, and one number in each interval between, below and above them, within 18 digits.
pub(super) fn decimals(points: &[Decimal]) -> Vec<Decimal> {
    let mut points = points.to_vec();
    points.sort_unstable();
    points.dedup();
    let mut found = points.clone();
    for pair in points.windows(2) {
        found.extend(between(pair[0], pair[1]));
    }
    found.extend(integers(&points).into_iter().map(Decimal::from));
    found
}

/// Every integer point, and an integer in each interval that contains one.
pub(super) fn integers(points: &[Decimal]) -> Vec<i64> {
    let mut found: Vec<i64> = points
        .iter()
        .filter_map(|point| floor(*point, 0))
        .flat_map(|whole| [whole - 1, whole, whole + 1])
        .collect();
    if found.is_empty() {
        found.push(0);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The shortest number strictly between two; `None` if no number of 18 digits lies between them.
fn between(low: Decimal, high: Decimal) -> Option<Decimal> {
    (0..=18).find_map(|scale| {
        let next = floor(low, scale)? + 1;
        Decimal::parse(&format!("{next}e-{scale}")).filter(|found| low < *found && *found < high)
    })
}

/// The largest whole number that is not above the number times 10 to the power of `scale`.
fn floor(number: Decimal, scale: usize) -> Option<i64> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(scale).collect();
    let cut: i64 = format!("{whole}{kept}").parse().ok()?;
    let rest = fraction.bytes().skip(scale).any(|digit| digit != b'0');
    Some(if rest && text.starts_with('-') { cut - 1 } else { cut })
}

/// Days, months and years that represent all: the first of each interval, and one before the first interval.
pub(super) fn dates(points: &[Date]) -> Vec<Date> {
    let mut days = Vec::new();
    for point in points {
        let text = point.to_string();
        let (first, last) = match text.len() {
            4 => (date(&format!("{text}-01-01")), date(&format!("{text}-12-31"))),
            7 => (date(&format!("{text}-01")), last_of_month(&text)),
            _ => (Some(point.clone()), Some(point.clone())),
        };
        let (before, after) = (first.as_ref().and_then(day_before), last.as_ref().and_then(day_after));
        days.extend([before, first, after].into_iter().flatten());
    }
    if days.is_empty() {
        days.extend(date("2000-01-01"));
    }
    // Months and years on their own lines: those of the days, and their neighbors.
    let spans = |length: usize, first: &'static str| {
        days.iter().flat_map(move |day| {
            let span = day.to_string()[..length].to_owned();
            let last = if length == 4 { date(&format!("{span}-12-31")) } else { last_of_month(&span) };
            let before = date(&format!("{span}{first}")).as_ref().and_then(day_before);
            let near = [before, Some(day.clone()), last.as_ref().and_then(day_after)];
            near.into_iter().flatten().filter_map(move |day| date(&day.to_string()[..length]))
        })
    };
    let months: Vec<Date> = spans(7, "-01").collect();
    let years: Vec<Date> = spans(4, "-01-01").collect();
    let far = ["0001", "0001-01", "0001-01-01", "9999", "9999-12", "9999-12-31"];
    days.into_iter().chain(months).chain(years).chain(far.into_iter().filter_map(date)).collect()
}

fn date(text: &str) -> Option<Date> {
    Date::parse(text)
}

/// Year, month and day of a full date.
fn parts(day: &Date) -> Option<(u32, u32, u32)> {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

fn last_of_month(month: &str) -> Option<Date> {
    (28..=31).rev().find_map(|day| date(&format!("{month}-{day}")))
}

fn day_after(day: &Date) -> Option<Date> {
    let (year, month, number) = parts(day)?;
    date(&format!("{year:04}-{month:02}-{:02}", number + 1))
        .or_else(|| date(&format!("{year:04}-{:02}-01", month + 1)))
        .or_else(|| date(&format!("{:04}-01-01", year + 1)))
}

fn day_before(day: &Date) -> Option<Date> {
    let (year, month, number) = parts(day)?;
    date(&format!("{year:04}-{month:02}-{:02}", number.saturating_sub(1)))
        .or_else(|| last_of_month(&format!("{year:04}-{:02}", month.saturating_sub(1))))
        .or_else(|| date(&format!("{:04}-12-31", year.saturating_sub(1))))
}

/// Every point, the time right after it, and the first and last of the day; full hours come first, because they are easiest to read.
pub(super) fn times(points: &[Time]) -> Vec<Time> {
    let mut found: Vec<Time> = (0..24).filter_map(|hour| Time::parse(&format!("{hour:02}:00:00"))).collect();
    found.extend(points.iter().cloned());
    found.extend(points.iter().filter_map(right_after));
    found.extend(Time::parse("23:59:60.999999999"));
    found
}

/// A nanosecond later. Every minute has a 61st second here, as leap seconds are allowed at any time.
fn right_after(time: &Time) -> Option<Time> {
    let text = time.to_string();
    let (clock, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut parts = clock.split(':').map(|part| part.parse::<u64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let nanos: u64 = format!("{fraction:0<9}").parse().ok()?;
    let later = (((hour * 60 + minute) * 61 + second) * 1_000_000_000) + nanos + 1;
    let (seconds, nanos) = (later / 1_000_000_000, later % 1_000_000_000);
    let (minutes, second) = (seconds / 61, seconds % 61);
    Time::parse(&format!("{:02}:{:02}:{second:02}.{nanos:09}", minutes / 60, minutes % 60))
}

/// Every point and the text right after it, texts of at most this many characters; the shortest text first.
pub(super) fn texts(points: &[String], most: usize) -> Vec<String> {
    let mut found: Vec<String> = ["x", "-", "~"].map(Into::into).to_vec();
    found.extend(points.iter().cloned());
    found.extend(points.iter().filter_map(|point| following(point, most)));
    // The first and one of the last of all texts.
    found.extend(["\0".into(), char::MAX.into()]);
    found
}

/// The text that comes right after, among those of at most this many characters.
fn following(text: &str, most: usize) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    if chars.len() < most {
        chars.push('\0');
        return Some(chars.into_iter().collect());
    }
    while let Some(last) = chars.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn numbers_lie_at_between_and_beyond_the_points() {
        let points = [decimal("1.5"), decimal("2"), decimal("-0.25")];
        let found = decimals(&points);
        for point in points {
            assert!(found.contains(&point));
        }
        let in_stretch = |low: &str, high: &str| {
            assert!(
                found.iter().any(|n| decimal(low) < *n && *n < decimal(high)),
                "{low} to {high}: {found:?}"
            );
        };
        in_stretch("-99", "-0.25");
        in_stretch("-0.25", "1.5");
        in_stretch("1.5", "2");
        in_stretch("2", "99");
    }

    #[test]
    fn integers_cover_every_interval_that_contains_one() {
        assert_eq!(integers(&[decimal("1.5"), decimal("4")]), [0, 1, 2, 3, 4, 5]);
        assert_eq!(integers(&[decimal("-1.5")]), [-3, -2, -1]);
        assert_eq!(integers(&[]), [0]);
    }

    #[test]
    fn finds_no_number_between_neighbors_of_18_digits() {
        let (low, high) = (decimal("0.000000000000000001"), decimal("0.000000000000000002"));
        assert_eq!(between(low, high), None);
        assert_eq!(between(decimal("0.1"), decimal("0.11")), Some(decimal("0.101")));
        assert_eq!(between(decimal("-0.11"), decimal("-0.1")), Some(decimal("-0.109")));
    }

    #[test]
    fn days_around_a_date_cross_months_and_years() {
        let check = |day: &str, before: &str, after: &str| {
            let day = date(day).unwrap();
            assert_eq!((day_before(&day), day_after(&day)), (date(before), date(after)));
        };
        check("2024-03-01", "2024-02-29", "2024-03-02");
        check("2023-02-28", "2023-02-27", "2023-03-01");
        check("2024-01-01", "2023-12-31", "2024-01-02");
        check("2024-12-31", "2024-12-30", "2025-01-01");
    }

    #[test]
    fn partial_date_covers_its_first_to_its_last_day() {
        let found: Vec<String> = dates(&[date("2024-02").unwrap()]).iter().map(Date::to_string).collect();
        for text in ["2024-01-31", "2024-02-01", "2024-03-01", "2024-01", "2024-02", "2024-03", "2024"] {
            assert!(found.iter().any(|found| found == text), "{text}: {found:?}");
        }
    }

    #[test]
    fn months_and_years_have_their_own_lines() {
        let found = dates(&[date("2021-03-10").unwrap(), date("2024-06-10").unwrap()]);
        let has = |low: &str, high: &str, length: usize| {
            let between = found.iter().map(Date::to_string).filter(|text| text.len() == length);
            assert!(
                between.into_iter().any(|text| *low < *text && *text < *high),
                "{low} to {high}: {found:?}"
            );
        };
        has("0000", "2021", 4);
        has("2021", "2024", 4);
        has("2024", "9999-", 4);
        has("2000-01", "2021-03", 7);
        has("2021-03", "2024-06", 7);
        has("2024-06", "9999-99", 7);
    }

    #[test]
    fn finds_a_text_between_two_texts() {
        let found = texts(&["b".into(), "d".into()], 1);
        assert!(found.iter().any(|text| **text > *"b" && **text < *"d"), "{found:?}");
    }

    #[test]
    fn next_time_is_a_nanosecond_later() {
        let check = |time: &str, later: Option<&str>| {
            let time = Time::parse(time).unwrap();
            assert_eq!(right_after(&time), later.and_then(Time::parse));
        };
        check("08:30", Some("08:30:00.000000001"));
        check("08:30:60.999999999", Some("08:31:00"));
        check("23:59:60.999999999", None);
    }

    #[test]
    fn next_text_has_the_same_length_or_is_longer() {
        assert_eq!(following("a", 2).as_deref(), Some("a\0"));
        assert_eq!(following("ab", 2).as_deref(), Some("ac"));
        assert_eq!(following(&format!("a{}", char::MAX), 2).as_deref(), Some("b"));
        assert_eq!(following(&char::MAX.to_string(), 1), None);
    }
}
