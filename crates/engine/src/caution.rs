//! Warnings for the author of a questionnaire. The questionnaire runs, but it may leave a visitor without help, or store
//! answers that should leave no trace. Visitors never read these.

use std::fmt;

use crate::fhir::translation;
use crate::model::*;

/// A warning for the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// The item it is about; `None` for the questionnaire as a whole.
    pub link_id: Option<LinkId>,
    /// The kind of warning.
    pub kind: CautionKind,
}

/// The kinds of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CautionKind {
    /// There is no finding, so the result assesses nothing.
    NoFinding,
    /// No answer and no finding shows help.
    NoHelp,
    /// A question about suicide whose answer is stored and printed.
    SuicideKept,
    /// An urgent finding that does not say which help comes first.
    UrgentWithoutHelp,
}

/// All warnings about a questionnaire.
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

/// The strongest true statement about the transient questions.
pub(crate) fn private(questionnaire: &Questionnaire) -> Private {
    let all = || questionnaire.indices().map(|idx| questionnaire.item(idx));
    let is_transient = |item: &Item| matches!(&item.kind, Kind::Question(question) if question.transient);
    let is_kept = |item: &Item| matches!(&item.kind, Kind::Question(question) if !question.transient);
    let is_about_safety = |item: &Item| options(item).iter().any(|option| option.help == Some(Help::Crisis));
    // Questions about safety can be recognized in these languages only.
    let is_read =
        RECOGNIZED_LANGUAGES.iter().any(|language| translation::is(&questionnaire.language, language));
    if is_read
        && all().any(|item| is_transient(item) && is_about_safety(item))
        && !all().any(|item| is_kept(item) && is_about_suicide(item))
    {
        Private::Safety
    } else if all().any(is_transient) {
        Private::Some
    } else {
        Private::None
    }
}

/// The languages in which questions about suicide are recognized.
const RECOGNIZED_LANGUAGES: [&str; 2] = ["en", "es"];

/// The wording of questions about suicide and self-harm in the most common questionnaires, in English and Spanish.
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
    // ASCII only: tables for all other letters would be a tenth of the program that a browser downloads for this.
    let mut lower = texts.map(|text| text.to_ascii_lowercase());
    lower.any(|text| WORDS.iter().any(|word| text.contains(word)))
}

