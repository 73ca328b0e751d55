//! The median and the spread of values.

use serde::{Deserialize, Serialize};

/// The summary of a list of values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub median: f64,
    /// The lower and the upper quartile.
    pub quartiles: [f64; 2],
}

impl Summary {
    /// `None` for an empty list.
    pub fn of(values: &[f64]) -> Option<Summary> {
        let at = |share| quantile(values, share);
        Some(Summary { median: at(0.5)?, quartiles: [at(0.25)?, at(0.75)?] })
    }
}

/// The value below which a share (0 to 1) of all values lies, interpolated linearly; `None` for an empty list.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share * (sorted.len().checked_sub(1)? as f64);
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_quartiles_lie_between_the_nearest_values() {
        let summary = Summary::of(&[4.0, 1.0, 3.0, 2.0]).expect("there are values");
        assert_eq!((summary.median, summary.quartiles), (2.5, [1.75, 3.25]));
        let one = Summary::of(&[7.0]).expect("there is a value");
        assert_eq!((one.median, one.quartiles), (7.0, [7.0, 7.0]));
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn quantiles_range_from_minimum_to_maximum() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        for (share, value) in [(0.0, 0.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0)] {
            assert_eq!(quantile(&values, share), Some(value));
        }
    }
}
