//! Promises of the built-in check, proved for all answers at once: a solver shows that no answers break them.
//! Each proof also shows that its promise is not vacuous: some answers meet its premise.

#![cfg(not(target_arch = "wasm32"))]

use check::content;
use engine::answers::Answers;
use engine::assessment::{Assessment, assess};
use engine::effective::EffectiveAnswers;
use engine::form::Form;
use engine::model::{AnswerType, Axis, Behavior, Coding, Fit, Help, ItemIdx, Level, Order, Test, Value};
use lint::Answering::{Response, Visitor};
use lint::model::Model;
use lint::{Answering, Fact};

fn form() -> Form {
    content::form("en").expect("the check is built in")
}

fn at(form: &Form, link_id: &str) -> ItemIdx {
    form.questionnaire.find(link_id).unwrap_or_else(|| panic!("the check has no {link_id}"))
}

fn chosen(code: &str) -> Test {
    Test::Equals(Value::Coding(Coding { system: None, code: code.into() }))
}

fn at_least(number: i64) -> Test {
    Test::Ordered(Order::GreaterOrEqual, Value::Integer(number))
}

fn model(form: &Form, answering: Answering) -> Model<'_> {
    Model::new(form, answering).expect("the conditions have no cycle")
}

/// Both sources of answers: visitors of this widget, and responses sent to the command line.
const ALL: [Answering; 2] = [Visitor, Response];

/// The contraindications of a US label: the question, the answer that names it, and the level that it must reach.
fn contraindications() -> [(&'static str, Test, Level); 9] {
    [
        ("vascular", chosen("aneurysm"), Level::Label),
        ("vascular", chosen("avm"), Level::Label),
        ("vascular", chosen("brain-bleed"), Level::Label),
        ("brain", chosen("raised-pressure"), Level::Label),
        ("prior-ketamine", chosen("allergy"), Level::Label),
        ("allergy-or-anesthesia", chosen("ketamine"), Level::Label),
        ("blood-pressure", chosen("high-uncontrolled"), Level::NotNow),
        ("bp-systolic", at_least(160), Level::NotNow),
        ("bp-diastolic", at_least(100), Level::NotNow),
    ]
}

fn assessment_of(form: &Form, answers: &Answers) -> Assessment {
    let enabled = form.evaluate(answers);
    assess(form, EffectiveAnswers::new(&form.questionnaire, answers, &enabled))
}

/// The proof that no answers make all these facts true, or answers that do.
#[track_caller]
fn assert_never(form: &Form, model: &mut Model, facts: &[Fact], promise: &str) {
    let Some(answers) = model.find(facts) else { return };
    let given = form.questionnaire.indices().filter(|idx| !answers.of(*idx).is_empty()).map(|idx| {
        let values: Vec<String> = answers.of(idx).iter().map(Value::literal).collect();
        format!("{}: {}", form.questionnaire.item(idx).link_id, values.join(", "))
    });
    panic!("{promise}: not so with\n  {}", given.collect::<Vec<_>>().join("\n  "));
}

#[test]
fn label_contraindication_always_defers_treatment() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        for (question, test, level) in contraindications() {
            let put_off = model.safety_at_least(level);
            let promise = format!("{question} {test:?}");
            let given =
                model.answers_pass(at(&form, question), &test).expect("it is a condition or an option");
            assert_never(&form, &mut model, &[given, !put_off], &promise);
            let answers = model.find(&[given]).unwrap_or_else(|| panic!("{promise}: no answers pass"));
            let safety = assessment_of(&form, &answers).safety;
            assert!(safety.is_some_and(|found| found <= level), "{promise}: the engine returns {safety:?}");
        }
    }
}

#[test]
fn every_reading_from_the_limit_up_defers_treatment() {
    let form = form();
    for (question, from, to) in [("bp-systolic", 160, 300), ("bp-diastolic", 100, 200)] {
        let idx = at(&form, question);
        let equals = |number| Test::Equals(Value::Integer(number));
        let numbers: Vec<(ItemIdx, Test)> = (from - 1..=to).map(|number| (idx, equals(number))).collect();
        let mut model = Model::with_tests(&form, Visitor, &numbers).expect("the conditions have no cycle");
        let put_off = model.safety_at_least(Level::NotNow);
        for (idx, test) in &numbers[1..] {
            let given = model.answers_pass(*idx, test).expect("the model distinguishes it");
            assert!(model.can(&[given]), "{question} {test:?} can be answered");
            assert_never(&form, &mut model, &[given, !put_off], &format!("{question} {test:?}"));
        }
        let below = model.answers_pass(idx, &numbers[0].1).expect("the model distinguishes it");
        assert!(model.can(&[below, !put_off]), "{question}: the limit is {from} and not lower");
    }
}

