//! Memory when the first question is shown, and after 200 answers; and the memory that stays in use each time a product
//! is removed from the page.

use serde_json::{Value as Json, json};

use super::{Bench, LIMIT, alone, answer_and_check, first, product_error, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::forms::{Form, Pattern};
use crate::products::Product;
use crate::report::Part;

const ANSWERS: usize = 200;
const LONG: Form = Form::new(Pattern::Flat, ANSWERS + 1);
const SHORT: Form = Form::new(Pattern::Flat, 10);

/// The number of cycles before the measured ones, so that one-time allocations are not counted.
const BEFORE: usize = 5;
const CYCLES: usize = 50;

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    for run in 0..bench.runs {
        let mut browser = bench.open_warm(Frames::AtOnce, LIMIT).await?;
        for product in bench.in_turn(run).filter(|it| !it.has_own_form()) {
            let outcome = visit(bench, &mut browser, product).await;
            take(part, product, run, outcome);
        }
        for product in bench.in_turn(run).filter(|it| it.shows_given_form()) {
            let outcome = show_and_remove(bench, &mut browser, product).await;
            take(part, product, run, outcome);
        }
    }
    Ok(())
}

/// The memory of a page.
struct PageMemory {
    bytes: f64,
    nodes: f64,
    listeners: f64,
}

async fn page_memory(browser: &Browser) -> Result<PageMemory, Error> {
    // Objects that the first collection frees may refer to others, which only the second can free.
    for _ in 0..2 {
        browser.send_command("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let heap = browser.send_command("Runtime.getHeapUsage", json!({})).await?;
    let wasm = browser.evaluate("return bench.wasmBytes()").await?;
    let bytes = ["usedSize", "embedderHeapUsedSize", "backingStorageSize"];
    let counters = browser.send_command("Memory.getDOMCounters", json!({})).await?;
    Ok(PageMemory {
        bytes: bytes.iter().map(|it| super::number(&heap, it)).sum::<f64>()
            + wasm.as_f64().unwrap_or(f64::NAN),
        nodes: super::number(&counters, "nodes"),
        listeners: super::number(&counters, "jsEventListeners"),
    })
}

async fn visit(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
) -> Result<Vec<(&'static str, f64)>, Error> {
    browser.run_first(&first(product, Frames::AtOnce, true)).await?;
    browser.visit(&bench.server.url(&bench.host(), &alone(product, LONG))).await?;
    browser.evaluate("return await bench.loading").await?;
    let before = page_memory(browser).await?;
    if product.has_questions() {
        answer_and_check(browser, product, LONG, ANSWERS).await?;
    }
    let after = page_memory(browser).await?;
    browser.leave().await?;
    let mut figures =
        vec![("loaded", before.bytes), ("nodes", before.nodes), ("listeners", before.listeners)];
    if product.has_questions() {
        figures.extend([
            ("answered", after.bytes),
            ("nodes after", after.nodes),
            ("listeners after", after.listeners),
        ]);
    }
    Ok(figures)
}

async fn show_and_remove(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
) -> Result<Vec<(&'static str, f64)>, Error> {
    browser.run_first(&first(product, Frames::AtOnce, true)).await?;
    browser.visit(&bench.server.url(&bench.host(), &alone(product, SHORT))).await?;
    browser.evaluate("return await bench.loading").await?;
    cycle(browser, BEFORE).await?;
    let before = page_memory(browser).await?;
    cycle(browser, CYCLES).await?;
    let after = page_memory(browser).await?;
    let there: Json = browser.evaluate("return bench.usable(adapter.input(0, 0))").await?;
    browser.leave().await?;
    if there != true {
        return Err(product_error(product, "it did not reappear on the page".to_owned()));
    }
    let each = |before: f64, after: f64| (after - before) / CYCLES as f64;
    Ok(vec![
        ("bytes left", each(before.bytes, after.bytes)),
        ("nodes left", each(before.nodes, after.nodes)),
        ("listeners left", each(before.listeners, after.listeners)),
    ])
}

/// Removes a product from the page and inserts it again, `times` times.
async fn cycle(browser: &Browser, times: usize) -> Result<(), Error> {
    browser.evaluate(&format!("return await bench.cycles({times})")).await.map(|_| ())
}
