//! The built-in check: complete, cited and reachable. `plain/` tests its language.
//! New content needs no new test.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use check::content;
use engine::answers::Answers;
use engine::assessment::{Assessment, assess};
use engine::caution::cautions;
use engine::effective::EffectiveAnswers;
use engine::form::Form;
use engine::model::{
    AnswerType, Axis, Basis, Behavior, Computed, Group, Help, ItemIdx, Kind, Level, NumberKind, Order, Part,
    Private, Question, Questionnaire, Test, Value,
};
use serde_json::Value as Json;

fn form() -> Form {
    content::form("en").expect("the check is built in")
}

fn name(questionnaire: &Questionnaire, idx: ItemIdx) -> &str {
    questionnaire.item(idx).link_id.as_str()
}

fn questions(questionnaire: &Questionnaire) -> impl Iterator<Item = (ItemIdx, &Question)> {
    questionnaire.indices().filter_map(|idx| Some((idx, questionnaire.question(idx)?)))
}

fn findings(questionnaire: &Questionnaire) -> Vec<ItemIdx> {
    questionnaire.indices().filter(|idx| questionnaire.finding(*idx).is_some()).collect()
}

fn part(questionnaire: &Questionnaire, idx: ItemIdx) -> Option<Part> {
    match &questionnaire.item(idx).kind {
        Kind::Group(group) => Some(group.part),
        _ => None,
    }
}

#[test]
fn check_loads_without_faults_in_every_language() {
    assert!(content::languages().count() > 0);
    for language in content::languages() {
        let json = content::questionnaire(language).expect("every language has the questionnaire");
        match Form::load(&json) {
            Ok((_, faults)) => assert!(faults.0.is_empty(), "{language}:\n{faults}"),
            Err(faults) => panic!("{language}:\n{faults}"),
        }
        assert!(content::words(language).is_some(), "{language} has all words of the interface");
    }
}

#[test]
fn question_and_finding_counts_match_the_clinical_contract() {
    let questionnaire = form().questionnaire;
    assert_eq!(questions(&questionnaire).count(), 46);
    assert_eq!(findings(&questionnaire).len(), 101);
}

#[test]
fn link_ids_have_the_prefix_of_their_kind() {
    let questionnaire = form().questionnaire;
    for idx in questionnaire.indices() {
        let link_id = name(&questionnaire, idx);
        let prefix = match (&questionnaire.item(idx).kind, part(&questionnaire, questionnaire.root(idx))) {
            (Kind::Question(_), _) => "",
            (Kind::Finding(_), _) => "finding-",
            (_, Some(Part::Learn)) if questionnaire.item(idx).parent.is_none() => "learn",
            (_, Some(Part::Results)) if questionnaire.item(idx).parent.is_none() => "results",
            (_, Some(Part::Learn)) => "learn-",
            (_, Some(Part::Results)) => "when-",
            (_, part) => {
                assert_eq!(part, Some(Part::Section), "{link_id}");
                "section-"
            }
        };
        assert!(link_id.starts_with(prefix), "{link_id} should begin with {prefix}");
        let plain =
            !["section-", "learn-", "finding-", "when-"].iter().any(|prefix| link_id.starts_with(prefix));
        assert!(!prefix.is_empty() || plain, "{link_id} is a question but has the prefix of another kind");
        let simple = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(link_id.bytes().all(simple), "{link_id} should be lower case with dashes");
    }
}

#[test]
fn parts_are_in_page_order() {
    let questionnaire = form().questionnaire;
    let roots = questionnaire.indices().filter(|idx| questionnaire.item(*idx).parent.is_none());
    let parts: Vec<Part> = roots.filter_map(|idx| part(&questionnaire, idx)).collect();
    assert_eq!((parts.first(), parts.last()), (Some(&Part::Learn), Some(&Part::Results)));
    assert!(parts[1..parts.len() - 1].iter().all(|part| *part == Part::Section), "{parts:?}");
}

#[test]
fn every_finding_has_an_explanation_an_ask_and_a_source() {
    let questionnaire = form().questionnaire;
    for idx in findings(&questionnaire) {
        let link_id = name(&questionnaire, idx);
        let finding = questionnaire.finding(idx).expect("it is a finding");
        assert!(!finding.explanation.is_empty(), "{link_id} has no explanation");
        assert!(
            finding.ask.as_ref().is_some_and(|ask| !ask.is_empty()),
            "{link_id} has nothing to ask or do"
        );
        assert!(!finding.sources.is_empty(), "{link_id} has no source");
    }
}

