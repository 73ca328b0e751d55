//! Before the measurements, checks that every product shows the form and accepts every answer, and takes a picture for a
//! person to look at.

use std::fs;
use std::time::Duration;

use super::{Bench, FORM, alone, answer_and_check, count_questions, first, product_error};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::products::Product;

/// More than enough on any machine that measures.
const LIMIT: Duration = Duration::from_secs(40);

/// Answers the whole form in every product once. The pictures are in `target/bench/looks`.
pub async fn prove(bench: &Bench) -> Result<(), Error> {
    fs::create_dir_all(&bench.looks).map_err(Error::file("create", &bench.looks))?;
    for product in &bench.products {
        let mut browser = bench.open(Frames::AsOnScreen, LIMIT).await?;
        let proven = prove_one(bench, &mut browser, product).await;
        let missing = bench.server.missing();
        if !missing.is_empty() {
            println!("  {}: requested missing files: {}", product.title, missing.join(", "));
        }
        if let Err(error) = proven {
            // The page's HTML helps to fix the adapter.
            let html =
                browser.evaluate("return document.documentElement.outerHTML").await.unwrap_or_default();
            save(bench, product, "html", html.as_str().unwrap_or_default().as_bytes())?;
            let kept = bench.looks.join(product.name);
            let detail = match error {
                Error::Product { detail, .. } => detail,
                other => other.to_string(),
            };
            return Err(product_error(
                product,
                format!("{detail}; its page and a picture are in {}.*", kept.display()),
            ));
        }
    }
    Ok(())
}

async fn prove_one(bench: &Bench, browser: &mut Browser, product: &'static Product) -> Result<(), Error> {
    browser.run_first(&first(product, Frames::AsOnScreen, true)).await?;
    browser.visit(&bench.server.url(&bench.host(), &alone(product, FORM))).await?;
    let loaded = browser.evaluate("return await bench.loading").await;
    save(bench, product, "png", &browser.picture().await?)?;
    loaded?;
    let result = if product.has_own_form() {
        format!("{} questions of its own", browser.evaluate("return await adapter.visit()").await?)
    } else if product.has_questions() {
        count_questions(browser, product, FORM).await?;
        answer_and_check(browser, product, FORM, FORM.questions).await?;
        format!("{} questions, as many answers in its model", FORM.questions)
    } else {
        "nothing to answer".to_owned()
    };
    println!(
        "  {:<11} {result}; looks: {}",
        product.name,
        bench.looks.join(product.name).with_extension("png").display()
    );
    Ok(())
}

fn save(bench: &Bench, product: &Product, ending: &str, content: &[u8]) -> Result<(), Error> {
    let path = bench.looks.join(product.name).with_extension(ending);
    fs::write(&path, content).map_err(Error::file("write", &path))
}
