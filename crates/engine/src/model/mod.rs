//! The questionnaire: questions, possible answers and findings.
//! Plain data that is valid after loading. It contains no answers and uses no browser.
//!
//! Spec: <https://hl7.org/fhir/R4/questionnaire.html>

pub mod decimal;
mod derived;
pub mod figure;
mod finding;
pub mod moment;
mod packed;
pub mod value;

use std::fmt;

pub use decimal::Decimal;
pub use figure::{Figure, Span};
pub use finding::{Approval, Axis, Basis, Computed, Finding, Fit, Level};
pub use value::{Coding, Quantity, Value};

/// The name of an item, unique in its questionnaire (FHIR `linkId`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkId(String);

impl LinkId {
    /// Creates a linkId from any text.
    pub fn new(text: impl Into<String>) -> LinkId {
        LinkId(text.into())
    }

    /// The linkId as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Position of an item in document order; valid for the questionnaire that returned it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemIdx(pub usize);

/// A loaded questionnaire.
#[derive(Clone, Debug, Default)]
pub struct Questionnaire {
    /// Canonical address.
    pub url: String,
    /// Business version.
    pub version: String,
    /// Title for people.
    pub title: String,
    /// Its purpose, in a sentence or two.
    pub description: Option<String>,
    /// Whether it is in use, a code of FHIR’s publication status.
    pub status: Option<String>,
    /// Language of the texts, a BCP-47 tag.
    pub language: String,
    /// Day of the last review of the content, as written (FHIR `lastReviewDate`).
    pub reviewed: Option<String>,
    /// Day after which the content is due for review, as written.
    pub review_by: Option<String>,
    /// The statement that is true of the transient questions.
    pub private: Private,
    /// The sources of the facts.
    pub sources: Vec<Source>,
    // Invariant: document order; a parent precedes its children, and `Item::end` closes each subtree.
    pub(crate) items: Vec<Item>,
    // Invariant: every item, sorted by linkId and then by document order.
    pub(crate) by_name: Vec<ItemIdx>,
}

/// The strongest true statement about a questionnaire's transient questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Private {
    /// There are no transient questions.
    #[default]
    None,
    /// Some answers are never stored, printed or sent.
    Some,
    /// Answers about suicide and safety are never stored, printed or sent: all such questions are transient.
    Safety,
}

/// A source of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its id in this questionnaire.
    pub id: String,
    /// Short name for the page.
    pub name: String,
    /// The full citation. The packed form does not contain it: pages show names, and the brief takes it from the labels.
    pub citation: String,
    /// A stable address, if one is known; `https` only.
    pub url: Option<String>,
}

/// A reference to a source, and the place in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// Position in [`Questionnaire::sources`].
    pub source: usize,
    /// The place in the source, such as “section 4”.
    pub detail: Option<String>,
}

/// One item with its place in the tree.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its linkId.
    pub link_id: LinkId,
    /// Heading, question or headline.
    pub text: String,
    /// Its parent item.
    pub parent: Option<ItemIdx>,
    /// Position after its last descendant.
    pub(crate) end: usize,
    /// When it is enabled, not counting its ancestors.
    pub enable: Enable,
    /// Its kind.
    pub kind: Kind,
}

/// The kinds of item.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A group of items.
    Group(Group),
    /// A text to read.
    Note,
    /// Something to discuss with a clinician.
    Finding(Finding),
    /// Something to answer.
    Question(Question),
}

impl Kind {
    /// The sources of its facts.
    #[must_use]
    pub fn sources(&self) -> &[Cite] {
        match self {
            Kind::Group(group) => &group.sources,
            Kind::Note => &[],
            Kind::Finding(finding) => &finding.sources,
            Kind::Question(question) => &question.sources,
        }
    }

    fn sources_mut(&mut self) -> &mut [Cite] {
        match self {
            Kind::Group(group) => &mut group.sources,
            Kind::Note => &mut [],
            Kind::Finding(finding) => &mut finding.sources,
            Kind::Question(question) => &mut question.sources,
        }
    }
}

/// A group and its purpose.
#[derive(Clone, Debug)]
pub struct Group {
    /// The purpose of the group.
    pub part: Part,
    /// A response may contain it several times.
    pub repeats: bool,
    /// The sources of its facts.
    pub sources: Vec<Cite>,
    /// The figure that its children form; without one they are a plain list.
    pub figure: Option<Figure>,
}

