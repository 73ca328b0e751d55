//! From an answer to the next question, on a slow processor: each answer lets the next question appear.

use super::{Bench, LIMIT, alone, answer_and_check, first, slow_processor, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::forms::{Form, Pattern};
use crate::products::Product;
use crate::report::Part;
use crate::stats::quantile;

/// One answer fewer than questions: the last question has no next one.
const ANSWERS: usize = 120;
const CHAIN: Form = Form::new(Pattern::Chain, ANSWERS + 1);

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    for run in 0..bench.runs {
        let mut browser = bench.open_warm(Frames::AtOnce, LIMIT).await?;
        slow_processor(&browser).await?;
        for product in bench.in_turn(run).filter(|it| it.shows_given_form()) {
            let outcome = visit(bench, &mut browser, product).await;
            if let Ok(times) = &outcome {
                times.iter().for_each(|time| part.add(product.name, "every answer", *time));
            }
            let outcome = outcome.map(|times| {
                let at = |share| quantile(&times, share).unwrap_or(f64::NAN);
                vec![("p50", at(0.5)), ("p95", at(0.95)), ("p99", at(0.99))]
            });
            take(part, product, run, outcome);
        }
    }
    Ok(())
}

async fn visit(bench: &Bench, browser: &mut Browser, product: &'static Product) -> Result<Vec<f64>, Error> {
    browser.run_first(&first(product, Frames::AtOnce, true)).await?;
    browser.visit(&bench.server.url(&bench.host(), &alone(product, CHAIN))).await?;
    browser.evaluate("return await bench.loading").await?;
    let times = answer_and_check(browser, product, CHAIN, ANSWERS).await;
    browser.leave().await?;
    times
}
