//! The recorded size of each file of the release, and the check of a size against it. A file may grow by 5 % before the
//! build fails, so that single bytes do not matter. To record a figure again, change it here and say why in the commit.
//!
//! Sizes are bytes after brotli at quality 11.

use crate::package::files::start_of;

/// All files that one visitor downloads to finish the check in English: a phone on a weak network loads them in half a
/// second.
pub const FIRST_VISIT: u64 = 110_439;

/// The recorded size of one kind of file.
pub struct Record {
    /// The file's name without its hash; `LANG` stands for every language that has no record of its own.
    pub file: &'static str,
    /// Bytes.
    pub size: u64,
    /// Who downloads it, and what it contains. Weigh a larger size against this.
    pub reason: &'static str,
}

impl Record {
    /// The largest accepted size.
    pub fn limit(&self) -> u64 {
        limit(self.size)
    }
}

/// 5 % more than a recorded size, and at least 40 B more: the compressed size of hashes in a small file varies.
pub fn limit(recorded: u64) -> u64 {
    recorded + (recorded / 20).max(40)
}

pub const RECORDS: [Record; 22] = [
    // Nearly all of it must work at once, or when nothing else can be fetched. It contains the names of other files;
    // their hashes change its size by up to 20 bytes.
    record("candidate-check.js", 5_881, "every visitor of a clinic's page, even without opening the check"),
    record("runner.js", 9_468, "every visitor of the check: glue and styles"),
    record("widget_bg.wasm", 71_350, "every visitor of the check: rules, screens and Leptos"),
    record("check.en.txt", 23_740, "every visitor of the check in English: questions, findings, interface"),
    record(
        "learn.en.txt",
        7_819,
        "every visitor of the check in English, after all other files: learn cards",
    ),
    record("shell.LANG.js", 1_065, "every visitor of a page in another language: words of the first screen"),
    record("check.LANG.txt", 26_338, "as check.en.txt; other languages need more words"),
    record("learn.LANG.txt", 8_919, "as learn.en.txt; other languages need more words"),
    record(
        "brief.en.txt",
        7_994,
        "every visitor of the check, after all other files: texts of the brief in English",
    ),
    record("brief.LANG.txt", 9_028, "the same in each other language: a clinician may read another one"),
    record("compile.js", 1_327, "visitors of clinics with their own questionnaire: starts the compiler"),
    record(
        "compiler_bg.wasm",
        52_862,
        "the same: reads FHIR, and reports its errors and every part without effect",
    ),
    record(
        "brief.js",
        3_131,
        "every visitor of the check, after all other files: starts the program of the brief; its styles",
    ),
    record("brief_bg.wasm", 45_767, "the same: composes and shows the brief"),
    record(
        "pdf.js",
        1_221,
        "visitors, in idle time after the first question can be answered: starts the maker of PDFs",
    ),
    record("pdf_bg.wasm", 18_055, "the same: sets a document and writes it as PDF"),
    record("frame.js", 2_636, "visitors where isolation is frame: the page's side"),
    record("frame.html", 273, "the same: the document in the frame"),
    record("framed.js", 6_959, "the same: the script in the frame, with a copy of the loader in it"),
    record("advice.js", 301, "pages with an invalid attribute: the message on the console"),
    record("module.js", 6_165, "in place of candidate-check.js for pages that import it"),
    record("integrity.json", 1_356, "no visitor: for sites that pin a version"),
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

/// Why a size is not accepted; `None` if it is within its limit.
pub fn fault(name: &str, size: u64) -> Option<String> {
    match record_of(name) {
        None => Some(format!("{name} has no recorded size")),
        Some(record) if size > record.limit() => {
            let (size, limit) = (grouped(size), grouped(record.limit()));
            Some(format!("{name}: {size} B of {limit} B, downloaded by {}", record.reason))
        }
        Some(_) => None,
    }
}

/// The same for all files that a first visit downloads.
pub fn fault_of_visit(size: u64) -> Option<String> {
    let limit = limit(FIRST_VISIT);
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
        assert_eq!(record.limit(), record.size * 105 / 100);
        assert_eq!(fault("widget_bg.wasm", record.limit()), None);
        let fault = fault("widget_bg.wasm", record.limit() + 1).expect("it is over the limit");
        assert!(fault.starts_with("widget_bg.wasm: ") && fault.contains("every visitor"), "{fault}");
        assert_eq!(limit(300), 340);
        assert_eq!(fault_of_visit(limit(FIRST_VISIT)), None);
        let over = limit(FIRST_VISIT) + 1;
        assert!(fault_of_visit(over).is_some_and(|it| it.contains(&grouped(over))));
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
