//! Bytes on the wire: until the first question accepts an answer, and for the whole visit.

use super::{Bench, FORM, LIMIT, alone, answer_and_check, first, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::products::Product;
use crate::report::Part;

/// Bytes do not vary, so more runs would only cost time.
const MAX_RUNS: usize = 3;

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    part.runs = bench.runs.min(MAX_RUNS);
    for run in 0..part.runs {
        let mut browser = bench.open_warm(Frames::AsOnScreen, LIMIT).await?;
        for product in bench.in_turn(run) {
            let outcome = visit(bench, &mut browser, product).await;
            take(part, product, run, outcome);
        }
    }
    Ok(())
}

async fn visit(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
) -> Result<Vec<(&'static str, f64)>, Error> {
    let host = bench.host();
    browser.run_first(&first(product, Frames::AsOnScreen, true)).await?;
    browser.visit(&bench.server.url(&host, &alone(product, FORM))).await?;
    browser.evaluate("return await bench.loading").await?;
    let at_first = bench.server.sent(&host);
    if product.has_own_form() {
        browser.evaluate("return await adapter.visit()").await?;
    } else if product.has_questions() {
        answer_and_check(browser, product, FORM, FORM.questions).await?;
    }
    browser.evaluate("return await bench.settled()").await?;
    let in_all = bench.server.sent(&host);
    Ok(vec![
        ("first", at_first.bytes as f64),
        ("all", in_all.bytes as f64),
        ("requests", in_all.requests as f64),
    ])
}
