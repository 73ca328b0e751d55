//! The time from the first byte of the page until the first question accepts an answer, on a slow phone: with an empty
//! cache, and with all files in the browser's cache.

use serde_json::json;

use super::{Bench, FORM, LIMIT, alone, first, number, slow_network, slow_processor, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::products::Product;
use crate::report::Part;

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    for run in 0..bench.runs {
        let mut browser = bench.open_warm(Frames::AsOnScreen, LIMIT).await?;
        slow_network(&browser).await?;
        slow_processor(&browser).await?;
        for product in bench.in_turn(run) {
            let outcome = visits(bench, &mut browser, product).await;
            take(part, product, run, outcome);
        }
    }
    Ok(())
}

async fn visits(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
) -> Result<Vec<(&'static str, f64)>, Error> {
    const COLD: [&str; 3] = ["cold paint", "cold shown", "cold answerable"];
    const WARM: [&str; 3] = ["warm paint", "warm shown", "warm answerable"];
    let url = bench.server.url(&bench.host(), &alone(product, FORM));
    browser.run_first(&first(product, Frames::AsOnScreen, true)).await?;
    let mut figures = Vec::new();
    for names in [COLD, WARM] {
        browser.visit(&url).await?;
        // The browser reports its first paint with a short delay.
        let result = browser
            .evaluate(
                "const times = await bench.loading; await bench.until(() => bench.noticed.paint > 0); \
                 return { ...times, paint: bench.noticed.paint }",
            )
            .await?;
        figures.extend(names.into_iter().zip(["paint", "shown", "answerable"].map(|it| number(&result, it))));
        // The product would resume at a saved answer.
        browser.evaluate("localStorage.clear()").await?;
        browser.leave().await?;
    }
    browser.send_command("HeapProfiler.collectGarbage", json!({})).await?;
    Ok(figures)
}
