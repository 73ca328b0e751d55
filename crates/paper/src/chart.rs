//! A page as text for a note in a chart.

use crate::{Block, Page, labelled};

/// The most lines of a text for a chart.
pub const LINES: usize = 25;
/// The most characters of a line.
pub const WIDTH: usize = 100;

/// A page as text for a chart: at most [`LINES`] lines of at most [`WIDTH`] characters. Places to write on by hand are left
/// out. If there are more lines, points with the same lead share a paragraph, and short paragraphs share a line. If even
/// then something does not fit, the last line says how many lines are missing, in the words of `more`.
#[must_use]
pub fn chart(page: &Page, more: impl Fn(usize) -> String) -> String {
    let mut lines = lines(&paragraphs(page, false));
    if lines.len() > LINES {
        lines = self::lines(&shared(paragraphs(page, true)));
    }
    if lines.len() > LINES {
        let kept = LINES - 1;
        let missing = lines.len() - kept;
        lines.truncate(kept);
        lines.push(more(missing));
    }
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The paragraphs of a page. If `together`, points with the same lead are one.
fn paragraphs(page: &Page, together: bool) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before = None;
    for block in &page.blocks {
        let lead = lead_of(block);
        let same = lead.is_some() && lead == before;
        before = lead;
        match block {
            Block::Title(text) | Block::Text(text) | Block::Strong(text) | Block::Small(text) => {
                paragraphs.push(text.clone());
            }
            Block::Pair { label, text } => paragraphs.push(format!("{} {text}", labelled(label, text))),
            Block::Point { text, .. } if together && same => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push_str("; ");
                    last.push_str(text);
                }
            }
            Block::Point { lead, text } if lead.is_empty() => paragraphs.push(format!("- {text}")),
            Block::Point { lead, text } => paragraphs.push(format!("- {} {text}", labelled(lead, text))),
            // The lead of a point says what it is; the rest of the headings belong to places for the hand.
            Block::Heading(_) | Block::Blanks(_) | Block::Table { .. } => {}
        }
    }
    paragraphs
}

/// Joins paragraphs that fit into one line together.
fn shared(paragraphs: Vec<String>) -> Vec<String> {
    const BETWEEN: &str = " | ";
    let length = |text: &str| text.chars().count();
    let mut shared: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        match shared.last_mut() {
            Some(last) if length(last) + BETWEEN.len() + length(&paragraph) <= WIDTH => {
                last.push_str(BETWEEN);
                last.push_str(&paragraph);
            }
            _ => shared.push(paragraph),
        }
    }
    shared
}

fn lead_of(block: &Block) -> Option<&str> {
    match block {
        Block::Point { lead, .. } => Some(lead),
        _ => None,
    }
}

/// Breaks paragraphs into lines; those after the first of a paragraph are indented. A word that is longer than a line is
/// broken.
fn lines(paragraphs: &[String]) -> Vec<String> {
    const INDENT: &str = "  ";
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        let mut line = String::new();
        let mut length = 0;
        let mut is_new = true;
        for word in paragraph.split_whitespace() {
            let mut word: Vec<char> = word.chars().collect();
            loop {
                let space = usize::from(!is_new);
                if length + space + word.len() <= WIDTH {
                    line.extend((!is_new).then_some(' '));
                    line.extend(&word);
                    length += space + word.len();
                    is_new = false;
                    break;
                }
                if is_new {
                    // Wider than a line.
                    let rest = word.split_off(WIDTH - length);
                    line.extend(&word);
                    word = rest;
                }
                lines.push(std::mem::replace(&mut line, INDENT.into()));
                length = INDENT.len();
                is_new = true;
            }
        }
        if !is_new {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(blocks: Vec<Block>) -> String {
        chart(&Page { language: None, blocks }, |count| format!("{count} more lines"))
    }

    fn point(lead: &str, text: &str) -> Block {
        Block::Point { lead: lead.into(), text: text.into() }
    }

    #[test]
    fn places_for_the_hand_are_left_out() {
        let found = text(vec![
            Block::Title("Brief".into()),
            Block::Blanks(vec!["Name".into()]),
            Block::Heading("Points".into()),
            point("Plan", "ride"),
            point("", "other"),
            Block::Pair { label: "Age".into(), text: "40".into() },
            Block::Table { columns: vec!["Dose".into()], rows: 2 },
        ]);
        assert_eq!(found, "Brief\n- Plan: ride\n- other\nAge: 40\n");
    }

    #[test]
    fn long_lines_and_words_are_broken_without_loss() {
        let words = vec!["word"; 50].join(" ");
        let long = "x".repeat(250);
        let found =
            text(vec![Block::Text(words.clone()), Block::Pair { label: "Long".into(), text: long.clone() }]);
        assert!(found.lines().all(|line| line.chars().count() <= WIDTH), "{found}");
        assert_eq!(found.lines().next().map(str::len), Some(99), "as many words as fit: {found}");
        let letters: String = found.split_whitespace().collect();
        assert_eq!(letters, format!("{}Long:{long}", words.replace(' ', "")));
    }

    #[test]
    fn many_points_share_a_paragraph_by_lead() {
        let mut blocks: Vec<Block> = (0..20).map(|n| point("Review", &format!("r{n}"))).collect();
        blocks.extend((0..20).map(|n| point("Plan", &format!("p{n}"))));
        let found = text(blocks);
        assert!(found.starts_with("- Review: r0; r1; r2"), "{found}");
        assert!(found.contains("\n- Plan: p0; p1"), "{found}");
    }

    #[test]
    fn short_paragraphs_share_a_line_when_there_are_many() {
        let pairs = |count: usize| {
            let pair = |n| Block::Pair { label: format!("Label {n}"), text: "x".repeat(20) };
            text((0..count).map(pair).collect())
        };
        assert_eq!(pairs(LINES).lines().count(), LINES);
        let found = pairs(LINES + 2);
        assert_eq!(found.lines().count(), 9, "three share a line: {found}");
        assert!(found.contains("| Label 26: "), "{found}");
    }

    #[test]
    fn nothing_is_cut_without_a_mark() {
        let line = |n: usize| Block::Text(format!("line {n} {}", "x".repeat(60)));
        let blocks = |count: usize| (0..count).map(line).collect::<Vec<_>>();
        assert_eq!(text(blocks(LINES)).lines().count(), LINES);
        assert!(!text(blocks(LINES)).contains("more"));
        let found = text(blocks(40));
        assert_eq!(found.lines().count(), LINES);
        assert_eq!(found.lines().last(), Some("16 more lines"));
    }
}