#[test]
fn crisis_or_emergency_always_makes_the_result_urgent() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        let urgent = model.safety_at_least(Level::Urgent);
        for (question, finding, codes) in [
            ("safety", "finding-crisis-support", &["now", "not-sure"][..]),
            ("attempt", "finding-recent-attempt", &["past-3-months"]),
            ("bp-symptoms", "finding-bp-emergency", &["yes", "not-sure"]),
        ] {
            let enabled = model.is_enabled(at(&form, finding));
            assert!(model.can(&[enabled]), "{finding} can be enabled");
            assert_never(&form, &mut model, &[enabled, !urgent], finding);
            for code in codes {
                let given = model.answers_pass(at(&form, question), &chosen(code)).expect("it is an option");
                assert!(model.can(&[given]), "{question} {code} can be answered");
                let promise = format!("{question} {code} brings up {finding}");
                assert_never(&form, &mut model, &[given, !enabled], &promise);
            }
        }
    }
}

#[test]
fn only_no_and_never_allow_plan_or_clear() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        let review = model.safety_at_least(Level::Review);
        for (question, calm) in [("safety", "no"), ("attempt", "never")] {
            let idx = at(&form, question);
            let (asked, answered) = (model.is_enabled(idx), model.answered(idx));
            let skipped = model.all(&[asked, !answered]);
            let mut others = vec![(skipped, "skipped".to_owned())];
            for value in options(&form, idx) {
                let given = model.answers_pass(idx, &Test::Equals(value.clone())).expect("it is an option");
                match value.literal() == calm {
                    true => assert!(model.can(&[given, !review]), "{question} {calm}"),
                    false => others.push((given, value.literal())),
                }
            }
            assert_eq!(others.len(), 5, "{question}: every other answer, and no answer");
            for (given, name) in others {
                let promise = format!("{question} {name}");
                assert_never(&form, &mut model, &[given, !review], &promise);
                let answers = model.find(&[given]).unwrap_or_else(|| panic!("{promise}: no answers pass"));
                let safety = assessment_of(&form, &answers).safety;
                assert!(
                    safety.is_some_and(|it| it <= Level::Review),
                    "{promise}: the engine returns {safety:?}"
                );
            }
        }
    }
}

/// The options of a choice.
fn options(form: &Form, idx: ItemIdx) -> Vec<Value> {
    match form.questionnaire.question(idx).map(|question| &question.answer) {
        Some(AnswerType::Choice(choice)) => choice.options.iter().map(|it| it.value.clone()).collect(),
        _ => panic!("{} is no choice", form.questionnaire.item(idx).link_id),
    }
}

#[test]
fn answer_with_a_finding_is_never_clear() {
    let form = form();
    let questionnaire = &form.questionnaire;
    for answering in ALL {
        let mut model = model(&form, answering);
        let plan = model.safety_at_least(Level::Plan);
        let mut chosen = 0;
        for finding in questionnaire.indices() {
            let Some(Axis::Safety(level)) = questionnaire.finding(finding).map(|it| &it.axis) else {
                continue;
            };
            let name = questionnaire.item(finding).link_id.as_str();
            let more_serious = model.safety_at_least(next_level(*level));
            for facts in ways(&form, &mut model, finding) {
                assert_never(&form, &mut model, &[&facts[..], &[!plan]].concat(), name);
                // If possible, find answers where no other answer keeps the result from being clear.
                let alone = [&facts[..], &[!more_serious]].concat();
                let answers = model.find(&alone).or_else(|| model.find(&facts));
                let answers = answers.unwrap_or_else(|| panic!("{name}: no answers pass"));
                let safety = assessment_of(&form, &answers).safety;
                assert!(safety.is_some_and(|it| it <= *level), "{name}: the engine returns {safety:?}");
                chosen += 1;
            }
        }
        assert!(chosen > 150, "only {chosen} ways to a finding");
    }
}

