//! The example visitor, who leads the check to the screen that a person wants to see.

/// A screen of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Start,
    /// The second question, because the first one has short options.
    Question,
    Help,
    Result,
    /// The screen in place of a check that can't load.
    CannotLoad,
}

/// Answers by linkId, in the built-in check.
const ANSWERS: [(&str, &str); 7] = [
    ("age", "25-64"),
    ("reasons", "depression"),
    ("diagnosis", "yes"),
    ("antidepressants-tried", "two-or-more"),
    ("medicines", "antidepressants"),
    ("ride-home", "yes"),
    ("ongoing-care", "yes"),
];
/// The answers of people to whom a question does not apply, in any check.
const PLAIN: [&str; 4] = ["none", "no", "never", "not-sure"];
/// The answer that shows help at once.
const HELP: (&str, &str) = ("safety", "now");

/// The example's choice among the options of a question; `None` skips it.
pub fn choice<'o>(question: &str, options: &'o [String], goal: Screen) -> Option<&'o String> {
    let help = (goal == Screen::Help).then_some(HELP);
    let fixed = help.into_iter().chain(ANSWERS).find(|(name, _)| *name == question).map(|(_, code)| code);
    fixed.into_iter().chain(PLAIN).find_map(|code| options.iter().find(|option| *option == code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_a_fixed_answer_or_a_plain_one_or_skips() {
        let options = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let age = options(&["under-18", "25-64"]);
        assert_eq!(choice("age", &age, Screen::Result), Some(&age[1]));
        let safety = options(&["now", "no"]);
        assert_eq!(choice("safety", &safety, Screen::Help), Some(&safety[0]));
        assert_eq!(choice("safety", &safety, Screen::Result), Some(&safety[1]));
        assert_eq!(choice("own", &options(&["a", "b"]), Screen::Result), None);
    }
}
