//! The place in a document for figures that a program has measured.

/// The start and the end of the place.
const MARKS: [&str; 2] = ["<!-- figures -->\n", "<!-- /figures -->"];

/// How to fix a document without the marks.
pub const FIX: &str = "put <!-- figures --> and <!-- /figures --> on lines of their own";

/// The text with `figures` between the marks; `None` without marks.
pub fn between_marks(text: &str, figures: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS[0])?;
    let (_, after) = rest.split_once(MARKS[1])?;
    Some([before, MARKS[0], figures, MARKS[1], after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_figures_replace_the_old_ones() {
        let text = "Above\n<!-- figures -->\nold\n<!-- /figures -->\nBelow";
        let new = between_marks(text, "new\n").expect("the marks are there");
        assert_eq!(new, "Above\n<!-- figures -->\nnew\n<!-- /figures -->\nBelow");
        assert_eq!(between_marks("Without marks", "new"), None);
    }
}
