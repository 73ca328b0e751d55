//! The cost of a product far down on a clinic's page before anyone starts it, on a slow phone.

use serde_json::{Value as Json, json};

use super::{Bench, FORM, LIMIT, first, number, slow_network, slow_processor, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::products::Product;
use crate::report::Part;

/// The page without any product.
pub const NOTHING: &Product = &Product {
    name: "none",
    title: "the page alone",
    adapter: "window.adapter = { atRest: () => true };",
    ..crate::products::BLANK
};

/// Measures of the added cost: the difference from the page alone in the same run.
const ADDED: [(&str, &str); 5] = [
    ("bytes", "added bytes"),
    ("tasks", "added tasks"),
    ("script", "added script"),
    ("blocked", "added blocked"),
    ("largest", "added largest"),
];

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    let products: Vec<&'static Product> = std::iter::once(NOTHING)
        .chain(bench.products.iter().copied().filter(|it| it.shows_given_form()))
        .collect();
    for run in 0..bench.runs {
        let mut browser = bench.open_warm(Frames::AsOnScreen, LIMIT).await?;
        slow_network(&browser).await?;
        slow_processor(&browser).await?;
        let mut outcome = Vec::new();
        for place in 0..products.len() {
            let product = products[(place + run) % products.len()];
            let figures = visit(bench, &mut browser, product).await;
            if let Ok(figures) = &figures {
                outcome.push((product, figures.clone()));
            }
            take(part, product, run, figures);
        }
        let Some((_, alone)) = outcome.iter().find(|(product, _)| product.name == NOTHING.name) else {
            continue;
        };
        for (product, figures) in outcome.iter().filter(|(product, _)| product.name != NOTHING.name) {
            for (measure, added) in ADDED {
                if let (Some(with), Some(without)) = (find(figures, measure), find(alone, measure)) {
                    part.add(product.name, added, with - without);
                }
            }
        }
    }
    Ok(())
}

fn find(figures: &[(&str, f64)], measure: &str) -> Option<f64> {
    figures.iter().find(|(name, _)| *name == measure).map(|(_, value)| *value)
}

async fn visit(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
) -> Result<Vec<(&'static str, f64)>, Error> {
    let host = bench.host();
    browser.run_first(&first(product, Frames::AsOnScreen, false)).await?;
    browser.leave().await?;
    browser.send_command("Performance.disable", json!({})).await?;
    browser.send_command("Performance.enable", json!({})).await?;
    let path = format!("/clinic/{}/{}", product.name, FORM.name());
    browser.visit(&bench.server.url(&host, &path)).await?;
    let result = browser
        .evaluate(
            "const there = () => adapter.atRest ? adapter.atRest() : bench.usable(adapter.input(0, 0)); \
             await bench.settled(there); return bench.noticed",
        )
        .await?;
    let metrics = browser.send_command("Performance.getMetrics", json!({})).await?;
    let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let seconds = |name: &str| {
        metrics.iter().find(|it| it["name"] == name).and_then(|it| it["value"].as_f64()).unwrap_or(f64::NAN)
    };
    let tasks: Vec<f64> = result["tasks"].as_array().into_iter().flatten().filter_map(Json::as_f64).collect();
    Ok(vec![
        ("bytes", bench.server.sent(&host).bytes as f64),
        ("tasks", 1_000.0 * seconds("TaskDuration")),
        ("script", 1_000.0 * seconds("ScriptDuration")),
        // “Total blocking time”: the time beyond 50 ms of every long task.
        ("blocked", tasks.iter().fold(0.0, |sum, it| sum + it - 50.0)),
        ("largest", number(&result, "largest")),
        ("shift", number(&result, "shift")),
    ])
}
