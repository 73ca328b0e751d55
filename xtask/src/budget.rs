//! The limits on what a visitor downloads, and the verdict on them. A new limit is a line in the diff, with
//! its reason beside it.
//!
//! Sizes are bytes after brotli at quality 11.

/// The loader alone: every visitor of the clinic's page downloads it, also those who never look at the check.
pub const LOADER: u64 = 5_000;

/// Everything that one visitor downloads to finish the check in English: loader, runner, WASM and the English
/// check.
pub const FIRST_VISIT: u64 = 150_000;

/// One size beside its limit.
pub struct Line {
    pub what: &'static str,
    pub size: u64,
    pub limit: u64,
}

impl Line {
    pub fn is_over(&self) -> bool {
        self.size > self.limit
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}: {} B of {} B", self.what, grouped(self.size), grouped(self.limit))
    }
}

/// The sizes that have a limit.
pub fn lines(loader: u64, first_visit: u64) -> [Line; 2] {
    [
        Line { what: "loader", size: loader, limit: LOADER },
        Line {
            what: "all that a visitor downloads to finish the check in English",
            size: first_visit,
            limit: FIRST_VISIT,
        },
    ]
}

/// A number with its digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_at_its_limit_is_not_over() {
        let [loader, visit] = lines(LOADER, FIRST_VISIT + 1);
        assert!(!loader.is_over());
        assert!(visit.is_over());
        assert_eq!(loader.to_string(), "loader: 5,000 B of 5,000 B");
    }

    #[test]
    fn digits_come_in_groups_of_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