/// The purpose of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Questions that belong together, or a group inside another.
    Section,
    /// Learn cards.
    Learn,
    /// Findings.
    Results,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The type of its answers.
    pub answer: AnswerType,
    /// Whether a missing answer matters. A visitor may always skip the question.
    pub required: bool,
    /// The answer is never stored, printed or sent.
    pub transient: bool,
    /// The last version that changed the meaning of its answers.
    pub since: Option<String>,
    /// A line below the heading.
    pub hint: Option<String>,
    /// Why it is asked.
    pub explanation: Option<String>,
    /// The sources of the explanation.
    pub sources: Vec<Cite>,
}

/// The types of answer.
#[derive(Clone, Debug)]
pub enum AnswerType {
    /// Yes or no.
    Boolean,
    /// A number, typed.
    Number(NumberType),
    /// A day, month or year.
    Date(Range),
    /// A moment.
    DateTime(Range),
    /// A time of day.
    Time,
    /// Free text.
    Text(TextType),
    /// Options to choose from.
    Choice(Choice),
    /// A literal reference; answered by other software only.
    Reference,
}

impl AnswerType {
    /// The smallest and the largest answer, of a type that has them.
    #[must_use]
    pub fn range(&self) -> Option<&Range> {
        match self {
            AnswerType::Number(number) => Some(&number.range),
            AnswerType::Date(range) | AnswerType::DateTime(range) => Some(range),
            _ => None,
        }
    }

    /// Whether a value is outside the range, or a text too long.
    #[must_use]
    pub fn excludes(&self, value: &Value) -> bool {
        match (self, value) {
            (
                AnswerType::Text(TextType { max_length: Some(max), .. }),
                Value::Text(text) | Value::Uri(text),
            ) => text.chars().count() > *max,
            _ => self.range().is_some_and(|range| range.excludes(value)),
        }
    }
}

/// A typed number.
#[derive(Clone, Debug)]
pub struct NumberType {
    /// Which kind of number.
    pub kind: NumberKind,
    /// Smallest and largest answer.
    pub range: Range,
    /// Unit of the answer.
    pub unit: Option<Unit>,
    /// The question whose number must be larger, such as the upper of two readings of a pressure.
    pub below: Option<LinkId>,
}

/// Kinds of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// A number with a unit.
    Quantity,
}

/// The allowed range, both ends included. An open end is `None`.
#[derive(Clone, Debug, Default)]
pub struct Range {
    /// Smallest.
    pub min: Option<Value>,
    /// Largest.
    pub max: Option<Value>,
}

impl Range {
    /// Whether a value is outside, as far as it can be compared.
    #[must_use]
    pub fn excludes(&self, value: &Value) -> bool {
        // A quantity is compared by its number only, because FHIR gives the range without a unit.
        let number = match value {
            Value::Quantity(quantity) => &Value::Decimal(quantity.value),
            _ => value,
        };
        let compare = |end: &Option<Value>| end.as_ref().and_then(|end| number.compare(end));
        compare(&self.min).is_some_and(std::cmp::Ordering::is_lt)
            || compare(&self.max).is_some_and(std::cmp::Ordering::is_gt)
    }
}

/// A unit of measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// UCUM code.
    pub code: String,
    /// The unit as people write it.
    pub display: String,
}

/// Free text.
#[derive(Clone, Copy, Debug)]
pub struct TextType {
    /// Whether it is one line, several, or an address.
    pub form: TextForm,
    /// The maximum number of characters (Unicode scalar values).
    pub max_length: Option<usize>,
}

/// Forms of free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// One line (FHIR `string`).
    Line,
    /// Several lines (FHIR `text`).
    Lines,
    /// A web address (FHIR `url`).
    Url,
}

/// Options to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    // Invariant: not empty.
    /// The options in order.
    pub options: Vec<AnswerOption>,
    /// Several options may be chosen.
    pub repeats: bool,
    /// Another answer may be typed (FHIR `open-choice`).
    pub open: bool,
}

impl Choice {
    /// The option with an equivalent value.
    #[must_use]
    pub fn option_of(&self, value: &Value) -> Option<&AnswerOption> {
        self.options.iter().find(|option| option.value.is_equivalent(value))
    }
}

/// One option.
#[derive(Clone, Debug)]
pub struct AnswerOption {
    /// The answer that choosing it gives.
    pub value: Value,
    /// Its text.
    pub display: String,
    /// The same in everyday words.
    pub gloss: Option<String>,
    /// The heading of a group of options that begins with this one. It ends before the next heading or exclusive option.
    pub heading: Option<String>,
    /// Choosing it clears the others.
    pub exclusive: bool,
    /// Choosing it shows help at once.
    pub help: Option<Help>,
}

/// Kinds of help, the most urgent first. An option shows it at once; a finding shows it first on the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Help {
    /// A medical emergency: 911.
    Emergency,
    /// Someone to talk to now: 988.
    Crisis,
}