#[test]
fn every_finding_with_a_level_has_a_basis() {
    let questionnaire = form().questionnaire;
    for idx in findings(&questionnaire) {
        let link_id = name(&questionnaire, idx);
        let finding = questionnaire.finding(idx).expect("it is a finding");
        let is_safety = matches!(finding.axis, Axis::Safety(_));
        assert_eq!(is_safety, !finding.basis.is_empty(), "{link_id}: {:?}", finding.basis);
        let mut seen = Vec::new();
        for basis in &finding.basis {
            assert!(!seen.contains(basis), "{link_id} rests on {basis:?} twice");
            seen.push(*basis);
        }
    }
}

#[test]
fn only_us_contraindications_have_level_label() {
    let questionnaire = form().questionnaire;
    let mut labels = Vec::new();
    for idx in findings(&questionnaire) {
        let finding = questionnaire.finding(idx).expect("it is a finding");
        if finding.axis == Axis::Safety(Level::Label) {
            let link_id = name(&questionnaire, idx);
            assert_eq!(finding.basis.first(), Some(&Basis::Label), "{link_id}");
            let cited = finding.sources.iter().map(|cite| questionnaire.sources[cite.source].id.as_str());
            let us = cited.filter(|id| ["spravato-label", "ketamine-label"].contains(id)).count();
            assert!(us > 0, "{link_id} cites no US label");
            labels.push(link_id);
        }
    }
    assert_eq!(labels, ["finding-vascular-label", "finding-brain-pressure", "finding-ketamine-allergy"]);
}

#[test]
fn every_urgent_finding_names_its_help() {
    let questionnaire = form().questionnaire;
    let mut urgent = 0;
    for idx in findings(&questionnaire) {
        let finding = questionnaire.finding(idx).expect("it is a finding");
        if finding.axis == Axis::Safety(Level::Urgent) {
            urgent += 1;
            assert!(finding.help.is_some(), "{}", name(&questionnaire, idx));
        }
    }
    assert!(urgent > 0);
}

#[test]
fn every_question_is_explained_and_every_card_has_a_source() {
    let questionnaire = form().questionnaire;
    for (idx, question) in questions(&questionnaire) {
        assert!(question.explanation.is_some(), "{} has no explanation", name(&questionnaire, idx));
        assert!(!question.sources.is_empty(), "{} has no source", name(&questionnaire, idx));
    }
    let cards = questionnaire.indices().filter(|idx| part(&questionnaire, *idx) == Some(Part::Learn));
    for card in cards.flat_map(|learn| questionnaire.children(learn).collect::<Vec<_>>()) {
        let Kind::Group(group) = &questionnaire.item(card).kind else {
            panic!("{} should be a card", name(&questionnaire, card));
        };
        assert!(!group.sources.is_empty(), "{} has no source", name(&questionnaire, card));
    }
}

#[test]
fn every_source_is_used() {
    let questionnaire = form().questionnaire;
    let used: BTreeSet<usize> = questionnaire
        .indices()
        .flat_map(|idx| questionnaire.item(idx).kind.sources())
        .map(|cite| cite.source)
        .collect();
    for (n, source) in questionnaire.sources.iter().enumerate() {
        assert!(used.contains(&n), "source {} is not used; cite it or remove it", source.id);
    }
}

#[test]
fn every_source_names_its_year_or_says_no_date() {
    let has_year = |text: &str| {
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        numbers.into_iter().any(|it| it.len() == 4 && (it.starts_with("19") || it.starts_with("20")))
    };
    for source in form().questionnaire.sources {
        let name = &source.name;
        assert!(
            has_year(name) || name.contains("no date"),
            "source {}: “{name}” names no year; add it, or “no date”",
            source.id
        );
        assert!(
            source.citation.len() > name.len(),
            "source {}: its citation adds nothing to its name",
            source.id
        );
    }
}

#[test]
fn every_cited_label_names_a_section() {
    let questionnaire = form().questionnaire;
    let places = ["section", "boxed warning", "medication guide", "contraindications", "warnings"];
    let mut labels = 0;
    for idx in questionnaire.indices() {
        for cite in questionnaire.item(idx).kind.sources() {
            let source = &questionnaire.sources[cite.source];
            if source.name.contains(" label, ") {
                labels += 1;
                let detail = cite.detail.as_deref().unwrap_or_default();
                assert!(
                    places.iter().any(|place| detail.contains(place)),
                    "{} cites {} without a section; add a detail",
                    name(&questionnaire, idx),
                    source.id
                );
            }
        }
    }
    assert!(labels > 50, "only {labels} mentions of labels were found");
}

