//! Draws the flow of the sections as SVG: boxes from top to bottom, in each its questions, and lines from the
//! questions that open others. This module knows only texts and rows, no questionnaire.

use std::fmt::Write as _;

use super::html::escape;
use super::measure::{width_of, wrap};

/// Sizes, in units of the drawing. The width of a page of paper takes all of [`WIDTH`].
const WIDTH: f32 = 720.0;
/// A higher drawing continues in another one. This height fits on A4 and Letter with the caption; the first drawing
/// also leaves space for the heading.
const MAX_HEIGHT: f32 = 905.0;
const FIRST_HEIGHT: f32 = 790.0;
const TEXT: f32 = 11.0;
const SMALL: f32 = 10.0;
/// The factor by which bold letters are wider.
const BOLD: f32 = 1.12;
const LINE: f32 = 13.5;
const HEAD: f32 = 28.0;
const PILL: f32 = 26.0;
/// From one box to the next, where the arrow is.
const GAP: f32 = 26.0;
/// The position of the first line that connects questions, and the distance to the next.
const LANES: f32 = 14.0;
const LANE: f32 = 8.0;
const NUMBER_WIDTH: f32 = 34.0;
const NOTES: f32 = 468.0;

const INK: &str = "#1b2a33";
const SOFT: &str = "#4a5b66";
const EDGE: &str = "#8a99a3";
const TINT: &str = "#e8eff1";
const ACCENT: &str = "#1f6470";

/// The content of the drawing.
pub(super) struct Flow {
    /// The label of the start.
    pub(super) start: String,
    /// The sections.
    pub(super) boxes: Vec<FlowBox>,
    /// The label of the end.
    pub(super) end: String,
}

/// A section.
pub(super) struct FlowBox {
    /// Its name.
    pub(super) title: String,
    /// The number of its questions.
    pub(super) count: String,
    /// Its condition; empty for always.
    pub(super) when: String,
    /// Its questions.
    pub(super) rows: Vec<Row>,
}

/// A question.
pub(super) struct Row {
    /// The target of its link.
    pub(super) anchor: String,
    /// Its number.
    pub(super) number: String,
    /// Its text.
    pub(super) text: String,
    /// Its condition, and the questions that it opens.
    pub(super) notes: Vec<String>,
    /// The rows of the same box whose answers open it.
    pub(super) opened_by: Vec<usize>,
}

/// One drawing, as high as a page at most.
pub(super) struct Drawing {
    /// The SVG.
    pub(super) svg: String,
    /// The boxes in it, first and last.
    pub(super) boxes: (usize, usize),
}

/// A line that connects rows: from the opening rows to the opened rows.
struct Conjunction {
    from: Vec<usize>,
    to: Vec<usize>,
}

impl Conjunction {
    fn ends(&self) -> (usize, usize) {
        let all = || self.from.iter().chain(&self.to).copied();
        (all().min().unwrap_or_default(), all().max().unwrap_or_default())
    }
}

/// Draws a flow. `title` gives a drawing its name, from the number of the drawing.
pub(super) fn draw(flow: &Flow, title: impl Fn(usize) -> String) -> Vec<Drawing> {
    let mut drawings = Vec::new();
    let mut body = String::new();
    let mut y = 1.0;
    pill(&mut body, &mut y, &flow.start);
    let mut first = 0;
    for (n, it) in flow.boxes.iter().enumerate() {
        let last = n + 1 == flow.boxes.len();
        let needed = GAP + height(it) + if last { GAP + PILL } else { 0.0 };
        let most = if drawings.is_empty() { FIRST_HEIGHT } else { MAX_HEIGHT };
        if y + needed > most && n > first {
            drawings.push(finish(&body, y, (first, n - 1), &title(drawings.len())));
            (body, y, first) = (String::new(), 0.0, n);
        }
        arrow(&mut body, &mut y, &it.when);
        draw_box(&mut body, &mut y, it);
    }
    arrow(&mut body, &mut y, "");
    pill(&mut body, &mut y, &flow.end);
    drawings.push(finish(&body, y, (first, flow.boxes.len().saturating_sub(1)), &title(drawings.len())));
    drawings
}

fn finish(body: &str, height: f32, boxes: (usize, usize), title: &str) -> Drawing {
    let name = format!("flow-{}", boxes.0);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.1}\" role=\"img\" \
         aria-labelledby=\"{name}\" direction=\"ltr\" \
         font-family=\"Helvetica Neue, Helvetica, Arial, sans-serif\" font-size=\"{TEXT}\" fill=\"{INK}\">\
         <title id=\"{name}\">{}</title>{body}</svg>",
        escape(title),
        height = height + 1.0,
    );
    Drawing { svg, boxes }
}

