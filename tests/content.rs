//! The built-in check: complete, cited and reachable. Its words are judged in `plain/`.
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
fn the_check_loads_without_a_fault_in_every_language() {
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
fn there_are_as_many_questions_and_findings_as_in_the_clinical_contract() {
    let questionnaire = form().questionnaire;
    assert_eq!(questions(&questionnaire).count(), 46);
    assert_eq!(findings(&questionnaire).len(), 101);
}

#[test]
fn the_name_of_an_item_says_what_it_is() {
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
        assert!(!prefix.is_empty() || plain, "{link_id} is a question and named like something else");
        let simple = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(link_id.bytes().all(simple), "{link_id} should be lower case with dashes");
    }
}

#[test]
fn the_parts_stand_in_the_order_of_the_page() {
    let questionnaire = form().questionnaire;
    let roots = questionnaire.indices().filter(|idx| questionnaire.item(*idx).parent.is_none());
    let parts: Vec<Part> = roots.filter_map(|idx| part(&questionnaire, idx)).collect();
    assert_eq!((parts.first(), parts.last()), (Some(&Part::Learn), Some(&Part::Results)));
    assert!(parts[1..parts.len() - 1].iter().all(|part| *part == Part::Section), "{parts:?}");
}

#[test]
fn every_finding_says_why_it_matters_what_to_ask_and_where_it_comes_from() {
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
fn every_finding_with_a_level_says_what_it_rests_on() {
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
fn of_level_label_are_the_contraindications_of_a_us_label() {
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
fn every_urgent_finding_says_which_help_comes_first() {
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
fn every_question_says_why_it_is_asked_and_like_every_learn_card_where_that_comes_from() {
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
        assert!(used.contains(&n), "source {} is not used; cite or remove it", source.id);
    }
}

#[test]
fn every_source_says_of_which_year_it_is_or_that_it_has_none() {
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
            "source {}: its citation says no more than its name",
            source.id
        );
    }
}

#[test]
fn every_mention_of_a_label_says_where_in_it() {
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
            assert!(seen.insert(id), "{} cites {id} twice; join the two", name(&questionnaire, idx));
        }
    }
}

#[test]
fn the_bars_of_every_figure_lie_on_its_axis() {
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
fn help_comes_up_for_these_answers_and_no_other() {
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
fn two_questions_leave_no_trace_and_no_other_hangs_on_them() {
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
fn it_may_be_said_that_safety_is_private_in_every_language() {
    for language in content::languages() {
        let form = content::form(language).expect("every language has the questionnaire");
        assert_eq!(form.questionnaire.private, Private::Safety, "{language}");
        assert_eq!(cautions(&form.questionnaire), [], "{language}");
    }
}

#[test]
fn every_option_has_words_of_its_own() {
    let json = content::questionnaire("en").expect("the check is built in");
    each_item(&json, &mut |item| {
        let mut displays = BTreeSet::new();
        for option in item["answerOption"].as_array().into_iter().flatten() {
            let display = option["valueCoding"]["display"].as_str().unwrap_or_default();
            assert!(!display.is_empty(), "{}: {option} has no display", item["linkId"]);
            assert!(displays.insert(display), "{}: two options read {display}", item["linkId"]);
        }
    });
}

fn each_item(json: &Json, visit: &mut impl FnMut(&Json)) {
    for item in json["item"].as_array().into_iter().flatten() {
        visit(item);
        each_item(item, visit);
    }
}

/// Answers so that an item holds by way of its n-th condition, or of all where all must hold.
fn make_hold(form: &Form, idx: ItemIdx, n: usize, answers: &mut Answers) {
    let item = form.questionnaire.item(idx);
    if let Some(parent) = item.parent {
        make_hold(form, parent, 0, answers);
    }
    for (at, condition) in item.enable.when.iter().enumerate() {
        if item.enable.behavior == Behavior::Any && at != n {
            continue;
        }
        let source = form.questionnaire.find(condition.question.as_str()).expect("the check has no faults");
        make_hold(form, source, 0, answers);
        let question = form.questionnaire.question(source).expect("the check has no faults");
        if let Some(value) = fitting(&question.answer, &condition.test) {
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

/// An answer that passes a test, just so; nothing where the lack of one does.
fn fitting(answer: &AnswerType, test: &Test) -> Option<Value> {
    match test {
        Test::Equals(value) => Some(value.clone()),
        Test::Differs(_) | Test::Exists(false) => None,
        Test::Exists(true) => match answer {
            AnswerType::Choice(choice) => Some(choice.options[0].value.clone()),
            _ => panic!("teach this test to answer such a question"),
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
        Test::Ordered(..) => panic!("teach this test to compare such values"),
    }
}

fn weigh(form: &Form, answers: &Answers) -> Assessment {
    let enabled = form.evaluate(answers);
    assess(form, EffectiveAnswers::new(&form.questionnaire, answers, &enabled))
}

#[test]
fn every_finding_can_be_reached_by_each_of_its_conditions() {
    let form = form();
    for idx in findings(&form.questionnaire) {
        let link_id = name(&form.questionnaire, idx);
        let conditions = &form.questionnaire.item(idx).enable.when;
        let computed = form.questionnaire.finding(idx).and_then(|finding| finding.computed);
        assert_eq!(conditions.is_empty(), computed == Some(Computed::Unanswered), "{link_id} always holds");
        for n in 0..conditions.len().max(1) {
            let mut answers = Answers::default();
            make_hold(&form, idx, n, &mut answers);
            let assessment = weigh(&form, &answers);
            let active = assessment.findings.iter().find(|active| active.finding == idx);
            let active = active.unwrap_or_else(|| panic!("{link_id} never holds by its condition {}", n + 1));
            assert!(!active.reasons.is_empty(), "{link_id} can't say why it holds");
        }
    }
}

#[test]
fn every_question_can_be_reached_by_each_of_its_conditions() {
    let form = form();
    for (idx, _) in questions(&form.questionnaire) {
        for n in 0..form.questionnaire.item(idx).enable.when.len().max(1) {
            let mut answers = Answers::default();
            make_hold(&form, idx, n, &mut answers);
            let link_id = name(&form.questionnaire, idx);
            assert!(
                form.evaluate(&answers)[position(&form, idx)],
                "{link_id} is never asked by its condition {}",
                n + 1
            );
        }
    }
}

/// Where an item stands in document order.
fn position(form: &Form, idx: ItemIdx) -> usize {
    form.questionnaire.indices().position(|other| other == idx).expect("it is of this form")
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