/// Each way to a finding, as the answers that it requires: one of its conditions, or all of them if all are required,
/// and likewise for each group around it.
fn ways(form: &Form, model: &mut Model, finding: ItemIdx) -> Vec<Vec<Fact>> {
    let questionnaire = &form.questionnaire;
    let mut ways = vec![Vec::new()];
    for idx in std::iter::successors(Some(finding), |idx| questionnaire.item(*idx).parent) {
        let enable = &questionnaire.item(idx).enable;
        let each = enable.when.iter().map(|condition| {
            let question = at(form, condition.question.as_str());
            model.answers_pass(question, &condition.test).expect("the model has every condition")
        });
        let each: Vec<Fact> = each.collect();
        let own: Vec<Vec<Fact>> = match enable.behavior {
            // There is no way to it.
            Behavior::Never => return Vec::new(),
            _ if each.is_empty() => continue,
            Behavior::All => vec![each],
            Behavior::Any => each.into_iter().map(|fact| vec![fact]).collect(),
        };
        let with = |way: &Vec<Fact>| own.iter().map(|own| [&way[..], own].concat()).collect::<Vec<_>>();
        ways = ways.iter().flat_map(with).collect();
    }
    // The computed finding depends on missing answers, and has a separate proof.
    ways.retain(|way| !way.is_empty());
    ways
}

/// Answers after which help is shown first on the result.
const HELPED: [(&str, &str, Help); 8] = [
    ("safety", "now", Help::Crisis),
    ("safety", "past-weeks", Help::Crisis),
    ("safety", "not-sure", Help::Crisis),
    ("safety", "prefer-not-to-say", Help::Crisis),
    ("attempt", "past-3-months", Help::Crisis),
    ("attempt", "prefer-not-to-say", Help::Crisis),
    ("bp-symptoms", "yes", Help::Emergency),
    ("bp-symptoms", "not-sure", Help::Emergency),
];

#[test]
fn other_answers_never_remove_help_from_the_result() {
    let form = form();
    let questionnaire = &form.questionnaire;
    for answering in ALL {
        let mut model = model(&form, answering);
        let [emergency, crisis] = [Help::Emergency, Help::Crisis].map(|help| {
            let is_helping =
                |idx: &ItemIdx| questionnaire.finding(*idx).is_some_and(|finding| finding.help == Some(help));
            let helping: Vec<ItemIdx> = questionnaire.indices().filter(is_helping).collect();
            let active: Vec<Fact> = helping.into_iter().map(|idx| model.is_enabled(idx)).collect();
            model.any(&active)
        });
        for (question, code, help) in HELPED {
            let promise = format!("{question} {code}");
            let given = model.answers_pass(at(&form, question), &chosen(code)).expect("it is an option");
            let helped = if help == Help::Crisis { crisis } else { emergency };
            assert_never(&form, &mut model, &[given, !helped], &promise);
            let answers = model.find(&[given, crisis, emergency]);
            let answers =
                answers.unwrap_or_else(|| panic!("{promise}: no answers require both kinds of help"));
            assert_eq!(assessment_of(&form, &answers).help, [Help::Emergency, Help::Crisis], "{promise}");
        }
        let answers = model.find(&[!crisis, !emergency]).expect("most need no help");
        assert_eq!(assessment_of(&form, &answers).help, []);
    }
}

#[test]
fn finding_is_never_shown_below_its_level() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        for idx in form.questionnaire.indices() {
            let Some(Axis::Safety(level)) = form.questionnaire.finding(idx).map(|it| &it.axis) else {
                continue;
            };
            let (enabled, reached) = (model.is_enabled(idx), model.safety_at_least(*level));
            assert_never(
                &form,
                &mut model,
                &[enabled, !reached],
                form.questionnaire.item(idx).link_id.as_str(),
            );
        }
    }
}

