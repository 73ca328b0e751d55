//! The consequences of each answer to a question: the conditions of the questionnaire, grouped by answer.

use check::words::Word;
use engine::logic::passes;
use engine::model::{
    AnswerOption, AnswerType, Behavior, Computed, Enable, Help, ItemIdx, Part, Question, Test, Value,
};

use super::book::Book;
use super::document::{Inline, Prose};
use super::phrases::Phrase;

/// One answer to a question.
pub(super) struct Answer {
    /// The text of the answer.
    pub(super) answer: Prose,
    /// The same in everyday words.
    pub(super) gloss: Option<String>,
    /// The heading of the group of answers that begins with this one.
    pub(super) heading: Option<String>,
    /// Its consequences.
    pub(super) leads: Prose,
}

/// A condition on a question, and the item that has the condition.
struct Use<'q> {
    item: ItemIdx,
    test: &'q Test,
    /// Other answers are needed as well.
    needs_other_answers: bool,
}

impl Book<'_> {
    /// Every answer that the questionnaire distinguishes, with its consequences. The last entry is for skipping.
    pub(super) fn answers(&self, idx: ItemIdx, question: &Question) -> Vec<Answer> {
        let uses = self.uses(idx);
        let mut answers: Vec<Answer> = match &question.answer {
            AnswerType::Choice(choice) => {
                choice.options.iter().map(|option| self.option(option, &uses, choice.repeats)).collect()
            }
            AnswerType::Boolean => [(true, Word::QuestionYes), (false, Word::QuestionNo)]
                .map(|(value, word)| Answer {
                    answer: self.word(word).into(),
                    gloss: None,
                    heading: None,
                    leads: self.leads(&uses, &Value::Boolean(value), Vec::new()),
                })
                .into(),
            _ => Vec::new(),
        };
        answers.extend(self.other_answers(idx, question, &uses));
        if answers.is_empty() {
            let leads = self.text(Phrase::LeadsNowhere);
            answers.push(Answer { answer: self.text(Phrase::AnyAnswer), gloss: None, heading: None, leads });
        }
        answers.push(self.skipped(question, &uses));
        answers
    }

    fn uses(&self, idx: ItemIdx) -> Vec<Use<'_>> {
        let link_id = &self.questionnaire.item(idx).link_id;
        let of_item = |item: ItemIdx| {
            let within = self.groups_around_finding(item);
            let of_one = |enable: &'_ Enable, more: bool| {
                // Conditions on this question require no other answers.
                let others = enable.when.iter().any(|condition| condition.question != *link_id);
                more || (enable.behavior == Behavior::All && others)
            };
            let more = !within.is_empty();
            let all = std::iter::once(item).chain(within);
            all.flat_map(move |at| {
                let enable = &self.questionnaire.item(at).enable;
                let needs_other_answers = of_one(enable, more);
                let own = enable.when.iter().filter(|condition| condition.question == *link_id);
                own.map(move |condition| Use { item, test: &condition.test, needs_other_answers })
            })
        };
        // Findings by their numbers, then questions in their order.
        let is_asked = |idx: &ItemIdx| self.questionnaire.part_of(*idx) != Part::Results;
        let asked = self.questionnaire.indices().filter(is_asked);
        self.findings.iter().copied().chain(asked).flat_map(of_item).collect()
    }

    fn option(&self, option: &AnswerOption, uses: &[Use], several: bool) -> Answer {
        let mut more = Vec::new();
        if let Some(help) = option.help {
            more.push(self.text(help_consequence(help)));
        }
        if option.exclusive && several {
            more.push(self.text(Phrase::LeadsClears));
        }
        let mut answer = Prose::from(option.display.as_str());
        let literal = option.value.literal();
        if literal != option.display {
            answer = answer.then(" ").then(Inline::Code(literal));
        }
        Answer {
            answer,
            gloss: option.gloss.clone(),
            heading: option.heading.clone(),
            leads: self.leads(uses, &option.value, more),
        }
    }

    /// Answers that are not an option but that a condition distinguishes.
    fn other_answers(&self, idx: ItemIdx, question: &Question, uses: &[Use]) -> Vec<Answer> {
        let is_option = |value: &Value| match &question.answer {
            AnswerType::Choice(choice) => choice.option_of(value).is_some(),
            AnswerType::Boolean => true,
            _ => false,
        };
        let mut tests: Vec<&Test> = Vec::new();
        for used in uses {
            let known = match used.test {
                Test::Exists(any) => !any,
                Test::Equals(value) | Test::Differs(value) => is_option(value),
                Test::Ordered(..) => matches!(question.answer, AnswerType::Choice(_)),
            };
            if !known && !tests.contains(&used.test) {
                tests.push(used.test);
            }
        }
        let rows = tests.into_iter().map(|test| {
            let enabled = uses.iter().filter(|used| used.test == test);
            Answer {
                answer: self.test(idx, test),
                gloss: None,
                heading: None,
                leads: self.consequences(enabled.collect(), &[], Vec::new()),
            }
        });
        rows.collect()
    }

    /// The consequences of an answer.
    fn leads(&self, uses: &[Use], value: &Value, more: Vec<Prose>) -> Prose {
        let given = std::slice::from_ref(value);
        let is_answer = |used: &&Use| !matches!(used.test, Test::Exists(_));
        let enables = |used: &&Use| passes(used.test, given) && !matches!(used.test, Test::Differs(_));
        let closes = |used: &&Use| matches!(used.test, Test::Differs(_)) && !passes(used.test, given);
        let enabled = uses.iter().filter(is_answer).filter(enables).collect();
        let closed: Vec<ItemIdx> = uses.iter().filter(closes).map(|used| used.item).collect();
        self.consequences(enabled, &closed, more)
    }

    fn skipped(&self, question: &Question, uses: &[Use]) -> Answer {
        let mut more = Vec::new();
        if question.required {
            let unanswered =
                self.findings.iter().filter_map(|idx| Some((*idx, self.questionnaire.finding(*idx)?)));
            let computed = unanswered.filter(|(_, finding)| finding.computed == Some(Computed::Unanswered));
            more.extend(computed.map(|(idx, finding)| self.finding(idx, finding)));
        }
        if let AnswerType::Choice(choice) = &question.answer
            && let Some(help) = choice.options.iter().find_map(|option| option.help)
        {
            more.push(self.text(help_consequence(help)));
        }
        let enabled = uses.iter().filter(|used| *used.test == Test::Exists(false)).collect();
        Answer {
            answer: self.text(Phrase::Skipped),
            gloss: None,
            heading: None,
            leads: self.consequences(enabled, &[], more),
        }
    }

    fn consequences(&self, enabled: Vec<&Use>, closed: &[ItemIdx], more: Vec<Prose>) -> Prose {
        let mut lines = Vec::new();
        let mut opened: Vec<ItemIdx> = Vec::new();
        for used in enabled {
            let prose = match self.questionnaire.finding(used.item) {
                Some(finding) => self.finding(used.item, finding),
                None if used.needs_other_answers => {
                    self.phrases.fill(Phrase::LeadsOpens, &[("items", self.link(used.item))])
                }
                None => {
                    opened.push(used.item);
                    continue;
                }
            };
            lines.push(if used.needs_other_answers {
                self.phrases.fill(Phrase::LeadsPartly, &[("what", prose)])
            } else {
                prose
            });
        }
        if !opened.is_empty() {
            lines.push(self.phrases.fill(Phrase::LeadsOpens, &[("items", self.several(&opened))]));
        }
        let (findings, asked): (Vec<ItemIdx>, Vec<ItemIdx>) =
            closed.iter().partition(|idx| self.questionnaire.finding(**idx).is_some());
        for (phrase, items) in [(Phrase::LeadsCloses, asked), (Phrase::LeadsRulesOut, findings)] {
            if !items.is_empty() {
                lines.push(self.phrases.fill(phrase, &[("items", self.several(&items))]));
            }
        }
        lines.extend(more);
        if lines.is_empty() {
            return self.text(Phrase::LeadsNowhere);
        }
        Prose::joined(lines, &Inline::Break.into())
    }

    /// The questions that the answers to a question open, for the flow.
    pub(super) fn opened_by(&self, idx: ItemIdx) -> Vec<ItemIdx> {
        let mut opened: Vec<ItemIdx> = Vec::new();
        for used in self.uses(idx) {
            let question = self.questionnaire.question(used.item).is_some();
            if question && !opened.contains(&used.item) {
                opened.push(used.item);
            }
        }
        opened
    }
}

pub(super) fn help_consequence(help: Help) -> Phrase {
    match help {
        Help::Crisis => Phrase::LeadsCrisis,
        Help::Emergency => Phrase::LeadsEmergency,
    }
}
