//! What the built-in check promises, proved for all answers at once: a solver finds that no answers break it.
//! Each proof stands beside one that shows the promise is about something: there are answers that it speaks of.

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
    Model::new(form, answering).expect("no conditions go in a circle")
}

/// Everyone who answers: visitors with this widget, and whoever sends responses to the command line.
const ALL: [Answering; 2] = [Visitor, Response];

/// What a US label names as a reason not to use it, the answer that says so, and the level that it must reach.
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

fn weigh(form: &Form, answers: &Answers) -> Assessment {
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
fn a_contraindication_of_a_label_always_puts_treatment_off() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        for (question, test, level) in contraindications() {
            let put_off = model.safety_at_least(level);
            let promise = format!("{question} {test:?}");
            let given =
                model.answers_pass(at(&form, question), &test).expect("a condition or an option says so");
            assert_never(&form, &mut model, &[given, !put_off], &promise);
            let answers = model.find(&[given]).unwrap_or_else(|| panic!("{promise}: nobody can answer so"));
            let safety = weigh(&form, &answers).safety;
            assert!(safety.is_some_and(|found| found <= level), "{promise}: the engine says {safety:?}");
        }
    }
}

#[test]
fn at_every_number_from_the_limit_on_treatment_is_put_off() {
    let form = form();
    for (question, from, to) in [("bp-systolic", 160, 300), ("bp-diastolic", 100, 200)] {
        let idx = at(&form, question);
        let equals = |number| Test::Equals(Value::Integer(number));
        let numbers: Vec<(ItemIdx, Test)> = (from - 1..=to).map(|number| (idx, equals(number))).collect();
        let mut model = Model::telling_apart(&form, Visitor, &numbers).expect("no conditions go in a circle");
        let put_off = model.safety_at_least(Level::NotNow);
        for (idx, test) in &numbers[1..] {
            let given = model.answers_pass(*idx, test).expect("it is told apart");
            assert!(model.can(&[given]), "{question} {test:?} can be answered");
            assert_never(&form, &mut model, &[given, !put_off], &format!("{question} {test:?}"));
        }
        let below = model.answers_pass(idx, &numbers[0].1).expect("it is told apart");
        assert!(model.can(&[below, !put_off]), "{question}: the limit is {from} and no less");
    }
}

#[test]
fn a_crisis_or_an_emergency_always_makes_the_result_urgent() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        let urgent = model.safety_at_least(Level::Urgent);
        for (question, finding, codes) in [
            ("safety", "finding-crisis-support", &["now", "not-sure"][..]),
            ("attempt", "finding-recent-attempt", &["past-3-months"]),
            ("bp-symptoms", "finding-bp-emergency", &["yes", "not-sure"]),
        ] {
            let holds = model.is_enabled(at(&form, finding));
            assert!(model.can(&[holds]), "{finding} can hold");
            assert_never(&form, &mut model, &[holds, !urgent], finding);
            for code in codes {
                let given = model.answers_pass(at(&form, question), &chosen(code)).expect("it is an option");
                assert!(model.can(&[given]), "{question} {code} can be answered");
                let promise = format!("{question} {code} brings up {finding}");
                assert_never(&form, &mut model, &[given, !holds], &promise);
            }
        }
    }
}

#[test]
fn only_no_and_never_leave_safety_at_plan_or_clear() {
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
            assert_eq!(others.len(), 5, "{question}: every other answer, and none");
            for (given, name) in others {
                let promise = format!("{question} {name}");
                assert_never(&form, &mut model, &[given, !review], &promise);
                let answers = model.find(&[given]).unwrap_or_else(|| panic!("{promise}: nobody can do so"));
                let safety = weigh(&form, &answers).safety;
                assert!(
                    safety.is_some_and(|it| it <= Level::Review),
                    "{promise}: the engine says {safety:?}"
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
fn whoever_chose_what_leads_to_a_finding_is_never_clear() {
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
            let graver = model.safety_at_least(worse(*level));
            for facts in ways(&form, &mut model, finding) {
                assert_never(&form, &mut model, &[&facts[..], &[!plan]].concat(), name);
                // If it can be, nothing else that is answered is what keeps it from being clear.
                let alone = [&facts[..], &[!graver]].concat();
                let answers = model.find(&alone).or_else(|| model.find(&facts));
                let answers = answers.unwrap_or_else(|| panic!("{name}: nobody can answer so"));
                let safety = weigh(&form, &answers).safety;
                assert!(safety.is_some_and(|it| it <= *level), "{name}: the engine says {safety:?}");
                chosen += 1;
            }
        }
        assert!(chosen > 150, "only {chosen} ways to a finding");
    }
}

/// Each way to a finding, as the answers alone that it takes: one of its conditions, or all of them where all must hold,
/// and so of each group around it.
fn ways(form: &Form, model: &mut Model, finding: ItemIdx) -> Vec<Vec<Fact>> {
    let questionnaire = &form.questionnaire;
    let mut ways = vec![Vec::new()];
    for idx in std::iter::successors(Some(finding), |idx| questionnaire.item(*idx).parent) {
        let enable = &questionnaire.item(idx).enable;
        let each = enable.when.iter().map(|condition| {
            let question = at(form, condition.question.as_str());
            model.answers_pass(question, &condition.test).expect("a condition tells answers apart")
        });
        let each: Vec<Fact> = each.collect();
        let own: Vec<Vec<Fact>> = match enable.behavior {
            _ if each.is_empty() => continue,
            Behavior::All => vec![each],
            Behavior::Any => each.into_iter().map(|fact| vec![fact]).collect(),
        };
        let with = |way: &Vec<Fact>| own.iter().map(|own| [&way[..], own].concat()).collect::<Vec<_>>();
        ways = ways.iter().flat_map(with).collect();
    }
    // The computed finding is of no answer at all, and has a proof of its own.
    ways.retain(|way| !way.is_empty());
    ways
}

/// Answers after which help stands first on the result.
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
fn help_is_on_the_result_whatever_else_is_answered() {
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
            let answers = answers.unwrap_or_else(|| panic!("{promise}: both kinds can be called for"));
            assert_eq!(weigh(&form, &answers).help, [Help::Emergency, Help::Crisis], "{promise}");
        }
        let answers = model.find(&[!crisis, !emergency]).expect("most need no help");
        assert_eq!(weigh(&form, &answers).help, []);
    }
}