#[test]
fn other_answers_never_remove_an_urgent_finding() {
    // An urgent finding is enabled exactly while the answers behind it count.
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        let findings = form.questionnaire.indices().filter(|idx| {
            form.questionnaire.finding(*idx).is_some_and(|it| it.axis == Axis::Safety(Level::Urgent))
        });
        let findings: Vec<ItemIdx> = findings.collect();
        assert_eq!(findings.len(), 3);
        for finding in findings {
            let item = form.questionnaire.item(finding);
            let reasons: Vec<Fact> =
                (0..item.enable.when.len()).map(|n| model.condition(finding, n)).collect();
            let (enabled, any) = (model.is_enabled(finding), model.any(&reasons));
            assert_never(&form, &mut model, &[any, !enabled], item.link_id.as_str());
            assert_never(&form, &mut model, &[enabled, !any], item.link_id.as_str());
        }
    }
}

#[test]
fn every_adult_is_asked_about_safety() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        let minor = model.answers_pass(at(&form, "age"), &chosen("under-18")).expect("it is an option");
        for question in ["safety", "attempt"] {
            let asked = model.is_enabled(at(&form, question));
            assert_never(&form, &mut model, &[!minor, !asked], question);
            assert_never(&form, &mut model, &[minor, asked], "a minor sees the help lines at once instead");
        }
    }
}

#[test]
fn minor_never_gets_a_fit() {
    let form = form();
    let mut model = model(&form, Response);
    let minor = model.answers_pass(at(&form, "age"), &chosen("under-18")).expect("it is an option");
    let put_off = model.safety_at_least(Level::NotNow);
    let fits = model.fit_at_least(Fit::OtherFirst);
    assert!(model.can(&[minor]));
    assert_never(&form, &mut model, &[minor, !put_off], "a minor has to wait");
    assert_never(&form, &mut model, &[minor, fits], "a minor has no fit");
}

#[test]
fn unanswered_question_is_never_clear() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        let review = model.safety_at_least(Level::Review);
        let questions = form
            .questionnaire
            .indices()
            .filter(|idx| form.questionnaire.question(*idx).is_some_and(|it| it.required));
        for question in questions.collect::<Vec<_>>() {
            let (asked, answered) = (model.is_enabled(question), model.answered(question));
            let name = &form.questionnaire.item(question).link_id;
            assert!(model.can(&[asked, !answered]), "{name} can be skipped");
            assert_never(&form, &mut model, &[asked, !answered, !review], name.as_str());
        }
    }
}

#[test]
fn every_finding_and_every_result_can_be_reached() {
    let form = form();
    let mut model = model(&form, Visitor);
    for idx in form.questionnaire.indices() {
        let name = form.questionnaire.item(idx).link_id.as_str();
        let enabled = model.is_enabled(idx);
        let answers = model.find(&[enabled]).unwrap_or_else(|| panic!("no answers lead to {name}"));
        if let Some(finding) = form.questionnaire.finding(idx) {
            let assessment = assessment_of(&form, &answers);
            assert!(
                assessment.findings.iter().any(|it| it.finding == idx),
                "{name}: the engine does not find it"
            );
            // The result has the finding's own level, and this finding alone decides it.
            let (own, more) = match &finding.axis {
                Axis::Safety(Level::Urgent) => continue,
                Axis::Safety(level) => (model.safety_at_least(*level), Some(next_level(*level))),
                Axis::Fit(fit, _) => (model.fit_at_least(*fit), None),
            };
            let more = more.map(|level| model.safety_at_least(level));
            let facts: Vec<Fact> = [enabled, own].into_iter().chain(more.map(|fact| !fact)).collect();
            assert!(model.can(&facts), "{name} is always covered by something more serious");
        }
    }
    let (plan, unclear) = (model.safety_at_least(Level::Plan), model.fit_at_least(Fit::OtherFirst));
    let answers = model.find(&[!plan]).expect("some answers are clear");
    assert_eq!(assessment_of(&form, &answers).safety_code(), "clear");
    let answers = model.find(&[!unclear]).expect("some answers have no known fit");
    assert_eq!(assessment_of(&form, &answers).fit_code(), "unclear");
}

/// The next more serious level.
fn next_level(level: Level) -> Level {
    match level {
        Level::Urgent | Level::Label => Level::Urgent,
        Level::NotNow => Level::Label,
        Level::Review => Level::NotNow,
        Level::Plan => Level::Review,
    }
}
