//! Estimates the width of text without a font, and breaks it into lines. The estimate is for a wide font, so that
//! text stays inside its column in any other font. This module knows no drawing.

/// Breaks a text into lines of a width; text that does not fit into the last line is replaced by an ellipsis.
pub(super) fn wrap(text: &str, width: f32, size: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut left: Vec<&str> = text.split_whitespace().rev().collect();
    while let Some(word) = left.pop() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        if let Some(longer) = longer.filter(|longer| width_of(longer, size) <= width) {
            lines.pop();
            lines.push(longer);
        } else if lines.len() == most {
            left.push(word);
            break;
        } else {
            lines.push(word.into());
        }
    }
    let cut = !left.is_empty();
    for line in &mut lines {
        shorten(line, width, size, false);
    }
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        shorten(last, width, size, true);
    }
    lines
}

/// Takes letters off the end until an ellipsis fits, if one is needed.
fn shorten(line: &mut String, width: f32, size: f32, cut: bool) {
    if !cut && width_of(line, size) <= width {
        return;
    }
    while width_of(line, size) + size > width && line.pop().is_some() {}
    line.truncate(line.trim_end().len());
    line.push('…');
}

/// The maximum width of a text, in the widest of the usual fonts.
pub(super) fn width_of(text: &str, size: f32) -> f32 {
    let each = text.chars().map(|letter| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | ' ' | 'í' => 0.34,
        'f' | 't' | 'r' | '-' | '(' | ')' | '“' | '”' | '/' => 0.45,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.98,
        letter if letter.is_ascii_uppercase() => 0.74,
        letter if (letter as u32) < 0x1100 => 0.62,
        _ => 1.0,
    });
    each.sum::<f32>() * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_text_is_wrapped_and_cut_after_the_last_line() {
        assert_eq!(wrap("one two", 1000.0, 10.0, 2), ["one two"]);
        assert_eq!(wrap("one two three", 40.0, 10.0, 3), ["one", "two", "three"]);
        let cut = wrap("one two three four five", 60.0, 10.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && width_of(&cut[1], 10.0) <= 60.0, "{cut:?}");
        assert!(wrap("unbreakablyverylong", 60.0, 10.0, 1)[0].ends_with('…'));
    }
}
