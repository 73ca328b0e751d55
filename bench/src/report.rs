//! All figures, as they are stored in `report.json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::stats::Summary;

/// A report of one or more parts. A part that is measured again replaces the earlier one.
#[derive(Default, Serialize, Deserialize)]
pub struct Report {
    pub parts: BTreeMap<String, Part>,
}

/// One part, measured in one go.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Part {
    pub date: String,
    pub machine: Machine,
    pub browser: String,
    /// Each product's version.
    pub versions: BTreeMap<String, String>,
    pub settings: Vec<String>,
    pub runs: usize,
    /// By product, then by measure.
    pub figures: BTreeMap<String, BTreeMap<String, Figure>>,
    pub faults: Vec<String>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_mb: u64,
    pub system: String,
    /// The load of the machine when the part began: the average number of runnable processes over a minute.
    pub load: String,
}

/// One measure of one product.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Figure {
    /// One value for each run, in order.
    pub values: Vec<f64>,
    pub summary: Option<Summary>,
    /// Set instead if a measure was given up: the text for the table, such as "> 60 s".
    pub given_up: Option<String>,
}

impl Part {
    pub fn add(&mut self, product: &str, measure: &str, value: f64) {
        let figure = self.figure(product, measure);
        figure.values.push(value);
        figure.summary = Summary::of(&figure.values);
    }

    pub fn mark_too_slow(&mut self, product: &str, measure: &str, why: &str) {
        self.figure(product, measure).given_up = Some(why.to_owned());
    }

    pub fn get(&self, product: &str, measure: &str) -> Option<&Figure> {
        self.figures.get(product)?.get(measure)
    }

    fn figure(&mut self, product: &str, measure: &str) -> &mut Figure {
        let figures = self.figures.entry(product.to_owned()).or_default();
        figures.entry(measure.to_owned()).or_default()
    }
}

impl Report {
    /// The report of an earlier run, or an empty one.
    pub fn read(path: &Path) -> Report {
        let text = fs::read_to_string(path).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|err| Error::NotUnderstood { what: "the report".into(), detail: err.to_string() })?;
        fs::write(path, text).map_err(Error::file("write", path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_as_it_was_written() {
        let mut part = Part::default();
        part.add("ours", "bytes", 3.0);
        part.add("ours", "bytes", 4.5);
        part.mark_too_slow("other", "bytes", "> 60 s");
        let report = Report { parts: [("wire".to_owned(), part)].into() };
        let path = std::env::temp_dir().join(format!("candidate-check-report-{}.json", std::process::id()));
        report.write(&path).expect("the folder can be written");
        let part = Report::read(&path).parts.remove("wire").expect("the part is there");
        fs::remove_file(path).expect("the file can go");
        let figure = part.get("ours", "bytes").expect("the figure is there");
        assert_eq!(figure.values, [3.0, 4.5]);
        assert_eq!(figure.summary.map(|it| it.median), Some(3.75));
        let other = part.get("other", "bytes").expect("the figure is there");
        assert_eq!((other.given_up.as_deref(), other.summary), (Some("> 60 s"), None));
        assert!(part.get("third", "bytes").is_none());
    }
}
