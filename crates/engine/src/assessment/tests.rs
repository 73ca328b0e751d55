//! Assessments: levels, reasons, help, shown findings and offered actions.

use serde_json::{Value as Json, json};

use super::*;
use crate::testing::{answers, at, choice, extended, form, group, item, name, with};

/// A finding on an axis.
fn finding(link_id: &str, axis: &str, code: &str, when: &[&str]) -> Json {
    let finding = extended(item(link_id, "display", when), axis, "valueCode", code);
    extended(finding, "explanation", "valueString", "It matters.")
}

fn required(item: Json) -> Json {
    with(item, "required", true.into())
}

/// `q` enables findings of every level; two more questions can be left unanswered.
fn sample() -> Form {
    let q = choice("q", "urgent not-now review plan studied early first", &[]);
    let unanswered =
        extended(finding("unanswered", "level", "review", &[]), "computed", "valueCode", "unanswered");
    let both = with(finding("both", "level", "plan", &["n > 1", "n < 9"]), "enableBehavior", "all".into());
    let findings = [
        finding("plan", "level", "plan", &["q = #plan"]),
        finding("urgent", "level", "urgent", &["q = #urgent"]),
        finding("review", "level", "review", &["q = #review"]),
        finding("not-now", "level", "not-now", &["q = #not-now"]),
        finding("first", "fit", "other-first", &["q = #first"]),
        finding("studied", "fit", "better-studied", &["q = #studied"]),
        finding("early", "fit", "early-research", &["q = #early"]),
        unanswered,
        both,
        finding("several", "level", "plan", &["q = #plan", "n >= 5", "q = #review"]),
    ];
    form(&[
        with(q, "repeats", true.into()),
        required(item("n", "integer", &["q = #plan"])),
        item("m", "integer", &["q = #plan"]),
        extended(group("results", &[], &findings), "part", "valueCode", "results"),
    ])
}

fn assess_answers(form: &Form, given: &[&str]) -> Assessment {
    let answers = answers(form, given);
    let enabled = form.evaluate(&answers);
    assess(form, EffectiveAnswers::new(&form.questionnaire, &answers, &enabled))
}

#[test]
fn the_most_serious_level_and_the_best_studied_reason_decide() {
    let form = sample();
    let check = |given: &str, safety, fit| {
        // `n` is answered, so that no required question is left.
        let found = assess_answers(&form, &[&format!("q {given}"), "n 0"]);
        assert_eq!((found.safety_code(), found.fit_code()), (safety, fit), "{given}");
    };
    check("#urgent #not-now #review #plan", "urgent", "unclear");
    check("#plan #review #not-now", "not-now", "unclear");
    check("#plan #review", "review", "unclear");
    check("#studied #early #first", "clear", "better-studied");
    check("#first #early", "clear", "early-research");
    check("#first", "clear", "other-first");
}

#[test]
fn without_enabled_findings_safety_is_clear_and_fit_unclear() {
    let form = form(&[item("q", "boolean", &[])]);
    let found = assess_answers(&form, &[]);
    assert_eq!((found.safety_code(), found.fit_code(), found.findings.len()), ("clear", "unclear", 0));
}

#[test]
fn findings_come_in_questionnaire_order_with_their_reasons() {
    let form = sample();
    let check = |given: &[&str], expected: &[(&str, &str)]| {
        let found: Vec<(String, String)> = assess_answers(&form, given)
            .findings
            .iter()
            .map(|active| {
                let reasons = active.reasons.iter().map(|reason| {
                    let values: Vec<String> = reason.answers.iter().map(Value::literal).collect();
                    format!("{}: {}", name(&form, reason.question), values.join(" ")).trim_end().to_owned()
                });
                (name(&form, active.finding), reasons.collect::<Vec<_>>().join(", "))
            })
            .collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(name, why)| ((*name).into(), (*why).into())).collect();
        assert_eq!(found, expected, "{given:?}");
    };
    check(
        &["q #review #plan #early", "n 7", "m 1"],
        &[
            ("plan", "q: plan"),
            ("review", "q: review"),
            ("early", "q: early"),
            ("both", "n: 7"),
            ("several", "q: plan review, n: 7"),
        ],
    );
    // A disabled question does not count as unanswered.
    check(&["q #review"], &[("review", "q: review"), ("several", "q: review")]);
    check(&["q #plan"], &[("plan", "q: plan"), ("unanswered", "n:"), ("several", "q: plan")]);
}