/// Whether an urgent finding says which help comes first, by itself or by an option that leads to it.
fn has_help(questionnaire: &Questionnaire, item: &Item, finding: &Finding) -> bool {
    let by_option = |condition: &Condition| {
        let source = questionnaire.find(condition.question.as_str()).map(|idx| questionnaire.item(idx));
        let leads = |option: &AnswerOption| matches!(&condition.test, Test::Equals(value) if value.is_equivalent(&option.value));
        source.is_some_and(|it| options(it).iter().any(|option| option.help.is_some() && leads(option)))
    };
    let around = |item: &&Item| item.parent.map(|parent| questionnaire.item(parent));
    let mut conditions = std::iter::successors(Some(item), around).flat_map(|item| &item.enable.when);
    finding.help.is_some() || conditions.any(by_option)
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
                "there is no finding, so the result assesses nothing and says so; add findings if it should"
            }
            CautionKind::NoHelp => {
                "no answer and no finding shows help; add the extension help-now, with crisis or emergency, to options \
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

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::form::Form;
    use crate::testing::{choice, extended, form, group, item, with};

    /// The warnings, each as its linkId and its kind.
    fn found(items: &[Json]) -> Vec<(Option<String>, CautionKind)> {
        let found = cautions(&form(items).questionnaire).into_iter();
        found.map(|it| (it.link_id.map(|link_id| link_id.to_string()), it.kind)).collect()
    }

    fn at(link_id: &str, kind: CautionKind) -> (Option<String>, CautionKind) {
        (Some(link_id.into()), kind)
    }

    fn finding(link_id: &str, level: &str, when: &[&str]) -> Json {
        let finding = extended(item(link_id, "display", when), "level", "valueCode", level);
        extended(finding, "explanation", "valueString", "It matters.")
    }

    fn helping(element: Json, kind: &str) -> Json {
        extended(element, "help-now", "valueCode", kind)
    }

    fn results(findings: &[Json]) -> Json {
        extended(group("results", &[], findings), "part", "valueCode", "results")
    }

    /// The choice with help on its first option.
    fn with_help(mut choice: Json, kind: &str) -> Json {
        let option = &mut choice["answerOption"][0];
        *option = helping(option.take(), kind);
        choice
    }

    fn transient(question: Json) -> Json {
        extended(question, "transient", "valueBoolean", "true")
    }

    /// A question of a common screener (PHQ-9), in its original wording.
    fn screener() -> Json {
        let text = "Thoughts that you would be better off dead or of hurting yourself in some way";
        with(choice("phq-9-9", "not-at-all several-days", &[]), "text", text.into())
    }

    #[test]
    fn complete_questionnaire_has_no_cautions() {
        let q = with_help(transient(screener()), "crisis");
        let urgent = helping(finding("urgent", "urgent", &["phq-9-9 = #several-days"]), "crisis");
        assert_eq!(found(&[q, results(&[urgent])]), []);
    }

    #[test]
    fn warns_about_a_questionnaire_without_findings() {
        let q = with_help(choice("q", "yes no", &[]), "crisis");
        assert_eq!(found(&[q]), [(None, CautionKind::NoFinding)]);
    }

    #[test]
    fn help_may_come_from_an_option_or_a_finding() {
        let plain = || finding("f", "review", &["q = #yes"]);
        let q = || choice("q", "yes no", &[]);
        let none = [(None, CautionKind::NoHelp)];
        assert_eq!(found(&[q(), results(&[plain()])]), none);
        assert_eq!(found(&[q(), results(&[helping(plain(), "emergency")])]), []);
        assert_eq!(found(&[with_help(q(), "emergency"), results(&[plain()])]), []);
    }

    #[test]
    fn warns_about_a_stored_question_about_suicide() {
        let f = || results(&[helping(finding("f", "review", &["q = #yes"]), "crisis")]);
        let check = |text: &str, option: &str, is_named: bool| {
            let mut q = with(choice("q", "yes no", &[]), "text", text.into());
            q["answerOption"][0]["valueCoding"]["display"] = option.into();
            let expected = if is_named { vec![at("q", CautionKind::SuicideKept)] } else { Vec::new() };
            assert_eq!(found(&[q.clone(), f()]), expected, "{text} {option}");
            assert_eq!(found(&[transient(q), f()]), [], "{text} {option}");
        };
        check("Thoughts of Suicide?", "Yes", true);
        check("Have you thought about killing yourself?", "Yes", true);
        check("¿Ha pensado en quitarse la vida?", "Sí", true);
        check("¿Ha pensado en hacerse daño?", "Sí", true);
        check("Do any of these fit you?", "I have thought of ending my life", true);
        check("Do you sleep well?", "Yes", false);
        check("Do you feel safe on the way home?", "Yes", false);
    }

    #[test]
    fn warns_about_an_urgent_finding_without_help() {
        let check = |help: &str, findings: &[Json], expected: &[(Option<String>, CautionKind)]| {
            let q = choice("q", "yes no", &[]);
            let q = if help.is_empty() { q } else { with_help(q, help) };
            // Keeps the warning about missing help out of the result.
            let other = helping(finding("other", "plan", &["q = #no"]), "crisis");
            let results = results(&[findings, &[other]].concat());
            assert_eq!(found(&[q, results]), expected, "{help}");
        };
        let urgent = |when: &[&str]| finding("urgent", "urgent", when);
        let named = [at("urgent", CautionKind::UrgentWithoutHelp)];
        check("", &[urgent(&["q = #yes"])], &named);
        check("crisis", &[urgent(&["q = #yes"])], &[]);
        check("crisis", &[urgent(&["q = #no", "q = #yes"])], &[]);
        // The help is on another option.
        check("crisis", &[urgent(&["q = #no"])], &named);
        check("crisis", &[urgent(&["q != #yes"])], &named);
        check("", &[helping(urgent(&["q = #yes"]), "emergency")], &[]);
        check("", &[finding("label", "label", &["q = #yes"])], &[]);
        // The option may enable a group around the finding.
        check("crisis", &[group("around", &["q = #yes"], &[urgent(&["q exists true"])])], &[]);
        check("crisis", &[group("around", &["q = #no"], &[urgent(&["q exists true"])])], &named);
    }

    #[test]
    fn caution_names_place_problem_and_fix() {
        use CautionKind as K;
        for kind in [K::NoFinding, K::NoHelp, K::SuicideKept, K::UrgentWithoutHelp] {
            let whole = Caution { link_id: None, kind }.to_string();
            let (place, rest) = whole.split_once(": ").unwrap_or_default();
            assert_eq!(place, "questionnaire");
            let (problem, fix) =
                rest.split_once("; ").unwrap_or(rest.split_once(", and ").unwrap_or_default());
            assert!(!problem.is_empty() && !fix.is_empty() && !rest.ends_with('.'), "{whole}");
            let of_item = Caution { link_id: Some(LinkId::new("q")), kind }.to_string();
            assert_eq!(of_item, format!("q: {kind}"));
        }
    }

    #[test]
    fn safety_is_private_only_if_no_safety_question_is_stored() {
        let check = |items: &[Json], expected: Private| {
            assert_eq!(form(items).questionnaire.private, expected, "{items:?}");
        };
        let safety = || with_help(transient(choice("safe", "yes no", &[])), "crisis");
        let other = || transient(item("other", "boolean", &[]));
        check(&[item("q", "boolean", &[])], Private::None);
        check(&[screener()], Private::None);
        check(&[other()], Private::Some);
        check(&[with_help(transient(choice("hurts", "yes no", &[])), "emergency")], Private::Some);
        check(&[safety()], Private::Safety);
        check(&[safety(), other(), item("q", "boolean", &[])], Private::Safety);
        check(&[safety(), transient(screener())], Private::Safety);
        // Another question about safety is stored.
        check(&[safety(), screener()], Private::Some);
        check(&[with_help(choice("safe", "yes no", &[]), "crisis")], Private::None);
    }

    #[test]
    fn safety_privacy_is_claimed_only_in_known_languages() {
        let safety = with_help(transient(choice("safe", "yes no", &[])), "crisis");
        let json = crate::testing::questionnaire(&[safety]);
        for (language, expected) in [
            ("en", Private::Safety),
            ("en-US", Private::Safety),
            ("es-MX", Private::Safety),
            ("de", Private::Some),
            ("enm", Private::Some),
        ] {
            let json = with(json.clone(), "language", language.into());
            let (form, _) = Form::load(&json).unwrap_or_else(|faults| panic!("{faults}"));
            assert_eq!(form.questionnaire.private, expected, "{language}");
        }
    }
}