#[test]
fn no_item_cites_a_source_twice() {
    let questionnaire = form().questionnaire;
    for idx in questionnaire.indices() {
        let mut seen = BTreeSet::new();
        for cite in questionnaire.item(idx).kind.sources() {
            let id = &questionnaire.sources[cite.source].id;
            assert!(seen.insert(id), "{} cites {id} twice; merge the two", name(&questionnaire, idx));
        }
    }
}

#[test]
fn figure_bars_lie_on_the_axis() {
    let questionnaire = form().questionnaire;
    let mut figures = Vec::new();
    for idx in questionnaire.indices() {
        let Kind::Group(Group { figure: Some(figure), .. }) = &questionnaire.item(idx).kind else { continue };
        let link_id = name(&questionnaire, idx);
        let rows: Vec<ItemIdx> = questionnaire.children(idx).collect();
        assert_eq!(rows.len(), figure.spans.len(), "{link_id} has a bar for each row");
        for (row, span) in rows.iter().zip(&figure.spans) {
            let ends = [figure.from, span.from, span.to, span.until, figure.to];
            assert!(ends.is_sorted() && span.from < span.until, "{}: {span:?}", name(&questionnaire, *row));
        }
        figures.push(link_id);
    }
    let json = content::questionnaire("en").expect("the check is built in");
    let mut written = 0;
    each_item(&json, &mut |item| {
        let mut extensions = item["extension"].as_array().into_iter().flatten();
        written +=
            usize::from(extensions.any(|it| it["url"].as_str().is_some_and(|url| url.ends_with("/figure"))));
    });
    assert_eq!(figures.len(), written, "only {figures:?} are drawn");
    assert!(written > 0, "there is a figure");
}

#[test]
fn only_these_answers_show_help() {
    let questionnaire = form().questionnaire;
    let mut helping = Vec::new();
    for (idx, question) in questions(&questionnaire) {
        let AnswerType::Choice(choice) = &question.answer else { continue };
        for option in &choice.options {
            if let Some(help) = option.help {
                helping.push((name(&questionnaire, idx).to_owned(), option.value.literal(), help));
            }
        }
    }
    let expected = [
        ("safety", "now", Help::Crisis),
        ("safety", "past-weeks", Help::Crisis),
        ("safety", "not-sure", Help::Crisis),
        ("safety", "prefer-not-to-say", Help::Crisis),
        ("attempt", "past-3-months", Help::Crisis),
        ("attempt", "not-sure", Help::Crisis),
        ("attempt", "prefer-not-to-say", Help::Crisis),
        ("bp-symptoms", "yes", Help::Emergency),
        ("bp-symptoms", "not-sure", Help::Emergency),
    ];
    assert_eq!(helping, expected.map(|(question, code, help)| (question.to_owned(), code.to_owned(), help)));
}

#[test]
fn two_questions_are_transient_and_nothing_depends_on_them() {
    let questionnaire = form().questionnaire;
    let transient: Vec<&str> = questions(&questionnaire)
        .filter(|(_, question)| question.transient)
        .map(|(idx, _)| name(&questionnaire, idx))
        .collect();
    assert_eq!(transient, ["safety", "attempt"]);
    for idx in questionnaire.indices().filter(|idx| questionnaire.finding(*idx).is_none()) {
        for condition in &questionnaire.item(idx).enable.when {
            let question = condition.question.as_str();
            assert!(
                !transient.contains(&question),
                "{} must not depend on {question}",
                name(&questionnaire, idx)
            );
        }
    }
}

#[test]
fn safety_may_be_called_private_in_every_language() {
    for language in content::languages() {
        let form = content::form(language).expect("every language has the questionnaire");
        assert_eq!(form.questionnaire.private, Private::Safety, "{language}");
        assert_eq!(cautions(&form.questionnaire), [], "{language}");
    }
}

#[test]
fn every_option_has_a_distinct_display() {
    let json = content::questionnaire("en").expect("the check is built in");
    each_item(&json, &mut |item| {
        let mut displays = BTreeSet::new();
        for option in item["answerOption"].as_array().into_iter().flatten() {
            let display = option["valueCoding"]["display"].as_str().unwrap_or_default();
            assert!(!display.is_empty(), "{}: {option} has no display", item["linkId"]);
            assert!(displays.insert(display), "{}: two options have the text {display}", item["linkId"]);
        }
    });
}

