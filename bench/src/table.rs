//! The figures as tables: a row for each product, and for every figure its ratio to ours.

use std::fmt::Write;

use crate::forms::{Form, Pattern};
use crate::parts::{SIZES, engine, measure_of};
use crate::products::{OURS, PRODUCTS};
use crate::report::{Figure, Part};

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    Milliseconds,
    /// Thousands of bytes.
    Kilobytes,
    /// Millions of bytes.
    Megabytes,
    Count,
    /// A plain number, with three decimal places.
    Score,
    /// Repetitions per second: more is better.
    PerSecond,
}

/// One column. Less is better, except for figures per second.
#[derive(Clone, Debug)]
pub struct Column {
    pub measure: String,
    pub title: String,
    pub unit: Unit,
    /// Whether to show the ratio to our figure.
    pub ratio: bool,
}

/// A table with its title.
pub struct Table {
    pub title: String,
    pub columns: Vec<Column>,
    /// Whether the table ranks products. Other tables show the same figures in another way.
    pub compared: bool,
}

/// The tables of a part.
pub fn tables(part: &str) -> Vec<Table> {
    use Unit::{Count, Kilobytes, Megabytes, Milliseconds, Score};
    let table = |title: &str, columns: &[(&str, &str, Unit, bool)]| Table {
        title: title.into(),
        compared: true,
        columns: columns
            .iter()
            .map(|(measure, title, unit, ratio)| Column {
                measure: (*measure).into(),
                title: (*title).into(),
                unit: *unit,
                ratio: *ratio,
            })
            .collect(),
    };
    match part {
        "wire" => vec![table(
            "On the wire",
            &[
                ("first", "until the first answer, kB", Kilobytes, true),
                ("all", "the whole visit, kB", Kilobytes, true),
                ("requests", "requests", Count, true),
            ],
        )],
        "load" => ["cold", "warm"]
            .map(|state| {
                let title = match state {
                    "cold" => "Nothing in the cache",
                    _ => "Everything in the cache",
                };
                let mut table = table(
                    title,
                    &[
                        ("paint", "first paint, ms", Milliseconds, true),
                        ("shown", "first question shown, ms", Milliseconds, true),
                        ("answerable", "answerable, ms", Milliseconds, true),
                    ],
                );
                for column in &mut table.columns {
                    column.measure = format!("{state} {}", column.measure);
                }
                table
            })
            .into(),
        "host" => vec![
            table(
                "Added to the page before anyone starts",
                &[
                    ("added bytes", "bytes, kB", Kilobytes, true),
                    ("added tasks", "main thread, ms", Milliseconds, true),
                    ("added script", "of that, scripts, ms", Milliseconds, true),
                    ("added blocked", "total blocking time, ms", Milliseconds, true),
                    ("added largest", "largest paint later by, ms", Milliseconds, false),
                ],
            ),
            Table {
                compared: false,
                ..table(
                    "The page with it",
                    &[
                        ("bytes", "bytes, kB", Kilobytes, false),
                        ("tasks", "main thread, ms", Milliseconds, false),
                        ("blocked", "total blocking time, ms", Milliseconds, false),
                        ("largest", "largest paint, ms", Milliseconds, false),
                        ("shift", "layout shift", Score, false),
                    ],
                )
            },
        ],
        "answer" => vec![table(
            "From an answer to the next question",
            &[
                ("p50", "half of all within, ms", Milliseconds, true),
                ("p95", "95 of 100 within, ms", Milliseconds, true),
                ("p99", "99 of 100 within, ms", Milliseconds, true),
            ],
        )],
        "memory" => vec![
            table(
                "Memory of the page, 201 questions",
                &[
                    ("loaded", "loaded, MB", Megabytes, true),
                    ("answered", "after 200 answers, MB", Megabytes, true),
                    ("nodes", "DOM nodes, loaded", Count, true),
                    ("nodes after", "DOM nodes after 200 answers", Count, true),
                    ("listeners", "listeners, loaded", Count, true),
                ],
            ),
            table(
                "Left each time it is shown and removed",
                &[
                    ("bytes left", "memory, kB", Kilobytes, false),
                    ("nodes left", "DOM nodes", Count, false),
                    ("listeners left", "listeners", Count, false),
                ],
            ),
        ],
        "growth" => growth_tables(),
        "engine" => engine_tables(),
        _ => vec![],
    }
}

fn growth_tables() -> Vec<Table> {
    let mut tables = Vec::new();
    for (what, title) in [("answerable", "Answerable, ms"), ("answer", "An answer, ms")] {
        for pattern in Pattern::ALL {
            tables.push(by_size(what, pattern, format!("{title}: {}", way(pattern))));
        }
    }
    let title = "The answer that lets all others appear, ms".to_owned();
    tables.push(by_size("slowest", Pattern::Fan, title));
    tables
}

