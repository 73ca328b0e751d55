//! Memory when the first question is there, and after 200 answers; and what is left on the page each time a product is
//! taken off it.

use serde_json::{Value as Json, json};

use super::{Bench, LIMIT, alone, answer_and_check, first, take, wrong};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::forms::{Form, Pattern};
use crate::products::Product;
use crate::report::Part;

const ANSWERS: usize = 200;
const LONG: Form = Form::new(Pattern::Flat, ANSWERS + 1);
const SHORT: Form = Form::new(Pattern::Flat, 10);

/// What is made once is not counted: so many times a product comes and goes before.
const BEFORE: usize = 5;
const CYCLES: usize = 50;

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    for run in 0..bench.runs {
        let mut browser = bench.open_warm(Frames::AtOnce, LIMIT).await?;
        for product in bench.in_turn(run).filter(|it| !it.whole) {
            let came = visit(bench, &mut browser, product).await;
            take(part, product, run, came);
        }
        for product in bench.in_turn(run).filter(|it| it.asks && !it.whole) {
            let came = come_and_go(bench, &mut browser, product).await;
            take(part, product, run, came);
        }
    }
    Ok(())
}

/// What a page holds.
struct Held {
    bytes: f64,
    nodes: f64,
    listeners: f64,
}

async fn held(browser: &Browser) -> Result<Held, Error> {
    // What the first collection frees may hold more that the second can free.
    for _ in 0..2 {
        browser.tell("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let heap = browser.tell("Runtime.getHeapUsage", json!({})).await?;
    let wasm = browser.ask("return bench.wasmBytes()").await?;
    let bytes = ["usedSize", "embedderHeapUsedSize", "backingStorageSize"];
    let counters = browser.tell("Memory.getDOMCounters", json!({})).await?;
    Ok(Held {
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
    browser.ask("return await bench.loading").await?;
    let before = held(browser).await?;
    if product.asks {
        answer_and_check(browser, product, LONG, ANSWERS).await?;
    }
    let after = held(browser).await?;
    browser.leave().await?;
    let mut figures =
        vec![("loaded", before.bytes), ("nodes", before.nodes), ("listeners", before.listeners)];
    if product.asks {
        figures.extend([
            ("answered", after.bytes),
            ("nodes after", after.nodes),
            ("listeners after", after.listeners),
        ]);
    }
    Ok(figures)
}

async fn come_and_go(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
) -> Result<Vec<(&'static str, f64)>, Error> {
    browser.run_first(&first(product, Frames::AtOnce, true)).await?;
    browser.visit(&bench.server.url(&bench.host(), &alone(product, SHORT))).await?;
    browser.ask("return await bench.loading").await?;
    cycle(browser, BEFORE).await?;
    let before = held(browser).await?;
    cycle(browser, CYCLES).await?;
    let after = held(browser).await?;
    let there: Json = browser.ask("return bench.usable(adapter.input(0, 0))").await?;
    browser.leave().await?;
    if there != true {
        return Err(wrong(product, "it did not come back to the page".to_owned()));
    }
    let each = |before: f64, after: f64| (after - before) / CYCLES as f64;
    Ok(vec![
        ("bytes left", each(before.bytes, after.bytes)),
        ("nodes left", each(before.nodes, after.nodes)),
        ("listeners left", each(before.listeners, after.listeners)),
    ])
}

/// Takes a product off the page and puts it there again, so many times.
async fn cycle(browser: &Browser, times: usize) -> Result<(), Error> {
    browser.ask(&format!("return await bench.cycles({times})")).await.map(|_| ())
}