fn each_item(json: &Json, visit: &mut impl FnMut(&Json)) {
    for item in json["item"].as_array().into_iter().flatten() {
        visit(item);
        each_item(item, visit);
    }
}

/// Sets answers that enable an item by its n-th condition, or by all conditions if all are required.
fn set_enabling_answers(form: &Form, idx: ItemIdx, n: usize, answers: &mut Answers) {
    let item = form.questionnaire.item(idx);
    if let Some(parent) = item.parent {
        set_enabling_answers(form, parent, 0, answers);
    }
    for (at, condition) in item.enable.when.iter().enumerate() {
        if item.enable.behavior == Behavior::Any && at != n {
            continue;
        }
        let source = form.questionnaire.find(condition.question.as_str()).expect("the check has no faults");
        set_enabling_answers(form, source, 0, answers);
        let question = form.questionnaire.question(source).expect("the check has no faults");
        if let Some(value) = passing_answer(&question.answer, &condition.test) {
            let mut values = answers.of(source).to_vec();
            if !values.contains(&value) {
                values.push(value);
            }
            let several = matches!(&question.answer, AnswerType::Choice(choice) if choice.repeats);
            assert!(several || values.len() == 1, "{} needs two answers", condition.question);
            answers.set(source, values);
        }
    }
}

/// An answer that passes a test, at the limit; `None` if the test requires no answer.
fn passing_answer(answer: &AnswerType, test: &Test) -> Option<Value> {
    match test {
        Test::Equals(value) => Some(value.clone()),
        Test::Differs(_) | Test::Exists(false) => None,
        Test::Exists(true) => match answer {
            AnswerType::Choice(choice) => Some(choice.options[0].value.clone()),
            _ => panic!("extend this test to answer such a question"),
        },
        Test::Ordered(order, Value::Integer(limit)) => {
            let number = match order {
                Order::Greater => limit + 1,
                Order::Less => limit - 1,
                Order::GreaterOrEqual | Order::LessOrEqual => *limit,
            };
            let value = Value::Integer(number);
            let AnswerType::Number(kind) = answer else { panic!("{number} is no answer") };
            assert!(
                kind.kind == NumberKind::Integer && !kind.range.excludes(&value),
                "{number} can't be answered"
            );
            Some(value)
        }
        Test::Ordered(..) => panic!("extend this test to compare such values"),
    }
}

fn assessment_of(form: &Form, answers: &Answers) -> Assessment {
    let enabled = form.evaluate(answers);
    assess(form, EffectiveAnswers::new(&form.questionnaire, answers, &enabled))
}

#[test]
fn every_condition_can_enable_its_finding() {
    let form = form();
    for idx in findings(&form.questionnaire) {
        let link_id = name(&form.questionnaire, idx);
        let conditions = &form.questionnaire.item(idx).enable.when;
        let computed = form.questionnaire.finding(idx).and_then(|finding| finding.computed);
        assert_eq!(
            conditions.is_empty(),
            computed == Some(Computed::Unanswered),
            "{link_id} is always enabled"
        );
        for n in 0..conditions.len().max(1) {
            let mut answers = Answers::default();
            set_enabling_answers(&form, idx, n, &mut answers);
            let assessment = assessment_of(&form, &answers);
            let active = assessment.findings.iter().find(|active| active.finding == idx);
            let active =
                active.unwrap_or_else(|| panic!("{link_id} is never enabled by its condition {}", n + 1));
            assert!(!active.reasons.is_empty(), "{link_id} has no reasons");
        }
    }
}

#[test]
fn every_condition_can_enable_its_question() {
    let form = form();
    for (idx, _) in questions(&form.questionnaire) {
        for n in 0..form.questionnaire.item(idx).enable.when.len().max(1) {
            let mut answers = Answers::default();
            set_enabling_answers(&form, idx, n, &mut answers);
            let link_id = name(&form.questionnaire, idx);
            assert!(
                form.evaluate(&answers)[position(&form, idx)],
                "{link_id} is never asked by its condition {}",
                n + 1
            );
        }
    }
}

/// The position of an item in document order.
fn position(form: &Form, idx: ItemIdx) -> usize {
    form.questionnaire.indices().position(|other| other == idx).expect("it belongs to this form")
}

#[test]
fn every_link_is_safe() {
    let questionnaire = form().questionnaire;
    for source in &questionnaire.sources {
        assert!(
            source.url.as_ref().is_none_or(|url| url.starts_with("https://")),
            "{}: {:?}",
            source.id,
            source.url
        );
    }
}