fn engine_tables() -> Vec<Table> {
    let column =
        |measure: String, title: String| Column { measure, title, unit: Unit::PerSecond, ratio: false };
    let table = |title: &str, columns: Vec<Column>| Table { title: title.into(), columns, compared: false };
    let check = [
        ("compile", "compiled from FHIR, a second"),
        ("start", "loaded by the widget, a second"),
        ("visit", "visits, a second"),
        (engine::ANSWERS, "answers, a second"),
    ];
    let check = check.map(|(measure, title)| column(measure.into(), title.into()));
    let sizes = |kind: &str| {
        let of = |size| engine::measure_of(kind, Some(Form::new(Pattern::Flat, size)));
        SIZES.map(|size| column(of(size), format!("{} questions", grouped(size as f64, 0)))).into()
    };
    vec![
        table("The check it comes with", check.into()),
        table("Answers a second", sizes("answer")),
        table("The answer that lets all others appear, a second", sizes("open")),
        table("Forms a second, compiled from FHIR for the widget", sizes("compile")),
        table("Forms a second, loaded by the widget until the first question is shown", sizes("start")),
    ]
}

fn way(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Flat => "no question waits for another",
        Pattern::Chain => "each waits for the one before",
        Pattern::Fan => "all wait for the first",
    }
}

fn by_size(what: &str, pattern: Pattern, title: String) -> Table {
    let columns = SIZES.map(|size| Column {
        measure: measure_of(what, Form::new(pattern, size)),
        title: format!("{} questions", grouped(size as f64, 0)),
        unit: Unit::Milliseconds,
        ratio: true,
    });
    Table { title, columns: columns.into(), compared: true }
}

/// All tables of a part, as Markdown.
pub fn of_part(name: &str, part: &Part) -> String {
    tables(name).iter().map(|table| of(table, part) + "\n").collect()
}

/// One table as Markdown.
pub fn of(table: &Table, part: &Part) -> String {
    let mut text = format!("**{}**\n\n| |", table.title);
    // Writing to a string can't fail.
    for column in &table.columns {
        let _ = write!(text, " {} |", column.title);
    }
    text += "\n| --- |";
    text += &" ---: |".repeat(table.columns.len());
    text += "\n";
    for (name, title) in rows(part) {
        let cells: Vec<String> = table.columns.iter().map(|column| cell(part, name, column)).collect();
        if cells.iter().any(|it| !it.is_empty()) {
            let _ = writeln!(text, "| {title} | {} |", cells.join(" | "));
        }
    }
    text
}

/// The products that were measured, ours first, with their versions.
pub fn rows(part: &Part) -> Vec<(&'static str, String)> {
    let alone = crate::parts::NOTHING;
    // The engine is measured with forms, not beside products.
    let forms = Pattern::ALL.map(|pattern| (pattern.name(), way(pattern).to_owned()));
    let forms = forms.into_iter().filter(|(name, _)| part.figures.contains_key(*name));
    PRODUCTS
        .iter()
        .chain([alone])
        .filter(|it| part.figures.contains_key(it.name))
        .map(|it| {
            let version = part.versions.get(it.name).map(|it| format!(" {it}")).unwrap_or_default();
            (it.name, format!("{}{version}", it.title))
        })
        .chain(forms)
        .collect()
}

fn cell(part: &Part, product: &str, column: &Column) -> String {
    let Some(figure) = part.get(product, &column.measure) else { return String::new() };
    let ours = part.get(OURS, &column.measure).filter(|_| product != OURS && column.ratio);
    let text = written(figure, column.unit);
    match ours.and_then(|ours| ratio(figure, ours)) {
        Some(ratio) => format!("{text} **×{ratio}**"),
        None => text,
    }
}

/// A figure with its quartiles, where they differ.
pub fn written(figure: &Figure, unit: Unit) -> String {
    if let Some(why) = &figure.given_up {
        return why.clone();
    }
    let Some(summary) = figure.summary else { return String::new() };
    let [median, low, high] =
        [summary.median, summary.quartiles[0], summary.quartiles[1]].map(|it| number(it, unit));
    match low == median && high == median {
        true => median,
        false => format!("{median} ({low}–{high})"),
    }
}

