//! A more serious answer never improves the safety axis, and an open question is never better than the harmless answer.

use engine::answers::Answers;
use engine::model::{Level, Value};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::check::{Asked, Check, Kind, Opt, seriousness};
use crate::respond::{harmless, harmless_answer, ordinary, try_responses};

/// `reasons` has no harmless answer: each reason enables questions with arbitrary answers.
const WITHOUT_HARMLESS_ANSWER: &str = "reasons";

/// The safety axis for each of several answers to one question, to compare one answer with another.
struct Ladder<'a> {
    asked: &'a Asked,
    rungs: Vec<(String, Option<Level>)>,
}

impl Ladder<'_> {
    fn never_improves(&self, from: usize, to: usize) -> TestCaseResult {
        let ((less_serious, before), (more_serious, after)) = (&self.rungs[from], &self.rungs[to]);
        let link = &self.asked.link;
        prop_assert!(
            seriousness(*after) >= seriousness(*before),
            "{link}: {more_serious} instead of {less_serious} makes {before:?} {after:?}"
        );
        Ok(())
    }
}

#[test]
fn more_serious_answer_never_improves_safety() {
    let check = Check::new();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for asked in check.questions.iter().filter(|asked| check.asks(&answers, asked)) {
            match &asked.kind {
                Kind::Options { options, .. } => compare_options(&check, &answers, asked, options)?,
                Kind::Number { numbers } => compare_numbers(&check, &answers, asked, numbers)?,
                Kind::Text => {}
            }
        }
        Ok(())
    });
}

/// Compares each single option with each option below it in the order.
fn compare_options(check: &Check, answers: &Answers, asked: &Asked, options: &[Opt]) -> TestCaseResult {
    let ordered: Vec<(&Opt, i64)> =
        options.iter().filter_map(|option| Some((option, option.order?))).collect();
    let rung = |(option, _): &(&Opt, i64)| {
        (option.code.clone(), check.safety_with(answers, asked, vec![option.value.clone()]))
    };
    let ladder = Ladder { asked, rungs: ordered.iter().map(rung).collect() };
    for (from, (_, lower)) in ordered.iter().enumerate() {
        for (to, _) in ordered.iter().enumerate().filter(|(_, (_, higher))| higher > lower) {
            ladder.never_improves(from, to)?;
        }
    }
    Ok(())
}

/// A reading that is too low is not better than an ordinary one: below 90 over 60 people faint, and a clinician has to
/// know why. So numbers get more serious in both directions from the ordinary one.
fn compare_numbers(check: &Check, answers: &Answers, asked: &Asked, numbers: &[i64]) -> TestCaseResult {
    let mut numbers = numbers.to_vec();
    numbers.push(ordinary(asked));
    numbers.extend(answers.of(asked.idx).iter().filter_map(|value| match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }));
    numbers.sort_unstable();
    let rung =
        |number: &i64| (number.to_string(), check.safety_with(answers, asked, vec![Value::Integer(*number)]));
    let ladder = Ladder { asked, rungs: numbers.iter().map(rung).collect() };
    let middle = numbers.partition_point(|number| *number < ordinary(asked));
    (middle + 1..numbers.len()).try_for_each(|higher| ladder.never_improves(higher - 1, higher))?;
    (0..middle).try_for_each(|lower| ladder.never_improves(lower + 1, lower))
}

#[test]
fn additional_option_never_improves_safety() {
    let check = Check::new();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for asked in check.questions.iter().filter(|asked| check.asks(&answers, asked)) {
            let Kind::Options { options, repeats: true } = &asked.kind else { continue };
            let chosen = answers.of(asked.idx).to_vec();
            let is_chosen = |option: &&Opt| chosen.iter().any(|value| value.is_equivalent(&option.value));
            let alone = options.iter().find(|option| option.exclusive && is_chosen(option));
            let name = |values: &[Value]| values.iter().map(Value::literal).collect::<Vec<_>>().join(" + ");
            let mut rungs = vec![(name(&chosen), check.safety_with(&answers, asked, chosen.clone()))];
            for option in options.iter().filter(|option| !option.exclusive && !is_chosen(option)) {
                // The option replaces an exclusive answer; only the order decides whether it is more serious.
                let more = match alone {
                    Some(alone) if alone.order >= option.order => continue,
                    Some(_) => vec![option.value.clone()],
                    // An option cannot be added to a skipped question.
                    None if chosen.is_empty() => continue,
                    None => chosen.iter().chain([&option.value]).cloned().collect(),
                };
                rungs.push((name(&more), check.safety_with(&answers, asked, more)));
            }
            let ladder = Ladder { asked, rungs };
            (1..ladder.rungs.len()).try_for_each(|more| ladder.never_improves(0, more))?;
        }
        Ok(())
    });
}

#[test]
fn open_question_is_never_better_than_a_harmless_answer() {
    let check = Check::new();
    try_responses(&check, |response| {
        let answers = response.answers(&check);
        for asked in check.questions.iter().filter(|asked| check.asks(&answers, asked)) {
            if asked.link == WITHOUT_HARMLESS_ANSWER {
                continue;
            }
            let Some(harmless) = harmless_answer(asked) else { continue };
            let mut open = vec![("skipped".to_owned(), Vec::new())];
            if let Kind::Options { options, .. } = &asked.kind {
                let neither = options.iter().filter(|option| option.is_neither());
                open.extend(neither.map(|option| (option.code.clone(), vec![option.value.clone()])));
            }
            let mut rungs = vec![(harmless.literal(), check.safety_with(&answers, asked, vec![harmless]))];
            rungs.extend(
                open.into_iter().map(|(name, values)| (name, check.safety_with(&answers, asked, values))),
            );
            let ladder = Ladder { asked, rungs };
            (1..ladder.rungs.len()).try_for_each(|open| ladder.never_improves(0, open))?;
        }
        Ok(())
    });
}

/// Shows why `age` has no order: it is the only question whose more serious answer may lower the axis.
#[test]
fn under_18_removes_even_urgent_findings() {
    let check = Check::new();
    let mut answers = harmless(&check);
    let answer = |link: &str, code: &str| {
        let asked = check.question(link);
        let Kind::Options { options, .. } = &asked.kind else { panic!("{link} has options") };
        let option = options.iter().find(|option| option.code == code).expect("it has this option");
        (asked.idx, vec![option.value.clone()])
    };
    let (idx, values) = answer("safety", "now");
    answers.set(idx, values);
    assert_eq!(check.assess(&answers).safety, Some(Level::Urgent));
    let (idx, values) = answer("age", "under-18");
    answers.set(idx, values);
    assert_eq!(check.assess(&answers).safety, Some(Level::NotNow));
}