/// When an item is enabled (`enableWhen` and `enableBehavior`).
#[derive(Clone, Debug, Default)]
pub struct Enable {
    /// The conditions; without any the item is always enabled.
    pub when: Vec<Condition>,
    /// How they combine.
    pub behavior: Behavior,
}

/// How several conditions combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behavior {
    /// One of them is enough. Also the default if `enableBehavior` is missing, where FHIR leaves the result open.
    #[default]
    Any,
    /// All of them are needed.
    All,
    /// No answers enable the item: it is hidden or read-only, so visitors are never asked.
    Never,
}

/// One condition on the answers of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The question.
    pub question: LinkId,
    /// The test that its answers must pass.
    pub test: Test,
}

/// A test of a question's answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// There is an answer (`true`) or there is no answer (`false`).
    Exists(bool),
    /// One answer equals the value.
    Equals(Value),
    /// No answer equals the value; so it also passes if there is no answer.
    Differs(Value),
    /// One answer has this order to the value.
    Ordered(Order, Value),
}

/// The ordering operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
}

impl Questionnaire {
    /// Every item, in document order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = ItemIdx> + ExactSizeIterator + use<> {
        (0..self.items.len()).map(ItemIdx)
    }

    /// The item at a position.
    #[must_use]
    pub fn item(&self, idx: ItemIdx) -> &Item {
        &self.items[idx.0]
    }

    /// The question at a position, if there is one.
    #[must_use]
    pub fn question(&self, idx: ItemIdx) -> Option<&Question> {
        match &self.items[idx.0].kind {
            Kind::Question(question) => Some(question),
            _ => None,
        }
    }

    /// The finding at a position, if there is one.
    #[must_use]
    pub fn finding(&self, idx: ItemIdx) -> Option<&Finding> {
        match &self.items[idx.0].kind {
            Kind::Finding(finding) => Some(finding),
            _ => None,
        }
    }

    /// The items of that name, in document order: one, except in repeated groups.
    #[must_use]
    pub fn named(&self, link_id: &str) -> &[ItemIdx] {
        let from = self.by_name.partition_point(|idx| self.item(*idx).link_id.as_str() < link_id);
        let to = self.by_name.partition_point(|idx| self.item(*idx).link_id.as_str() <= link_id);
        &self.by_name[from..to]
    }

    /// The first item of that name.
    #[must_use]
    pub fn find(&self, link_id: &str) -> Option<ItemIdx> {
        self.named(link_id).first().copied()
    }

    /// The questionnaire with these items, given in document order.
    pub(crate) fn with_items(mut self, items: Vec<Item>) -> Questionnaire {
        self.by_name = (0..items.len()).map(ItemIdx).collect();
        self.by_name.sort_unstable_by(|a, b| (&items[a.0].link_id, a).cmp(&(&items[b.0].link_id, b)));
        self.items = items;
        self
    }

    /// Whether both questionnaires have items of the same names in the same order.
    #[must_use]
    pub fn has_items_of(&self, other: &Questionnaire) -> bool {
        let mut pairs = self.items.iter().zip(&other.items);
        self.items.len() == other.items.len() && pairs.all(|(a, b)| a.link_id == b.link_id)
    }

    /// The direct children of an item.
    pub fn children(&self, idx: ItemIdx) -> impl Iterator<Item = ItemIdx> + '_ {
        let end = self.items[idx.0].end;
        let inside = move |at: usize| (at < end).then_some(at);
        std::iter::successors(inside(idx.0 + 1), move |at| inside(self.items[*at].end)).map(ItemIdx)
    }

    /// All items below an item, in document order.
    pub fn descendants(&self, idx: ItemIdx) -> impl Iterator<Item = ItemIdx> + use<> {
        (idx.0 + 1..self.items[idx.0].end).map(ItemIdx)
    }

    /// The part that contains an item.
    #[must_use]
    pub fn part_of(&self, idx: ItemIdx) -> Part {
        match &self.item(self.root(idx)).kind {
            Kind::Group(group) => group.part,
            _ => Part::Section,
        }
    }

    /// The outermost ancestor of an item, or the item itself.
    #[must_use]
    pub fn root(&self, mut idx: ItemIdx) -> ItemIdx {
        while let Some(parent) = self.item(idx).parent {
            idx = parent;
        }
        idx
    }
}

/// The id of a finding: its linkId without the prefix that distinguishes it from questions.
#[must_use]
pub fn finding_id(link_id: &LinkId) -> &str {
    link_id.as_str().strip_prefix("finding-").unwrap_or(link_id.as_str())
}
