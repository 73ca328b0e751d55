//! The place in a document where figures stand that a program has measured.

/// Where it begins and ends.
const MARKS: [&str; 2] = ["<!-- figures -->\n", "<!-- /figures -->"];

/// What to do about a document without it.
pub const MEND: &str = "put <!-- figures --> and <!-- /figures --> on lines of their own";

/// The text with something else between the marks; nothing if they are not there.
pub fn between_marks(text: &str, figures: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS[0])?;
    let (_, after) = rest.split_once(MARKS[1])?;
    Some([before, MARKS[0], figures, MARKS[1], after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_take_the_place_of_those_before() {
        let text = "Above\n<!-- figures -->\nold\n<!-- /figures -->\nBelow";
        let new = between_marks(text, "new\n").expect("the marks are there");
        assert_eq!(new, "Above\n<!-- figures -->\nnew\n<!-- /figures -->\nBelow");
        assert_eq!(between_marks("Without marks", "new"), None);
    }
}