fn pill(body: &mut String, y: &mut f32, label: &str) {
    let width = (width_of(label, TEXT) * BOLD + 36.0).clamp(90.0, WIDTH - 2.0);
    let (half, middle) = (PILL / 2.0, *y + PILL / 2.0 + 4.0);
    let _ = write!(
        body,
        "<rect x=\"1\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{PILL}\" rx=\"{half}\" fill=\"{ACCENT}\"/>\
         <text x=\"19\" y=\"{middle:.1}\" fill=\"#ffffff\" font-weight=\"bold\">{}</text>",
        escape(label)
    );
    *y += PILL;
}

fn arrow(body: &mut String, y: &mut f32, label: &str) {
    let (x, end) = (LANES + 22.0, *y + GAP);
    let _ = write!(
        body,
        "<path d=\"M{x} {y:.1}V{:.1}\" stroke=\"{ACCENT}\" stroke-width=\"1.6\"/>\
         <path d=\"M{:.1} {:.1}L{x} {end:.1}L{:.1} {:.1}Z\" fill=\"{ACCENT}\"/>",
        end - 5.0,
        x - 4.5,
        end - 8.0,
        x + 4.5,
        end - 8.0,
    );
    if !label.is_empty() {
        let lines = wrap(label, WIDTH - x - 16.0, SMALL, 1);
        text(
            body,
            x + 12.0,
            *y + GAP / 2.0 + 3.0,
            &lines,
            &format!("font-size=\"{SMALL}\" fill=\"{ACCENT}\""),
        );
    }
    *y = end;
}

fn draw_box(body: &mut String, y: &mut f32, it: &FlowBox) {
    let height = height(it);
    let _ = write!(
        body,
        "<rect x=\"1\" y=\"{y:.1}\" width=\"{w}\" height=\"{height:.1}\" rx=\"6\" fill=\"#ffffff\" stroke=\"{EDGE}\"/>\
         <path d=\"M1.5 {bottom:.1}V{corner:.1}q0 -5.5 5.5 -5.5H{right}q5.5 0 5.5 5.5V{bottom:.1}Z\" fill=\"{TINT}\"/>",
        w = WIDTH - 2.0,
        bottom = *y + HEAD,
        corner = *y + 6.0,
        right = WIDTH - 7.0,
    );
    let middle = *y + HEAD / 2.0 + 4.5;
    text(
        body,
        14.0,
        middle,
        &wrap(&it.title, 440.0 / BOLD, 13.0, 1),
        "font-size=\"13\" font-weight=\"bold\"",
    );
    text(body, NOTES, middle, &wrap(&it.count, WIDTH - NOTES - 8.0, SMALL, 1), &soft());
    let mut tops = Vec::with_capacity(it.rows.len());
    let mut at = *y + HEAD + 4.0;
    let lanes = lanes(it);
    let number = number_column(&lanes);
    for row in &it.rows {
        tops.push(at);
        let (lines, notes) = columns(row, number);
        let base = at + LINE - 3.0;
        let _ = write!(body, "<a href=\"#{}\">", escape(&row.anchor));
        text(
            body,
            number,
            base,
            std::slice::from_ref(&row.number),
            &format!("fill=\"{ACCENT}\" font-weight=\"bold\""),
        );
        text(body, number + NUMBER_WIDTH, base, &lines, "");
        body.push_str("</a>");
        text(body, NOTES, base, &notes, &soft());
        at += row_height(row, number);
    }
    for (lane, ties) in lanes.iter().enumerate() {
        for conjunction in ties {
            draw_tie(body, LANES + lane as f32 * LANE, number - 5.0, conjunction, &tops);
        }
    }
    *y += height;
}

/// A dot at each row that opens, a line down, an arrow to each row that is opened.
fn draw_tie(body: &mut String, x: f32, to_x: f32, conjunction: &Conjunction, tops: &[f32]) {
    let middle = |row: usize| tops.get(row).copied().unwrap_or_default() + LINE - 7.0;
    let (first, last) = conjunction.ends();
    let _ = write!(
        body,
        "<path d=\"M{x} {:.1}V{:.1}\" stroke=\"{ACCENT}\" stroke-width=\"1.2\"/>",
        middle(first),
        middle(last)
    );
    for from in &conjunction.from {
        let _ = write!(
            body,
            "<circle cx=\"{x}\" cy=\"{y:.1}\" r=\"2.6\" fill=\"{ACCENT}\"/>\
             <path d=\"M{x} {y:.1}H{to_x:.1}\" stroke=\"{ACCENT}\" stroke-width=\"1.2\"/>",
            y = middle(*from)
        );
    }
    for to in &conjunction.to {
        let y = middle(*to);
        let _ = write!(
            body,
            "<path d=\"M{x} {y:.1}H{:.1}\" stroke=\"{ACCENT}\" stroke-width=\"1.2\"/>\
             <path d=\"M{:.1} {:.1}L{to_x:.1} {y:.1}L{:.1} {:.1}Z\" fill=\"{ACCENT}\"/>",
            to_x - 4.0,
            to_x - 5.0,
            y - 3.0,
            to_x - 5.0,
            y + 3.0,
        );
    }
}

