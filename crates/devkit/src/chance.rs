//! Randomness in tests. The seed is fixed and the number of tries is preset; environment variables change both.

use std::env;
use std::ops::Range;

/// The variable with another seed.
const SEED: &str = "SEED";
/// The variable with a factor for the number of tries.
const EFFORT: &str = "EFFORT";

/// The seed of a test, printed so that a failure shows it: the test's own, or the one in the variable `SEED`.
///
/// # Panics
///
/// `SEED` is not a whole number.
pub fn seed(own: u64) -> u64 {
    let seed = number(SEED).unwrap_or(own);
    println!("{SEED}={seed}");
    seed
}

/// A number of tries, times the factor in the variable `EFFORT`.
///
/// # Panics
///
/// `EFFORT` is not a whole number.
pub fn tries(usual: usize) -> usize {
    let factor = number(EFFORT).unwrap_or(1);
    usize::try_from(factor).ok().and_then(|factor| usual.checked_mul(factor)).unwrap_or(usize::MAX)
}

/// One seed for each try.
pub fn seeds(usual: usize) -> Range<u64> {
    let first = seed(0);
    first..first.saturating_add(tries(usual) as u64)
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is \"{text}\", which is not a whole number")))
}
