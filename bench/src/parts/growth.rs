//! How a product bears longer forms: when the first question takes an answer, and how long an answer takes, in forms of 10
//! to 10,000 questions.

use std::collections::HashSet;
use std::time::Duration;

use super::{Bench, alone, answer_and_check, count_questions, first, number, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::forms::{Form, Pattern};
use crate::products::Product;
use crate::report::Part;
use crate::stats::quantile;

pub use candidate_check_engine::work::SIZES;

/// One thing may take so long; then its cell says so.
const LIMIT: Duration = Duration::from_secs(60);
const TOO_LONG: &str = "> 60 s";
const MOST_RUNS: usize = 3;
/// So many questions are answered, from the first on.
const ANSWERS: usize = 10;

/// The name of a figure in the report, such as `answerable/flat/10`.
pub fn measure_of(what: &str, form: Form) -> String {
    format!("{what}/{}/{}", form.pattern.name(), form.questions)
}

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    part.runs = bench.runs.min(MOST_RUNS);
    // What took too long once does not come again, nor does what is longer.
    let mut left_out: HashSet<(&str, Pattern)> = HashSet::new();
    for questions in SIZES {
        println!("  {questions} questions");
        for run in 0..part.runs {
            let mut browser = None;
            for pattern in Pattern::ALL {
                let form = Form::new(pattern, questions);
                for product in bench.in_turn(run).filter(|it| it.asks && !it.whole) {
                    if left_out.contains(&(product.name, pattern)) {
                        for what in ["answerable", "answer", "slowest"] {
                            part.give_up(product.name, &measure_of(what, form), TOO_LONG);
                        }
                        continue;
                    }
                    let mut open = match browser.take() {
                        Some(open) => open,
                        None => bench.open_warm(Frames::AtOnce, LIMIT).await?,
                    };
                    match visit(bench, &mut open, product, form, part, run).await {
                        // It may be at it still; it goes with its browser.
                        Err(Error::TooLong) => {
                            println!(
                                "  run {:>2}  {:<11} {}: {TOO_LONG}",
                                run + 1,
                                product.name,
                                form.name()
                            );
                            left_out.insert((product.name, pattern));
                        }
                        Err(error) => take(part, product, run, Err(error)),
                        // No browser lives longer than ten minutes, which long forms could take together.
                        Ok(()) => browser = (questions < 1_000).then_some(open),
                    }
                }
            }
        }
    }
    Ok(())
}

async fn visit(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
    form: Form,
    part: &mut Part,
    run: usize,
) -> Result<(), Error> {
    let path = alone(product, form);
    bench.server.prepare(&path)?;
    bench.server.prepare(&format!("/forms/{}.json", form.name()))?;
    browser.run_first(&first(product, Frames::AtOnce, true)).await?;
    let [answerable, answer, slowest] = ["answerable", "answer", "slowest"].map(|it| measure_of(it, form));
    let loaded = async {
        browser.visit(&bench.server.url(&bench.host(), &path)).await?;
        browser.ask("return await bench.loading").await
    };
    match loaded.await {
        Ok(said) => take(part, product, run, Ok(vec![(&answerable, number(&said, "answerable"))])),
        Err(error) => {
            for measure in [&answerable, &answer, &slowest] {
                part.give_up(product.name, measure, TOO_LONG);
            }
            return Err(error);
        }
    }
    if form.pattern == Pattern::Flat {
        count_questions(browser, product, form).await?;
    }
    // The last question has no next, so one fewer in the shortest form.
    let count = ANSWERS.min(form.questions - 1);
    match answer_and_check(browser, product, form, count).await {
        Ok(times) => {
            let at = |share| quantile(&times, share).unwrap_or(f64::NAN);
            take(part, product, run, Ok(vec![(&answer, at(0.5)), (&slowest, at(1.0))]));
        }
        Err(error) => {
            if matches!(error, Error::TooLong) {
                part.give_up(product.name, &answer, TOO_LONG);
                part.give_up(product.name, &slowest, TOO_LONG);
            }
            return Err(error);
        }
    }
    browser.leave().await
}
