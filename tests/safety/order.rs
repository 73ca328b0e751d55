//! The order of answers in the content is complete, and no visitor downloads it.

use std::collections::BTreeSet;

use check::content;
use check::words::Words;
use engine::form::Form;
use engine::model::{Axis, Part, Questionnaire};
use engine::packed;
use serde_json::Value as Json;

use crate::check::{Check, Kind, ORDER};
use crate::respond::harmless;

/// Questions that affect safety and whose answers have no order, each with the reason.
const NO_ORDER: [(&str, &str); 3] = [
    ("age", "under 18 disables every other question, so the findings of their answers disappear"),
    ("reasons", "no reason is more serious than another; each reason enables different questions"),
    ("impact", "both ends matter: a lot means more need, a little means more to consider"),
];

/// The remark in the content at such a question, in the line below its linkId.
const REMARK: &str = "# No order of answers: ";

#[test]
fn every_safety_question_has_an_order_or_a_reason() {
    let check = Check::new();
    let questionnaire = &check.form.questionnaire;
    let levels = questionnaire.indices().filter(|idx| {
        questionnaire.finding(*idx).is_some_and(|finding| matches!(finding.axis, Axis::Safety(_)))
    });
    let around = |idx| std::iter::successors(Some(idx), |idx| questionnaire.item(*idx).parent);
    let conditions = levels.flat_map(around).flat_map(|idx| &questionnaire.item(idx).enable.when);
    let bearing: BTreeSet<&str> = conditions.map(|condition| condition.question.as_str()).collect();
    assert!(bearing.len() > 25, "{bearing:?}");
    for asked in &check.questions {
        let Kind::Options { options, .. } = &asked.kind else { continue };
        let link = asked.link.as_str();
        let placed = options.iter().filter(|option| option.order.is_some()).count();
        let excused = NO_ORDER.iter().any(|(other, _)| *other == link);
        let expected = if bearing.contains(link) && !excused { options.len() } else { 0 };
        assert_eq!(placed, expected, "{link}: number of options with an order");
    }
    for (link, why) in NO_ORDER {
        assert!(bearing.contains(link), "{link} does not affect safety; remove it from the list");
        assert!(!why.is_empty());
    }
}

#[test]
fn content_lists_the_questions_without_an_order() {
    let content = include_str!("../../content/questionnaire.yaml");
    let lines: Vec<&str> = content.lines().map(str::trim).collect();
    let marked: Vec<&str> = lines
        .windows(2)
        .filter(|pair| pair[1].starts_with(REMARK))
        .map(|pair| pair[0].strip_prefix("- linkId: ").expect("the remark is below a linkId"))
        .collect();
    assert_eq!(marked, NO_ORDER.map(|(link, _)| link));
}

#[test]
fn lowest_answers_of_the_order_have_no_safety_finding() {
    let check = Check::new();
    let assessment = check.assess(&harmless(&check));
    assert_eq!((assessment.safety, assessment.findings.len()), (None, 1), "{assessment:?}");
}

#[test]
fn order_is_not_in_the_downloaded_check() {
    fn without_order(json: &mut Json) {
        match json {
            Json::Array(list) => list.iter_mut().for_each(without_order),
            Json::Object(fields) => {
                fields.values_mut().for_each(without_order);
                fields.retain(|name, value| name != "extension" || !is_order_alone(value));
                if let Some(Json::Array(list)) = fields.get_mut("extension") {
                    list.retain(|extension| extension["url"] != ORDER);
                }
            }
            _ => {}
        }
    }
    fn is_order_alone(extensions: &Json) -> bool {
        extensions.as_array().is_some_and(|list| list.iter().all(|extension| extension["url"] == ORDER))
    }
    for language in content::languages() {
        let mut whole = content::questionnaire(language).expect("the check is built in");
        assert!(whole.to_string().contains(ORDER), "{language}: the command line prints the order");
        let check = content::check(language).expect("the check is built in");
        assert!(!check.contains(ORDER), "{language}");
        without_order(&mut whole);
        let (form, _) = Form::load(&whole).unwrap_or_else(|faults| panic!("{language}: {faults}"));
        let mut without = form.questionnaire.part(|part| part != Part::Learn);
        // The brief has the citations.
        without.sources.iter_mut().for_each(|source| source.citation.clear());
        let downloaded: Option<(Words, Questionnaire)> = packed::read(check);
        let (_, downloaded) = downloaded.expect("it is of this build");
        assert_eq!(
            format!("{downloaded:#?}"),
            format!("{without:#?}"),
            "{language}: only order and citations are left out"
        );
    }
}
