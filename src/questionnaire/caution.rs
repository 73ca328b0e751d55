//! What the author of a questionnaire should know before anybody answers it: it runs, and may leave a visitor without help, or
//! keep what should leave no trace. For authors; visitors never read these.

use std::fmt;

use super::*;

/// Something to think about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// The item it is about; `None` for the questionnaire as a whole.
    pub link_id: Option<LinkId>,
    /// What to think about.
    pub kind: CautionKind,
}

/// What to think about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CautionKind {
    /// There is no finding, so the result weighs nothing.
    NoFinding,
    /// No answer and no finding brings up help.
    NoHelp,
    /// A question about suicide whose answer is kept and printed.
    SuicideKept,
    /// An urgent finding that does not say which help comes first.
    UrgentWithoutHelp,
}

/// Everything that the author should think about.
#[must_use]
pub fn cautions(questionnaire: &Questionnaire) -> Vec<Caution> {
    let mut found = Vec::new();
    let mut add = |link_id, kind| found.push(Caution { link_id, kind });
    let all = || questionnaire.indices().map(|idx| questionnaire.item(idx));
    let findings =
        || all().filter_map(|item| if let Kind::Finding(it) = &item.kind { Some(it) } else { None });
    if findings().next().is_none() {
        add(None, CautionKind::NoFinding);
    }
    let by_option = || all().any(|item| options(item).iter().any(|option| option.help.is_some()));
    if findings().all(|finding| finding.help.is_none()) && !by_option() {
        add(None, CautionKind::NoHelp);
    }
    for item in all() {
        let kind = match &item.kind {
            Kind::Question(question) if !question.transient && is_about_suicide(item) => {
                CautionKind::SuicideKept
            }
            Kind::Finding(finding)
                if finding.axis == Axis::Safety(Level::Urgent) && !has_help(questionnaire, item, finding) =>
            {
                CautionKind::UrgentWithoutHelp
            }
            _ => continue,
        };
        add(Some(item.link_id.clone()), kind);
    }
    found
}

/// What may be said of the questions whose answers are never written anywhere.
pub(crate) fn private(questionnaire: &Questionnaire) -> Private {
    let all = || questionnaire.indices().map(|idx| questionnaire.item(idx));
    let is_transient = |item: &Item| matches!(&item.kind, Kind::Question(question) if question.transient);
    let is_kept = |item: &Item| matches!(&item.kind, Kind::Question(question) if !question.transient);
    let is_about_safety = |item: &Item| options(item).iter().any(|option| option.help == Some(Help::Crisis));
    if all().any(|item| is_transient(item) && is_about_safety(item))
        && !all().any(|item| is_kept(item) && is_about_suicide(item))
    {
        Private::Safety
    } else if all().any(is_transient) {
        Private::Some
    } else {
        Private::None
    }
}

/// How questions about suicide and self-harm are worded in the questionnaires that are used most, in English and Spanish.
const WORDS: [&str; 31] = [
    "suicid",
    "kill yourself",
    "killing yourself",
    "kill myself",
    "killing myself",
    "end your life",
    "ending your life",
    "end my life",
    "ending my life",
    "own life",
    "better off dead",
    "were dead",
    "was dead",
    "be dead",
    "hurt yourself",
    "hurting yourself",
    "hurt myself",
    "harm yourself",
    "harming yourself",
    "harm myself",
    "self-harm",
    "quitarse la vida",
    "quitarme la vida",
    "matarse",
    "matarme",
    "hacerse daño",
    "hacerme daño",
    "lastimarse",
    "mejor muert",
    "estar muert",
    "autoles",
];

fn is_about_suicide(item: &Item) -> bool {
    let texts = std::iter::once(&item.text).chain(options(item).iter().map(|option| &option.display));
    // Of ASCII alone: tables for all other letters would be a tenth of the program that a browser downloads for this.
    let mut lower = texts.map(|text| text.to_ascii_lowercase());
    lower.any(|text| WORDS.iter().any(|word| text.contains(word)))
}

/// Whether an urgent finding says which help comes first, by itself or by an option that leads to it.
fn has_help(questionnaire: &Questionnaire, item: &Item, finding: &Finding) -> bool {
    let by_option = |condition: &Condition| {
        let source = questionnaire.find(condition.question.as_str()).map(|idx| questionnaire.item(idx));
        let leads = |option: &AnswerOption| matches!(&condition.test, Test::Equals(value) if value.same(&option.value));
        source.is_some_and(|it| options(it).iter().any(|option| option.help.is_some() && leads(option)))
    };
    finding.help.is_some() || item.enable.when.iter().any(by_option)
}

fn options(item: &Item) -> &[AnswerOption] {
    match &item.kind {
        Kind::Question(Question { answer: AnswerType::Choice(choice), .. }) => &choice.options,
        _ => &[],
    }
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.link_id.as_ref().map_or("questionnaire", LinkId::as_str);
        write!(f, "{place}: {}", self.kind)
    }
}

impl fmt::Display for CautionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CautionKind::NoFinding => {
                "there is no finding, so the result weighs nothing and says so; add findings if it should"
            }
            CautionKind::NoHelp => {
                "no answer and no finding brings up help; add the extension help-now, with crisis or emergency, to options \
                 and findings that call for it"
            }
            CautionKind::SuicideKept => {
                "the question is about suicide, and its answer is stored, printed and saved; add the extension transient if \
                 it should leave no trace, and help-now to its options"
            }
            CautionKind::UrgentWithoutHelp => {
                "the finding is urgent and does not say which help comes first, so all of it is shown; \
                 add the extension help-now, with crisis or emergency"
            }
        })
    }
}
