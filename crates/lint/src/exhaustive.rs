//! Compares the model with an exhaustive search over all answers, on small random questionnaires.
//!
//! The answers that are tried are written out by hand for each type, not taken from `classes.rs`: at least one
//! for each range that the conditions here can separate.

use std::collections::BTreeSet;

use engine::answers::Answers;
use engine::assessment::assess;
use engine::effective::EffectiveAnswers;
use engine::form::Form;
use engine::model::{Fit, ItemIdx, Level, Value};
use engine::testing::{choice, extended, form, group, item, name, values, with};
use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::model::Model;
use super::{Answering, Fact};

/// The number of questionnaires, and the maximum number of ways to answer one. Questionnaires with more are skipped.
const FORMS: usize = 800;
const MAX_WAYS: usize = 2_000;

/// A type of question: the values that conditions compare with, and every answer that makes a difference to them.
struct Type {
    name: &'static str,
    ordered: bool,
    literals: &'static [&'static str],
    /// Answers of visitors; each is a list of values.
    answers: &'static [&'static str],
    /// Answers that only other software gives.
    more: &'static [&'static str],
}

const TYPES: [Type; 11] = [
    Type {
        name: "boolean",
        ordered: false,
        literals: &["true", "false"],
        answers: &["true", "false"],
        more: &[],
    },
    Type {
        name: "integer",
        ordered: true,
        literals: &["0", "1", "2.5", "3", "7"],
        answers: &["0", "1", "2", "3", "4"],
        more: &[],
    },
    Type {
        name: "decimal",
        ordered: true,
        literals: &["0", "0.5", "0.75", "1"],
        answers: &["0", "0.25", "0.5", "0.6", "0.75", "0.8", "1", "1.5"],
        more: &[],
    },
    Type {
        name: "quantity",
        ordered: true,
        literals: &["1_kg", "2.5_kg", "1_g"],
        answers: &["0.5_kg", "1_kg", "2_kg", "2.5_kg", "3_kg"],
        more: &["0.5_g", "1_g", "2_g", "1_lb"],
    },
    Type {
        name: "string",
        ordered: true,
        literals: &["'b'", "'d'"],
        answers: &["'a'", "'b'", "'bb'", "'c'", "'d'", "'e'"],
        more: &[],
    },
    Type {
        name: "date",
        ordered: true,
        literals: &["@2024", "@2024-02", "@2024-02-10", "@2024-03"],
        answers: &[
            "@2023",
            "@2024",
            "@2025",
            "@2024-01",
            "@2024-02",
            "@2024-03",
            "@2024-04",
            "@2023-12",
            "@2025-01",
            "@2023-12-31",
            "@2024-01-31",
            "@2024-02-01",
            "@2024-02-09",
            "@2024-02-10",
            "@2024-02-11",
            "@2024-02-29",
            "@2024-03-01",
            "@2024-03-31",
            "@2024-04-01",
            "@2025-01-01",
        ],
        more: &[],
    },
    Type {
        name: "dateTime",
        ordered: true,
        literals: &["@2024-05-01T10:00:00", "@2024-05-01T10:00:30"],
        answers: &[
            "@2024-05-01T09:00:00",
            "@2024-05-01T10:00:00",
            "@2024-05-01T10:00:10",
            "@2024-05-01T10:00:30",
            "@2024-05-01T10:00:31",
            "@2024-05-01T10:00:00Z",
        ],
        more: &[],
    },
    Type {
        name: "time",
        ordered: true,
        literals: &["@T08:30:00", "@T08:30:01"],
        answers: &["@T08:00:00", "@T08:30:00", "@T08:30:00.5", "@T08:30:01", "@T09:00:00"],
        more: &[],
    },
    Type {
        name: "choice",
        ordered: false,
        literals: &["#a", "#b", "#c"],
        answers: &["#a", "#b", "#c"],
        more: &[],
    },
    Type {
        name: "choices",
        ordered: false,
        literals: &["#a", "#b", "#c"],
        answers: &["#a", "#b", "#a #b", "#c"],
        more: &["#a #c", "#b #c", "#a #b #c"],
    },
    Type {
        name: "open-choice",
        ordered: false,
        literals: &["#a", "'x'"],
        answers: &["#a", "#b", "'x'", "'y'"],
        more: &[],
    },
];

struct Random {
    rng: Rng,
    /// The questions so far, with their types.
    questions: Vec<(String, usize)>,
    made: usize,
}

