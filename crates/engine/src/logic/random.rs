//! Random questionnaires and answers: `update` gives the same result as `evaluate`.

use fastrand::Rng;
use serde_json::Value as Json;

use crate::answers::Answers;
use crate::form::Form;
use crate::model::{ItemIdx, Kind};
use crate::testing::{choice, enabled_names, form, item, value};

/// The number of questionnaires; each is answered several times.
const FORMS: usize = 400;
const SEQUENCES: usize = 4;
const STEPS: usize = 12;

const TYPES: [&str; 4] = ["boolean", "integer", "string", "choice"];

/// Answers that conditions can tell apart, by type.
fn literals(kind: &str) -> &'static [&'static str] {
    match kind {
        "boolean" => &["true", "false"],
        "integer" => &["1", "2", "3"],
        "string" => &["'a'", "'b'"],
        _ => &["#a", "#b", "#c"],
    }
}

/// How the conditions of a random questionnaire may point.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pointing {
    /// At earlier questions only, so there is no cycle.
    Back,
    /// Anywhere, so there are cycles.
    Anywhere,
}

struct Random {
    rng: Rng,
    pointing: Pointing,
    /// The number of items so far; the linkId is `q` and the position.
    made: usize,
    total: usize,
}

impl Random {
    /// Some items; groups and questions may contain others.
    fn items(&mut self, depth: usize) -> Vec<Json> {
        let mut items = Vec::new();
        for _ in 0..self.rng.usize(1..5) {
            if self.made == self.total {
                break;
            }
            let (place, kind) = (self.made, self.kind(self.made));
            self.made += 1;
            let when = self.conditions(place);
            let when: Vec<&str> = when.iter().map(String::as_str).collect();
            let name = format!("q{place}");
            let mut item = match kind {
                "choice" => choice(&name, "a b c", &when),
                _ => item(&name, kind, &when),
            };
            if when.len() > 1 && self.rng.bool() {
                item["enableBehavior"] = "all".into();
            }
            if depth < 3 && self.rng.u8(..3) == 0 {
                item["item"] = self.items(depth + 1).into();
            }
            if kind == "group" {
                item["repeats"] = self.rng.bool().into();
            }
            items.push(item);
        }
        items
    }

