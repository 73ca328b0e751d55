//! The words of the rulebook by id, and how they are filled in. The words themselves are content (section `rulebook`).

use std::collections::BTreeMap;

use super::document::Prose;

include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

/// The words of one language.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    // Invariant: one text for each `Phrase`, in its order.
    texts: Vec<String>,
}

/// The conjunction of the members of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conjunction {
    /// One of these words or names.
    Or,
    /// All of these words or names.
    And,
    /// One of these clauses.
    OrClause,
    /// All of these clauses.
    AndClause,
}

impl Phrases {
    /// Takes the texts by their ids; `None` if one is missing or too many.
    pub(super) fn new(texts: BTreeMap<String, String>) -> Option<Phrases> {
        // The build has put the variants of `Phrase` into the same order, and compared the ids of the languages.
        let texts: Vec<String> = texts.into_values().collect();
        (texts.len() == Phrase::COUNT).then_some(Phrases { texts })
    }

    /// The text of a phrase.
    #[must_use]
    pub(super) fn get(&self, phrase: Phrase) -> &str {
        &self.texts[phrase as usize]
    }

    /// The phrase with its `{name}`s filled in. Placeholders in filled values are not replaced.
    #[must_use]
    pub(super) fn fill(&self, phrase: Phrase, values: &[(&str, Prose)]) -> Prose {
        let mut prose = Prose::default();
        let mut rest = self.get(phrase);
        while let Some((before, after)) = rest.split_once('{') {
            let known = after.split_once('}').and_then(|(name, after)| {
                values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, after))
            });
            let Some((value, after)) = known else { break };
            if !before.is_empty() {
                prose.push(before);
            }
            prose.push(value.clone());
            rest = after;
        }
        if !rest.is_empty() {
            prose.push(rest);
        }
        prose
    }

    /// The phrase with plain texts filled in.
    #[must_use]
    pub(super) fn fill_text(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, Prose)> = values.iter().map(|(name, text)| (*name, (*text).into())).collect();
        self.fill(phrase, &values).plain()
    }

    /// A text in quotation marks.
    #[must_use]
    pub(super) fn quoted(&self, text: &str) -> String {
        self.fill_text(Phrase::Quoted, &[("text", text)])
    }

    /// A list such as “a, b or c”.
    #[must_use]
    pub(super) fn list(&self, conjunction: Conjunction, mut members: Vec<Prose>) -> Prose {
        let Some(last) = members.pop() else { return Prose::default() };
        let mut members = members.into_iter();
        let Some(mut list) = members.next() else { return last };
        for next in members {
            list = self.fill(Phrase::ListNext, &[("list", list), ("next", next)]);
        }
        let phrase = match conjunction {
            Conjunction::Or => Phrase::ListOr,
            Conjunction::And => Phrase::ListAnd,
            Conjunction::OrClause => Phrase::ClauseOr,
            Conjunction::AndClause => Phrase::ClauseAnd,
        };
        self.fill(phrase, &[("list", list), ("last", last)])
    }
}

#[cfg(test)]
mod tests {
    use check::content;

    use super::*;
    use crate::document::Inline;

    fn english() -> Phrases {
        Phrases::new(content::section("en", "rulebook").expect("English is built in"))
            .expect("with all of its words")
    }

    #[test]
    fn list_has_commas_and_a_conjunction_before_its_end() {
        let check = |members: &[&str], expected: &str| {
            let members = members.iter().map(|text| Prose::from(*text)).collect();
            assert_eq!(english().list(Conjunction::Or, members).plain(), expected);
        };
        check(&[], "");
        check(&["a"], "a");
        check(&["a", "b"], "a or b");
        check(&["a", "b", "c"], "a, b or c");
    }

    #[test]
    fn filled_text_is_not_filled_again() {
        let text = Prose::from("{text}");
        assert_eq!(english().fill(Phrase::Quoted, &[("text", text)]).plain(), "“{text}”");
    }

    #[test]
    fn filled_prose_keeps_its_kind() {
        let code = Inline::Code("age".into());
        let prose = english().fill(Phrase::Quoted, &[("text", code.clone().into())]);
        assert!(prose.0.contains(&code), "{prose:?}");
    }
}
