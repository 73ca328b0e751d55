//! The recorded size of each file of the release, and the verdict on a size. A file may grow by 5 % before the build fails,
//! so that no change is about single bytes. To record a figure again, change it here and say why in the commit.
//!
//! Sizes are bytes after brotli at quality 11.

use crate::package::files::start_of;

/// Everything that one visitor downloads to finish the check in English: a phone on a weak network has it in half a second.
pub const FIRST_VISIT: u64 = 110_000;

/// The recorded size of one kind of file.
pub struct Record {
    /// The file's name without its hash; `LANG` stands for every language that has no record of its own.
    pub file: &'static str,
    /// Bytes.
    pub size: u64,
    /// Who downloads it, and what its size is made of. Weigh a larger size against this.
    pub reason: &'static str,
}

impl Record {
    /// The largest size that is accepted.
    pub fn most(&self) -> u64 {
        most(self.size)
    }
}

/// 5 % more than a recorded size, and never less than 40 B more: hashes in a small file take some bytes more or less.
pub fn most(recorded: u64) -> u64 {
    recorded + (recorded / 20).max(40)
}

pub const RECORDS: [Record; 16] = [
    // Nearly all of it must work at once, or where nothing else can be fetched. It holds the names of other files: their
    // hashes make it 20 bytes more or less.
    record(
        "candidate-check.js",
        4_729,
        "every visitor of a clinic's page, also who never looks at the check",
    ),
    record("runner.js", 7_210, "every visitor of the check: glue and styles"),
    record("widget_bg.wasm", 72_500, "every visitor of the check: rules, screens and Leptos"),
    record("check.en.txt", 25_657, "every visitor of the check in English: questions, findings, interface"),
    record(
        "learn.en.txt",
        10_850,
        "every visitor of the check in English, when all else is there: learn cards",
    ),
    record("shell.LANG.js", 984, "every visitor of a page in another language: words of the first screen"),
    record("check.LANG.txt", 28_410, "as check.en.txt; other languages need more words"),
    record("learn.LANG.txt", 12_153, "as learn.en.txt; other languages need more words"),
    record("compile.js", 1_254, "visitors of clinics with their own questionnaire: what starts the compiler"),
    record("compiler_bg.wasm", 46_073, "the same: reads FHIR and says what is wrong with it"),
    record("frame.js", 1_759, "visitors where isolation is frame: the page's side"),
    record("frame.html", 273, "the same: what stands in the frame"),
    record("framed.js", 5_806, "the same: the script in the frame, with a copy of the loader in it"),
    record("advice.js", 302, "pages with a wrong attribute: what the console says of it"),
    record("module.js", 5_001, "in the place of candidate-check.js for pages that import it"),
    record("integrity.json", 997, "no visitor: whoever pins a version reads it"),
];

const fn record(file: &'static str, size: u64, reason: &'static str) -> Record {
    Record { file, size, reason }
}

/// The record of a file of the release.
pub fn record_of(name: &str) -> Option<&'static Record> {
    let name = without_hash(name);
    let of = |name: &str| RECORDS.iter().find(|record| record.file == name);
    let any_language = || {
        let mut parts = name.split('.');
        let (kind, _, ending) = (parts.next()?, parts.next()?, parts.next()?);
        of(&format!("{kind}.LANG.{ending}"))
    };
    of(&name).or_else(any_language)
}

/// `runner-0123abcd.js` as `runner.js`.
fn without_hash(name: &str) -> String {
    let Some((start, rest)) = name.rsplit_once('-') else { return name.into() };
    let hash = start_of(rest, |it| it.is_ascii_hexdigit()).len();
    if hash == 8 { format!("{start}{}", &rest[hash..]) } else { name.into() }
}

/// The fault of a size; `None` if it is within its limit.
pub fn fault(name: &str, size: u64) -> Option<String> {
    match record_of(name) {
        None => Some(format!("{name} has no recorded size")),
        Some(record) if size > record.most() => {
            let (size, most) = (grouped(size), grouped(record.most()));
            Some(format!("{name}: {size} B of {most} B, downloaded by {}", record.reason))
        }
        Some(_) => None,
    }
}

/// The same for everything that a first visit downloads.
pub fn fault_of_visit(size: u64) -> Option<String> {
    let limit = most(FIRST_VISIT);
    (size > limit).then(|| format!("a first visit: {} B of {} B", grouped(size), grouped(limit)))
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

    fn size(name: &str) -> Option<u64> {
        record_of(name).map(|record| record.size)
    }

    #[test]
    fn a_size_may_grow_by_five_percent() {
        let record = record_of("widget_bg.wasm").expect("it is recorded");
        assert_eq!(record.most(), record.size * 105 / 100);
        assert_eq!(fault("widget_bg.wasm", record.most()), None);
        let fault = fault("widget_bg.wasm", record.most() + 1).expect("it is over");
        assert!(fault.starts_with("widget_bg.wasm: ") && fault.contains("every visitor"), "{fault}");
        assert_eq!(most(300), 340);
        assert_eq!(fault_of_visit(most(FIRST_VISIT)), None);
        assert!(
            fault_of_visit(most(FIRST_VISIT) + 1).is_some_and(|it| it.contains("115,501 B of 115,500 B"))
        );
    }

    #[test]
    fn a_file_is_known_without_its_hash_and_in_any_language() {
        assert_eq!(size("widget-01234567_bg.wasm"), size("widget_bg.wasm"));
        assert_eq!(size("check.en-01234567.txt"), size("check.en.txt"));
        assert_eq!(size("check.pt-br-01234567.txt"), size("check.LANG.txt"));
        assert_ne!(size("check.es-01234567.txt"), size("check.en-01234567.txt"));
        assert_eq!(fault("widget-0123.txt", 1).as_deref(), Some("widget-0123.txt has no recorded size"));
    }

    #[test]
    fn digits_come_in_groups_of_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