/// The ratio of a figure to ours; `None` if either is missing or not positive.
fn ratio(figure: &Figure, ours: &Figure) -> Option<String> {
    if figure.given_up.is_some() {
        return None;
    }
    let (it, ours) = (figure.summary?.median, ours.summary?.median);
    let ratio = it / ours;
    let places = if ratio < 0.1 { 2 } else { 1 };
    (it > 0.0 && ours > 0.0).then(|| if ratio >= 9.95 { grouped(ratio, 0) } else { grouped(ratio, places) })
}

/// A formatted number: the smaller it is, the more decimal places it has.
pub fn number(value: f64, unit: Unit) -> String {
    let (value, places) = match unit {
        Unit::Kilobytes => (value / 1e3, 1),
        Unit::Megabytes => (value / 1e6, 1),
        Unit::Score => (value, 3),
        Unit::Count => (value, if value.fract() == 0.0 { 0 } else { 1 }),
        Unit::Milliseconds | Unit::PerSecond if value.abs() >= 100.0 => (value, 0),
        Unit::Milliseconds | Unit::PerSecond => (value, 1),
    };
    grouped(value, places)
}

/// A number with `places` decimal places, and its digits in groups of three.
fn grouped(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let nothing = text.chars().all(|it| "0.".contains(it));
    let sign = if value < 0.0 && !nothing { "−" } else { "" };
    format!("{sign}{grouped}{rest}")
}

/// The columns in which another maker's product is better than ours, a line for each.
pub fn behind(name: &str, part: &Part) -> Vec<String> {
    let mut lines = Vec::new();
    for table in tables(name).into_iter().filter(|it| it.compared) {
        for column in &table.columns {
            // A negative value is noise, and no better than zero.
            let median = |product: &str| Some(part.get(product, &column.measure)?.summary?.median.max(0.0));
            let Some(ours) = median(OURS) else { continue };
            let before: Vec<String> = rows(part)
                .into_iter()
                .filter(|(product, _)| part.versions.contains_key(*product))
                .filter_map(|(product, title)| Some((median(product)?, title)))
                .filter(|(value, _)| {
                    number(*value, column.unit) != number(ours, column.unit) && *value < ours
                })
                .map(|(value, title)| format!("{title} {}", number(value, column.unit)))
                .collect();
            if !before.is_empty() {
                let ours = number(ours, column.unit);
                lines.push(format!(
                    "- {}; {}: Candidate Check {ours}, {}",
                    table.title,
                    column.title,
                    before.join(", ")
                ));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part() -> Part {
        let mut part = Part::default();
        part.versions.insert("surveyjs".into(), "2.5.38".into());
        part.versions.insert("lforms".into(), "40.1.3".into());
        for (product, first, requests) in [("ours", 150_000.0, 4.0), ("surveyjs", 330_400.0, 3.0)] {
            part.add(product, "first", first);
            part.add(product, "first", first + 400.0);
            part.add(product, "requests", requests);
        }
        part.mark_too_slow("lforms", "first", "> 60 s");
        part
    }

    #[test]
    fn a_table_shows_the_spread_and_the_ratio_to_ours() {
        let wire = tables("wire").remove(0);
        assert_eq!(
            of(&wire, &part()),
            "\
**On the wire**

| | until the first answer, kB | the whole visit, kB | requests |
| --- | ---: | ---: | ---: |
| Candidate Check | 150.2 (150.1–150.3) |  | 4 |
| SurveyJS 2.5.38 | 330.6 (330.5–330.7) **×2.2** |  | 3 **×0.8** |
| LHC-Forms 40.1.3 | > 60 s |  |  |
"
        );
    }

    #[test]
    fn lists_columns_in_which_another_product_is_better() {
        assert_eq!(
            behind("wire", &part()),
            ["- On the wire; requests: Candidate Check 4, SurveyJS 2.5.38 3"]
        );
    }

    #[test]
    fn smaller_numbers_have_more_decimal_places() {
        for (value, unit, text) in [
            (1_234.56, Unit::Milliseconds, "1,235"),
            (12.34, Unit::Milliseconds, "12.3"),
            (-0.01, Unit::Milliseconds, "0.0"),
            (-3.26, Unit::Milliseconds, "−3.3"),
            (1_234_567.0, Unit::Kilobytes, "1,234.6"),
            (12_345_678.0, Unit::Megabytes, "12.3"),
            (1_234.0, Unit::Count, "1,234"),
            (0.5, Unit::Count, "0.5"),
            (0.01234, Unit::Score, "0.012"),
        ] {
            assert_eq!(number(value, unit), text);
        }
    }

    #[test]
    fn every_part_has_its_tables() {
        for part in &crate::parts::PARTS {
            assert!(!tables(part.name).is_empty(), "{}", part.name);
        }
    }
}
