//! Bar charts as SVG, for a light and a dark page. Text is real text, so that it can be read aloud and searched.

use std::fmt::Write;

/// One bar.
pub struct Bar {
    pub label: String,
    pub value: f64,
    /// The text at its end.
    pub text: String,
    /// Whether it is our product, which has its own color.
    pub ours: bool,
    /// Whether it is a floor and no product; its bar is paler.
    pub floor: bool,
}

const WIDTH: f64 = 700.0;
/// The x position at which bars begin, and at which the longest ends.
const FROM: f64 = 232.0;
const TO: f64 = 596.0;
const ROW: f64 = 32.0;
const TOP: f64 = 76.0;

const STYLE: &str = "\
svg { color-scheme: light dark }
text { font: 15px system-ui, sans-serif; fill: #1d2b2a }
.page { fill: #ffffff; stroke: #d5dedd }
.title { font-size: 17px; font-weight: 600 }
.small { font-size: 13.5px; fill: #52625f }
.label { text-anchor: end }
.value { font-variant-numeric: tabular-nums }
.bar { fill: #8fa3a0 }
.floor { fill: #cfd9d7 }
.ours { fill: #0b6b61 }
text.ours { fill: #0b6b61; font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e4eceb }
  .page { fill: #121a19; stroke: #33413f }
  .small { fill: #a5b5b2 }
  .bar { fill: #71857f }
  .floor { fill: #3b4a48 }
  .ours { fill: #4cc3b2 }
  text.ours { fill: #4cc3b2 }
}";

/// A bar chart, the shortest bar first: less is better in every chart.
pub fn bars(title: &str, below: &str, mut bars: Vec<Bar>) -> String {
    bars.sort_by(|one, other| one.value.total_cmp(&other.value));
    let most = bars.iter().map(|it| it.value).fold(f64::MIN_POSITIVE, f64::max);
    let height = TOP + ROW * bars.len() as f64 + 12.0;
    let described: Vec<String> = bars.iter().map(|it| format!("{} {}", it.label, it.text)).collect();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <style>\n{STYLE}\n</style>\n\
         <rect class=\"page\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n\
         <text class=\"title\" x=\"20\" y=\"31\">{}</text>\n<text class=\"small\" x=\"20\" y=\"53\">{}</text>\n",
        escaped(title),
        escaped(&described.join("; ")),
        WIDTH - 1.0,
        height - 1.0,
        escaped(title),
        escaped(below),
    );
    for (row, Bar { label, value, text, ours, floor }) in bars.iter().enumerate() {
        let top = TOP + ROW * row as f64;
        let length = ((TO - FROM) * value.max(0.0) / most).max(1.5);
        let kind = if *ours { " ours" } else { "" };
        let bar = if *ours {
            "ours"
        } else if *floor {
            "floor"
        } else {
            "bar"
        };
        let base = top + 17.0;
        // Writing to a string can't fail.
        let _ = writeln!(
            svg,
            "<text class=\"label{kind}\" x=\"{}\" y=\"{base}\">{}</text>\
             <rect class=\"{bar}\" x=\"{FROM}\" y=\"{top}\" width=\"{length:.1}\" height=\"{}\" rx=\"2\"/>\
             <text class=\"value{kind}\" x=\"{:.1}\" y=\"{base}\">{}</text>",
            FROM - 10.0,
            escaped(label),
            ROW - 9.0,
            FROM + length + 8.0,
            escaped(text),
        );
    }
    svg + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, value: f64, ours: bool) -> Bar {
        Bar { label: label.into(), value, text: format!("{value} kB"), ours, floor: false }
    }

    #[test]
    fn sorts_bars_and_scales_them_to_the_longest() {
        let svg = bars("Bytes & more", "in kB", vec![bar("Other", 200.0, false), bar("Ours", 50.0, true)]);
        assert!(svg.contains("width=\"364.0\""), "the longest: {svg}");
        assert!(svg.contains("width=\"91.0\""), "a quarter of it: {svg}");
        assert!(svg.find(">Ours<") < svg.find(">Other<"));
        assert!(svg.contains("Bytes &amp; more") && !svg.contains("Bytes & more"));
        assert!(svg.contains("prefers-color-scheme: dark"));
    }

    #[test]
    fn a_value_of_zero_has_a_visible_bar() {
        let svg = bars("None", "", vec![bar("Ours", 0.0, true), bar("Less", -3.0, false)]);
        assert_eq!(svg.matches("width=\"1.5\"").count(), 2);
    }
}