#[test]
fn finding_on_a_missing_answer_names_the_enabled_question() {
    let findings = [finding("silent", "level", "plan", &["b exists false"])];
    let form = form(&[
        item("a", "boolean", &[]),
        item("b", "boolean", &["a = true"]),
        extended(group("results", &[], &findings), "part", "valueCode", "results"),
    ]);
    let reasons_of =
        |given: &[&str]| assess_answers(&form, given).findings.into_iter().map(|it| it.reasons).next();
    let named = Reason { question: at(&form, "b"), answers: Vec::new() };
    assert_eq!(reasons_of(&["a true"]), Some(vec![named]));
    assert_eq!(reasons_of(&[]), Some(Vec::new()));
    assert_eq!(reasons_of(&["a true", "b true"]), None);
}

#[test]
fn only_enabled_required_questions_count_as_unanswered() {
    let form = sample();
    let unanswered = |given: &[&str]| {
        assess_answers(&form, given).findings.iter().any(|active| active.finding == at(&form, "unanswered"))
    };
    assert!(!unanswered(&[]), "n is not asked, q does not matter");
    assert!(unanswered(&["q #plan"]));
    assert!(unanswered(&["q #plan", "m 1"]));
    assert!(!unanswered(&["q #plan", "n 1"]));
}

/// A form of one question with several answers, a number that can be left out, and these findings.
fn asking(codes: &str, findings: &[Json]) -> Form {
    let q = with(choice("q", codes, &[]), "repeats", true.into());
    form(&[
        q,
        item("n", "integer", &[]),
        extended(group("results", &[], findings), "part", "valueCode", "results"),
    ])
}

#[test]
fn label_ranks_between_urgent_and_not_now() {
    let levels = ["urgent", "label", "not-now", "review", "plan"];
    let findings = levels.map(|level| finding(level, "level", level, &[&format!("q = #{level}")]));
    let form = asking(&levels.join(" "), &findings);
    for (at, level) in levels.iter().enumerate() {
        let given = levels[at..].iter().map(|level| format!("#{level}")).collect::<Vec<_>>().join(" ");
        assert_eq!(assess_answers(&form, &[&format!("q {given}")]).safety_code(), *level, "{given}");
    }
    let codes = Assessment::SAFETY.map(|level| level.map_or("clear", Level::code));
    assert_eq!(codes, ["urgent", "label", "not-now", "review", "plan", "clear"]);
    let groups = [Some(Level::Urgent), Some(Level::Label), Some(Level::NotNow)].map(Group::in_order);
    for groups in groups {
        assert_eq!(groups[5], Group::Reason, "the reason can wait");
        assert_eq!(groups[..3], Group::ALL[..3]);
    }
    assert_eq!(Group::in_order(Some(Level::Review)), Group::ALL);
}

/// The finding with a kind of help.
fn helping(finding: Json, kind: &str) -> Json {
    extended(finding, "help-now", "valueCode", kind)
}

/// The choice with help on some options.
fn with_help(mut choice: Json, kinds: &[(&str, &str)]) -> Json {
    for option in choice["answerOption"].as_array_mut().into_iter().flatten() {
        let code = option["valueCoding"]["code"].as_str().unwrap_or_default().to_owned();
        for (_, kind) in kinds.iter().filter(|(helping, _)| *helping == code) {
            *option = extended(option.take(), "help-now", "valueCode", kind);
        }
    }
    choice
}

#[test]
fn result_shows_help_of_findings_at_any_level() {
    let findings = [
        helping(finding("mild", "level", "plan", &["q = #mild"]), "crisis"),
        helping(finding("hurts", "level", "review", &["q = #hurts"]), "emergency"),
        helping(finding("fits", "fit", "early-research", &["q = #fits"]), "crisis"),
        finding("quiet", "level", "not-now", &["q = #quiet"]),
    ];
    let form = asking("mild hurts fits quiet", &findings);
    let check = |given: &str, expected: &[Help]| {
        assert_eq!(assess_answers(&form, &[&format!("q {given}")]).help, expected, "{given}");
    };
    check("#quiet", &[]);
    check("#mild", &[Help::Crisis]);
    check("#fits #mild", &[Help::Crisis]);
    // An emergency comes first, in any order of findings.
    check("#mild #hurts #quiet", &[Help::Emergency, Help::Crisis]);
}

