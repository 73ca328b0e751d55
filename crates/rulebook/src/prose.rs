//! Conditions as natural sentences. Each is a clause whose subject is the visitor:
//! “answers “Yes” to Q4 …”, “gives more than 140 mm Hg for Q21 …”.

use check::format;
use engine::model::{AnswerType, Behavior, Enable, ItemIdx, LinkId, Order, Test, Value};

use super::book::Book;
use super::document::Prose;
use super::phrases::{Conjunction, Phrase};

/// The amount of detail about a question in a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Its number, and its text where it is named for the first time.
    Full,
    /// Its number alone, and few of many answers.
    Short,
}

/// Conditions on one question that share one clause.
struct Clause<'e> {
    question: &'e LinkId,
    test: &'e Test,
    /// The values, where several conditions differ in nothing else.
    values: Vec<&'e Value>,
}

impl Book<'_> {
    /// The conditions of an item, combined into one; `None` if it is always enabled.
    pub(super) fn condition(&self, enable: &Enable, style: Style) -> Option<Prose> {
        self.condition_after(enable, style, &mut Vec::new())
    }

    /// The same, after these questions have been named with their texts.
    fn condition_after(&self, enable: &Enable, style: Style, named: &mut Vec<ItemIdx>) -> Option<Prose> {
        let clauses = self.clauses_after(enable, style, named);
        let conjunction = match (enable.behavior, style) {
            (Behavior::Any | Behavior::Never, Style::Full) => Conjunction::OrClause,
            (Behavior::All, Style::Full) => Conjunction::AndClause,
            (Behavior::Any | Behavior::Never, Style::Short) => Conjunction::Or,
            (Behavior::All, Style::Short) => Conjunction::And,
        };
        (!clauses.is_empty()).then(|| self.phrases.list(conjunction, clauses))
    }

    /// The conditions of an item as clauses, those that differ in the answer alone in one.
    pub(super) fn clauses(&self, enable: &Enable, style: Style) -> Vec<Prose> {
        self.clauses_after(enable, style, &mut Vec::new())
    }

    fn clauses_after(&self, enable: &Enable, style: Style, named: &mut Vec<ItemIdx>) -> Vec<Prose> {
        let mut clauses: Vec<Clause> = Vec::new();
        for condition in &enable.when {
            let value = match &condition.test {
                Test::Exists(_) => None,
                Test::Equals(value) | Test::Differs(value) | Test::Ordered(_, value) => Some(value),
            };
            let same = clauses.iter_mut().find(|clause| {
                *clause.question == condition.question
                    && match (clause.test, &condition.test) {
                        (Test::Equals(_), Test::Equals(_)) => true,
                        // With `any`, “not a, or not b” does not mean “neither a nor b”.
                        (Test::Differs(_), Test::Differs(_)) => enable.behavior == Behavior::All,
                        _ => false,
                    }
            });
            match same {
                Some(clause) => clause.values.extend(value),
                None => clauses.push(Clause {
                    question: &condition.question,
                    test: &condition.test,
                    values: value.into_iter().collect(),
                }),
            }
        }
        clauses.iter().map(|clause| self.clause(clause, enable.behavior, style, named)).collect()
    }

    fn clause(&self, clause: &Clause, behavior: Behavior, style: Style, named: &mut Vec<ItemIdx>) -> Prose {
        let Some(asked) = self.questionnaire.find(clause.question.as_str()) else {
            return clause.question.as_str().into();
        };
        let question = match style {
            Style::Full if !named.contains(&asked) => self.named(asked),
            _ => self.link(asked),
        };
        named.push(asked);
        let conjunction = match (clause.test, behavior) {
            (Test::Equals(_), Behavior::All) => Conjunction::And,
            _ => Conjunction::Or,
        };
        let answers = match (clause.test, style) {
            (Test::Ordered(..), _) => self.test(asked, clause.test),
            (_, Style::Short) if clause.values.len() > 2 => self.some_of(asked, clause.values.len()),
            _ => {
                let values = clause.values.iter().map(|value| self.value(asked, value).into());
                self.phrases.list(conjunction, values.collect())
            }
        };
        let phrase = self.phrase(asked, clause.test, style);
        self.phrases.fill(phrase, &[("question", question), ("answers", answers)])
    }

    fn phrase(&self, asked: ItemIdx, test: &Test, style: Style) -> Phrase {
        let (chosen, several) = match self.questionnaire.question(asked).map(|question| &question.answer) {
            Some(AnswerType::Choice(choice)) => (true, choice.repeats),
            Some(AnswerType::Boolean) => (true, false),
            _ => (false, false),
        };
        match (test, style) {
            (Test::Equals(_) | Test::Ordered(..), Style::Short) => Phrase::ShortIs,
            (Test::Equals(_), Style::Full) if several => Phrase::Chooses,
            (Test::Equals(_), Style::Full) if chosen => Phrase::Answers,
            (Test::Equals(_) | Test::Ordered(..), Style::Full) => Phrase::Gives,
            (Test::Differs(_), Style::Short) => Phrase::ShortIsNot,
            (Test::Differs(_), Style::Full) if several => Phrase::DoesNotChoose,
            (Test::Differs(_), Style::Full) if chosen => Phrase::DoesNotAnswer,
            (Test::Differs(_), Style::Full) => Phrase::DoesNotGive,
            (Test::Exists(true), Style::Short) => Phrase::ShortAnswered,
            (Test::Exists(true), Style::Full) => Phrase::AnswersAtAll,
            (Test::Exists(false), Style::Short) => Phrase::ShortOpen,
            (Test::Exists(false), Style::Full) => Phrase::LeavesOpen,
        }
    }

    /// Such as “6 of 8 answers”.
    fn some_of(&self, asked: ItemIdx, count: usize) -> Prose {
        let all = match self.questionnaire.question(asked).map(|question| &question.answer) {
            Some(AnswerType::Choice(choice)) => choice.options.len(),
            _ => count,
        };
        let values = [("count", count.to_string().into()), ("all", all.to_string().into())];
        self.phrases.fill(Phrase::ShortSome, &values)
    }

    /// The text of an answer to a question.
    pub(super) fn value(&self, asked: ItemIdx, value: &Value) -> String {
        let text = format::answers(self.questionnaire, self.words, asked, std::slice::from_ref(value));
        let text = if text.is_empty() { value.literal() } else { text };
        match value {
            Value::Integer(_) | Value::Decimal(_) | Value::Date(_) | Value::DateTime(_) | Value::Time(_) => {
                text
            }
            Value::Quantity(quantity) => match &quantity.unit {
                // The unit of the question is there already.
                Some(unit) if text == value.literal() => format!("{text} {unit}"),
                _ => text,
            },
            _ => self.phrases.quoted(&text),
        }
    }

    /// The text of a test for a row of a table: “more than 140 mm Hg”.
    pub(super) fn test(&self, asked: ItemIdx, test: &Test) -> Prose {
        let phrase = match test {
            Test::Exists(true) => return self.text(Phrase::AnyAnswer),
            Test::Exists(false) => return self.text(Phrase::NoAnswer),
            Test::Equals(value) => return self.value(asked, value).into(),
            Test::Differs(_) => Phrase::AnythingBut,
            Test::Ordered(order, Value::Date(_) | Value::DateTime(_) | Value::Time(_)) => match order {
                Order::Greater => Phrase::After,
                Order::Less => Phrase::Before,
                Order::GreaterOrEqual => Phrase::From,
                Order::LessOrEqual => Phrase::Until,
            },
            Test::Ordered(order, _) => match order {
                Order::Greater => Phrase::MoreThan,
                Order::Less => Phrase::LessThan,
                Order::GreaterOrEqual => Phrase::OrMore,
                Order::LessOrEqual => Phrase::OrLess,
            },
        };
        let (Test::Differs(value) | Test::Equals(value) | Test::Ordered(_, value)) = test else {
            return Prose::default();
        };
        self.phrases.fill(phrase, &[("answers", self.value(asked, value).into())])
    }

    /// The requirements for an item’s conditions: the conditions of the questions that it names, the conditions of the
    /// questions that those name, and so on.
    pub(super) fn prerequisites(&self, item: ItemIdx) -> Vec<Prose> {
        // Items with the same conditions share a sentence.
        let mut alike: Vec<(ItemIdx, Vec<ItemIdx>)> = Vec::new();
        let mut seen = vec![item];
        let mut open = self.named_by(item);
        while !open.is_empty() {
            for around in self.around(open.remove(0)) {
                let enable = &self.questionnaire.item(around).enable;
                if enable.when.is_empty() || seen.contains(&around) {
                    continue;
                }
                seen.push(around);
                open.extend(self.named_by(around));
                let same = |(first, _): &&mut (ItemIdx, Vec<ItemIdx>)| {
                    let first = &self.questionnaire.item(*first).enable;
                    first.when == enable.when && first.behavior == enable.behavior
                };
                match alike.iter_mut().find(same) {
                    Some((_, items)) => items.push(around),
                    None => alike.push((around, vec![around])),
                }
            }
        }
        let mut named = self.named_by(item);
        let sentences = alike.into_iter().map(|(first, mut items)| {
            items.sort_unstable();
            let enable = &self.questionnaire.item(first).enable;
            let condition = self.condition_after(enable, Style::Full, &mut named).unwrap_or_default();
            let phrase = if items.len() > 1 { Phrase::ChainSeveral } else { Phrase::Chain };
            self.phrases.fill(phrase, &[("items", self.several(&items)), ("condition", condition)])
        });
        sentences.collect()
    }

    /// The questions that an item’s conditions name.
    fn named_by(&self, item: ItemIdx) -> Vec<ItemIdx> {
        let when = &self.questionnaire.item(item).enable.when;
        when.iter().filter_map(|condition| self.questionnaire.find(condition.question.as_str())).collect()
    }

    /// The item and the groups around it whose conditions are listed with the item.
    ///
    /// A condition that is shared by all sections with a condition is listed once, at the sections.
    fn around(&self, item: ItemIdx) -> Vec<ItemIdx> {
        let up = |idx: &ItemIdx| self.questionnaire.item(*idx).parent;
        std::iter::successors(Some(item), up)
            .filter(|idx| up(idx).is_some() || *idx == item || !self.sections_share_their_condition())
            .collect()
    }

    /// Whether all sections that have a condition have the same.
    pub(super) fn sections_share_their_condition(&self) -> bool {
        let groups = self.sections.iter().filter_map(|section| section.group);
        let mut gates =
            groups.map(|group| &self.questionnaire.item(group).enable).filter(|it| !it.when.is_empty());
        match gates.next() {
            None => true,
            Some(first) => gates.all(|it| it.when == first.when && it.behavior == first.behavior),
        }
    }
}