impl Random {
    fn form(seed: u64) -> (Form, Vec<(String, usize)>) {
        let mut random = Random { rng: Rng::with_seed(seed), questions: Vec::new(), made: 0 };
        let mut items: Vec<Json> = Vec::new();
        for _ in 0..random.rng.usize(1..4) {
            items.push(random.item(0));
        }
        let findings: Vec<Json> = (0..random.rng.usize(1..4)).map(|_| random.finding()).collect();
        items.push(extended(group("results", &[], &findings), "part", "valueCode", "results"));
        (form(&items), random.questions)
    }

    fn item(&mut self, depth: usize) -> Json {
        let name = format!("q{}", self.made);
        self.made += 1;
        let when = self.conditions();
        let when: Vec<&str> = when.iter().map(String::as_str).collect();
        let mut made = if self.rng.u8(..5) == 0 {
            item(&name, "group", &when)
        } else {
            let kind = self.rng.usize(..TYPES.len());
            self.questions.push((name.clone(), kind));
            question(&name, TYPES[kind].name, &when)
        };
        if when.len() > 1 && self.rng.bool() {
            made["enableBehavior"] = "all".into();
        }
        made["required"] = self.rng.bool().into();
        if depth < 2 && self.made < 5 && self.rng.u8(..3) == 0 {
            made["item"] = (0..self.rng.usize(1..3)).map(|_| self.item(depth + 1)).collect();
        }
        made
    }

    fn finding(&mut self) -> Json {
        let name = format!("finding-{}", self.made);
        self.made += 1;
        let computed = self.rng.u8(..5) == 0;
        let when = if computed { Vec::new() } else { self.conditions() };
        let when: Vec<&str> = when.iter().map(String::as_str).collect();
        let made = with(item(&name, "display", &when), "enableBehavior", self.one_of(&["any", "all"]).into());
        let made = extended(made, "explanation", "valueString", "It matters.");
        let made = if computed { extended(made, "computed", "valueCode", "unanswered") } else { made };
        match self.rng.u8(..3) {
            0 => extended(made, "fit", "valueCode", self.one_of(&["better-studied", "other-first"])),
            _ => extended(made, "level", "valueCode", self.one_of(&["urgent", "not-now", "plan"])),
        }
    }

    fn conditions(&mut self) -> Vec<String> {
        let count = if self.questions.is_empty() { 0 } else { self.rng.usize(..4) };
        (0..count).map(|_| self.condition()).collect()
    }

    fn condition(&mut self) -> String {
        let (source, kind) = self.questions[self.rng.usize(..self.questions.len())].clone();
        let kind = &TYPES[kind];
        if self.rng.u8(..5) == 0 {
            return format!("{source} exists {}", self.rng.bool());
        }
        let operators: &[&str] = if kind.ordered { &["=", "!=", ">", "<", ">=", "<="] } else { &["=", "!="] };
        format!("{source} {} {}", self.one_of(operators), self.one_of(kind.literals))
    }