#[test]
fn urgent_finding_without_help_uses_help_of_its_options() {
    let kinds = [("talk", "crisis"), ("hurts", "emergency")];
    let q = with_help(with(choice("q", "talk hurts other", &[]), "repeats", true.into()), &kinds);
    let urgent = finding("urgent", "level", "urgent", &["q = #talk", "q = #hurts", "q = #other", "n > 5"]);
    let review = finding("review", "level", "review", &["q = #talk"]);
    let own = helping(finding("own", "level", "urgent", &["n = 3"]), "crisis");
    let results = group("results", &[], &[urgent, review, own]);
    let form = form(&[q, item("n", "integer", &[]), extended(results, "part", "valueCode", "results")]);
    let check = |given: &[&str], expected: &[Help]| {
        assert_eq!(assess_answers(&form, given).help, expected, "{given:?}")
    };
    check(&["q #talk"], &[Help::Crisis]);
    check(&["q #hurts"], &[Help::Emergency]);
    check(&["q #other #talk"], &[Help::Crisis]);
    check(&["q #talk #hurts"], &[Help::Emergency, Help::Crisis]);
    check(&["n 3"], &[Help::Crisis]);
    // No option has help, so all kinds are shown.
    check(&["q #other"], &[Help::Emergency, Help::Crisis]);
    check(&["n 6"], &[Help::Emergency, Help::Crisis]);
    check(&[], &[]);
}

#[test]
fn only_urgent_findings_use_the_help_of_their_options() {
    let q = with_help(choice("q", "talk", &[]), &[("talk", "crisis")]);
    let results = group("results", &[], &[finding("label", "level", "label", &["q = #talk"])]);
    let form = form(&[q, extended(results, "part", "valueCode", "results")]);
    assert_eq!(assess_answers(&form, &["q #talk"]).help, []);
}

/// The reasons of the first enabled finding, in short.
fn reasons_of(form: &Form, given: &[&str]) -> Vec<String> {
    let found = assess_answers(form, given);
    let reasons = found.findings.first().map_or(&[][..], |active| &active.reasons);
    let short = |reason: &Reason| {
        let values: Vec<String> = reason.answers.iter().map(Value::literal).collect();
        format!("{}: {}", name(form, reason.question), values.join(" ")).trim_end().to_owned()
    };
    reasons.iter().map(short).collect()
}

#[test]
fn finding_in_a_group_has_the_reasons_of_both() {
    let when = ["q = #opioid", "q = #sleep", "n >= 5"];
    let inner = group("inner", &["q = #benzo"], &[finding("both", "level", "review", &when)]);
    let form = asking("benzo opioid sleep other", &[group("outer", &["q != #other"], &[inner])]);
    let check =
        |given: &[&str], expected: &[&str]| assert_eq!(reasons_of(&form, given), expected, "{given:?}");
    check(&["q #benzo #opioid"], &["q: opioid benzo"]);
    check(&["q #benzo #opioid #sleep"], &["q: opioid sleep benzo"]);
    check(&["q #benzo", "n 7"], &["n: 7", "q: benzo"]);
    // Only one of the two conditions is true, so the finding is disabled and has no reasons.
    check(&["q #opioid"], &[]);
    check(&["q #benzo"], &[]);
    check(&["q #benzo #opioid #other"], &[]);
}

#[test]
fn missing_answers_are_not_reasons_of_a_group() {
    for around in ["a != true", "a exists false", "a exists true"] {
        let inside = group("inside", &[around], &[finding("f", "level", "review", &["b = true"])]);
        let results = extended(group("results", &[], &[inside]), "part", "valueCode", "results");
        let form = form(&[item("a", "boolean", &[]), item("b", "boolean", &[]), results]);
        let given: &[&str] =
            if around.ends_with("exists true") { &["a true", "b true"] } else { &["b true"] };
        assert_eq!(reasons_of(&form, given), ["b: true"], "{around}");
    }
}

/// Two readings that belong together, and findings on each.
fn pressure(findings: &[Json]) -> Form {
    let lower = extended(item("lower", "integer", &[]), "below", "valueCode", "upper");
    let results = extended(group("results", &[], findings), "part", "valueCode", "results");
    form(&[item("upper", "integer", &[]), lower, results])
}

#[test]
fn paired_numbers_are_reported_together() {
    let high = pressure(&[finding("high", "level", "review", &["upper > 140", "lower > 90"])]);
    let check =
        |given: &[&str], expected: &[&str]| assert_eq!(reasons_of(&high, given), expected, "{given:?}");
    check(&["upper 150", "lower 70"], &["upper: 150", "lower: 70"]);
    check(&["upper 120", "lower 95"], &["upper: 120", "lower: 95"]);
    check(&["upper 150", "lower 95"], &["upper: 150", "lower: 95"]);
    check(&["lower 95"], &["lower: 95"]);
    check(&["upper 150"], &["upper: 150"]);
    check(&["upper 120", "lower 70"], &[]);
    // A condition on an exact number is about this number only.
    let exact = pressure(&[finding("exact", "level", "review", &["upper = 150"])]);
    assert_eq!(reasons_of(&exact, &["upper 150", "lower 70"]), ["upper: 150"]);
}