/// The lines of a box in lanes beside each other, so that none overlap.
fn lanes(it: &FlowBox) -> Vec<Vec<Conjunction>> {
    let mut ties: Vec<Conjunction> = Vec::new();
    for (n, row) in it.rows.iter().enumerate().filter(|(_, row)| !row.opened_by.is_empty()) {
        match ties.iter_mut().find(|conjunction| conjunction.from == row.opened_by) {
            Some(conjunction) => conjunction.to.push(n),
            None => ties.push(Conjunction { from: row.opened_by.clone(), to: vec![n] }),
        }
    }
    let mut lanes: Vec<Vec<Conjunction>> = Vec::new();
    for conjunction in ties {
        let (first, last) = conjunction.ends();
        let free = |lane: &&mut Vec<Conjunction>| {
            lane.iter().all(|other| {
                let (from, to) = other.ends();
                last < from || to < first
            })
        };
        match lanes.iter_mut().find(free) {
            Some(lane) => lane.push(conjunction),
            None => lanes.push(vec![conjunction]),
        }
    }
    lanes
}

fn number_column(lanes: &[Vec<Conjunction>]) -> f32 {
    LANES + (lanes.len().max(1) as f32 - 1.0) * LANE + 20.0
}

fn height(it: &FlowBox) -> f32 {
    let number = number_column(&lanes(it));
    HEAD + 8.0 + it.rows.iter().map(|row| row_height(row, number)).sum::<f32>()
}

fn row_height(row: &Row, number: f32) -> f32 {
    let (lines, notes) = columns(row, number);
    lines.len().max(notes.len()).max(1) as f32 * LINE + 5.0
}

/// The lines of a row: its text, and its notes.
fn columns(row: &Row, number: f32) -> (Vec<String>, Vec<String>) {
    let lines = wrap(&row.text, NOTES - number - NUMBER_WIDTH - 10.0, TEXT, 2);
    let notes = row.notes.iter().flat_map(|note| wrap(note, WIDTH - NOTES - 8.0, SMALL, 3)).collect();
    (lines, notes)
}

fn soft() -> String {
    format!("font-size=\"{SMALL}\" fill=\"{SOFT}\"")
}

fn text(body: &mut String, x: f32, y: f32, lines: &[String], style: &str) {
    for (n, line) in lines.iter().enumerate() {
        let y = y + n as f32 * LINE;
        let _ = write!(body, "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{}</text>", escape(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: &str, opened_by: &[usize]) -> Row {
        let text = format!("Is {number} < 5 & “so”?");
        Row {
            anchor: number.into(),
            number: number.into(),
            text,
            notes: Vec::new(),
            opened_by: opened_by.into(),
        }
    }

    fn sample(boxes: usize, rows: usize) -> Flow {
        let box_of = |n: usize| FlowBox {
            title: format!("Part {n}"),
            count: "some".into(),
            when: String::new(),
            rows: (0..rows).map(|row_n| row(&format!("Q{n}-{row_n}"), &[])).collect(),
        };
        Flow { start: "Start".into(), boxes: (0..boxes).map(box_of).collect(), end: "End".into() }
    }

    #[test]
    fn every_box_is_drawn_once_and_drawings_fit_on_a_page() {
        let flow = sample(12, 9);
        let drawings = draw(&flow, |n| format!("Drawing {n}"));
        assert!(drawings.len() > 1);
        let all: String = drawings.iter().map(|drawing| drawing.svg.as_str()).collect();
        for n in 0..12 {
            assert_eq!(all.matches(&format!(">Part {n}<")).count(), 1, "Part {n}");
        }
        let ends: Vec<(usize, usize)> = drawings.iter().map(|drawing| drawing.boxes).collect();
        assert!(ends.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{ends:?}");
        for drawing in &drawings {
            let view = drawing.svg.split("viewBox=\"").nth(1).and_then(|rest| rest.split('"').next());
            let height: f32 =
                view.and_then(|view| view.rsplit(' ').next()).expect("it has one").parse().expect("a number");
            assert!(height <= MAX_HEIGHT + 2.0, "{height}");
        }
    }

    #[test]
    fn drawn_text_is_escaped() {
        let svg = &draw(&sample(1, 1), |_| "<b>".into())[0].svg;
        assert!(svg.contains("Is Q0-0 &lt; 5 &amp; “so”?") && !svg.contains("<b>"), "{svg}");
    }

    #[test]
    fn lines_that_cross_the_same_rows_have_separate_lanes() {
        let rows = vec![
            row("a", &[]),
            row("b", &[0]),
            row("c", &[1]),
            row("d", &[0]),
            row("e", &[]),
            row("f", &[4]),
        ];
        let it = FlowBox { title: String::new(), count: String::new(), when: String::new(), rows };
        let found: Vec<Vec<(usize, usize)>> =
            lanes(&it).iter().map(|lane| lane.iter().map(Conjunction::ends).collect()).collect();
        assert_eq!(found, [vec![(0, 3), (4, 5)], vec![(1, 2)]]);
    }
}