    fn one_of(&mut self, from: &[&'static str]) -> &'static str {
        from[self.rng.usize(..from.len())]
    }
}

fn question(name: &str, kind: &str, when: &[&str]) -> Json {
    let extension = |url: &str, field: &str, value: Json| {
        let mut extension = json!({ "url": format!("http://hl7.org/fhir/StructureDefinition/{url}") });
        extension[field] = value;
        extension
    };
    match kind {
        "choice" => choice(name, "a b c", when),
        "choices" => with(choice(name, "a b c!", when), "repeats", true.into()),
        "open-choice" => with(choice(name, "a b", when), "type", "open-choice".into()),
        "integer" => {
            let range = [
                extension("minValue", "valueInteger", 0.into()),
                extension("maxValue", "valueInteger", 4.into()),
            ];
            with(item(name, kind, when), "extension", range.to_vec().into())
        }
        "decimal" => {
            let range = [extension("minValue", "valueInteger", 0.into())];
            with(item(name, kind, when), "extension", range.to_vec().into())
        }
        "quantity" => {
            let unit = [extension("questionnaire-unit", "valueCoding", json!({ "code": "kg" }))];
            with(item(name, kind, when), "extension", unit.to_vec().into())
        }
        _ => item(name, kind, when),
    }
}

/// The result of one way to answer: the enabled items, and the codes of the two axes.
type Outcome = (Vec<bool>, Option<Level>, Option<Fit>);

fn outcome(form: &Form, answers: &Answers) -> Outcome {
    let mut enabled = form.evaluate(answers);
    let found = assess(form, EffectiveAnswers::new(&form.questionnaire, answers, &enabled));
    for idx in form.questionnaire.indices().filter(|idx| form.questionnaire.finding(*idx).is_some()) {
        enabled[idx.0] = found.findings.iter().any(|holding| holding.finding == idx);
    }
    (enabled, found.safety, found.fit)
}

/// The results of all ways to answer; `None` if there are too many.
fn outcomes(form: &Form, questions: &[(String, usize)], answering: Answering) -> Option<BTreeSet<Outcome>> {
    let choices: Vec<(ItemIdx, Vec<Vec<Value>>)> = questions
        .iter()
        .filter_map(|(name, kind)| {
            let kind = &TYPES[*kind];
            let more = if answering == Answering::Response { kind.more } else { &[] };
            let given = [""].iter().chain(kind.answers).chain(more).map(|text| values(text)).collect();
            Some((form.questionnaire.find(name)?, given))
        })
        .collect();
    let ways: usize = choices.iter().map(|(_, given)| given.len()).product();
    if ways > MAX_WAYS {
        return None;
    }
    let mut found = BTreeSet::new();
    for way in 0..ways {
        let (mut answers, mut rest) = (Answers::default(), way);
        for (idx, given) in &choices {
            answers.set(*idx, given[rest % given.len()].clone());
            rest /= given.len();
        }
        found.insert(outcome(form, &answers));
    }
    Some(found)
}

/// A claim about answers, for the model and for an outcome.
type Claim = (String, Fact, Box<dyn Fn(&Outcome) -> bool>);

fn claims(form: &Form, model: &mut Model) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for idx in form.questionnaire.indices() {
        claims.push((name(form, idx), model.is_enabled(idx), Box::new(move |outcome| outcome.0[idx.0])));
    }
    for level in [Level::Urgent, Level::NotNow, Level::Review, Level::Plan] {
        let reached = move |outcome: &Outcome| outcome.1.is_some_and(|found| found <= level);
        claims.push((format!("{level:?}"), model.safety_at_least(level), Box::new(reached)));
    }
    for fit in [Fit::BetterStudied, Fit::EarlyResearch, Fit::OtherFirst] {
        let reached = move |outcome: &Outcome| outcome.2.is_some_and(|found| found <= fit);
        claims.push((format!("{fit:?}"), model.fit_at_least(fit), Box::new(reached)));
    }
    claims
}

/// Every pair of claims and their opposites: can both be true at once?
fn agrees(answering: Answering) {
    let (mut forms, mut possible, mut impossible) = (0, 0, 0);
    for seed in devkit::chance::seeds(FORMS) {
        let (form, questions) = Random::form(seed);
        let Some(outcomes) = outcomes(&form, &questions, answering) else { continue };
        forms += 1;
        let mut model = Model::new(&form, answering).expect("conditions point back only");
        assert!(model.undecided().is_empty());
        let claims = claims(&form, &mut model);
        for (a, (a_name, a_fact, a_holds)) in claims.iter().enumerate() {
            for (b_name, b_fact, b_holds) in &claims[a..] {
                for (is_a, is_b) in [(true, true), (true, false), (false, true), (false, false)] {
                    let signed = |fact: Fact, is: bool| if is { fact } else { !fact };
                    let fits = |outcome: &Outcome| a_holds(outcome) == is_a && b_holds(outcome) == is_b;
                    let found = model.find(&[signed(*a_fact, is_a), signed(*b_fact, is_b)]);
                    let claim = format!("seed {seed}: {a_name} {is_a}, {b_name} {is_b}");
                    assert_eq!(found.is_some(), outcomes.iter().any(fits), "{claim}");
                    match found {
                        Some(answers) => {
                            assert!(fits(&outcome(&form, &answers)), "{claim}: not so with {answers:?}");
                            possible += 1;
                        }
                        None => impossible += 1,
                    }
                }
            }
        }
    }
    assert!(forms > 400, "only {forms} questionnaires were small enough");
    assert!(
        possible > 10_000 && impossible > 10_000,
        "{possible} possible, {impossible} impossible: too few of one kind"
    );
}

#[test]
fn model_matches_exhaustive_search_for_visitors() {
    agrees(Answering::Visitor);
}

#[test]
fn model_matches_exhaustive_search_for_responses() {
    agrees(Answering::Response);
}