/// The findings that are shown, each with its answers and sources in short.
fn shown(form: &Form, given: &[&str]) -> Vec<String> {
    let shown = assess_answers(form, given).shown(form);
    let short = |one: &Shown| {
        let values = one.active.reasons.iter().flat_map(|reason| &reason.answers).map(Value::literal);
        let sources = one.sources.iter().map(|cite| form.questionnaire.sources[cite.source].id.clone());
        let all: Vec<String> = values.chain(sources).collect();
        format!("{}: {}", name(form, one.active.finding), all.join(" "))
    };
    shown.iter().map(short).collect()
}

/// A form with findings of these levels. Each depends on the option of its name, has its own source, and stands for the
/// listed findings. `A` is the option of finding `a`.
fn siblings(findings: &[(&str, &str, &str)]) -> Form {
    let findings_of = findings.iter().map(|(link_id, code, others)| {
        let axis = if ["early-research", "other-first"].contains(code) { "fit" } else { "level" };
        let when = format!("q = #{}", link_id.to_uppercase());
        let finding = extended(finding(link_id, axis, code, &[&when]), "source", "valueCode", link_id);
        others.split_whitespace().fold(finding, |it, other| extended(it, "stands-for", "valueCode", other))
    });
    let codes: Vec<String> = findings.iter().map(|(link_id, _, _)| link_id.to_uppercase()).collect();
    let q = with(choice("q", &codes.join(" "), &[]), "repeats", true.into());
    let results = group("results", &[], &findings_of.collect::<Vec<_>>());
    let mut json = crate::testing::questionnaire(&[q, extended(results, "part", "valueCode", "results")]);
    let source = |(link_id, _, _): &(&str, &str, &str)| {
        let artifact = json!({
            "type": "citation", "label": link_id, "display": link_id, "citation": format!("All of {link_id}")
        });
        let url = "http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact";
        json!({ "url": url, "valueRelatedArtifact": artifact })
    };
    json["extension"] = findings.iter().map(source).collect();
    Form::load(&json).unwrap_or_else(|faults| panic!("{faults}")).0
}

#[test]
fn severe_finding_covers_milder_ones_along_a_chain() {
    // In any order of the questionnaire.
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
        let chain = [("a", "not-now", "b"), ("b", "review", "c"), ("c", "plan", "")];
        let form = siblings(&order.map(|at| chain[at]));
        let check = |given: &str, expected: &[&[&str]]| {
            let found = shown(&form, &[given]);
            let words = |line: &str| {
                let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
                words[1..].sort_unstable();
                words
            };
            let found: Vec<Vec<String>> = found.iter().map(|line| words(line)).collect();
            assert_eq!(found, expected, "{order:?}: {given}");
        };
        check("q #A #B #C", &[&["a:", "A", "B", "C", "a", "b", "c"]]);
        check("q #B #C", &[&["b:", "B", "C", "b", "c"]]);
        check("q #C", &[&["c:", "C", "c"]]);
        // Also through a finding that is disabled.
        check("q #A #C", &[&["a:", "A", "C", "a", "c"]]);
    }
}

#[test]
fn first_of_two_covering_findings_absorbs_the_milder_one() {
    let form = siblings(&[("a", "not-now", "c"), ("b", "review", "c"), ("c", "review", "")]);
    assert_eq!(shown(&form, &["q #A #B #C"]), ["a: A C a c", "b: B b"]);
    assert_eq!(shown(&form, &["q #B #C"]), ["b: B C b c"]);
    assert_eq!(shown(&form, &["q #A #B"]), ["a: A a", "b: B b"]);
}

#[test]
fn findings_that_cover_each_other_do_not_both_disappear() {
    let form = siblings(&[("a", "review", "b"), ("b", "review", "a")]);
    assert_eq!(shown(&form, &["q #A #B"]), ["a: A B a b"]);
    assert_eq!(shown(&form, &["q #B"]), ["b: B b"]);
    let three = siblings(&[("a", "plan", "b"), ("b", "plan", "c"), ("c", "plan", "a")]);
    assert_eq!(shown(&three, &["q #A #B #C"]), ["a: A B C a b c"]);
    let itself = siblings(&[("a", "plan", "a")]);
    assert_eq!(shown(&itself, &["q #A"]), ["a: A a"]);
}

