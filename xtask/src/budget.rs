//! The limits on what is downloaded, and the verdict on them. Each file of the release has one: a new limit is a line in
//! the diff, with its reason beside it.
//!
//! Sizes are bytes after brotli at quality 11.

use crate::package::files::start_of;

/// Everything that one visitor downloads to finish the check in English: a phone on a weak network has it in half a second.
pub const FIRST_VISIT: u64 = 109_500;

/// What is allowed to one kind of file.
pub struct Limit {
    /// The file's name without its hash; `LANG` stands for every language that has no limit of its own.
    pub file: &'static str,
    /// Bytes, a little more than what it has.
    pub most: u64,
    /// Who downloads it, and what its size is made of: what a higher limit would have to be weighed against.
    pub reason: &'static str,
}

pub const LIMITS: [Limit; 16] = [
    // Nearly all of it must work at once, or where nothing else can be fetched. It holds the names of other files: their
    // hashes make it 20 bytes more or less.
    limit("candidate-check.js", 4_760, "every visitor of a clinic's page, also who never looks at the check"),
    limit("runner.js", 7_250, "every visitor of the check: glue and styles"),
    limit("widget_bg.wasm", 71_900, "every visitor of the check: rules, screens and Leptos"),
    limit("check.en.txt", 25_800, "every visitor of the check in English: questions, findings, interface"),
    limit(
        "learn.en.txt",
        11_000,
        "every visitor of the check in English, when all else is there: learn cards",
    ),
    limit("shell.LANG.js", 1_010, "every visitor of a page in another language: words of the first screen"),
    limit("check.LANG.txt", 28_700, "as check.en.txt; other languages need more words"),
    limit("learn.LANG.txt", 12_400, "as learn.en.txt; other languages need more words"),
    limit("compile.js", 1_300, "visitors of clinics with their own questionnaire: what starts the compiler"),
    limit("compiler_bg.wasm", 46_300, "the same: reads FHIR and says what is wrong with it"),
    limit("frame.js", 1_800, "visitors where isolation is frame: the page's side"),
    limit("frame.html", 300, "the same: what stands in the frame"),
    limit("framed.js", 5_850, "the same: the script in the frame, with a copy of the loader in it"),
    limit("advice.js", 400, "pages with a wrong attribute: what the console says of it"),
    limit("module.js", 5_050, "in the place of candidate-check.js for pages that import it"),
    limit("integrity.json", 1_100, "no visitor: whoever pins a version reads it"),
];

const fn limit(file: &'static str, most: u64, reason: &'static str) -> Limit {
    Limit { file, most, reason }
}

/// What is allowed to a file of the release.
pub fn limit_of(name: &str) -> Option<&'static Limit> {
    let name = without_hash(name);
    let of = |name: &str| LIMITS.iter().find(|limit| limit.file == name);
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

/// What is wrong with the size of a file; nothing if it is within its limit.
pub fn fault(name: &str, size: u64) -> Option<String> {
    match limit_of(name) {
        None => Some(format!("{name} has no limit")),
        Some(limit) if size > limit.most => {
            let (size, most) = (grouped(size), grouped(limit.most));
            Some(format!("{name}: {size} B of {most} B, downloaded by {}", limit.reason))
        }
        Some(_) => None,
    }
}

/// The same for all that a first visit downloads.
pub fn fault_of_visit(size: u64) -> Option<String> {
    let (is, most) = (grouped(size), grouped(FIRST_VISIT));
    (size > FIRST_VISIT).then(|| format!("a first visit: {is} B of {most} B"))
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

    fn most(name: &str) -> Option<u64> {
        limit_of(name).map(|limit| limit.most)
    }

    #[test]
    fn a_size_at_its_limit_is_not_over() {
        let most = most("candidate-check.js").expect("it has a limit");
        assert_eq!(fault("candidate-check.js", most), None);
        let fault = fault("candidate-check.js", most + 1).expect("it is over");
        assert!(fault.starts_with("candidate-check.js: ") && fault.contains("every visitor"), "{fault}");
        assert_eq!(fault_of_visit(FIRST_VISIT), None);
        assert!(fault_of_visit(FIRST_VISIT + 1).is_some_and(|it| it.contains("109,501 B of 109,500 B")));
    }

    #[test]
    fn a_file_is_known_without_its_hash_and_in_any_language() {
        assert_eq!(most("widget-01234567_bg.wasm"), most("widget_bg.wasm"));
        assert_eq!(most("check.en-01234567.txt"), most("check.en.txt"));
        assert_eq!(most("check.pt-br-01234567.txt"), most("check.LANG.txt"));
        assert_ne!(most("check.es-01234567.txt"), most("check.en-01234567.txt"));
        assert_eq!(fault("widget-0123.txt", 1).as_deref(), Some("widget-0123.txt has no limit"));
    }

    #[test]
    fn digits_come_in_groups_of_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