#[test]
fn a_finding_is_never_shown_at_less_than_its_level() {
    let form = form();
    for answering in ALL {
        let mut model = model(&form, answering);
        for idx in form.questionnaire.indices() {
            let Some(Axis::Safety(level)) = form.questionnaire.finding(idx).map(|it| &it.axis) else {
                continue;
            };
            let (holds, said) = (model.is_enabled(idx), model.safety_at_least(*level));
            assert_never(&form, &mut model, &[holds, !said], form.questionnaire.item(idx).link_id.as_str());
        }
    }
}

#[test]
fn nothing_else_that_is_answered_takes_an_urgent_finding_away() {
    // A finding that was urgent stays while the answers behind it count: it holds exactly where they do.
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
            let (holds, any) = (model.is_enabled(finding), model.any(&reasons));
            assert_never(&form, &mut model, &[any, !holds], item.link_id.as_str());
            assert_never(&form, &mut model, &[holds, !any], item.link_id.as_str());
        }
    }
}

#[test]
fn every_adult_is_asked_about_safety_whatever_else_is_answered() {
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
fn a_minor_is_never_told_that_anything_could_fit() {
    let form = form();
    let mut model = model(&form, Response);
    let minor = model.answers_pass(at(&form, "age"), &chosen("under-18")).expect("it is an option");
    let put_off = model.safety_at_least(Level::NotNow);
    let fits = model.fit_at_least(Fit::OtherFirst);
    assert!(model.can(&[minor]));
    assert_never(&form, &mut model, &[minor, !put_off], "a minor has to wait");
    assert_never(&form, &mut model, &[minor, fits], "no fit is weighed for a minor");
}

#[test]
fn no_answer_at_all_is_never_clear() {
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
        let holds = model.is_enabled(idx);
        let answers = model.find(&[holds]).unwrap_or_else(|| panic!("no answers lead to {name}"));
        if let Some(finding) = form.questionnaire.finding(idx) {
            let assessment = weigh(&form, &answers);
            assert!(
                assessment.findings.iter().any(|it| it.finding == idx),
                "{name}: the engine does not find it"
            );
            // At its own level, and so that this finding alone makes the result what it is.
            let (own, more) = match &finding.axis {
                Axis::Safety(Level::Urgent) => continue,
                Axis::Safety(level) => (model.safety_at_least(*level), Some(worse(*level))),
                Axis::Fit(fit, _) => (model.fit_at_least(*fit), None),
            };
            let more = more.map(|level| model.safety_at_least(level));
            let facts: Vec<Fact> = [holds, own].into_iter().chain(more.map(|fact| !fact)).collect();
            assert!(model.can(&facts), "{name} is always covered by something more serious");
        }
    }
    let (plan, unclear) = (model.safety_at_least(Level::Plan), model.fit_at_least(Fit::OtherFirst));
    let answers = model.find(&[!plan]).expect("someone is clear");
    assert_eq!(weigh(&form, &answers).safety_code(), "clear");
    let answers = model.find(&[!unclear]).expect("for someone no fit is known");
    assert_eq!(weigh(&form, &answers).fit_code(), "unclear");
}

/// The next more serious level.
fn worse(level: Level) -> Level {
    match level {
        Level::Urgent | Level::Label => Level::Urgent,
        Level::NotNow => Level::Label,
        Level::Review => Level::NotNow,
        Level::Plan => Level::Review,
    }
}
