//! The middle and the spread of what was measured.

use serde::{Deserialize, Serialize};

/// What a list of values comes to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub median: f64,
    /// The lower and the upper quartile.
    pub quartiles: [f64; 2],
}

impl Summary {
    /// Nothing of nothing.
    pub fn of(values: &[f64]) -> Option<Summary> {
        let at = |share| quantile(values, share);
        Some(Summary { median: at(0.5)?, quartiles: [at(0.25)?, at(0.75)?] })
    }
}

/// The value below which a share of all values lies, in a straight line between the two nearest.
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
    fn quantiles_reach_from_the_least_to_the_most() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        for (share, value) in [(0.0, 0.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0)] {
            assert_eq!(quantile(&values, share), Some(value));
        }
    }
}
