//! Validates values by the rules that the loader applies on a clinic's page. A browser test checks that both agree.

use crate::surface::{Kind, Setting};

/// Checks that only a browser can do.
#[derive(Clone, Copy)]
pub struct Browser {
    /// The scheme of an address, with its colon, as seen from this page.
    pub scheme: fn(&str) -> Option<String>,
    /// Whether a CSS property can have a value.
    pub draws: fn(&str, &str) -> bool,
}

/// The value can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad;

/// The value to use; `None` if it is empty or the default.
pub fn validate(setting: &Setting, given: &str, browser: Browser) -> Result<Option<String>, Bad> {
    let given = given.trim_matches(is_blank);
    let used = match &setting.kind {
        _ if given.is_empty() => return Ok(None),
        Kind::Text { max } => given.encode_utf16().count() <= *max,
        Kind::Telephone => is_telephone(given),
        Kind::Address { schemes } => is_address(given, schemes, browser),
        Kind::Choice { values } if setting.name == "lang" => values.contains(&language(given)),
        Kind::Choice { values } => values.iter().any(|it| it == given),
        Kind::Whole { min, max } => is_whole(given, *min, *max),
        Kind::Color => (browser.draws)("color", given),
        // Only these two kinds must match the syntax exactly.
        Kind::Length => (browser.draws)("outline-offset", given),
        Kind::Font => (browser.draws)("font-family", given),
    };
    let value = (setting.default.as_deref() != Some(given)).then(|| given.to_owned());
    if used { Ok(value) } else { Err(Bad) }
}

/// The language of a tag such as `es-MX`.
pub fn language(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_lowercase()
}

/// Blank to JavaScript.
fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// Only characters of telephone numbers, and three digits in a row after the last plus sign.
fn is_telephone(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_digit() || is_blank(c) || "-+().#ext".contains(c);
    let last = text.rsplit('+').next().unwrap_or_default();
    let runs = last.split(|c: char| !c.is_ascii_digit());
    text.chars().all(is_allowed) && runs.map(str::len).max() >= Some(3)
}

fn is_address(text: &str, schemes: &[String], browser: Browser) -> bool {
    // Without a scheme, a slash or a dot in front, example.com would be taken for a page of this site.
    let is_whole = text.starts_with(['.', '/']) || text.contains(':');
    is_whole && (browser.scheme)(text).is_some_and(|it| schemes.contains(&it))
}

fn is_whole(text: &str, min: u16, max: u16) -> bool {
    let is_short = text.len() <= 3 && text.bytes().all(|it| it.is_ascii_digit());
    is_short && text.parse::<u16>().is_ok_and(|it| (min..=max).contains(&it))
}