    /// The type of a question depends on its position only, so that conditions can be created before their question.
    fn kind(&self, place: usize) -> &'static str {
        if place % 5 == 3 { "group" } else { TYPES[(place * 7 + self.total) % TYPES.len()] }
    }

    fn conditions(&mut self, place: usize) -> Vec<String> {
        let range = if self.pointing == Pointing::Back { place } else { self.total };
        let count = if range == 0 { 0 } else { self.rng.usize(..3) };
        (0..count).map(|_| self.condition(range)).collect()
    }

    fn condition(&mut self, range: usize) -> String {
        let source = self.rng.usize(..range);
        let kind = self.kind(source);
        let test = match self.rng.u8(..4) {
            0 => format!("exists {}", self.rng.bool()),
            n => {
                let ordered = matches!(kind, "integer" | "string");
                let operators: &[&str] = if ordered { &["=", "!=", ">=", "<"] } else { &["=", "!="] };
                let operator = if n == 1 { "!=" } else { self.one_of(operators) };
                format!("{operator} {}", self.one_of(literals(kind)))
            }
        };
        format!("q{source} {test}")
    }

    fn one_of(&mut self, from: &[&'static str]) -> &'static str {
        from[self.rng.usize(..from.len())]
    }

    /// A form in which repeating groups occur once or twice.
    fn form(seed: u64, pointing: Pointing) -> (Form, Rng) {
        let mut rng = Rng::with_seed(seed);
        let total = rng.usize(2..14);
        let mut random = Random { rng, pointing, made: 0, total };
        let mut items = Vec::new();
        while random.made < total {
            items.extend(random.items(0));
        }
        let form = form(&items);
        let repeating = form
            .questionnaire
            .indices()
            .filter(|idx| matches!(&form.questionnaire.item(*idx).kind, Kind::Group(group) if group.repeats));
        let counts: Vec<(ItemIdx, usize)> = repeating.map(|idx| (idx, random.rng.usize(1..3))).collect();
        (form.with_repeats(&counts), random.rng)
    }
}

/// Answers a random question, or clears its answers.
fn answer(form: &Form, answers: &mut Answers, rng: &mut Rng) -> ItemIdx {
    let questions: Vec<ItemIdx> =
        form.questionnaire.indices().filter(|idx| form.questionnaire.question(*idx).is_some()).collect();
    let idx = questions[rng.usize(..questions.len())];
    // Too many answers, or too few, are no problem here: conditions test all of them.
    let kinds = TYPES.map(literals).concat();
    let values = (0..rng.usize(..3)).map(|_| value(kinds[rng.usize(..kinds.len())]));
    answers.set(idx, values.collect());
    idx
}

fn update_agrees_with_evaluate(pointing: Pointing) {
    let (mut cycles, mut changes) = (0, 0);
    for seed in devkit::chance::seeds(FORMS) {
        let (form, mut rng) = Random::form(seed, pointing);
        if form.questionnaire.indices().all(|idx| form.questionnaire.question(idx).is_none()) {
            continue;
        }
        cycles += usize::from(form.logic.cycle().is_some());
        for sequence in 0..SEQUENCES {
            let mut answers = Answers::default();
            let mut enabled = form.evaluate(&answers);
            for step in 0..STEPS {
                let before = enabled.clone();
                let changed = answer(&form, &mut answers, &mut rng);
                let mut flipped = form.logic.update(&form.questionnaire, &answers, &mut enabled, changed);
                changes += usize::from(before != enabled);
                flipped.sort_unstable();
                for idx in form.questionnaire.indices() {
                    let (listed, changed) = (flipped.contains(&idx), before[idx.0] != enabled[idx.0]);
                    let right = listed == changed || (listed && form.logic.cycle().is_some());
                    assert!(right, "{pointing:?}: seed {seed}, step {step}: {idx:?} of {flipped:?}");
                }
                assert!(flipped.windows(2).all(|pair| pair[0] < pair[1]), "each once: {flipped:?}");
                let expected = form.evaluate(&answers);
                assert_eq!(
                    enabled_names(&form, &enabled),
                    enabled_names(&form, &expected),
                    "{pointing:?}: seed {seed}, sequence {sequence}, step {step}, {answers:?}"
                );
            }
        }
    }
    assert!(changes > 1_000, "only {changes} answers changed anything: the questionnaires are too simple");
    match pointing {
        Pointing::Back => assert_eq!(cycles, 0),
        Pointing::Anywhere => assert!(cycles > 100, "only {cycles} questionnaires with a cycle"),
    }
}

#[test]
fn update_agrees_with_evaluate_without_cycles() {
    update_agrees_with_evaluate(Pointing::Back);
}

#[test]
fn update_agrees_with_evaluate_with_cycles() {
    update_agrees_with_evaluate(Pointing::Anywhere);
}

#[test]
fn enabled_items_have_enabled_ancestors() {
    for seed in devkit::chance::seeds(FORMS) {
        let (form, mut rng) = Random::form(seed, Pointing::Anywhere);
        let mut answers = Answers::default();
        for _ in 0..STEPS {
            if form.questionnaire.indices().any(|idx| form.questionnaire.question(idx).is_some()) {
                answer(&form, &mut answers, &mut rng);
            }
            let enabled = form.evaluate(&answers);
            for idx in form.questionnaire.indices().filter(|idx| enabled[idx.0]) {
                let parent = form.questionnaire.item(idx).parent;
                assert!(parent.is_none_or(|parent| enabled[parent.0]), "seed {seed}: {idx:?} in {parent:?}");
            }
        }
    }
}
