//! Junk values for attributes, and some good values that look like junk.

use fastrand::Rng;
use serde_json::{Value as Json, json};

/// The parts that values are made of.
const PIECES: [&str; 64] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:x",
    "file:///etc/hosts",
    "about:blank",
    "filesystem:x",
    "s:x",
    "//evil.example/x",
    "\\\\evil.example",
    "http:",
    "https:",
    "https://",
    "https://example.com/book",
    "http://[::1",
    "https://exa mple.com",
    "mailto:a@example.com",
    "tel:",
    "tel:5555550142",
    "./book",
    "/book?a=b#c",
    "www.example.com",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "\"><svg onload=alert(1)>",
    "'-alert(1)-'",
    "</style><b>",
    "{{7*7}}",
    "${alert(1)}",
    "{clinic}",
    "{phone}",
    "$&$`$'$1",
    "\u{202e}",
    "\u{0}",
    "\u{7}",
    "\u{feff}",
    "\u{200b}",
    "\u{fffd}",
    "\u{1f600}",
    "NaN",
    "-1",
    "1e3",
    "+7",
    "0x10",
    "٣٠",
    "７",
    "7.0",
    "0",
    "7",
    "366",
    "__proto__",
    "constructor",
    "toString",
    "null",
    "[1,2]",
    "{\"a\":1}",
    "en-US-x",
    "%00",
];

/// A value in UTF-16, as a browser stores it. It may contain unpaired surrogates.
#[derive(Clone, Debug)]
pub struct Junk {
    units: Vec<u16>,
    times: usize,
}

impl Junk {
    pub fn new(text: &str) -> Junk {
        Junk { units: text.encode_utf16().collect(), times: 1 }
    }

    /// A random value. `good` are valid values of the attribute; some results are spoiled copies of them.
    pub fn any(rng: &mut Rng, good: &[String]) -> Junk {
        let text: String = match rng.u8(0..10) {
            0 => [" ", "\n", "\u{a0}", ""].iter().take(rng.usize(0..5)).copied().collect(),
            1..3 => spoiled(rng, good),
            _ => (0..rng.usize(1..4)).map(|_| PIECES[rng.usize(0..PIECES.len())]).collect(),
        };
        let mut units: Vec<u16> = text.encode_utf16().collect();
        if rng.u8(0..8) == 0 {
            units.insert(rng.usize(0..=units.len()), rng.u16(0xd800..=0xdfff));
        }
        // Up to a hundred thousand characters now and then.
        let times = if rng.u8(0..20) == 0 { 100_000 / units.len().max(1) } else { 1 };
        Junk { units, times }
    }

    /// The value as text, with unpaired surrogates replaced. The browser’s address parser does the same.
    pub fn text(&self) -> String {
        String::from_utf16_lossy(&self.units.repeat(self.times))
    }

    /// One value for each piece.
    pub fn pieces() -> impl Iterator<Item = Junk> {
        PIECES.iter().map(|it| Junk::new(it))
    }

    /// The argument for `make` in the page.
    pub fn json(&self) -> Json {
        json!([self.units, self.times])
    }
}

/// A function for the page that builds the value from [`Junk::json`].
pub const MAKE: &str = "const make = ([units, times]) => String.fromCharCode(...units).repeat(times);";

fn spoiled(rng: &mut Rng, good: &[String]) -> String {
    let good = good.get(rng.usize(0..good.len().max(1))).map_or("", String::as_str);
    match rng.u8(0..5) {
        0 => good.to_uppercase(),
        1 => format!(" {good}\n"),
        2 => format!("{good}{}", PIECES[rng.usize(0..PIECES.len())]),
        3 => good.chars().skip(1).collect(),
        _ => good.to_owned(),
    }
}
