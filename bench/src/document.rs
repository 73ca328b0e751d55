//! The figures and charts for `docs/performance.md`. The prose outside the marks is written by hand.

use std::fs;
use std::path::Path;

use crate::chart::{self, Bar};
use crate::error::Error;
use crate::parts::PARTS;
use crate::products::{OURS, PRODUCTS};
use crate::report::{Part, Report};
use crate::table::{self, Unit};
use devkit::marks;

const DOCUMENT: &str = "docs/performance.md";
const CHARTS: &str = "docs/performance";

/// A chart of one measure.
struct Chart {
    part: &'static str,
    measure: &'static str,
    unit: Unit,
    unit_name: &'static str,
    name: &'static str,
    title: &'static str,
    below: &'static str,
}

const DRAWN: [Chart; 7] = [
    Chart {
        part: "wire",
        measure: "first",
        unit: Unit::Kilobytes,
        unit_name: "kB",
        name: "wire",
        title: "Downloaded until the first question can be answered",
        below: "kB after brotli, page and form included; shorter is better",
    },
    Chart {
        part: "load",
        measure: "cold answerable",
        unit: Unit::Milliseconds,
        unit_name: "ms",
        name: "load",
        title: "Until the first question can be answered",
        below: "ms, nothing in the cache, slow 4G, processor slowed four times; median",
    },
    Chart {
        part: "host",
        measure: "added tasks",
        unit: Unit::Milliseconds,
        unit_name: "ms",
        name: "host",
        title: "Cost to the page before anyone starts",
        below: "ms of the main thread, processor slowed four times; median",
    },
    Chart {
        part: "answer",
        measure: "p95",
        unit: Unit::Milliseconds,
        unit_name: "ms",
        name: "answer",
        title: "From an answer to the next question",
        below: "ms within which 95 of 100 are there, processor slowed four times; median of runs",
    },
    Chart {
        part: "memory",
        measure: "answered",
        unit: Unit::Megabytes,
        unit_name: "MB",
        name: "memory",
        title: "Memory after 200 answers",
        below: "MB, after garbage was collected; median",
    },
    Chart {
        part: "growth",
        measure: "answerable/flat/1000",
        unit: Unit::Milliseconds,
        unit_name: "ms",
        name: "growth-load",
        title: "A form of 1,000 questions: until the first can be answered",
        below: "ms, nothing slowed; median",
    },
    Chart {
        part: "growth",
        measure: "answer/chain/1000",
        unit: Unit::Milliseconds,
        unit_name: "ms",
        name: "growth-answer",
        title: "A form of 1,000 questions: from an answer to the next",
        below: "ms, each question waits for the one before, nothing slowed; median",
    },
];

/// Draws charts of the measured parts, and updates the document if every part was measured with every product.
pub fn write(report: &Report, root: &Path, dir: &Path) -> Result<(), Error> {
    for chart in &DRAWN {
        if let Some(part) = report.parts.get(chart.part) {
            save(&dir.join(format!("{}.svg", chart.name)), &draw(chart, part))?;
        }
    }
    if !is_whole(report) {
        println!("{DOCUMENT} is not updated: it needs every part with every product.");
        return Ok(());
    }
    let charts = root.join(CHARTS);
    fs::create_dir_all(&charts).map_err(Error::file("create", &charts))?;
    for chart in &DRAWN {
        save(&charts.join(format!("{}.svg", chart.name)), &draw(chart, &report.parts[chart.part]))?;
    }
    let path = root.join(DOCUMENT);
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let text = marks::between_marks(&text, &figures(report))
        .ok_or_else(|| Error::NotUnderstood { what: DOCUMENT.into(), detail: marks::FIX.into() })?;
    save(&path, &text)?;
    println!("The tables are in {DOCUMENT}, the charts in {CHARTS}.");
    Ok(())
}

fn save(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(Error::file("write", path))
}

/// Whether every part is there, and all products that come from npm are in those that have products.
fn is_whole(report: &Report) -> bool {
    let has_all = |part: &Part| {
        let measured = |name: &str| part.figures.contains_key(name);
        PRODUCTS.iter().filter(|it| it.shows_given_form()).all(|it| measured(it.name))
    };
    PARTS.iter().all(|kind| report.parts.get(kind.name).is_some_and(|part| kind.alone || has_all(part)))
}

fn draw(chart: &Chart, part: &Part) -> String {
    let bars = table::rows(part).into_iter().filter_map(|(name, _)| {
        let median = part.get(name, chart.measure)?.summary?.median;
        let product = PRODUCTS.iter().find(|it| it.name == name)?;
        let text = format!("{} {}", table::number(median, chart.unit), chart.unit_name);
        Some(Bar {
            label: product.short.to_owned(),
            value: median,
            text,
            ours: name == OURS || product.has_own_form(),
            floor: product.package.is_none(),
        })
    });
    chart::bars(chart.title, chart.below, bars.collect())
}

/// The text between the marks.
fn figures(report: &Report) -> String {
    let mut text = String::new();
    for kind in &PARTS {
        let part = &report.parts[kind.name];
        text += &format!("### {}\n\n", kind.title);
        for chart in DRAWN.iter().filter(|it| it.part == kind.name) {
            text += &format!("![{}](performance/{}.svg)\n\n", chart.title, chart.name);
        }
        text += &table::of_part(kind.name, part);
        text += &format!("{}\n", measured(part));
        for fault in &part.faults {
            text += &format!("- Could not be measured: {fault}\n");
        }
        text += "\n";
    }
    text += "### Where Candidate Check is not first\n\nEvery column in which another maker’s product has the smaller median:\n\n";
    let behind: Vec<String> =
        PARTS.iter().flat_map(|kind| table::behind(kind.name, &report.parts[kind.name])).collect();
    text + &behind.join("\n") + "\n"
}

/// When and on which machine a part was measured.
fn measured(part: &Part) -> String {
    let Part { date, machine, browser, runs, settings, .. } = part;
    let browser = if browser.is_empty() { String::new() } else { format!(" in {browser}") };
    let settings: String = settings.iter().map(|it| format!(" {it}")).collect();
    let load = machine.load.parse::<f64>().unwrap_or_default();
    let crowded = load > machine.cores as f64;
    let caution = if crowded { ", more than it can run at once: only large differences count" } else { "" };
    format!(
        "Measured on {date}{browser} on {}, {} cores, {:.0} GB of memory, {}; {}.{settings} \
         When it began, {load:.0} processes wanted to run{caution}.\n",
        machine.processor,
        machine.cores,
        machine.memory_mb as f64 / 1024.0,
        machine.system,
        if *runs == 1 { "1 run".to_owned() } else { format!("{runs} runs") },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_without_a_product_in_a_part_is_not_whole() {
        let mut report = Report::default();
        for kind in &PARTS {
            let mut part = Part::default();
            PRODUCTS.iter().for_each(|it| part.add(it.name, "some", 1.0));
            report.parts.insert(kind.name.to_owned(), part);
        }
        assert!(is_whole(&report));
        let part = report.parts.get_mut("host").expect("the part is there");
        part.figures.remove("lforms");
        assert!(!is_whole(&report));
    }

    #[test]
    fn every_chart_has_a_column() {
        for chart in &DRAWN {
            let tables = table::tables(chart.part);
            let mut columns = tables.iter().flat_map(|it| &it.columns);
            assert!(columns.any(|it| it.measure == chart.measure && it.unit == chart.unit), "{}", chart.name);
        }
    }
}