#[test]
fn more_severe_and_fit_findings_are_never_hidden() {
    let form = siblings(&[
        ("a", "plan", "b c nowhere q"),
        ("b", "label", ""),
        ("c", "early-research", "a d"),
        ("d", "other-first", ""),
    ]);
    assert_eq!(shown(&form, &["q #A #B #C #D"]), ["a: A a", "b: B b", "c: C c", "d: D d"]);
    // Not even through a chain that contains a more severe one.
    let by_way = siblings(&[("a", "plan", "b"), ("b", "plan", "c"), ("c", "urgent", "")]);
    assert_eq!(shown(&by_way, &["q #A #B #C"]), ["a: A B a b", "c: C c"]);
    assert_eq!(shown(&by_way, &["q #A #C"]), ["a: A a", "c: C c"]);
}

#[test]
fn crisis_hides_findings_that_put_other_treatments_first() {
    let findings = [
        helping(finding("talk", "level", "urgent", &["q = #talk"]), "crisis"),
        helping(finding("hurts", "level", "urgent", &["q = #hurts"]), "emergency"),
        helping(finding("weeks", "level", "review", &["q = #weeks"]), "crisis"),
        finding("first", "fit", "other-first", &["q = #first"]),
        finding("early", "fit", "early-research", &["q = #early"]),
    ];
    let form = asking("talk hurts weeks first early", &findings);
    let check = |given: &str, is_shown: bool| {
        let found = assess_answers(&form, &[&format!("q {given} #first #early")]);
        let shown = found.shown(&form);
        let shows = |id: &str| shown.iter().any(|one| one.active.finding == at(&form, id));
        assert_eq!((shows("first"), shows("early")), (is_shown, true), "{given}");
        assert_eq!(found.is_in_crisis(), !is_shown, "{given}");
        assert_eq!(found.fit_code(), "early-research");
    };
    check("", true);
    check("#hurts", true);
    check("#weeks", true);
    check("#talk", false);
    check("#talk #hurts", false);
}

#[test]
fn actions_fit_the_assessment() {
    use Action::{Book, Call, Keep};
    let check = |codes: &str, both: &[Action], neither: &[Action], below: bool| {
        let levels = ["urgent", "label", "not-now", "review", "plan"];
        let findings = levels.map(|level| {
            let finding = finding(level, "level", level, &[&format!("q = #{level}")]);
            if level == "urgent" { helping(finding, "crisis") } else { finding }
        });
        let found = assess_answers(&asking(&levels.join(" "), &findings), &[&format!("q {codes}")]);
        let filled = !codes.contains("urgent");
        let expected =
            |first: &[Action], booking_below| Actions { first: first.into(), filled, booking_below };
        assert_eq!(found.actions(true, true), expected(both, below), "{codes}");
        assert_eq!(found.actions(false, false), expected(neither, false), "{codes}");
    };
    check("#urgent #plan", &[Call, Keep], &[Keep], false);
    check("#label", &[Call, Keep], &[Keep], true);
    check("#not-now #review", &[Call, Keep], &[Keep], true);
    check("#review", &[Keep, Book], &[Keep], true);
    check("#plan", &[Keep, Book], &[Keep], true);
    check("", &[Keep, Book], &[Keep], true);
    // Without a booking link, the telephone number is offered.
    let clear = assess_answers(&asking("x", &[]), &[]);
    assert_eq!(clear.actions(true, false).first, [Keep, Call]);
    assert_eq!(clear.actions(false, true).first, [Keep, Book]);
}

#[test]
fn minor_is_offered_nothing_and_a_form_may_have_no_findings() {
    let minor = finding("minor", "level", "not-now", &["q = #young"]);
    let form = asking("young old", &[extended(minor, "adults-only", "valueBoolean", "true")]);
    let found = assess_answers(&form, &["q #young"]);
    assert!(found.minor && found.has_findings);
    let nothing = Actions { first: Vec::new(), filled: true, booking_below: false };
    assert_eq!(found.actions(true, true), nothing);
    assert!(!assess_answers(&form, &["q #old"]).minor);
    assert!(assess_answers(&form, &[]).has_findings, "no enabled finding is information");
    assert!(
        !assess_answers(&asking("x", &[]), &["q #x"]).has_findings,
        "no enabled finding is no information"
    );
}
